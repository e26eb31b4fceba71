"""Applications to withdraw, printed twice on one sheet since a card was corrected: destruction leaves neither."""

import pytest

from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import sign_consent, withdraw_consent
from mentoring.documents.services.sheets import prepare_sheets
from mentoring.documents.services.withdrawals import print_withdrawal
from schools.models import Person
from schools.papers.models import Document
from schools.services.archiving import archive_person
from schools.services.destroying import destroy_person
from schools.services.people import save_person
from schools.services.representatives import add_representative
from tests.world import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(world) -> Person:
    """Of Миша, who signs for him."""
    return add_representative(
        world.misha_card, full_name="Лебедева Нина Павловна", relation="мать", phone="", by=world.anna
    ).representative


def withdrawn(world, card: Person, purpose: str, mother: Person) -> Consent:
    """Signed, then taken back by the second of two applications: between them the mother's card was corrected."""
    [sheet] = prepare_sheets(world.school, [(Person.objects.get(pk=card.pk), purpose)], 2026, world.anna).consents
    sign_consent(sheet, TODAY, None, world.anna)
    older = print_withdrawal(Consent.objects.get(pk=sheet.pk), world.anna)
    corrected = Person.objects.get(pk=mother.pk)
    corrected.surname = "Журавлёва"
    save_person(corrected, by=world.anna)
    newer = print_withdrawal(Consent.objects.get(pk=sheet.pk), world.anna)
    consent = withdraw_consent(Consent.objects.get(pk=sheet.pk), TODAY, "", world.anna)
    assert (older == newer, consent.withdrawal) == (False, newer)
    assert set(Document.objects.filter(ground=consent.document)) == {older, newer}
    return consent


def destroy(world, card: Person) -> None:
    archive_person(Person.objects.get(pk=card.pk), world.anna)
    destroy_person(Person.objects.get(pk=card.pk), reason="consent", ground_on=TODAY, by=world.gleb)


def papers_left() -> list[str]:
    return list(Document.objects.order_by("kind").values_list("kind", flat=True))


@pytest.mark.parametrize("whose", ["mother", "child"])
def test_of_a_consent_for_a_child_neither_sheet_nor_applications_stay(world, mother, whose):
    consent = withdrawn(world, world.misha_card, Purpose.PROCESSING, mother)
    destroy(world, mother if whose == "mother" else world.misha_card)
    consent.refresh_from_db()
    assert (papers_left(), consent.status, consent.document, consent.withdrawal) == ([], "withdrawn", None, None)


@pytest.mark.parametrize("whose", ["mother", "child"])
def test_of_the_representatives_own_sheet_which_names_the_child_nothing_stays(world, mother, whose):
    consent = withdrawn(world, mother, Purpose.REPRESENTATIVE, mother)
    assert consent.document is not None
    assert consent.document.data["children"] == [world.misha_card.pk]
    destroy(world, mother if whose == "mother" else world.misha_card)
    consent.refresh_from_db()
    assert (papers_left(), consent.status, consent.document, consent.withdrawal) == ([], "withdrawn", None, None)
