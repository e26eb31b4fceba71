"""The consents page, one's own page, sheets, marks, the packet."""

import html
import re
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
from mentoring.consents.services import sign_consent, withdraw_consent
from mentoring.documents.selectors.owed import own_lines, signers_of
from mentoring.documents.services.sheets import prepare_sheets
from schools.models import Representation
from schools.papers.selectors.files import read_file
from tests import world as cast
from tests.mentoring.documents.cast import text_of_pdf
from tests.mentoring.documents.test_pages import at, body
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
