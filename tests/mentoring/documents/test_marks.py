"""Marks of signature on many sheets at once, and marks taken back."""

import html
import re
from datetime import date

import pytest
from django.urls import reverse

from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import attach_withdrawal, sign_consent, withdraw_consent
from mentoring.documents.services.marks import why_kept
from mentoring.pairs.services import submit_pairs
from schools.journal.models import Entry
from schools.models import Organisation
from tests.mentoring.documents.cast import approved, drafted, ordered, signed
from tests.mentoring.documents.test_consents import key, prepared, states
from tests.mentoring.documents.test_pages import at, body
from tests.mentoring.pairs import cast as pairs_cast
from tests.world import TODAY

pytestmark = pytest.mark.django_db


def test_many_marked_signed_at_once(world, enter):
    prepared(world), prepared(world, world.sofya_card)
    keys = [key(world.boris_card, Purpose.PROCESSING), key(world.sofya_card, Purpose.PROCESSING)]
    client = enter(world.anna)
    Consent.objects.update(prepared_on=date(2026, 9, 10))
    sent = {"ids": [*keys, key(world.sofya_card, Purpose.MENTEE_PART)], "signed_on": "2026-09-12"}
    page = body(client.post(at("consent_sign_many"), sent, follow=True))
    assert "Отмечено подписанными: 2 листа." in page
    assert "Пропущено: 1 лист не напечатан, отмечать нечего." in page
    assert {one.signed_on for one in Consent.objects.filter(status="signed")} == {date(2026, 9, 12)}
    assert "Впишите дату подписи" in body(client.post(at("consent_sign_many"), {"ids": keys}, follow=True))
    again = body(client.post(at("consent_sign_many"), sent, follow=True))
    assert "Отметьте напечатанные листы, которые подписаны." in again


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0206-09-14", "Проверьте год: нужен от 1900 до"),
        ("", "Впишите дату подписи: 05.09.2026."),
        ("2019-09-14", "2 листа не отмечены. Лист напечатан 14.09.2026: раньше этого дня его подписать не могли."),
    ],
)
def test_a_wrong_day_under_many_sheets_loses_neither_ticks_nor_day(world, enter, typed, sentence):
    consents = [prepared(world), prepared(world, world.sofya_card)]
    keys = [key(one.person, one.purpose) for one in consents]
    client = enter(world.anna)
    page = body(client.post(at("consent_sign_many"), {"ids": keys, "signed_on": typed}, follow=True))
    assert sentence in page
    assert {one for one in states(world) if f'value="{one}" checked' in page} == set(keys)
    [field] = re.findall(r'<input[^>]*name="signed_on"[^>]*>', page)
    assert re.findall(r'value="([^"]*)"', field) == [typed]
    assert statuses(*consents) == ["prepared", "prepared"]
    assert " checked" not in body(client.get(at("consent_list"))).split('id="list"')[1]


def test_only_what_was_refused_stays_ticked(world, enter):
    consents = [prepared(world), prepared(world, world.sofya_card)]
    Consent.objects.filter(pk=consents[0].pk).update(prepared_on=date(2026, 9, 1))
    keys = [key(one.person, one.purpose) for one in consents]
    sent = {"ids": keys, "signed_on": "2026-09-05"}
    page = body(enter(world.anna).post(at("consent_sign_many"), sent, follow=True))
    assert [one for one in keys if f'value="{one}" checked' in page] == keys[1:]
    assert statuses(*consents) == ["signed", "prepared"]


def test_one_sheet_is_not_signed_before_it_was_printed_and_the_other_sheet_has_a_way(world, enter):
    consent, client = prepared(world), enter(world.anna)
    page = body(client.post(at("consent_sign", consent.pk), {"signed_on": "2026-09-13"}))
    assert "Лист напечатан 14.09.2026: раньше этого дня" in page
    assert f'href="{at("consent_on_paper", world.boris_card.pk)}?purpose=processing"' in page
    own = {"purpose": "processing", "signed_on": "2026-09-13"}
    assert client.post(at("consent_on_paper", world.boris_card.pk), own).status_code == 302
    assert statuses(consent) == ["replaced"]


