"""The consents page, one's own page, sheets, marks, the packet."""

import html
import re
from datetime import date
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from mentoring.banks.enums import BankStatus
from mentoring.banks.services import change_mentor_status
from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import attach_withdrawal, sign_consent, withdraw_consent
from mentoring.documents.selectors.owed import own_lines, signers_of
from mentoring.documents.services.marks import why_kept
from mentoring.documents.services.sheets import prepare_sheets
from mentoring.pairs.services import submit_pairs
from schools.journal.models import Entry
from schools.models import Organisation, Representation
from schools.papers.selectors.files import read_file
from tests import world as cast
from tests.mentoring.documents.cast import approved, drafted, ordered, signed, text_of_pdf
from tests.mentoring.documents.test_pages import at, body
from tests.mentoring.pairs import cast as pairs_cast
from tests.scans import PDF
from tests.world import TODAY

pytestmark = pytest.mark.django_db


def states(world, user=None) -> dict[str, str]:
    signers = signers_of(world.school, 2026, TODAY, user or world.anna)
    return {line.key: line.state for signer in signers for line in signer.lines}


def key(card, purpose) -> str:
    return f"{card.pk}:{purpose}"


def prepared(world, card=None, purpose=Purpose.PROCESSING) -> Consent:
    [consent] = prepare_sheets(world.school, [(card or world.boris_card, purpose)], 2026, world.anna).consents
    return consent


def many(world, n: int) -> None:
    for place in range(n):
        card = cast.person(world.school, f"Орлов{place:02} Пётр Ильич".replace("0", "о").replace("1", "а"), "учитель")
        cast.mentor(card) if place % 2 else cast.mentee(card)


def test_who_owes_which(world):
    expected = {
        key(world.boris_card, Purpose.PROCESSING): "none",
        key(world.boris_card, Purpose.MENTOR_DUTIES): "none",
        key(world.sofya_card, Purpose.PROCESSING): "none",
        key(world.sofya_card, Purpose.MENTEE_PART): "none",
    }
    assert states(world) == expected
    consent = prepared(world)
    assert states(world) == expected | {key(world.boris_card, Purpose.PROCESSING): "prepared"}
    sign_consent(consent, TODAY, None, world.anna)
    assert states(world) == expected | {key(world.boris_card, Purpose.PROCESSING): "signed"}
    withdraw_consent(consent, TODAY, "", world.anna)
    assert states(world) == expected | {key(world.boris_card, Purpose.PROCESSING): "withdrawn"}


def test_who_left_the_bank_owes_nothing(world):
    change_mentor_status(world.mentor, BankStatus.WITHDRAWN, world.anna, reason="уехал")
    assert {line.split(":")[0] for line in states(world)} == {str(world.sofya_card.pk)}


def test_nobody_of_another_school_is_seen(world):
    assert states(world, world.vera) == {}
    foreign = signers_of(world.foreign, 2026, TODAY, world.vera)
    assert {signer.person for signer in foreign} == {world.foreign_card, world.foreign_mentee.person}


@pytest.mark.parametrize(("who", "expected"), [("anna", 200), ("gleb", 200), ("boris", 403), ("vera", 404)])
def test_who_sees_the_page(world, enter, who, expected):
    assert enter(getattr(world, who)).get(at("consent_list")).status_code == expected


