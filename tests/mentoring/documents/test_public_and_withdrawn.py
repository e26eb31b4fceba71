"""Dissemination is offered and recorded item by item; a withdrawal says what follows, has its paper, and is seen from both."""

from datetime import date
from io import BytesIO

import pytest
from django.core.management import call_command
from openpyxl import load_workbook
from pypdf import PdfReader

from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import published_items
from mentoring.consents.services import prepare_consent, sign_consent, withdraw_consent
from mentoring.documents.selectors.consent_journal import journal_entries
from mentoring.documents.services.sheets import prepare_sheets
from mentoring.documents.services.withdrawals import print_withdrawal
from mentoring.documents.year_of_consents import notes
from schools.models import Organisation, Person, Representation
from schools.papers.models import Document
from schools.papers.services.archive import Note
from schools.services.archiving import archive_person
from schools.services.destroying import destroy_person
from tests import world as cast
from tests.mentoring.documents.cast import ordered, text_of_pdf
from tests.mentoring.documents.test_pages import at, body
from tests.world import TODAY

pytestmark = pytest.mark.django_db
PAGE = "https://lesnaya.example/nastavnichestvo/"


@pytest.fixture
def page_known(world):
    Organisation.objects.filter(pk=world.school.pk).update(public_page=PAGE)
    world.school.refresh_from_db()


def printed(world, card=None, purpose=Purpose.DISSEMINATION) -> Consent:
    place = Organisation.objects.get(pk=world.school.pk)
    card = Person.objects.get(pk=(card or world.boris_card).pk)
    [consent] = prepare_sheets(place, [(card, purpose)], 2026, world.anna).consents
    return consent


def given(world, card=None, purpose=Purpose.PROCESSING, **more) -> Consent:
    return sign_consent(printed(world, card, purpose), TODAY, None, world.anna, **more)


def key(card, purpose=Purpose.DISSEMINATION) -> str:
    return f"{card.pk}:{purpose}"


def test_without_the_address_of_the_page_the_sheet_is_refused_with_the_way(world, enter):
    client = enter(world.anna)
    page = body(client.post(at("consent_print"), {"ids": [key(world.boris_card)]}, follow=True))
    assert "печатается точный адрес страницы о наставничестве, а он не вписан" in page
    assert 'href="/o/lesnaya/settings/letterhead/">Вписать адрес страницы</a>' in page
    assert "Адрес страницы не вписан" in body(client.get(at("consent_list") + "?only=public"))
    assert not Consent.objects.exists()


def test_it_is_offered_and_nobody_owes_it(world, page_known, enter):
    client = enter(world.anna)
    assert "на распространение" not in body(client.get(at("consent_list"))).split('id="list"')[1]
    page = body(client.get(at("consent_list") + "?only=public"))
    assert page.count("не предлагали") == 2
    response = client.post(at("consent_print"), {"ids": [key(world.boris_card)]}, follow=True)
    assert PAGE in text_of_pdf(response.content).replace(" ", "")
    assert client.post(at("consent_print"), {"everybody": "1"}, follow=True)["Content-Type"] == "application/pdf"
    assert Consent.objects.filter(purpose=Purpose.DISSEMINATION).count() == 1


def test_what_is_ticked_is_recorded_and_published(world, page_known, enter):
    consent, client = printed(world), enter(world.anna)
    page = body(client.get(at("consent_sign", consent.pk)))
    assert page.count('name="items"') == 7
    refused = body(client.post(at("consent_sign", consent.pk), {"signed_on": "2026-09-14"}))
    assert "Отметьте строки, где на листе стоит «да»." in refused
    sent = {"signed_on": "2026-09-14", "items": ["name", "post"], "conditions": "только на сайте школы"}
    client.post(at("consent_sign", consent.pk), sent)
    shown = published_items(Person.objects.get(pk=world.boris_card.pk), TODAY)
    assert ([str(item) for item in shown.items], shown.conditions) == (["name", "post"], "только на сайте школы")
    listed = body(client.get(at("consent_list") + "?only=public"))
    assert "разрешено: фамилия, имя, отчество; должность (специальность). Условия: только на сайте школы" in listed
    assert "Разрешено публиковать" in body(client.get(at("consent_sign", consent.pk)))


