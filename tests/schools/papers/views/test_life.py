"""Pages of what happens to a paper after its issue: acquaintance, the signed paper's return, journals."""

from io import BytesIO
from urllib.parse import unquote

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from mentoring.home.selectors.acquaintance import own_paper_waits, unread_waits
from schools.papers.models import Acquaintance, Document, Job
from schools.papers.services.acquaintance import ask_acquaintance
from schools.papers.services.documents import annul_document
from tests.schools.papers.paper import DAY, issued

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "today")]


def address(name: str, *args) -> str:
    return reverse(f"papers:{name}", args=["lesnaya", *args])


@pytest.fixture
def paper(world):
    document = issued(world.school, title="О парах")
    ask_acquaintance(document, [world.boris_card, world.sofya_card])
    return document


def row_of(card) -> Acquaintance:
    return Acquaintance.objects.get(person=card)


def test_the_curator_marks_the_sheet_and_takes_it_back(world, enter, paper):
    client = enter(world.anna)
    page = client.get(address("document_detail", paper.pk)).content.decode()
    assert "Не ознакомлены: 2 человека из 2." in page
    sent = {"ids": [row_of(world.boris_card).pk, row_of(world.sofya_card).pk], "acquainted_on": "14.09.2026"}
    page = client.post(address("document_acquaint", paper.pk), sent, follow=True).content.decode()
    assert "Отмечено ознакомленными: 2 человека." in page
    assert "Ознакомлены все: 2 человека." in page
    undo = page.split(f'action="{address("document_acquaint_undo", paper.pk)}?')[1].split('"')[0]
    page = client.post(
        f"{address('document_acquaint_undo', paper.pk)}?{undo.replace('&amp;', '&')}", follow=True
    ).content.decode()
    assert "Отметка снята: 2 человека." in page
    assert not Acquaintance.objects.filter(acquainted_on__isnull=False).exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"acquainted_on": "14.09.2026"}, "Отметьте тех, кто расписался."),
        ({"ids": ["1"], "acquainted_on": ""}, "Впишите дату, которая стоит у подписи"),
        ({"ids": ["1"], "acquainted_on": "завтра"}, "Напишите дату так"),
        ({"ids": ["1"], "acquainted_on": "13.09.2026"}, "раньше с ним не знакомят"),
    ],
)
def test_a_bad_mark_gets_a_sentence(world, enter, paper, sent, sentence):
    page = enter(world.anna).post(address("document_acquaint", paper.pk), sent, follow=True).content.decode()
    assert sentence in page


def test_ticks_and_the_day_of_a_refused_mark_stay_and_are_told_once_beside_the_list(world, enter, paper):
    client, row = enter(world.anna), row_of(world.boris_card)
    sent = {"ids": [row.pk], "acquainted_on": "13.09.2026"}
    page = client.post(address("document_acquaint", paper.pk), sent, follow=True).content.decode()
    section = page.partition('id="acquaintance"')[2]
    assert f'value="{row.pk}" checked' in section
    assert f'value="{row_of(world.sofya_card).pk}" checked' not in section
    assert ["раньше с ним не знакомят" in section, 'value="2026-09-13"' in section or "13.09.2026" in section] == [
        True,
        True,
    ]
    again = client.get(address("document_detail", paper.pk)).content.decode()
    assert ["checked" in again.partition('id="acquaintance"')[2], "раньше с ним не знакомят" in again] == [False, False]


def test_a_participant_reads_the_own_paper_and_confirms(world, enter, paper):
    client, row = enter(world.boris), row_of(world.boris_card)
    assert "Ознакомьтесь: Приказ № 1 от 14.09.2026 «О парах»" in client.get("/o/lesnaya/").content.decode()
    page = client.get(address("my_paper", row.pk)).content.decode()
    assert "Закрепить наставников." in page
    assert page.count('<button class="btn btn-primary">Ознакомлен</button>') == 2  # above the paper and below it
    response = client.post(address("my_paper_read", row.pk), follow=True)
    assert "Вы ознакомлены со всеми документами." in response.content.decode()
    row.refresh_from_db()
    assert (row.acquainted_on, row.way) == (DAY, "click")
    assert own_paper_waits(world.boris, world.school) == []


def test_a_participant_reaches_nothing_else_of_documents(world, enter, paper):
    client = enter(world.boris)
    other = row_of(world.sofya_card)
    assert client.get(address("my_paper", other.pk)).status_code == 404
    assert client.post(address("my_paper_read", other.pk)).status_code == 404
    for name in ("document_detail", "document_pdf", "document_docx"):
        assert client.get(address(name, paper.pk)).status_code == 403
    assert client.get(address("file", paper.pdf_id)).status_code == 403
    assert client.get(address("acquaintance_list")).status_code == 403


