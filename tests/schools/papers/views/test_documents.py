from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as open_docx
from openpyxl import load_workbook

from schools.papers.enums import DocumentStatus
from schools.papers.kinds import PaperKind, register_kind
from schools.papers.models import Document, Job, StoredFile
from schools.papers.selectors.files import read_file
from schools.papers.services.documents import annul_document, enter_elsewhere, freeze_sheet
from schools.papers.views import printing
from tests import scans
from tests.schools.papers.paper import DAY, compose, draft, issued

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "today")]


def address(name: str, *args, slug: str = "lesnaya") -> str:
    return reverse(f"papers:{name}", args=[slug, *args])


def numbers(response) -> list[str]:
    return [document.number for document in response.context["page_obj"]]


@pytest.fixture
def register_of_school(world):
    """1 (changed by 3), 2 void, 3; 126-А on paper last year; a draft; a consent; and another school's."""
    first = issued(world.school, title="О парах")
    annul_document(issued(world.school, title="О кураторе", day=date(2026, 9, 20)), "не подписан", world.gleb)
    issued(world.school, title="Об изменении", changes=first, day=date(2026, 10, 1))
    enter_elsewhere(world.school, "order", "О положении", "126-А", date(2025, 8, 30), world.anna, signer="Директор")
    draft(world.school, world.anna, title="О новых парах")
    freeze_sheet(
        world.school, "consent", "Согласие Заяца", day=DAY, blocks=compose("", DAY).blocks, page={}, by=world.anna
    )
    issued(world.foreign, title="Чужой приказ")
    return first


def test_the_register_shows_what_took_a_number(world, enter, register_of_school):
    response = enter(world.anna).get(address("document_list"))
    assert numbers(response) == ["3", "2", "1", "126-А"]
    page = response.content.decode()
    assert "О новых парах" in page  # drafts stand above
    assert "Согласие Заяца" not in page
    assert "Чужой приказ" not in page
    assert "изменяет" in page
    assert "на бумаге" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("calendar=2025", ["126-А"]),
        ("status=annulled", ["2"]),
        ("status=issued", ["3", "1", "126-А"]),
        ("status=draft", [""]),
        ("q=126-a", ["126-А"]),
        ("q=КУРАТОРЕ", ["2"]),
        ("sort=number", ["126-А", "1", "2", "3"]),
        ("sort=date", ["126-А", "1", "2", "3"]),
        ("register=personnel", []),
        ("unsigned=on&calendar=2026", ["3", "2", "1"]),
        ("calendar=abc", ["3", "2", "1", "126-А"]),
    ],
)
def test_filters_stand_in_the_address(world, enter, register_of_school, asked, found):
    assert numbers(enter(world.anna).get(address("document_list") + f"?{asked}")) == found


def test_a_longer_register_asks_the_database_no_more(world, enter, django_assert_max_num_queries, register_of_school):
    client = enter(world.anna)
    client.get(address("document_list"))
    with django_assert_max_num_queries(100) as few:
        client.get(address("document_list"))
    for _ in range(10):
        issued(world.school, changes=register_of_school)
    with django_assert_max_num_queries(len(few)):
        client.get(address("document_list"))


def test_the_workbook_holds_what_was_found(world, enter, register_of_school):
    response = enter(world.anna).get(address("document_list") + "?calendar=2026&sort=number&format=xlsx")
    rows = list(load_workbook(BytesIO(response.content)).active.values)
    assert [row[1] for row in rows[-3:]] == ["1", "2", "3"]
    assert [row[7] for row in rows[-3:]] == ["изменён № 3", "аннулирован", "изменяет № 1"]


def test_the_book_is_printed_at_once_or_by_the_worker(world, enter, register_of_school, monkeypatch):
    client = enter(world.anna)
    response = client.post(address("document_list_pdf") + "?calendar=2026")
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    monkeypatch.setattr(printing, "PRINTED_AT_ONCE", 1)
    response = client.post(address("document_list_pdf"))
    job = Job.objects.get()
    assert response["Location"] == address("job", job.pk)
    assert read_file(job.result)[:5] == b"%PDF-"
    assert (job.done, job.total) == (4, 4)


def test_who_may_look(world, client, enter, register_of_school):
    pk = register_of_school.pk
    pages = [
        address("document_list"),
        address("document_elsewhere"),
        *(
            address(name, pk)
            for name in ("document_detail", "document_pdf", "document_docx", "document_annul", "document_scan")
        ),
    ]
    for page in pages:
        client.logout()
        assert client.get(page).status_code == 302
        assert enter(world.boris).get(page).status_code == 403
        assert enter(world.vera).get(page).status_code == 404
        assert enter(world.gleb).get(page).status_code == 200
    foreign = Document.objects.get(title="Чужой приказ").pk
    for name in ("document_detail", "document_pdf", "document_docx", "document_annul", "document_scan"):
        assert enter(world.anna).get(address(name, foreign)).status_code == 404