def test_many_are_not_marked_without_reading_what_is_ticked(world, page_known, enter):
    printed(world)
    sent = {"ids": [key(world.boris_card)], "signed_on": "2026-09-14"}
    page = body(enter(world.anna).post(at("consent_sign_many"), sent, follow=True))
    assert "1 согласие на распространение отметьте по одному" in page
    assert not published_items(world.boris_card, TODAY)


def test_a_sheet_of_the_schools_own_making_asks_for_the_items_too(world, enter):
    client, address = enter(world.anna), at("consent_on_paper", world.boris_card.pk) + "?purpose=dissemination"
    assert body(client.get(address)).count('name="items"') == 7
    client.post(address, {"purpose": "dissemination", "signed_on": "2026-09-14", "items": ["name"]})
    assert [str(item) for item in published_items(world.boris_card, TODAY).items] == ["name"]
    assert 'value="dissemination"' not in body(client.get(at("consent_on_paper", world.boris_card.pk)))


def test_the_command_prints_sheets_of_dissemination(world, page_known, tmp_path):
    target = tmp_path / "распространение.pdf"
    call_command("print_consents", str(target), organisation="lesnaya", dissemination=True)
    assert len(PdfReader(target).pages) == 2


# ---- Withdrawal ----


def test_what_follows_is_shown_with_pairs_days_and_what_is_published(world, page_known, enter):
    ordered(world)
    Consent.objects.filter(purpose=Purpose.DISSEMINATION).delete()
    given(world, purpose=Purpose.DISSEMINATION, items=["name"])
    consent = Consent.objects.get(person=world.boris_card, purpose=Purpose.PROCESSING)
    page = body(enter(world.anna).get(at("consent_withdraw", consent.pk)))
    assert [
        words
        for words in (
            "Карточку Зайца Б. Ф. придётся закрыть",
            "Заяц Б. Ф. — Черных С. П.",
            "Снять со страницы: фамилия, имя, отчество.",
            "последний день для уничтожения — 14 октября 2026 г.",
            "за три рабочих дня",
        )
        if words not in page
    ] == []


def test_stopping_the_publication_ends_no_pair(world, page_known, enter):
    ordered(world)
    Consent.objects.filter(purpose=Purpose.DISSEMINATION).delete()
    consent = given(world, purpose=Purpose.DISSEMINATION, items=["name"])
    page = body(enter(world.anna).get(at("consent_withdraw", consent.pk)))
    assert ["Черных" in page, "остаются в силе" in page, "Снять со страницы: фамилия" in page] == [False, True, True]


@pytest.mark.parametrize(
    ("purpose", "kind", "words"),
    [
        (Purpose.PROCESSING, "withdrawal_processing", "отзываю согласие на обработку моих персональных данных"),
        (Purpose.MENTOR_DUTIES, "withdrawal_mentor", "отзываю согласие на выполнение обязанностей наставника"),
        (Purpose.MENTEE_PART, "withdrawal_mentee", "отзываю согласие на участие в наставничестве"),
        (Purpose.DISSEMINATION, "withdrawal_dissemination", "прекратить публикацию следующих данных: фотография."),
        (Purpose.REPRESENTATIVE, "withdrawal_representative", "согласие законного представителя"),
    ],
)
def test_each_purpose_has_its_application(world, page_known, enter, purpose, kind, words):
    consent = given(world, purpose=purpose, items=["photo"] if purpose == Purpose.DISSEMINATION else ())
    response = enter(world.anna).post(at("consent_withdrawal_print", consent.pk), follow=True)
    text = text_of_pdf(response.content).replace("\u00a0", " ")
    assert words in text
    assert len(PdfReader(BytesIO(response.content)).pages) == 1
    paper = Document.objects.get(kind=kind)
    consent.refresh_from_db()
    assert (consent.withdrawal, paper.ground, paper.person, consent.status) == (
        paper, consent.document, world.boris_card, "signed",
    )  # fmt: skip


