"""The day under the signature against the day on which the same consent was taken back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import prepare_consent, sign_consent, withdraw_consent
from schools.models import Person
from tests.world import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
BACK = date(2026, 9, 12)
REFUSED = "Согласие отозвано 12.09.2026: лист, подписанный раньше, уже не действует. Проверьте дату."


def signed(world, card: Person, day: date, purpose: str = Purpose.PROCESSING) -> Consent:
    return sign_consent(prepare_consent(card, purpose, None, None, world.anna), day, None, world.anna)


@pytest.fixture
def taken_back(world) -> None:
    """Twice: on the 5th and on the 12th."""
    for given, back in ((date(2026, 9, 2), date(2026, 9, 5)), (date(2026, 9, 8), BACK)):
        withdraw_consent(signed(world, world.boris_card, given), back, "", world.anna)


@pytest.mark.parametrize("day", [date(2026, 9, 3), date(2026, 9, 6), date(2026, 9, 11)])
def test_a_sheet_signed_before_the_last_withdrawal_is_refused(world, taken_back, day):
    waiting = prepare_consent(world.boris_card, Purpose.PROCESSING, None, None, world.anna)
    with pytest.raises(ValidationError) as refused:
        sign_consent(waiting, day, None, world.anna)
    assert refused.value.messages == [REFUSED]
    waiting.refresh_from_db()
    assert (waiting.status, waiting.signed_on) == (ConsentStatus.PREPARED, None)
    assert not Consent.objects.in_force(TODAY).exists()


@pytest.mark.parametrize("day", [BACK, TODAY])
def test_on_the_day_of_the_withdrawal_or_later_a_consent_is_given_anew(world, taken_back, day):
    anew = signed(world, world.boris_card, day)
    assert list(Consent.objects.in_force(TODAY)) == [anew]


def test_a_withdrawal_stops_neither_another_purpose_nor_another_person(world, taken_back):
    before = date(2026, 9, 3)
    others = [
        signed(world, world.boris_card, before, Purpose.MENTOR_DUTIES),
        signed(world, world.sofya_card, before),
    ]
    assert sorted(Consent.objects.in_force(TODAY), key=lambda consent: consent.pk) == others
