from datetime import timedelta

import pytest

from schools.journal.models import Entry
from schools.papers.enums import DocumentStatus
from schools.papers.kinds import PaperKind, register_kind
from schools.papers.models import Document, StoredFile
from schools.papers.services.documents import (
    DocumentRefused,
    StaleDraft,
    annul_document,
    cancel_documents,
    issue_sheet,
    save_draft,
    verify_document,
)
from tests.schools.papers.paper import DAY, compose, draft, issued

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "today")]


def again(document: Document) -> Document:
    return Document.objects.get(pk=document.pk)


def sheet(document: Document, **more) -> Document:
    return issue_sheet(document, day=DAY, compose=compose, signer="", **{"by": None, **more})


def test_an_order_cancels_and_its_annulment_restores(world):
    first, second, order = issued(world.school), issued(world.school), issued(world.school, title="Об отмене")
    for _ in range(2):
        cancel_documents([second, first], order, world.gleb)
    assert [(again(one).status, again(one).cancelled_by) for one in (first, second)] == [("cancelled", order)] * 2
    assert Entry.objects.filter(deed="отменён документ").count() == 2
    annul_document(again(order), "напрасно", world.gleb)
    assert [(again(one).status, again(one).cancelled_by) for one in (first, second)] == [("issued", None)] * 2
    assert Entry.objects.filter(deed="документ снова действует").count() == 2


def test_only_what_is_in_force_here_is_cancelled(world):
    order, void, foreign = issued(world.school), issued(world.school), issued(world.foreign)
    annul_document(void, "лишний", world.gleb)
    for paper in (order, void, foreign, draft(world.school)):
        with pytest.raises(DocumentRefused):
            cancel_documents([paper], order, world.gleb)
    assert Document.objects.filter(status=DocumentStatus.CANCELLED).count() == 0


def test_what_was_issued_after_the_order_is_not_cancelled_by_it(world):
    order, later = issued(world.school), issued(world.school, day=DAY + timedelta(days=1))
    with pytest.raises(DocumentRefused) as refused:
        cancel_documents([later], order, world.gleb)
    day = f"{later.date:%d.%m.%Y}"
    assert refused.value.messages == [f"Приказ № 2 издан {day}: поставьте этот день или более поздний."]
    assert again(later).status == "issued"


def test_a_cancelled_paper_is_not_annulled(world):
    document, order = issued(world.school), issued(world.school)
    cancel_documents([document], order, world.gleb)
    with pytest.raises(DocumentRefused) as refused:
        annul_document(document, "лишний", world.gleb)
    assert refused.value.messages == ["Документ отменён: Приказ № 2 от 14.09.2026. Аннулировать его не нужно."]


def test_a_sheet_is_issued_once_without_a_number(world):
    paper = draft(world.school, kind="test_sheet")
    done = [sheet(paper, by=world.gleb) for _ in range(2)]
    assert {(one.pk, one.status, one.number, one.register, one.date, one.year) for one in done} == {
        (paper.pk, "issued", "", None, DAY, 2026)
    }
    assert verify_document(again(paper))
    assert [row.name for row in StoredFile.objects.all()] == ["О закреплении наставников.pdf"]


def test_a_sheet_saved_meanwhile_is_not_issued(world):
    paper = draft(world.school, kind="test_sheet")
    read = again(paper)
    save_draft(paper, version=1, data={}, texts={}, by=world.anna, title="Другое")
    with pytest.raises(StaleDraft):
        sheet(read)


def test_what_the_upper_room_refuses_takes_the_sheet_back(world):
    paper = draft(world.school, kind="test_sheet")

    def refuse(document: Document) -> None:
        raise DocumentRefused("нельзя")

    with pytest.raises(DocumentRefused):
        sheet(paper, extra=refuse)
    assert (again(paper).status, StoredFile.objects.count()) == ("draft", 0)


@pytest.mark.parametrize(("edit_url", "status"), [("documents:paper_edit", "annulled"), ("", "issued")])
def test_a_sheet_made_of_a_draft_may_be_annulled(world, edit_url, status):
    register_kind(PaperKind("test_sheet", "лист", register=None, edit_url=edit_url))
    paper = sheet(draft(world.school, kind="test_sheet"))
    if status == "issued":
        with pytest.raises(DocumentRefused):
            annul_document(paper, "испорчен", world.gleb)
    else:
        annul_document(paper, "испорчен", world.gleb)
    assert again(paper).status == status