def test_the_paper_is_seen_from_the_consent_and_printed_once(world, enter):
    consent, client = given(world), enter(world.anna)
    first = print_withdrawal(consent, world.anna)
    assert print_withdrawal(Consent.objects.get(pk=consent.pk), world.anna) == first
    assert at("consent_withdrawal", consent.pk) in body(client.get(at("consent_withdraw", consent.pk)))
    client.post(at("consent_withdraw", consent.pk), {"on": "2026-09-14", "reason": ""})
    assert at("consent_withdrawal", consent.pk) in body(client.get(at("consent_sign", consent.pk)))
    assert at("consent_withdrawal", consent.pk) in body(client.get(at("consent_list")))
    assert client.get(at("consent_withdrawal", consent.pk))["Content-Type"] == "application/pdf"
    page = body(client.post(at("consent_withdrawal_print", consent.pk), follow=True))
    assert "Отзывают подписанное согласие, а это сейчас «отозвано»" in page


def test_a_participant_prints_the_own_application_and_no_other(world, enter):
    mine, hers = given(world), given(world, world.sofya_card)
    client = enter(world.boris)
    assert "Заявление об отзыве" in body(client.get(at("my_consents")))
    assert client.post(at("consent_withdrawal_print", mine.pk)).url == at("consent_withdrawal", mine.pk)
    assert client.post(at("consent_withdrawal_print", hers.pk)).status_code == 404
    assert client.get(at("consent_withdrawal", mine.pk)).status_code == 200
    assert client.get(at("consent_withdrawal", hers.pk)).status_code == 404
    mine.refresh_from_db()
    assert mine.status == "signed"


def test_for_a_child_the_representative_takes_back_and_at_eighteen_the_person(world):
    kin = cast.person(world.school, "Лебедева Нина Павловна")
    link = Representation.objects.create(representative=kin, pupil=world.misha_card, relation="мать")
    consent = given(world, world.misha_card)
    assert print_withdrawal(consent, world.anna).data["representation"] == link.pk
    Person.objects.filter(pk=world.misha_card.pk).update(birth_date=date(2008, 9, 14))
    assert "representation" not in print_withdrawal(Consent.objects.get(pk=consent.pk), world.anna).data


def test_in_the_archive_of_the_year_an_application_only_printed_is_called_unsigned(world):
    consent = given(world)
    paper = print_withdrawal(consent, world.anna)
    unsigned, sheet = Note("не подписано"), Note(day=TODAY)
    assert notes(world.school, TODAY.year) == {consent.document_id: sheet, paper.pk: unsigned}
    withdraw_consent(consent, TODAY, "", world.anna)
    assert notes(world.school, TODAY.year) == {consent.document_id: sheet, paper.pk: Note(day=TODAY)}


def test_an_application_printed_anew_leaves_the_older_one_unsigned(world):
    consent = given(world)
    older = print_withdrawal(consent, world.anna)
    Document.objects.filter(pk=older.pk).update(blocks=[])  # says what it would not say today
    newer = print_withdrawal(Consent.objects.get(pk=consent.pk), world.anna)
    withdraw_consent(consent, TODAY, "", world.anna)
    found = notes(world.school, TODAY.year)
    assert (found[older.pk], found[newer.pk]) == (Note("не подписано"), Note(day=TODAY))


# ---- The journal ----