def test_a_day_to_come_under_many_sheets_is_refused_once(world, enter):
    consents = [prepared(world), prepared(world, world.sofya_card)]
    sent = {"ids": [key(one.person, one.purpose) for one in consents], "signed_on": "2026-09-20"}
    page = body(enter(world.anna).post(at("consent_sign_many"), sent, follow=True))
    assert page.count("Дата подписи ещё не наступила") == 1
    assert "2 листа не отмечены. Дата подписи ещё не наступила." in page
    assert statuses(*consents) == ["prepared", "prepared"]


def last_signed(world, client) -> str:
    """The curator marks the last sheet of all; what the page says then."""
    consent = prepared(world)
    for card in (world.boris_card, world.sofya_card):
        pairs_cast.consent(card)
    Consent.objects.filter(person=world.boris_card, purpose=Purpose.PROCESSING).exclude(pk=consent.pk).delete()
    return signed_together(client, consent)[0]


def test_after_the_last_consent_comes_the_step_that_is_next(world, enter):
    client, create = enter(world.anna), reverse("pairs:pair_create", args=["lesnaya"])
    assert f'<a href="{create}">Дальше: составить пары</a>' in last_signed(world, client)
    Consent.objects.all().delete()
    pair = approved(world, world.mentor, world.mentee)
    assert f'<a href="{at("order_create")}">Дальше: составить приказ</a>' in last_signed(world, client)
    Consent.objects.all().delete()
    draft = drafted(world, pair)
    assert f'<a href="{at("order_issue", draft.pk)}">Дальше: издать приказ</a>' in last_signed(world, client)


def test_after_the_last_consent_nothing_is_left_while_the_head_decides(world, enter):
    pair = pairs_cast.propose(world)
    submit_pairs([pair], world.anna)
    page = last_signed(world, enter(world.anna))
    assert ["Согласия подписали все." in page, "Дальше:" in page] == [True, False]


def signed_together(client, *consents) -> tuple[str, str]:
    """Marks the sheets as signed; gives the page and the address of «Отменить»."""
    ids = [key(consent.person, consent.purpose) for consent in consents]
    page = body(client.post(at("consent_sign_many"), {"ids": ids, "signed_on": "2026-09-14"}, follow=True))
    address = re.search(r'action="([^"]*/consents/sign/undo/[^"]*)"', page)
    return page, html.unescape(address[1])


def statuses(*consents) -> list[str]:
    return [Consent.objects.get(pk=consent.pk).status for consent in consents]


def test_marks_on_many_sheets_are_taken_back_and_the_next_step_is_named(world, enter):
    client, first, second = enter(world.anna), prepared(world), prepared(world, world.sofya_card)
    page, undo = signed_together(client, first, second)
    assert "Не подписано ещё 2 согласия." in page
    assert f'<a href="{at("consent_list")}?only=owed">Показать, кто не подписал</a>' in page
    page = body(client.post(undo, follow=True))
    assert "Отметка снята: 2 листа." in page
    assert statuses(first, second) == ["prepared", "prepared"]
    told = Entry.objects.filter(subject_type="consents.consent", subject_id=first.pk).order_by("-pk").first()
    assert (told.deed, told.reason) == ("снята отметка о подписи согласия", "отметка отменена")
    rest = [
        prepared(world, purpose=Purpose.MENTOR_DUTIES),
        prepared(world, world.sofya_card, Purpose.MENTEE_PART),
    ]
    page, _ = signed_together(client, first, second, *rest)
    assert "Согласия подписали все." in page
    assert "Дальше: составить пары</a>" in page