def test_nobody_confirms_for_another(world, enter, paper):
    row = row_of(world.boris_card)
    page = enter(world.anna).post(address("my_paper_read", row.pk), follow=True).content.decode()
    assert "только сам человек" in page
    row.refresh_from_db()
    assert row.acquainted_on is None


def test_the_curator_is_told_how_many_have_not_read(world, paper):
    (wait,) = unread_waits(world.anna, world.school)
    assert (wait.number, wait.words) == (2, "человека не ознакомлены с 1 документом")
    annul_document(paper, "не подписан", world.gleb)
    assert unread_waits(world.anna, world.school) == []


def test_signed_papers_are_noted_many_at_once(world, enter, paper):
    second, client = issued(world.school), enter(world.anna)
    found = client.get(address("document_list") + "?returned=no").context["page_obj"]
    assert {one.pk for one in found} == {paper.pk, second.pk}
    sent = {"all": "1", "query": "returned=no", "returned_on": "14.09.2026"}
    page = client.post(address("document_returned_many"), sent, follow=True).content.decode()
    assert "Отмечено полученными: 2 документа." in page
    assert list(client.get(address("document_list") + "?returned=no").context["page_obj"]) == []
    client.post(address("document_not_returned", second.pk))
    assert dict(Document.objects.values_list("pk", "returned_on")) == {paper.pk: DAY, second.pk: None}


def test_a_wrong_day_keeps_the_ticks_and_the_day_as_typed(world, enter, paper):
    second, client = issued(world.school), enter(world.anna)
    sent = {"ids": [paper.pk, second.pk], "returned_on": "15.09.2026"}
    page = client.post(address("document_returned_many"), sent, follow=True)
    assert page.context["ticked"] == {paper.pk, second.pk}
    assert page.content.decode().count("15.09.2026 ещё не наступило") == 1
    assert f'name="ids" value="{second.pk}" checked' in page.content.decode()
    assert 'value="15.09.2026"' in page.content.decode()
    assert client.get(address("document_list")).context["ticked"] == ()


def test_the_workbook_is_named_by_its_register_and_year(world, enter, paper):
    client = enter(world.anna)

    def named(query: str) -> str:
        header = client.get(f"{address('document_list')}?format=xlsx{query}")["Content-Disposition"]
        return unquote(header).split("''")[1].split(", МБОУ")[0]

    assert named("&register=personnel&calendar=2026") == "Приказы по личному составу, 2026 год"
    assert named("") == "Журнал регистрации"


def test_one_signed_paper_is_noted_on_its_page(world, enter, paper):
    client = enter(world.gleb)
    url = address("document_returned", paper.pk)
    assert "ещё не наступило" in client.post(url, {"returned_on": "15.09.2026"}, follow=True).content.decode()
    page = client.post(url, {"returned_on": "14.09.2026"}, follow=True).content.decode()
    assert "Получен 14 сентября 2026" in page.replace("\u00a0", " ")


def test_the_journal_of_acquaintance_is_shown_filtered_and_taken_away(world, enter, paper):
    client = enter(world.anna)
    client.post(
        address("document_acquaint", paper.pk),
        {"ids": [row_of(world.boris_card).pk], "acquainted_on": "14.09.2026"},
    )
    url = address("acquaintance_list")
    assert [row.person.surname for row in client.get(f"{url}?state=waiting").context["page_obj"]] == ["Черных"]
    assert [row.person.surname for row in client.get(f"{url}?q=заяц").context["page_obj"]] == ["Заяц"]
    table = load_workbook(BytesIO(client.get(f"{url}?format=xlsx").content)).active
    values = [[cell.value for cell in row] for row in table.iter_rows()]
    assert [row[5] for row in values if row[5]][1:] == ["ознакомлен 14.09.2026, на листе", "не ознакомлена"]
    book = client.post(address("acquaintance_list_pdf"))
    assert book.content.startswith(b"%PDF")


def test_the_journals_page_tells_and_leads(world, enter, paper):
    client = enter(world.anna)
    annul_document(issued(world.school), "не подписан", world.gleb)
    page = client.get(address("journal_list")).content.decode()
    assert "Приказ № 2 от 14.09.2026 аннулирован" in page
    assert f"{address('document_list')}?returned=no&amp;calendar=2026" in page
    assert client.get(address("journal_list") + "?calendar=1800").context["calendar"] == 2026


def test_the_year_is_gathered_for_its_starter(world, enter, paper):
    client = enter(world.anna)
    assert (
        "документов с номером нет"
        in client.post(address("year_archive"), {"calendar": "2020"}, follow=True).content.decode()
    )
    response = client.post(address("year_archive"), {"calendar": "2026"}, follow=True)
    job = Job.objects.get()
    assert response.request["PATH_INFO"] == address("job", job.pk)
    assert job.result.name.endswith(".zip")
    got = client.get(address("file", job.result_id))
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert enter(world.vera).get(address("file", job.result_id)).status_code == 404