def test_the_page_asks_the_same_number_of_queries_for_one_and_for_thirty(
    world, enter, django_assert_num_queries, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = enter(world.anna)
    client.get(at("consent_list"))
    with CaptureQueriesContext(connection) as few:
        client.get(at("consent_list"))
    many(world, 30)
    for card in (signer.person for signer in signers_of(world.school, 2026, TODAY, world.anna)):
        prepared(world, card)
    with CaptureQueriesContext(connection) as lots:
        page = body(client.get(at("consent_list")))
    assert len(lots) == len(few)
    assert "Согласия <span" in page


def test_fifty_people_a_page_and_the_filters_stay(world, enter):
    many(world, 60)
    client = enter(world.anna)
    assert (
        body(client.get(at("consent_list"))).count("наставляемый</span>")
        + body(client.get(at("consent_list"))).count("наставник</span>")
        == 50
    )
    second = body(client.get(at("consent_list") + "?page=2"))
    assert second.count('class="c-main"') == 12 * 2
    found = body(client.get(at("consent_list") + "?q=черных"))
    assert "Найдено: 1 участник из 62" in found


@pytest.mark.parametrize(
    ("only", "expected"), [("owed", {"Заяц", "Черных"}), ("unprinted", {"Заяц", "Черных"}), ("prepared", {"Заяц"})]
)
def test_narrowed(world, enter, only, expected):
    prepared(world)
    page = body(enter(world.anna).get(at("consent_list") + f"?only={only}"))
    assert {name for name in ("Заяц", "Черных") if f"{name} " in page} == expected


def test_few_sheets_come_at_once(world, enter):
    response = enter(world.anna).post(
        at("consent_print"), {"ids": [key(world.boris_card, Purpose.MENTOR_DUTIES)]}, follow=True
    )
    assert response["Content-Type"] == "application/pdf"
    assert "на выполнение обязанностей наставника" in text_of_pdf(response.content)
    assert states(world)[key(world.boris_card, Purpose.MENTOR_DUTIES)] == "prepared"


def test_the_printed_sheets_have_an_address_to_reload(world, enter):
    client = enter(world.anna)
    keys = [key(card, Purpose.PROCESSING) for card in (world.boris_card, world.sofya_card)]
    page = client.post(at("consent_print"), {"ids": keys}).url
    made = [str(pk) for pk in Consent.objects.values_list("pk", flat=True)]
    assert sorted(page.split("?ids=")[1].split(",")) == sorted(made)
    for _ in range(2):
        again = client.get(page)
        assert (again["Content-Type"], len(PdfReader(BytesIO(again.content)).pages)) == ("application/pdf", 2)
    assert Consent.objects.count() == 2
    foreign = enter(world.vera).get(page.replace("/lesnaya/", "/polevaya/"))
    assert (foreign.status_code, client.get(at("consent_sheets") + "?ids=я,99999").status_code) == (404, 404)


def test_everybody_who_owes(world, enter):
    response = enter(world.anna).post(at("consent_print"), {"everybody": "1"}, follow=True)
    assert len(PdfReader(BytesIO(response.content)).pages) == 4


def test_nothing_ticked(world, enter):
    client = enter(world.anna)
    page = body(client.post(at("consent_print"), follow=True))
    assert "Печатать нечего: отметьте неподписанные согласия." in page


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


def test_one_sheet_signed_scanned_unsigned_and_withdrawn(world, enter):
    consent, client = prepared(world), enter(world.anna)
    future = body(client.post(at("consent_sign", consent.pk), {"signed_on": "2026-09-15"}))
    assert "Дата подписи ещё не наступила." in future
    client.post(at("consent_sign", consent.pk), {"signed_on": "2026-09-14"})
    assert "Выберите файл со сканом." in body(client.post(at("consent_sign", consent.pk)))
    scan = SimpleUploadedFile("лист.pdf", PDF, "application/pdf")
    client.post(at("consent_sign", consent.pk), {"scan": scan})
    consent.refresh_from_db()
    assert (consent.status, read_file(consent.scan)) == ("signed", PDF)
    wrong = SimpleUploadedFile("лист.pdf", b"MZ", "application/pdf")
    assert "не PDF, не JPG и не PNG" in body(client.post(at("consent_sign", consent.pk), {"scan": wrong}))
    client.post(at("consent_unsign", consent.pk))
    consent.refresh_from_db()
    assert consent.status == "prepared"
    sign_consent(consent, TODAY, None, world.anna)
    page = body(client.get(at("consent_withdraw", consent.pk)))
    assert "Пары, в которых он состоит, нужно завершить приказом." in page
    client.post(at("consent_withdraw", consent.pk), {"on": "2026-09-14", "reason": "заявление"})
    consent.refresh_from_db()
    assert (consent.status, consent.note) == ("withdrawn", "заявление")
    assert "С этим листом больше ничего не сделать: отозвано." in body(client.get(at("consent_sign", consent.pk)))


def test_a_spoilt_scan_is_told_of_and_the_way_back_keeps_the_filter(world, enter):
    consent, client = prepared(world), enter(world.anna)
    narrowed = at("consent_list") + "?" + urlencode({"q": "Заяц", "only": "prepared"})
    page = client.get(narrowed)
    [link] = re.findall(rf'href="({at("consent_sign", consent.pk)}[^"]*)"', page.content.decode())
    address = html.unescape(link)
    broken = SimpleUploadedFile("лист.pdf", b"%PDF-1.4 broken", "application/pdf")
    refused = body(client.post(address, {"signed_on": "2026-09-14", "scan": broken}))
    assert "Файл «лист.pdf» повреждён и не открывается." in refused
    consent.refresh_from_db()
    assert (consent.status, consent.scan) == ("prepared", None)
    sent = {"signed_on": "2026-09-14", "scan": SimpleUploadedFile("лист.pdf", PDF, "application/pdf")}
    done = client.post(address, sent, follow=True)
    assert done.redirect_chain[-1][0] == narrowed
    assert ". Скан приложен." in body(done)
    again = client.post(address, {"scan": SimpleUploadedFile("новый.pdf", PDF, "application/pdf")}, follow=True)
    assert "Скан приложен: " in body(again)


def test_for_a_child_the_representative_signs_on_paper(world, enter):
    cast.mentee(world.misha_card)
    client = enter(world.anna)
    page = body(client.get(at("consent_list")))
    assert "подписать некому" in page
    assert f'value="{key(world.misha_card, Purpose.PROCESSING)}"' not in page
    refused = body(client.post(at("consent_print"), {"ids": [key(world.misha_card, Purpose.PROCESSING)]}, follow=True))
    assert "за обучающегося подписывает законный представитель" in refused
    address = at("consent_on_paper", world.misha_card.pk)
    sent = {"purpose": Purpose.PROCESSING, "signed_on": "2026-09-14"}
    assert "Представитель у обучающегося не записан" in body(client.get(address))
    assert "согласие подписывает законный представитель. Укажите, кто подписал." in body(client.post(address, sent))
    mother = cast.person(world.school, "Лебедева Ия Павловна")
    row = Representation.objects.create(representative=mother, pupil=world.misha_card, relation="мать")
    assert client.post(address, sent | {"representation": row.pk}).status_code == 302
    consent = Consent.objects.get()
    assert (consent.status, consent.representation, consent.document) == ("signed", row, None)


def test_a_participant_sees_only_what_is_his_own(world, enter):
    mine, hers = prepared(world), prepared(world, world.sofya_card)
    client = enter(world.boris)
    page = body(client.get(at("my_consents")))
    assert "Вам осталось подписать 2 листа." in page
    assert at("consent_sheet", mine.pk) in page
    assert "Черных" not in page
    own = client.get(at("consent_sheet", mine.pk))
    assert (own.status_code, own["Content-Type"]) == (200, "application/pdf")
    assert client.get(at("consent_sheet", hers.pk)).status_code == 404
    for name in ("consent_sign", "consent_withdraw"):
        assert client.get(at(name, mine.pk)).status_code == 403
    assert client.post(at("consent_print"), {"everybody": "1"}).status_code == 403


def test_own_lines_are_own_whatever_other_roles_one_has(world):
    from schools.models import Membership

    Membership.objects.create(user=world.boris, organisation=world.school, role="curator")
    lines = own_lines(world.school, 2026, TODAY, world.boris)
    assert {line.person for line in lines} == {world.boris_card}


def test_foreign_sheets_do_not_exist(world, enter):
    consent = prepared(world)
    client = enter(world.vera)
    for name in ("consent_sheet", "consent_sign", "consent_withdraw"):
        assert client.get(reverse(f"documents:{name}", args=["polevaya", consent.pk])).status_code == 404
    assert client.post(reverse("documents:consent_unsign", args=["polevaya", consent.pk])).status_code == 404
    address = reverse("documents:consent_on_paper", args=["polevaya", world.boris_card.pk])
    assert client.get(address).status_code == 404


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
