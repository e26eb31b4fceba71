"""Who signs follows from the age on the day of signing; what a representative signed counts until the 18th birthday."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentoring.consents.ages import birthday_of_age, full_years, grown_up_by
from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import is_in_force, missing_for, owed, signing_representation
from mentoring.consents.services import prepare_consent, sign_consent
from schools.models import Person, Representation
from schools.papers.models import Document
from tests.world import TODAY, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
MENTEE = (Purpose.PROCESSING, Purpose.MENTEE_PART)


def link(world, child, name, relation=""):
    return Representation.objects.create(representative=person(world.school, name), pupil=child, relation=relation)


def pupil(world, born, name="Уваров Лев Ильич", grade="11А"):
    return person(world.school, name, grade=grade, birth_date=born)


def sheet(world) -> Document:
    """A frozen sheet; only that there is one matters here."""
    paper = Document.objects.create(organisation=world.school, kind="consent_processing_pupil", title="Лист")
    Document.objects.filter(pk=paper.pk).update(status="issued", date=TODAY, content_hash="0" * 64)
    return paper


def given(card, purpose=Purpose.PROCESSING, representation=None, **fields):
    values = {"status": ConsentStatus.SIGNED, "signed_on": date(2026, 9, 2), "prepared_on": date(2026, 9, 1)} | fields
    return Consent.objects.create(
        organisation=card.organisation, person=card, purpose=purpose, representation=representation, **values
    )


@pytest.mark.parametrize(
    ("born", "birthday"),
    [
        (date(2008, 9, 14), date(2026, 9, 14)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2010, 3, 1), date(2028, 3, 1)),
        (date(2010, 2, 28), date(2028, 2, 28)),
    ],
)
def test_the_three_ways_to_count_age_agree(born, birthday):
    for day in (birthday.replace(day=birthday.day), date.fromordinal(birthday.toordinal() - 1)):
        assert (full_years(born, day) >= 18) == (born <= grown_up_by(day)) == (day >= birthday_of_age(born))


def test_the_eve_of_the_birthday_in_a_leap_year():
    assert grown_up_by(date(2028, 2, 29)) == date(2010, 2, 28)


@pytest.mark.parametrize(("day", "counts"), [(date(2026, 9, 13), True), (date(2026, 9, 14), False)])
def test_a_representatives_consent_ends_with_childhood(world, day, counts):
    card = pupil(world, date(2008, 9, 14))
    consent = given(card, representation=link(world, card, "Уварова Ия Павловна"))
    assert is_in_force(consent, day) is counts
    assert Consent.objects.in_force(day).filter(pk=consent.pk).exists() is counts


def test_what_the_person_signed_does_not_end(world):
    card = pupil(world, date(2008, 9, 10))
    consent = given(card, signed_on=date(2026, 9, 11))
    assert is_in_force(consent, TODAY)
    assert list(Consent.objects.in_force(TODAY)) == [consent]


def test_without_a_birth_date_nothing_is_outgrown(world):
    card = pupil(world, None)
    consent = given(card, representation=link(world, card, "Уварова Ия Павловна"))
    assert is_in_force(consent, date(2040, 1, 1))
    assert list(Consent.objects.in_force(date(2040, 1, 1))) == [consent]


def test_at_eighteen_the_own_one_is_asked_for(world):
    card = pupil(world, date(2008, 9, 14))
    given(card, representation=link(world, card, "Уварова Ия Павловна"))
    assert [debt.state for debt in owed({card.pk: [Purpose.PROCESSING]}, date(2026, 9, 13))] == ["не печаталось"]
    [debt] = owed({card.pk: [Purpose.PROCESSING]}, TODAY)
    assert (debt.purpose, debt.state) == (Purpose.PROCESSING, "исполнилось 18: нужно своё")
    prepare_consent(card, Purpose.PROCESSING, None, None, world.anna)
    [debt] = owed({card.pk: [Purpose.PROCESSING]}, TODAY)
    assert (debt.grown_up, debt.state) == (True, "напечатано, не подписано")


def test_the_one_who_signs_owes_a_sheet_of_her_own(world, mother, django_assert_num_queries):
    child = world.misha_card
    assert missing_for({child.pk: MENTEE}, TODAY) == {child.pk: [*MENTEE]}
    for purpose in MENTEE:
        given(child, purpose, mother)
    with django_assert_num_queries(2):
        assert missing_for({child.pk: MENTEE}, TODAY) == {child.pk: [Purpose.REPRESENTATIVE]}
    given(mother.representative, Purpose.REPRESENTATIVE)
    assert missing_for({child.pk: MENTEE}, TODAY) == {}


def test_once_printed_the_own_sheet_of_the_signer_is_owed_too(world, mother):
    prepare_consent(world.misha_card, Purpose.PROCESSING, None, mother, world.anna)
    assert missing_for({world.misha_card.pk: MENTEE}, TODAY) == {world.misha_card.pk: [*MENTEE, Purpose.REPRESENTATIVE]}


def test_the_one_who_signs_is_the_one_of_the_last_sheet(world, mother):
    child = world.misha_card
    father = link(world, child, "Лебедев Иван Маркович", "отец")
    assert signing_representation(child) == mother
    prepare_consent(child, Purpose.PROCESSING, None, father, world.anna)
    assert signing_representation(child) == father
    assert signing_representation(world.boris_card) is None


# ---- The wrong signer is refused by a sentence ----


def refused(consent, day=TODAY, **more) -> str:
    with pytest.raises(ValidationError) as refusal:
        sign_consent(consent, day, None, None, **more)
    return " ".join(refusal.value.messages).replace("\u00a0", " ")


def test_for_an_adult_no_representative_signs(world, mother):
    Person.objects.filter(pk=world.misha_card.pk).update(birth_date=date(2008, 9, 14))
    child = Person.objects.get(pk=world.misha_card.pk)
    consent = prepare_consent(child, Purpose.PROCESSING, None, mother, world.anna)
    assert refused(consent) == (
        "Лебедев М. И.: 18 лет исполнилось 14 сентября 2026 г., за взрослого представитель не подписывает. "
        "Напечатайте лист для собственной подписи."
    )
    assert sign_consent(consent, date(2026, 9, 13), None, world.anna).representation == mother


def test_a_sheet_printed_for_one_parent_is_not_signed_by_the_other(world, mother):
    father = link(world, world.misha_card, "Лебедев Иван Маркович", "отец")
    consent = prepare_consent(world.misha_card, Purpose.PROCESSING, sheet(world), mother, world.anna)
    assert "лист напечатан на имя другого представителя" in refused(consent, representation=father)
    assert sign_consent(consent, TODAY, None, world.anna, representation=mother).status == ConsentStatus.SIGNED


def test_a_sheet_printed_for_the_person_is_not_signed_by_a_parent(world):
    card = pupil(world, date(2008, 9, 14))
    kin = link(world, card, "Уварова Ия Павловна")
    consent = prepare_consent(card, Purpose.PROCESSING, sheet(world), None, world.anna)
    assert "лист напечатан для подписи самим человеком, а на день подписи нет 18 лет" in refused(
        consent, date(2026, 9, 13), representation=kin
    )


def test_a_sheet_without_the_teenagers_line_is_not_signed_at_fourteen(world):
    card = pupil(world, date(2012, 9, 14), grade="8А")
    kin = link(world, card, "Уварова Ия Павловна")
    consent = prepare_consent(card, Purpose.PROCESSING, sheet(world), kin, world.anna)
    Consent.objects.filter(pk=consent.pk).update(prepared_on=date(2025, 9, 1))
    assert "нет строки для подписи подростка" in refused(consent)
    assert sign_consent(consent, date(2026, 9, 13), None, world.anna).status == ConsentStatus.SIGNED


def test_a_representative_is_of_age(world, mother):
    Person.objects.filter(pk=mother.representative_id).update(birth_date=date(2010, 1, 1))
    consent = prepare_consent(
        Person.objects.get(pk=mother.representative_id), Purpose.REPRESENTATIVE, None, None, world.anna
    )
    assert "представителем быть не может" in refused(consent)


def test_a_parent_sees_what_she_signs_for_the_child(world, mother):
    mother.representative.user = world.sofya
    mother.representative.save()
    hers, other = given(world.misha_card, representation=mother), given(world.boris_card)
    assert list(Consent.objects.visible_to(world.sofya)) == [hers]
    assert set(Consent.objects.visible_to(world.anna)) == {hers, other}
