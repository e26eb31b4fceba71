"""Dissemination item by item, gone when it ends; the paper of a withdrawal."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentoring.consents.enums import PublicItem, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import is_in_force, missing_for, published_items
from mentoring.consents.services import attach_withdrawal, prepare_consent, sign_consent, withdraw_consent
from schools.models import Person
from schools.papers.models import Document
from tests.mentoring.consents.test_representatives import given, refused, sheet
from tests.world import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def allowed(world, card=None, items=("name", "post"), **more) -> Consent:
    consent = prepare_consent(card or world.boris_card, Purpose.DISSEMINATION, None, None, world.anna)
    return sign_consent(consent, TODAY, None, world.anna, items=items, **more)


def public(card, day=TODAY):
    return published_items(Person.objects.get(pk=card.pk), day)


def test_nothing_is_published_without_a_consent(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not published_items(world.boris_card, TODAY)
    given(world.boris_card)
    assert not public(world.boris_card)


def test_only_what_was_ticked_is_published(world):
    consent = allowed(world, items=["post", "name"], conditions="без фотографий из личной жизни")
    shown = public(world.boris_card)
    assert (shown.items, shown.conditions) == ((PublicItem.NAME, PublicItem.POST), "без фотографий из личной жизни")
    assert (consent.items, consent.shown_items) == (
        ["name", "post"],
        "фамилия, имя, отчество; должность (специальность)",
    )


def test_a_printed_sheet_publishes_nothing(world):
    prepare_consent(world.boris_card, Purpose.DISSEMINATION, None, None, world.anna)
    assert not public(world.boris_card)


def test_a_withdrawal_empties_what_is_published(world):
    consent = allowed(world)
    withdraw_consent(consent, TODAY, "", world.anna)
    assert not public(world.boris_card)


def test_the_end_of_the_term_empties_what_is_published(world):
    allowed(world)
    assert (bool(public(world.boris_card, date(2027, 8, 31))), bool(public(world.boris_card, date(2027, 9, 1)))) == (
        True,
        False,
    )


def test_the_birthday_empties_what_a_parent_allowed(world, mother):
    Person.objects.filter(pk=world.misha_card.pk).update(birth_date=date(2009, 1, 1))
    card = Person.objects.get(pk=world.misha_card.pk)
    consent = prepare_consent(card, Purpose.DISSEMINATION, None, mother, world.anna)
    sign_consent(consent, TODAY, None, world.anna, items=["name", "grade"])
    assert [bool(public(card, day)) for day in (date(2026, 12, 31), date(2027, 1, 1))] == [True, False]


def test_without_processing_there_is_nothing_to_publish(world):
    allowed(world)
    processing = given(world.boris_card)
    assert public(world.boris_card)
    withdraw_consent(processing, TODAY, "", world.anna)
    assert not public(world.boris_card)
    given(world.boris_card, signed_on=TODAY)
    assert not public(world.boris_card), "it does not come back by itself"
    allowed(world)
    assert public(world.boris_card)


def test_given_on_the_day_of_the_withdrawal_it_counts_after_the_new_processing(world):
    first = given(world.boris_card)
    withdraw_consent(first, TODAY, "", world.anna)
    given(world.boris_card, signed_on=TODAY)
    allowed(world)
    assert public(world.boris_card)


@pytest.mark.parametrize("field", ["archived_on", "destroyed_at"])
def test_a_closed_card_is_not_published(world, field):
    allowed(world)
    value = TODAY if field == "archived_on" else "2026-09-14T00:00:00+08:00"
    Person.objects.filter(pk=world.boris_card.pk).update(**{field: value})
    assert not public(world.boris_card)


def test_a_sheet_with_nothing_ticked_is_no_consent(world):
    consent = prepare_consent(world.boris_card, Purpose.DISSEMINATION, None, None, world.anna)
    assert "отметьте, что разрешено опубликовать" in refused(consent)
    assert "На листе нет такой строки: класс (группа)" in refused(consent, items=["name", "grade"])
    assert "На листе нет такой строки: щука" in refused(consent, items=["щука"])


def test_other_consents_keep_no_items(world):
    consent = prepare_consent(world.boris_card, Purpose.PROCESSING, None, None, world.anna)
    assert sign_consent(consent, TODAY, None, world.anna, items=["name"], conditions="нет").items == []


def test_dissemination_is_owed_by_nobody(world):
    given(world.boris_card)
    given(world.boris_card, Purpose.MENTOR_DUTIES)
    assert missing_for({world.boris_card.pk: (Purpose.PROCESSING, Purpose.MENTOR_DUTIES)}, TODAY) == {}


# ---- The paper of a withdrawal ----


def test_the_application_is_linked_and_the_consent_still_holds(world):
    consent = given(world.boris_card)
    paper = sheet(world)
    assert attach_withdrawal(consent, paper, world.anna).withdrawal == paper
    assert (list(paper.withdrawals.all()), is_in_force(consent, TODAY)) == ([consent], True)
    taken_back = withdraw_consent(consent, TODAY, "", world.anna)
    assert taken_back.withdrawal == paper
    with pytest.raises(ValidationError, match="сейчас «отозвано»"):
        attach_withdrawal(consent, paper, world.anna)


def test_an_application_of_another_school_is_refused(world):
    paper = sheet(world)
    Document.objects.filter(pk=paper.pk).update(organisation=world.foreign)
    with pytest.raises(ValidationError, match="другой организации"):
        attach_withdrawal(given(world.boris_card), Document.objects.get(pk=paper.pk), world.anna)