def test_the_page_of_an_issued_paper(world, enter, register_of_school):
    page = enter(world.anna).get(address("document_detail", register_of_school.pk)).content.decode()
    assert "Закрепить наставников." in page
    assert register_of_school.content_hash in page
    assert "Приказ № 3 от 01.10.2026" in page  # what changed it
    assert "Распечатайте, подпишите у руководителя и приложите скан." in page
    assert "Издан документ" in page


def test_downloads_are_what_was_frozen(world, enter, register_of_school):
    client = enter(world.anna)
    response = client.get(address("document_pdf", register_of_school.pk) + "?download=1")
    assert b"".join(response.streaming_content) == compose("1", DAY).pdf
    assert "attachment" in response["Content-Disposition"]
    response = client.get(address("document_docx", register_of_school.pk))
    words = "\n".join(paragraph.text for paragraph in open_docx(BytesIO(response.content)).paragraphs)
    assert "Закрепить наставников." in words
    assert "%D0%9F%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%20%E2%84%96%201" in response["Content-Disposition"]


def test_a_sheet_without_pdf_is_printed_from_its_blocks(world, enter, register_of_school):
    sheet = Document.objects.get(kind="consent")
    response = enter(world.anna).get(address("document_pdf", sheet.pk))
    assert response.content[:5] == b"%PDF-"


def test_a_draft_and_a_paper_from_elsewhere_have_nothing_to_download(world, enter, register_of_school):
    empty = Document.objects.filter(organisation=world.school, blocks=[])
    assert sorted(document.title for document in empty) == ["О новых парах", "О положении"]
    for document in empty:
        assert enter(world.anna).get(address("document_pdf", document.pk)).status_code == 404
        assert enter(world.anna).get(address("document_docx", document.pk)).status_code == 404
        assert enter(world.anna).get(address("document_detail", document.pk)).status_code == 200


# Deeds


def test_a_draft_leads_to_its_form_and_may_be_thrown_away(world, enter):
    register_kind(PaperKind("test_edit", "приказ", edit_url="papers:document_scan"))
    document = draft(world.school, world.anna, kind="test_edit")
    client = enter(world.anna)
    assert address("document_scan", document.pk) in client.get(address("document_detail", document.pk)).content.decode()
    response = client.post(address("document_discard", document.pk), follow=True)
    assert "Черновик удалён." in response.content.decode()
    assert not Document.objects.exists()


def test_drafts_are_counted_above_the_register_and_named_when_it_is_narrowed(world, enter, register_of_school):
    draft(world.school, world.anna)
    client, listed = enter(world.anna), address("document_list")
    n = len(client.get(f"{listed}?status=draft").context["page_obj"])
    whole = client.get(listed).content.decode()
    assert (n > 0, f'Черновики <span class="count">{n}</span>' in whole) == (True, True)
    narrowed = client.get(f"{listed}?calendar=2026").content.decode().replace("\u00a0", " ")
    assert f'<a href="?status=draft">{n} черновик' in narrowed
    assert "Кроме найденного" not in client.get(f"{listed}?status=draft").content.decode()


def test_an_issued_paper_is_not_thrown_away(world, enter, register_of_school):
    response = enter(world.anna).post(address("document_discard", register_of_school.pk), follow=True)
    assert "уже издан под № 1" in response.content.decode()
    assert enter(world.anna).get(address("document_discard", register_of_school.pk)).status_code == 405


def test_annulment_tells_what_will_happen_and_asks_why(world, enter):
    register_kind(PaperKind("test_tell", "приказ", annul_consequences=lambda document: ["2 пары снова ждут приказа."]))
    document = issued(world.school, kind="test_tell")
    client = enter(world.gleb)
    assert "2 пары снова ждут приказа." in client.get(address("document_annul", document.pk)).content.decode()
    response = client.post(address("document_annul", document.pk), {"reason": " "})
    assert "Напишите, почему документ аннулируется." in response.content.decode()
    response = client.post(address("document_annul", document.pk), {"reason": "не подписан"}, follow=True)
    page = response.content.decode()
    assert "Документ аннулирован. Его номер остаётся занятым." in page
    assert "</strong> Причина: не подписан. Номер остаётся занятым." in page
    document.refresh_from_db()
    assert document.status == DocumentStatus.ANNULLED


def test_what_an_issued_order_changes_is_refused_in_words(world, enter, register_of_school):
    client = enter(world.gleb)
    assert "Сначала аннулируйте тот" in client.get(address("document_annul", register_of_school.pk)).content.decode()
    response = client.post(address("document_annul", register_of_school.pk), {"reason": "ошибка"})
    assert response.status_code == 200
    register_of_school.refresh_from_db()
    assert register_of_school.status == DocumentStatus.ISSUED