def test_a_mark_stays_when_something_was_done_to_the_sheet_since(world, enter):
    client, first, second = enter(world.anna), prepared(world), prepared(world, world.sofya_card)
    _, undo = signed_together(client, first, second)
    withdraw_consent(first, TODAY, "", world.gleb)
    page = body(client.post(undo, follow=True))
    assert "после отметки сделано «отозвано согласие». Откройте лист и поправьте." in page
    assert "Отметка снята: 1 лист." in page
    assert statuses(first, second) == ["withdrawn", "prepared"]


def refused_alone(client, consent) -> str:
    """«Снять отметку» on the sheet's own page: shut there with the reason, and refused when asked for all the same."""
    page = body(client.get(at("consent_sign", consent.pk)))
    [told] = re.findall(r'id="why-kept">([^<]*)<', page)
    assert at("consent_unsign", consent.pk) not in page
    assert "Вы вошли заново" not in page
    assert told in body(client.post(at("consent_unsign", consent.pk), follow=True))
    return told


def test_one_mark_stays_when_an_application_to_withdraw_was_printed_since(world, enter):
    client, sheet = enter(world.anna), prepared(world)
    sign_consent(sheet, TODAY, None, world.anna)
    attach_withdrawal(sheet, sheet.document, world.anna)
    assert refused_alone(client, sheet).endswith(": после отметки сделано «напечатано заявление об отзыве согласия».")
    assert statuses(sheet) == ["signed"]


def test_one_mark_stays_when_an_order_rests_on_it_though_no_journal_tells_when_it_was_put(world):
    signed(world.boris_card), signed(world.sofya_card)
    sheet = Consent.objects.get(person=world.boris_card, purpose=Purpose.PROCESSING)
    assert why_kept(sheet) == ""
    ordered(world, approved(world, world.mentor, world.mentee))
    assert why_kept(sheet).endswith(": на это согласие уже опирается изданный приказ.")


def test_a_mark_stays_when_an_order_rests_on_it(world, enter):
    client, first = enter(world.anna), prepared(world)
    _, undo = signed_together(client, first)
    for card, purpose in (
        (world.boris_card, Purpose.MENTOR_DUTIES),
        (world.sofya_card, Purpose.PROCESSING),
        (world.sofya_card, Purpose.MENTEE_PART),
    ):
        sign_consent(prepared(world, card, purpose), TODAY, None, world.anna)
    ordered(world, approved(world, world.mentor, world.mentee))
    page = body(client.post(undo, follow=True))
    assert "на это согласие уже опирается изданный приказ" in page
    assert "на это согласие уже опирается изданный приказ" in refused_alone(client, first)
    assert statuses(first) == ["signed"]
    # No order rests on what may be published.
    Organisation.objects.filter(pk=world.school.pk).update(public_page="https://lesnaya.example/nastavnichestvo")
    world.school.refresh_from_db()
    public = prepared(world, purpose=Purpose.DISSEMINATION)
    sign_consent(public, TODAY, None, world.anna, items=["name"])
    client.post(at("consent_unsign", public.pk))
    assert statuses(public) == ["prepared"]


def test_a_mark_stays_when_the_sheet_took_the_place_of_one_in_force(world, enter):
    client = enter(world.anna)
    old = prepared(world, purpose=Purpose.MENTOR_DUTIES)
    sign_consent(old, TODAY, None, world.anna)
    Consent.objects.filter(pk=old.pk).update(valid_until=date(2026, 12, 31))
    new = prepared(world, purpose=Purpose.MENTOR_DUTIES)
    _, undo = signed_together(client, new)
    assert "лист заменил прежнее согласие, которое ещё действовало" in refused_alone(client, new)
    assert "лист заменил прежнее согласие, которое ещё действовало" in body(client.post(undo, follow=True))
    assert statuses(old, new) == ["replaced", "signed"]
    Consent.objects.filter(pk=old.pk).update(signed_on=date(2026, 8, 1), valid_until=date(2026, 8, 31))
    assert "Отметка снята: 1 лист." in body(client.post(undo, follow=True))
    assert statuses(old, new) == ["replaced", "prepared"]
