"""Who is told of a paper, on the sheet and by a click, and what may be taken back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from schools.journal.models import Entry
from schools.papers.models import Acquaintance
from schools.papers.selectors.acquaintance import own_acquaintances, unread, waiting_of
from schools.papers.services.acquaintance import (
    ask_acquaintance,
    click_acquainted,
    mark_on_paper,
    undo_marking,
    unmark,
)
from schools.papers.services.documents import annul_document
from tests.schools.papers.paper import DAY, draft, issued

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "today")]


@pytest.fixture
def paper(world):
    document = issued(world.school, by=world.gleb)
    ask_acquaintance(document, [world.boris_card, world.sofya_card, world.boris_card])
    return document


def row_of(paper, card) -> Acquaintance:
    return Acquaintance.objects.get(document=paper, person=card)


def state(paper) -> list[tuple]:
    return list(paper.acquaintances.values_list("person__surname", "acquainted_on", "way"))


def test_everybody_is_asked_once(world, paper):
    assert ask_acquaintance(paper, [world.boris_card]) == 0
    assert state(paper) == [("Заяц", None, ""), ("Черных", None, "")]


def test_people_of_another_organisation_are_refused(world, paper):
    with pytest.raises(ValidationError, match="другой организации"):
        ask_acquaintance(paper, [world.foreign_card])


def test_marks_of_the_sheet_and_their_undoing(world, paper):
    ids = list(paper.acquaintances.values_list("pk", flat=True))
    told = mark_on_paper(paper, ids, DAY, world.anna)
    assert [row.person.surname for row in told.done] == ["Заяц", "Черных"]
    assert state(paper) == [("Заяц", DAY, "paper"), ("Черных", DAY, "paper")]
    assert Entry.objects.filter(deed="отмечено ознакомление").count() == 3  # two people and the paper
    again = mark_on_paper(paper, ids, DAY, world.anna)
    assert (again.done, len(again.refused)) == ([], 2)
    undone = undo_marking(world.school, told.span, world.anna)
    assert len(undone.done) == 2
    assert state(paper) == [("Заяц", None, ""), ("Черных", None, "")]
    assert undo_marking(world.school, told.span, world.anna).done == []


def test_nobody_undoes_what_another_has_marked(world, paper):
    told = mark_on_paper(paper, [row_of(paper, world.boris_card).pk], DAY, world.anna)
    assert undo_marking(world.school, told.span, world.gleb).done == []


@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 9, 13), "раньше с ним не знакомят"), (date(2026, 9, 15), "ещё не наступило")]
)
def test_an_impossible_day_is_refused(world, paper, day, words):
    with pytest.raises(ValidationError, match=words):
        mark_on_paper(paper, [row_of(paper, world.boris_card).pk], day, world.anna)
    assert state(paper) == [("Заяц", None, ""), ("Черных", None, "")]


def test_rows_of_another_paper_are_left_alone(world, paper):
    other = issued(world.school)
    assert mark_on_paper(other, [row_of(paper, world.boris_card).pk], DAY, world.anna).done == []
    assert state(paper)[0] == ("Заяц", None, "")


def test_only_the_person_clicks(world, paper):
    row = row_of(paper, world.boris_card)
    for other in (world.sofya, world.anna, world.gleb, world.vera):
        with pytest.raises(ValidationError, match="только сам человек"):
            click_acquainted(row, other)
    clicked = click_acquainted(row, world.boris)
    assert (clicked.acquainted_on, clicked.way, clicked.by) == (DAY, "click", world.boris)
    assert click_acquainted(row, world.boris).acquainted_on == DAY
    assert Entry.objects.filter(deed="ознакомлен с документом").count() == 2


def test_a_click_is_not_taken_back(world, paper):
    row = click_acquainted(row_of(paper, world.boris_card), world.boris)
    told = unmark(paper, [row.pk], world.anna)
    assert told.refused == ["Заяц\u00a0Б.\u00a0Ф.: ознакомление подтверждено в программе, эта отметка не снимается."]
    assert state(paper)[0] == ("Заяц", DAY, "click")


def test_a_mark_put_by_mistake_is_taken_off(world, paper):
    row = row_of(paper, world.sofya_card)
    mark_on_paper(paper, [row.pk], DAY, world.anna)
    assert [one.pk for one in unmark(paper, [row.pk], world.gleb).done] == [row.pk]
    assert state(paper)[1] == ("Черных", None, "")


def test_a_void_paper_asks_nobody(world, paper):
    annul_document(paper, "не подписан", world.gleb)
    with pytest.raises(ValidationError, match="аннулирован"):
        click_acquainted(row_of(paper, world.boris_card), world.boris)
    with pytest.raises(ValidationError, match="аннулирован"):
        mark_on_paper(paper, [row_of(paper, world.boris_card).pk], DAY, world.anna)
    assert list(waiting_of(world.boris, world.school)) == []
    assert list(own_acquaintances(world.boris, world.school)) == []
    assert list(unread(world.anna, world.school)) == []


def test_a_draft_asks_nobody(world):
    with pytest.raises(ValidationError, match="черновик"):
        mark_on_paper(draft(world.school), [], DAY, world.anna)


def test_who_sees_which_rows(world, paper):
    seen = {
        who: Acquaintance.objects.visible_to(getattr(world, who)).count()
        for who in ("anna", "gleb", "boris", "sofya", "vera", "oleg")
    }
    assert seen == {"anna": 2, "gleb": 2, "boris": 1, "sofya": 1, "vera": 0, "oleg": 0}