def test_the_journal_tells_of_every_consent_ever_given(world, page_known, enter):
    kin = cast.person(world.school, "Лебедева Нина Павловна")
    Representation.objects.create(representative=kin, pupil=world.misha_card, relation="мать")
    printed(world, world.sofya_card, Purpose.PROCESSING)  # not signed: not in the journal
    withdraw_consent(given(world), TODAY, "", world.anna)
    given(world, purpose=Purpose.DISSEMINATION, items=["name"], conditions="без фото")
    given(world, world.misha_card)
    client = enter(world.anna)
    book = load_workbook(BytesIO(client.get(at("consent_journal", "xlsx")).content)).active
    rows = [[cell.value for cell in row] for row in book.iter_rows(min_row=4)]
    day = rows[0][3]
    assert [[*row[:3], *row[4:]] for row in rows] == [
        ["Заяц Борис Фомич", "на обработку персональных данных", "напечатан 14.09.2026", "лично", "до отзыва", day, None],
        ["Заяц Борис Фомич", "на распространение персональных данных", "напечатан 14.09.2026", "лично",
         rows[1][5], None, "разрешено: фамилия, имя, отчество; условия: без фото"],
        ["Лебедев Михаил Иванович", "на обработку персональных данных", "напечатан 14.09.2026",
         "Лебедева Нина Павловна (мать), представитель", rows[2][5], None, "до дня, когда исполнится 18 лет"],
    ]  # fmt: skip
    # The representative's signature holds to the eve of the child's 18th birthday.
    ends = [rows[1][5].date(), rows[2][5].date()]
    assert (day.date(), ends) == (TODAY, [date(2027, 8, 31), date(2032, 4, 3)])
    printed_book = client.get(at("consent_journal", "pdf")).content
    text = text_of_pdf(printed_book).replace("\u00a0", " ")
    assert ["Журнал согласий" in text, "Всего: 3 записи." in text, "Черных" in text] == [True, True, False]
    assert client.get(at("consent_journal", "docx")).status_code == 404
    past = client.get(at("consent_journal", "pdf") + "?calendar=2025").content
    assert "Подписанных согласий нет." in text_of_pdf(past)
    strange = load_workbook(BytesIO(client.get(at("consent_journal", "xlsx") + "?calendar=0").content)).active
    assert strange.max_row == book.max_row
    assert enter(world.gleb).get(at("consent_journal", "xlsx")).status_code == 200
    assert enter(world.boris).get(at("consent_journal", "xlsx")).status_code == 403


def told(world) -> list[tuple]:
    """Of the journal: on what, which sheet, by whom, until, taken back, notes."""
    return [(*one.cells[1:3], *one.cells[4:]) for one in journal_entries(world.anna, world.school)]


def gone(world, card: Person) -> None:
    archive_person(card, world.anna)
    destroy_person(Person.objects.get(pk=card.pk), reason="consent", ground_on=TODAY, by=world.gleb)


def test_after_destruction_only_what_was_taken_back_is_taken_back(world):
    """The sheets were the product's own, but for the one of the school's own making."""
    card = cast.person(world.school, "Кравец Тарас Ильич", "сторож")
    withdraw_consent(given(world, card), TODAY, "переезжаю", world.anna)
    given(world, card, Purpose.MENTOR_DUTIES)
    own = prepare_consent(Person.objects.get(pk=card.pk), Purpose.MENTEE_PART, None, None, world.anna)
    sign_consent(own, TODAY, None, world.anna)
    gone(world, card)
    printed_here, ended = "напечатан 14.09.2026, уничтожен", "прекращено: данные уничтожены 14.09.2026"
    until = Consent.objects.get(purpose=Purpose.MENTOR_DUTIES).valid_until or "до отзыва"
    assert told(world) == [
        ("на обработку персональных данных", printed_here, "лично", "до отзыва", TODAY, ""),
        ("на выполнение обязанностей наставника", printed_here, "лично", until, None, ended),
        ("на участие в наставничестве", "свой лист", "лично", own.valid_until or "до отзыва", None, ended),
    ]
    assert not Consent.objects.in_force(TODAY).exists()


