"""The QR mark: printed where the organisation wants it, and what its page tells to anybody."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from schools.papers.engine.blocks import CheckMark, Paragraph
from schools.papers.engine.freezing import blocks_to_json
from schools.papers.engine.page import PageSetup
from schools.papers.enums import DocumentStatus
from schools.papers.marks import mark_address
from schools.papers.models import Document, PaperSettings
from schools.papers.services.documents import Composed, annul_document, register_document
from schools.papers.services.marking import state_of_mark
from schools.papers.views import marks
from tests.schools.papers.paper import DAY, draft, issued

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "today")]


@pytest.fixture(autouse=True)
def forgiven() -> None:
    cache.clear()


@pytest.fixture
def marking(world) -> None:
    PaperSettings.objects.create(organisation=world.school, qr_mark=True)


def test_no_mark_until_the_organisation_wants_it(world):
    assert issued(world.school).mark is None


def test_the_mark_is_known_when_the_page_is_composed(world, marking):
    paper = draft(world.school)

    def compose(number, day):
        blocks = blocks_to_json([Paragraph("Закрепить."), CheckMark(mark_address(paper.mark), "Проверка")])
        return Composed(blocks, b"%PDF-1.7", PageSetup().to_json())

    issued_one = register_document(paper, number="", day=DAY, compose=compose, signer="", by=None)
    assert len(issued_one.mark) == 32
    assert issued_one.blocks[-1]["url"].endswith(f"/d/{issued_one.mark}/")
    assert issued(world.school).mark != issued_one.mark


def test_what_the_mark_tells(world, marking):
    paper = issued(world.school)
    assert state_of_mark(paper.mark) == "intact"
    later = issued(world.school, changes=paper)
    assert state_of_mark(paper.mark) == "changed"
    annul_document(later, "не подписан", world.gleb)
    assert (state_of_mark(paper.mark), state_of_mark(later.mark)) == ("intact", "annulled")
    Document.objects.filter(pk=paper.pk).update(status=DocumentStatus.CANCELLED, cancelled_by=later)
    assert state_of_mark(paper.mark) == "cancelled"
    Document.objects.filter(pk=paper.pk).update(blocks=[])
    assert state_of_mark(paper.mark) == "broken"
    assert [state_of_mark(mark) for mark in ("", "0" * 32, paper.mark[:-1], paper.mark.upper())] == ["unknown"] * 4


def test_the_page_tells_nothing_else(client, world, marking):
    paper = issued(world.school, "77-ОД", title="О тайном деле")
    response = client.get(reverse("document_mark", args=[paper.mark]))
    page = response.content.decode()
    assert response.status_code == 200
    assert "Документ существует и не изменён." in page
    for secret in ("77-ОД", "О тайном деле", "Лесная", "Ветров", "14.09.2026", "lesnaya"):
        assert secret not in page
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("annulled", "Документ аннулирован."),
        ("cancelled", "Документ отменён."),
        ("changed", "Документ существует, его текст не изменён."),
    ],
)
def test_the_page_of_a_void_cancelled_or_changed_paper_names_nobody(client, world, marking, state, words):
    about = {"title": "О закреплении наставника Зайца Б.Ф.", "number": "77-ОД"}
    paper = issued(world.school, **about)
    if state == "annulled":
        annul_document(paper, "в приказе ошибка: Заяц", world.gleb)
    else:
        later = issued(
            world.school, "78-ОД", title="О Зайце Б.Ф.", **({"changes": paper} if state == "changed" else {})
        )
        if state == "cancelled":
            Document.objects.filter(pk=paper.pk).update(status=DocumentStatus.CANCELLED, cancelled_by=later)
    page = client.get(reverse("document_mark", args=[paper.mark])).content.decode()
    assert words in page
    for secret in ("77-ОД", "78-ОД", "Зай", "Заяц", "ошибка", "Лесная", "Ветров", "14.09.2026", "lesnaya"):
        assert secret not in page


def test_trying_marks_out_is_slowed_down(client, world, marking, monkeypatch):
    monkeypatch.setattr(marks, "RATE", "3/m/ip")
    paper = issued(world.school)
    wrong = reverse("document_mark", args=["0" * 32])
    assert [client.get(wrong).status_code for _ in range(4)] == [404, 404, 404, 429]
    assert client.get(reverse("document_mark", args=[paper.mark])).status_code == 429
