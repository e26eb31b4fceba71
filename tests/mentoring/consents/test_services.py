"""The life of a consent: every status to every other, dates, minors, terms."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mentoring.consents.enums import CONSENT_TRANSITIONS, ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import (
    attach_scan,
    prepare_consent,
    replace_consent,
    sign_consent,
    unsign_consent,
    withdraw_consent,
)
from schools.journal.models import Entry
from schools.models import Representation
from schools.papers.models import StoredFile
from tests.world import TODAY, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def put(world, status, purpose=Purpose.PROCESSING, card=None, **fields):
    """A row in the wanted state, past the door."""
    dates = {
        ConsentStatus.PREPARED: {},
        ConsentStatus.SIGNED: {"signed_on": date(2026, 9, 10)},
        ConsentStatus.WITHDRAWN: {"signed_on": date(2026, 9, 10), "withdrawn_on": date(2026, 9, 12)},
        ConsentStatus.REPLACED: {},
    }[status]
    card = card or world.boris_card
    return Consent.objects.create(
        organisation=card.organisation,
        person=card,
        purpose=purpose,
        status=status,
        prepared_on=date(2026, 9, 9),
        **dates | fields,
    )


def scan(world, organisation=None):
    return StoredFile.objects.create(
        organisation=organisation or world.school,
        sha256="0" * 64,
        path="00/scan.pdf",
        name="скан.pdf",
        content_type="application/pdf",
        size=1,
    )


DEEDS = {
    ConsentStatus.PREPARED: lambda consent, by: unsign_consent(consent, by),
    ConsentStatus.SIGNED: lambda consent, by: sign_consent(consent, TODAY, None, by),
    ConsentStatus.WITHDRAWN: lambda consent, by: withdraw_consent(consent, TODAY, "", by),
    ConsentStatus.REPLACED: lambda consent, by: replace_consent(consent, by),
}


@pytest.mark.parametrize("before", ConsentStatus.values)
@pytest.mark.parametrize("after", ConsentStatus.values)
def test_only_the_table_lets_a_consent_through(world, before, after):
    consent = put(world, before)
    if after in CONSENT_TRANSITIONS[before]:
        assert DEEDS[after](consent, world.anna).status == after
        consent.refresh_from_db()
        assert consent.status == after
        assert Entry.objects.filter(subject_id=consent.pk, subject_type="consents.consent").count() == 1
    else:
        with pytest.raises(ValidationError):
            DEEDS[after](consent, world.anna)
        consent.refresh_from_db()
        assert consent.status == before
        assert Entry.objects.count() == 0


def test_processing_holds_until_withdrawn_and_a_part_until_the_years_end(world):
    processing = prepare_consent(world.boris_card, Purpose.PROCESSING, None, None, world.anna)
    duties = prepare_consent(world.boris_card, Purpose.MENTOR_DUTIES, None, None, world.anna)
    assert (processing.valid_until, duties.valid_until) == (None, date(2027, 8, 31))


def test_a_summer_sheet_is_for_the_year_ahead(world, monkeypatch):
    monkeypatch.setattr(type(world.school), "today", lambda self: date(2027, 8, 20))
    duties = prepare_consent(world.boris_card, Purpose.MENTOR_DUTIES, None, None, world.anna)
    assert duties.valid_until == date(2028, 8, 31)


def test_printing_again_replaces_the_sheet_that_waits(world):
    first = prepare_consent(world.boris_card, Purpose.PROCESSING, None, None, world.anna)
    second = prepare_consent(world.boris_card, Purpose.PROCESSING, None, None, world.anna)
    first.refresh_from_db()
    assert (first.status, second.status) == (ConsentStatus.REPLACED, ConsentStatus.PREPARED)


def test_what_is_signed_is_not_printed_again(world):
    put(world, ConsentStatus.SIGNED)
    with pytest.raises(ValidationError, match=r"уже подписано 10\.09\.2026"):
        prepare_consent(world.boris_card, Purpose.PROCESSING, None, None, world.anna)


def test_next_years_sheet_waits_beside_this_years_and_replaces_it_when_signed(world, monkeypatch):
    old = put(world, ConsentStatus.SIGNED, Purpose.MENTOR_DUTIES, valid_until=date(2027, 8, 31))
    monkeypatch.setattr(type(world.school), "today", lambda self: date(2027, 8, 25))
    new = prepare_consent(world.boris_card, Purpose.MENTOR_DUTIES, None, None, world.anna)
    old.refresh_from_db()
    assert old.status == ConsentStatus.SIGNED
    sign_consent(new, date(2027, 8, 25), None, world.anna)
    old.refresh_from_db()
    assert old.status == ConsentStatus.REPLACED


def test_a_date_that_has_not_come_is_refused(world):
    consent = put(world, ConsentStatus.PREPARED)
    with pytest.raises(ValidationError, match="ещё не наступила"):
        sign_consent(consent, TODAY + timedelta(days=1), None, world.anna)


def test_paper_may_have_been_signed_before_the_sheet_was_printed_here(world):
    consent = put(world, ConsentStatus.PREPARED)
    assert sign_consent(consent, date(2026, 8, 28), None, world.anna).signed_on == date(2026, 8, 28)


def test_a_sheet_past_its_term_is_not_signed(world):
    consent = put(world, ConsentStatus.PREPARED, valid_until=date(2026, 9, 1))
    with pytest.raises(ValidationError, match="Срок этого листа вышел"):
        sign_consent(consent, TODAY, None, world.anna)


def test_withdrawal_does_not_come_before_the_signature(world):
    consent = put(world, ConsentStatus.SIGNED)
    with pytest.raises(ValidationError, match="отозвать его раньше нельзя"):
        withdraw_consent(consent, date(2026, 9, 9), "", world.anna)
    with pytest.raises(ValidationError, match="ещё не наступил"):
        withdraw_consent(consent, TODAY + timedelta(days=1), "", world.anna)


def test_a_mark_set_by_mistake_is_taken_back_whole(world):
    consent = put(world, ConsentStatus.PREPARED)
    sign_consent(consent, TODAY, scan(world), world.anna)
    consent = unsign_consent(consent, world.anna)
    assert (consent.status, consent.signed_on, consent.scan) == (ConsentStatus.PREPARED, None, None)


def test_a_mark_is_not_taken_back_when_a_newer_sheet_waits(world):
    old = put(world, ConsentStatus.SIGNED, Purpose.MENTOR_DUTIES)
    put(world, ConsentStatus.PREPARED, Purpose.MENTOR_DUTIES)
    with pytest.raises(ValidationError, match="Уже напечатан новый лист"):
        unsign_consent(old, world.anna)


def test_a_scan_of_another_school_is_refused(world):
    consent = put(world, ConsentStatus.PREPARED)
    with pytest.raises(ValidationError, match="другой организации"):
        sign_consent(consent, TODAY, scan(world, world.foreign), world.anna)
    signed = sign_consent(consent, TODAY, None, world.anna)
    with pytest.raises(ValidationError, match="другой организации"):
        attach_scan(signed, scan(world, world.foreign), world.anna)
    assert attach_scan(signed, scan(world), world.anna).scan.name == "скан.pdf"


def test_a_scan_is_attached_to_what_is_signed(world):
    with pytest.raises(ValidationError, match="Сначала отметьте подпись"):
        attach_scan(put(world, ConsentStatus.PREPARED), scan(world), world.anna)


# ---- Minors ----


def test_for_a_minor_the_representative_signs(world):
    consent = put(world, ConsentStatus.PREPARED, card=world.misha_card)
    with pytest.raises(ValidationError, match="нет 18 лет"):
        sign_consent(consent, TODAY, None, world.anna)
    mother = person(world.school, "Лебедева Нина Павловна")
    kin = Representation.objects.create(representative=mother, pupil=world.misha_card, relation="мать")
    assert sign_consent(consent, TODAY, None, world.anna, representation=kin).representation == kin


def test_age_is_counted_on_the_day_of_signing(world):
    """Born on 14 September 2008: a day earlier still a minor (design, decision 8)."""
    card = person(world.school, "Уваров Лев Ильич", grade="11А", birth_date=date(2008, 9, 14))
    consent = put(world, ConsentStatus.PREPARED, card=card)
    with pytest.raises(ValidationError, match="нет 18 лет"):
        sign_consent(consent, date(2026, 9, 13), None, world.anna)
    assert sign_consent(consent, date(2026, 9, 14), None, world.anna).status == ConsentStatus.SIGNED


def test_a_pupil_without_a_birth_date_is_taken_for_a_minor(world):
    card = person(world.school, "Уваров Лев Ильич", grade="11А")
    with pytest.raises(ValidationError, match="дата рождения не записана"):
        sign_consent(put(world, ConsentStatus.PREPARED, card=card), TODAY, None, world.anna)


def test_somebody_elses_representative_is_refused(world):
    other = person(world.school, "Уваров Лев Ильич", grade="6А")
    kin = Representation.objects.create(representative=world.gleb_card, pupil=other)
    with pytest.raises(ValidationError, match="этот представитель не записан"):
        prepare_consent(world.misha_card, Purpose.PROCESSING, None, kin, world.anna)


# ---- What the database holds by itself ----


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("consent_signed_has_date", {"status": ConsentStatus.SIGNED, "signed_on": None}),
        ("consent_withdrawn_has_date", {"status": ConsentStatus.WITHDRAWN, "signed_on": TODAY, "withdrawn_on": None}),
        (
            "consent_withdrawn_after_signed",
            {"status": ConsentStatus.WITHDRAWN, "signed_on": TODAY, "withdrawn_on": TODAY - timedelta(days=1)},
        ),
        (
            "consent_valid_after_signed",
            {"status": ConsentStatus.SIGNED, "signed_on": TODAY, "valid_until": TODAY - timedelta(days=1)},
        ),
        ("consent_prepared_unsigned", {"status": ConsentStatus.PREPARED, "signed_on": TODAY}),
    ],
)
def test_the_database_refuses_impossible_dates(world, name, fields):
    consent = put(world, ConsentStatus.PREPARED)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(**fields)


@pytest.mark.parametrize("status", [ConsentStatus.PREPARED, ConsentStatus.SIGNED])
def test_the_database_keeps_one_open_sheet_of_a_kind(world, status):
    put(world, status)
    with pytest.raises(IntegrityError), transaction.atomic():
        put(world, status)


def test_closed_sheets_may_be_many(world):
    for _ in range(2):
        put(world, ConsentStatus.WITHDRAWN)
        put(world, ConsentStatus.REPLACED)
    assert Consent.objects.count() == 4