def test_the_page_of_annulment_offers_no_button_and_says_what_the_deed_would(world, enter, register_of_school):
    page = enter(world.gleb).get(address("document_annul", register_of_school.pk))
    with pytest.raises(ValidationError) as refused:
        annul_document(register_of_school, "ошибка", world.gleb)
    assert refused.value.messages == [page.context["why_not"]]
    assert (page.context["why_not"] in page.content.decode(), ">Аннулировать</button>" in page.content.decode()) == (
        True,
        False,
    )


def test_the_scan_comes_back(world, enter, register_of_school):
    client = enter(world.anna)
    page = address("document_scan", register_of_school.pk)
    assert "Выберите файл со сканом." in client.post(page, {}).content.decode()
    bad = SimpleUploadedFile("скан.pdf", b"MZ")
    assert "не PDF, не JPG и не PNG" in client.post(page, {"scan": bad}).content.decode()
    good = SimpleUploadedFile("скан приказа.jpg", scans.PHOTO, "application/x-evil")
    assert client.post(page, {"scan": good}).status_code == 302
    register_of_school.refresh_from_db()
    assert (register_of_school.scan.name, register_of_school.scan.content_type) == ("скан приказа.jpg", "image/jpeg")


def elsewhere(**answers) -> dict:
    return {
        "kind": "order",
        "number": "14-а",
        "day": "2026-09-01",
        "title": "О наставниках",
        "nonce": "5f0f6a4e-7f0c-4a52-9d1f-0d8f4b7f9f11",
        **answers,
    }


def test_an_order_on_paper_is_entered_once(world, enter):
    client = enter(world.anna)
    for _ in range(2):
        response = client.post(address("document_elsewhere"), elsewhere(scan=SimpleUploadedFile("скан.pdf", scans.PDF)))
        document = Document.objects.get()
        assert response["Location"] == address("document_detail", document.pk)
    assert (document.number, document.elsewhere, document.scan.name) == ("14-а", True, "скан.pdf")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"number": "14-A"}, "Номер 14-A в журнале «приказы по основной деятельности» за 2026 год уже занят"),
        ({"number": "б/н"}, "нет ни одной цифры"),
        ({"day": "31.02.2026"}, "31 февраля не бывает. Проверьте день."),
        ({"day": "2027-01-01"}, "а приказ на бумаге уже издан. Поправьте дату."),
        ({"day": "1950-09-05"}, "1950 год — слишком давно для приказа о наставничестве. Поправьте год"),
        ({"nonce": "x"}, "Поправьте, пожалуйста"),
    ],
)
def test_mistakes_are_told_and_nothing_typed_is_lost(world, enter, answers, words):
    issued(world.school, "14-а")
    client = enter(world.anna)
    sent = elsewhere(number="15") | answers | {"scan": SimpleUploadedFile("скан.pdf", scans.PDF)}
    page = client.post(address("document_elsewhere"), sent).content.decode()
    assert words in page
    assert 'value="О наставниках"' in page
    kept = StoredFile.objects.get(name="скан.pdf")
    assert f'name="kept" value="{kept.pk}"' in page
    assert "Файл «скан.pdf» уже загружен" in page
    client.post(address("document_elsewhere"), elsewhere(number="15", kept=kept.pk))
    assert Document.objects.get(number="15").scan == kept


def test_a_scan_of_another_school_cannot_be_slipped_in(world, enter):
    enter(world.vera).post(
        address("document_elsewhere", slug="polevaya"),
        elsewhere(number="б/н", scan=SimpleUploadedFile("чужой.pdf", scans.PDF)),
    )
    foreign = StoredFile.objects.get(name="чужой.pdf")
    enter(world.anna).post(address("document_elsewhere"), elsewhere(kept=foreign.pk))
    assert Document.objects.get().scan is None


def test_a_number_far_beyond_the_last_one_is_asked_about(world, enter, register_of_school):
    issued(world.school, "12")
    client, sent = enter(world.anna), elsewhere(number="20260905")
    page = client.post(address("document_elsewhere"), sent)
    assert "сильно забегает вперёд: последний номер в журнале за 2026 год — 12" in page.content.decode()
    assert 'name="sure"' in page.content.decode()
    assert not Document.objects.filter(number="20260905").exists()
    client.post(address("document_elsewhere"), sent | {"sure": "on"})
    assert Document.objects.filter(number="20260905").count() == 1


def test_the_scan_of_a_refused_deed_leaves_no_row(world, enter):
    document = issued(world.school, "12")
    annul_document(document, "не подписан", world.anna)
    before = StoredFile.objects.count()
    page = enter(world.anna).post(
        address("document_scan", document.pk), {"scan": SimpleUploadedFile("скан.pdf", scans.PDF)}
    )
    assert (page.status_code, StoredFile.objects.count()) == (200, before)
