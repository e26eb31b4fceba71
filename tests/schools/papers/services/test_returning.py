"""The signed paper comes back: noted with its day, taken back, with a scan or without."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from schools.enums import Role
from schools.journal.models import Entry
from schools.models import Membership
from schools.papers.models import Document
from schools.papers.selectors.documents import NOT_RETURNED, RETURNED
from schools.papers.services.documents import (
    annul_document,
    attach_scan,
    create_draft,
    enter_elsewhere,
    save_draft,
)
from schools.papers.services.files import store_file
from schools.papers.services.returning import note_many, note_not_returned, note_returned, undo_many
from tests.schools.papers.paper import DAY, draft, issued

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "today")]
EARLIER = date(2026, 9, 10)


def day_of(document: Document) -> date | None:
    return Document.objects.get(pk=document.pk).returned_on


def test_noted_and_taken_back(world):
    paper = issued(world.school, day=EARLIER)
    note_returned(paper, DAY, world.anna)
    assert day_of(paper) == DAY
    note_not_returned(paper, world.anna)
    assert day_of(paper) is None


def test_the_journal_tells_in_whose_name_an_acting_head_did_it(world):
    Membership.objects.create(user=world.irina, organisation=world.school, role=Role.ACTING_HEAD, starts=DAY, ends=DAY)
    sketch = create_draft(world.school, "order", "О порядке", {}, world.irina, None)
    save_draft(sketch, version=sketch.version, data={"a": 1}, texts={}, by=world.irina)
    note_returned(issued(world.school, day=EARLIER), DAY, world.irina)
    told = Entry.objects.filter(user=world.irina).order_by("pk").values_list("deed", "on_behalf")
    acting = "исполняющий обязанности руководителя"
    assert list(told) == [
        ("создан черновик", acting),
        ("изменён черновик", acting),
        ("получен подписанный экземпляр", acting),
    ]


def test_a_paper_with_the_scan_of_the_signed_copy_is_not_annulled_though_its_mark_is_taken_back(world):
    paper = issued(world.school, day=EARLIER)
    scan = store_file(world.school, b"%PDF-1", "скан.pdf", "application/pdf", world.anna)
    attach_scan(paper, scan, world.anna)
    note_not_returned(paper, world.anna)
    with pytest.raises(ValidationError) as refused:
        annul_document(Document.objects.get(pk=paper.pk), "ошибка", world.gleb)
    assert refused.value.messages == [
        "К документу приложен скан подписанного экземпляра: подписанное не аннулируют. Отмените его приказом."
    ]
    assert Document.objects.get(pk=paper.pk).status == "issued"


def test_the_mark_of_a_void_paper_stays(world):
    paper = issued(world.school, day=EARLIER)
    annul_document(paper, "лишний", world.gleb)
    Document.objects.filter(pk=paper.pk).update(returned_on=DAY)
    with pytest.raises(ValidationError, match="аннулирован"):
        note_not_returned(paper, world.anna)
    assert day_of(paper) == DAY


@pytest.mark.parametrize("day", [date(2026, 9, 9), date(2026, 9, 15)])
def test_an_impossible_day_is_refused(world, day):
    paper = issued(world.school, day=EARLIER)
    with pytest.raises(ValidationError):
        note_returned(paper, day, world.anna)
    assert day_of(paper) is None


def test_drafts_and_void_papers_are_refused(world):
    void = annul_document(issued(world.school), "не подписан", world.gleb)
    for paper in (draft(world.school), void):
        with pytest.raises(ValidationError):
            note_returned(paper, DAY, world.anna)


def test_many_at_once_and_their_undoing(world):
    papers = [issued(world.school, day=EARLIER) for _ in range(3)]
    note_returned(papers[0], EARLIER, world.anna)
    papers[0].refresh_from_db()
    told = note_many(papers, DAY, world.anna)
    assert [one.pk for one in told.done] == [papers[1].pk, papers[2].pk]
    assert told.refused == [f"{papers[0]}: уже есть отметка о получении 10.09.2026."]
    attach_scan(papers[2], store_file(world.school, b"%PDF-1", "скан.pdf", "application/pdf", world.anna), world.anna)
    undone = undo_many(world.school, told.span, world.anna)
    assert [one.pk for one in undone.done] == [papers[1].pk]
    assert len(undone.refused) == 1
    assert [day_of(paper) for paper in papers] == [EARLIER, None, DAY]


def test_a_wrong_day_of_many_is_told_once(world):
    papers = [issued(world.school, day=EARLIER) for _ in range(4)]
    tomorrow = note_many(papers, date(2026, 9, 15), world.anna)
    assert (tomorrow.refused, tomorrow.left) == (
        ["15.09.2026 ещё не наступило. Впишите день, когда экземпляр получен."],
        papers,
    )
    later = issued(world.school, day=DAY)
    told = note_many([*papers, later], date(2026, 9, 9), world.anna)
    named = ", ".join(map(str, papers[:3]))
    assert told.refused == [
        f"5 документов не отмечено: {named} и другие. Вернуться раньше своей даты они не могли, поправьте день получения."
    ]
    assert (told.left, told.done) == ([*papers, later], [])
    told = note_many([*papers, later], EARLIER, world.anna)
    assert (told.done, told.left) == (papers, [later])
    assert told.refused == [f"{later} не мог вернуться раньше своей даты. Поправьте день получения."]


def test_a_scan_says_that_the_paper_is_back(world):
    paper = issued(world.school, day=EARLIER)
    scan = store_file(world.school, b"%PDF-1", "скан.pdf", "application/pdf", world.anna)
    attach_scan(paper, scan, world.anna)
    assert day_of(paper) == DAY


def test_what_the_list_calls_not_returned(world):
    waits = issued(world.school)
    back = note_returned(issued(world.school), DAY, world.anna)
    enter_elsewhere(world.school, "order", "О парах", "9", DAY, world.anna)
    annul_document(issued(world.school), "не подписан", world.gleb)
    rows = Document.objects.filter(organisation=world.school)
    assert list(rows.filter(NOT_RETURNED).values_list("pk", flat=True)) == [waits.pk]
    assert list(rows.filter(RETURNED).values_list("pk", flat=True)) == [back.pk]