def test_after_destruction_the_journal_knows_that_a_representative_signed(world):
    kin = cast.person(world.school, "Лебедева Нина Павловна")
    Representation.objects.create(representative=kin, pupil=world.misha_card, relation="мать")
    withdraw_consent(given(world, world.misha_card), TODAY, "", world.anna)
    gone(world, kin)
    assert told(world) == [
        ("на обработку персональных данных", "напечатан 14.09.2026, уничтожен",
         "представитель (сведения о нём уничтожены)", "до отзыва", TODAY, ""),
    ]  # fmt: skip


def moved(world, address: str) -> None:
    Organisation.objects.filter(pk=world.school.pk).update(public_page=address)


def test_on_another_page_nothing_is_published_until_a_new_sheet(world, page_known, enter):
    """The sheet names one exact address: приказ Роскомнадзора № 18."""
    given(world, purpose=Purpose.DISSEMINATION, items=["name"])
    client = enter(world.anna)
    listed = at("consent_list") + "?only=public"
    assert "нужно новое" not in body(client.get(listed))
    for address in (PAGE + "drugaya/", ""):
        moved(world, address)
        assert not published_items(Person.objects.get(pk=world.boris_card.pk), TODAY)
        assert body(client.get(listed)).count("адрес страницы изменился: нужно новое") == 1
    moved(world, PAGE + "drugaya/")
    client.post(at("consent_print"), {"ids": [key(world.boris_card)]})
    assert "на подписи" in body(client.get(listed))
    new = Consent.objects.get(purpose=Purpose.DISSEMINATION, status="prepared")
    sign_consent(new, TODAY, None, world.anna, items=["post"])
    assert [str(one) for one in published_items(world.boris_card, TODAY).items] == ["post"]
    assert "нужно новое" not in body(client.get(listed))


def test_the_former_address_brought_back_is_the_one_agreed_to(world, page_known):
    given(world, purpose=Purpose.DISSEMINATION, items=["name"])
    moved(world, "https://drugaya.example/")
    moved(world, PAGE)
    assert published_items(world.boris_card, TODAY)


def test_the_list_says_that_processing_was_taken_back_meanwhile(world, page_known, enter):
    given(world, purpose=Purpose.DISSEMINATION, items=["name"])
    withdraw_consent(given(world), TODAY, "", world.anna)
    given(world)
    page = body(enter(world.anna).get(at("consent_list") + "?only=public"))
    assert page.count("обработку отзывали: нужно новое") == 1


def test_who_took_processing_back_is_no_debtor_and_stays_in_sight(world, page_known, enter):
    withdraw_consent(given(world), TODAY, "", world.anna)
    client = enter(world.anna)
    page = body(client.get(at("consent_list")))
    assert "Не подписано 2 согласия у 1 человека." in page
    assert "1 человек отозвал согласие: " in page
    owed = body(client.get(at("consent_list") + "?only=owed")).split('id="list"')[1]
    assert ["Заяц" in owed, "Черных" in owed] == [False, True]
    assert "отозвано" in body(client.get(at("consent_list") + "?only=withdrawn")).split('id="list"')[1]
    assert "человек отозвал согласие на обработку данных: завершите пары" in body(client.get("/o/lesnaya/"))
    assert len(PdfReader(BytesIO(client.post(at("consent_print"), {"everybody": "1"}, follow=True).content)).pages) == 2
    own = body(enter(world.boris).get(at("my_consents")))
    assert ["Вам осталось подписать" in own, "Подписывать ничего не нужно." in own] == [False, True]


def test_a_new_sheet_that_waits_makes_a_debtor_again(world, page_known, enter):
    withdraw_consent(given(world), TODAY, "", world.anna)
    printed(world, purpose=Purpose.PROCESSING)
    assert "Не подписано 4 согласия у 2 человек." in body(enter(world.anna).get(at("consent_list")))
