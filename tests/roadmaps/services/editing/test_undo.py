"""Undoing edits: each deed goes back to exactly what was, in turn; nobody's later work is lost."""

from datetime import UTC, date, datetime

import pytest

from roadmaps.models import Evidence, Measure, Occasion, Roadmap, RoadmapEdit
from roadmaps.selectors.plan import difference, snapshot_of
from roadmaps.services.editing import (
    RoadmapRefused,
    add_measure,
    add_stage,
    edit_head,
    edit_measure,
    edit_stage,
    join_measure,
    last_edit,
    move_measure,
    move_stage,
    remove_measure,
    remove_stage,
    set_dates,
    set_responsible,
    settle_doubts,
    split_measure,
    undo_edit,
)
from schools.editing.stale import StaleRow
from schools.journal.models import Entry
from schools.models import Person
from tests.roadmaps.cast import in_force, measure_of, occasion_of, stage_of
from tests.roadmaps.services.editing.looking import everything, fresh, state
from tests.world import TODAY

pytestmark = pytest.mark.usefixtures("today")


DEEDS = {
    "edit": lambda r, by: edit_measure(
        measure_of(r, "1.1"), 1, {"due_text": "май", "responsible_text": "куратор", "number": "9"}, by
    ),
    "add": lambda r, by: add_measure(stage_of(r, "1"), measure_of(r, "1.2.1"), {"content": "Совет"}, by),
    "move": lambda r, by: move_measure(measure_of(r, "1.2.2"), stage_of(r, "2"), measure_of(r, "2.1"), by),
    "part": lambda r, by: move_measure(measure_of(r, "2.2"), stage_of(r, "1"), measure_of(r, "1.2.2"), by),
    "split": lambda r, by: split_measure(measure_of(r, "2.1"), 1, by),
    "join": lambda r, by: join_measure(measure_of(r, "1.1"), 1, by),
    "remove": lambda r, by: remove_measure(measure_of(r, "1.1"), 1, by),
    "stage": lambda r, by: add_stage(r, stage_of(r, "1"), {"number": "5"}, by),
    "rename": lambda r, by: edit_stage(stage_of(r, "1"), 1, {"title": "Начало"}, by),
    "turn": lambda r, by: move_stage(stage_of(r, "2"), stage_of(r, "1"), by),
    "head": lambda r, by: edit_head(r, r.version, {"title": "План", "years": 2, "approval": {}}, by),
    "dates": lambda r, by: set_dates(occasion_of(r, "1.1"), 1, [(date(2026, 9, 5), date(2026, 9, 6))], by),
    "people": lambda r, by: set_responsible(measure_of(r, "1.1"), 1, [], ["head"], by),
    "doubts": lambda r, by: settle_doubts(measure_of(r, "1.1"), 1, by),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_each_deed_goes_back_to_exactly_what_was(roadmap, world, deed):
    before = state(roadmap)
    DEEDS[deed](fresh(roadmap), world.anna)
    assert state(roadmap) != before
    edit = undo_edit(fresh(roadmap), world.anna)
    assert state(roadmap) == before
    assert edit.undone_at is not None
    assert (RoadmapEdit.objects.count(), Entry.objects.first().deed) == (1, "правка отменена")
    assert Entry.objects.first().before == {"правка": edit.deed}


def test_an_emptied_stage_that_was_removed_comes_back_in_its_place(roadmap, world):
    add_stage(roadmap, stage_of(roadmap, "1"), {"number": "5"}, world.anna)
    before = state(roadmap)
    remove_stage(stage_of(roadmap, "5"), 1, world.anna)
    undo_edit(roadmap, world.anna)
    assert state(roadmap) == before


def test_deeds_are_undone_in_turn_to_the_beginning(roadmap, world):
    states = [state(roadmap)]
    for deed in ("add", "move", "stage", "rename", "turn", "head", "dates"):
        DEEDS[deed](fresh(roadmap), world.anna)
        states.append(state(roadmap))
    for was in reversed(states[:-1]):
        undo_edit(fresh(roadmap), world.anna)
        assert state(roadmap) == was
    assert last_edit(roadmap, world.anna) is None
    with pytest.raises(RoadmapRefused, match="Отменять нечего"):
        undo_edit(roadmap, world.anna)


def test_a_row_that_came_back_is_dated_and_assigned_as_before(roadmap, world):
    remove_measure(measure_of(roadmap, "2.1"), 1, world.anna)
    undo_edit(roadmap, world.anna)
    assert [row.person for row in measure_of(roadmap, "2.1").responsible.all()] == [world.boris_card, None]
    assert occasion_of(roadmap, "2.1").status == "planned"


def test_an_undone_edit_makes_open_forms_stale(roadmap, world):
    edit_measure(measure_of(roadmap, "1.1"), 1, {"title": "Акты"}, world.anna)
    undo_edit(roadmap, world.anna)
    assert measure_of(roadmap, "1.1").version == 3
    with pytest.raises(StaleRow):
        edit_measure(measure_of(roadmap, "1.1"), 2, {"title": "Иное"}, world.anna)


def test_everybody_undoes_their_own(roadmap, world, lada):
    edit_measure(measure_of(roadmap, "1.1"), 1, {"title": "Акты"}, world.anna)
    edit_measure(measure_of(roadmap, "2.2"), 1, {"content": "Итоги года"}, lada)
    undo_edit(roadmap, world.anna)
    assert (measure_of(roadmap, "1.1").title, measure_of(roadmap, "2.2").content) == ("Приказы", "Итоги года")
    with pytest.raises(RoadmapRefused):
        undo_edit(roadmap, world.anna)


CONFLICTS = {
    "the same field": ("edit", lambda r, by: edit_measure(measure_of(r, "9"), 2, {"due_text": "март"}, by)),
    "removed since": ("edit", lambda r, by: remove_measure(measure_of(r, "9"), 2, by)),
    "dates since": ("edit", lambda r, by: set_dates(occasion_of(r, "9"), 2, [(TODAY, TODAY)], by)),
    "moved since": ("move", lambda r, by: move_measure(measure_of(r, "1.2.2"), stage_of(r, "2"), None, by)),
    "edited what was added": ("add", lambda r, by: edit_measure(measure_of(r, ""), 1, {"content": "x"}, by)),
    "a measure in the added stage": ("stage", lambda r, by: add_measure(stage_of(r, "5"), None, {"title": "x"}, by)),
    "stage turned again": ("turn", lambda r, by: move_stage(stage_of(r, "1"), stage_of(r, "2"), by)),
    "head": ("head", lambda r, by: edit_head(r, r.version, {"title": "Иной план"}, by)),
    "people": ("people", lambda r, by: set_responsible(measure_of(r, "1.1"), 2, [], ["curator"], by)),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_what_somebody_changed_since_is_not_undone(roadmap, world, lada, name):
    first, second = CONFLICTS[name]
    DEEDS[first](fresh(roadmap), world.anna)
    second(fresh(roadmap), lada)
    before = everything()
    with pytest.raises(RoadmapRefused):
        undo_edit(fresh(roadmap), world.anna)
    assert everything() == before


@pytest.mark.parametrize("mark", ["status", "evidence"])
def test_what_bears_marks_since_is_not_taken_away(roadmap, world, mark):
    one = add_measure(stage_of(roadmap, "1"), None, {"content": "Совет"}, world.anna)
    occasion = Occasion.objects.get(measure=one)
    if mark == "evidence":
        Evidence.objects.create(occasion=occasion, kind="text", text="протокол")
    else:
        Occasion.objects.filter(pk=occasion.pk).update(status="under_way")
    with pytest.raises(RoadmapRefused, match="уже есть отметки"):
        undo_edit(roadmap, world.anna)
    assert Measure.objects.filter(pk=one.pk).exists()


def test_others_rows_put_in_since_stay_where_they_are(roadmap, world, lada):
    move_measure(measure_of(roadmap, "1.1"), stage_of(roadmap, "2"), measure_of(roadmap, "2.1"), world.anna)
    add_measure(stage_of(roadmap, "2"), measure_of(roadmap, "2.1"), {"number": "2.1а", "content": "x"}, lada)
    add_measure(stage_of(roadmap, "1"), None, {"number": "1.3", "content": "x"}, lada)
    undo_edit(fresh(roadmap), world.anna)
    rows = Measure.objects.filter(roadmap=roadmap).order_by("stage__position", "position")
    assert [one.number for one in rows] == ["1.1", "1.2.1", "1.2.2", "1.3", "2.1", "2.1а", "2.2"]


def test_other_fields_of_the_same_row_stay(roadmap, world, lada):
    edit_measure(measure_of(roadmap, "1.1"), 1, {"title": "Акты"}, world.anna)
    edit_measure(measure_of(roadmap, "1.1"), 2, {"expected_result": "Папка"}, lada)
    undo_edit(roadmap, world.anna)
    assert (measure_of(roadmap, "1.1").title, measure_of(roadmap, "1.1").expected_result) == ("Приказы", "Папка")


def test_status_marks_survive_an_undo(roadmap, world):
    edit_measure(measure_of(roadmap, "1.1"), 1, {"due_text": "май"}, world.anna)
    Occasion.objects.filter(measure__number="1.1").update(status="done", done_on=TODAY)
    undo_edit(roadmap, world.anna)
    assert (occasion_of(roadmap, "1.1").status, occasion_of(roadmap, "1.1").starts) == ("done", date(2026, 9, 1))


def test_when_every_change_is_taken_back_the_plan_is_approved_again(roadmap, world):
    in_force(roadmap)
    DEEDS["part"](fresh(roadmap), world.anna)
    DEEDS["edit"](fresh(roadmap), world.anna)
    undo_edit(fresh(roadmap), world.anna)
    assert fresh(roadmap).status == "changed"
    undo_edit(fresh(roadmap), world.anna)
    assert fresh(roadmap).status == "approved"
    assert Entry.objects.first().deed == "все правки отменены"


def test_an_undo_changes_an_approved_plan_too_and_waits_while_the_head_has_it(roadmap, world):
    DEEDS["edit"](fresh(roadmap), world.anna)
    Roadmap.objects.update(status="submitted")
    with pytest.raises(RoadmapRefused, match="Отзовите её"):
        undo_edit(fresh(roadmap), world.anna)
    in_force(roadmap)
    undo_edit(fresh(roadmap), world.anna)
    assert fresh(roadmap).status == "changed"


def test_an_undo_that_breaks_leaves_nothing(roadmap, world, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    DEEDS["remove"](fresh(roadmap), world.anna)
    before = everything()
    monkeypatch.setattr("roadmaps.services.editing.undo.write_order", broken)
    with pytest.raises(RuntimeError):
        undo_edit(fresh(roadmap), world.anna)
    assert everything() == before


@pytest.mark.parametrize("left", ["archived_on", "destroyed_at"])
def test_an_undo_brings_back_nobody_who_has_left(roadmap, world, left):
    set_responsible(measure_of(roadmap, "1.1"), 1, [world.sofya_card, world.boris_card], ["curator"], world.anna)
    set_responsible(measure_of(roadmap, "1.1"), 2, [world.boris_card], [], world.anna)
    day = TODAY if left == "archived_on" else datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
    Person.objects.filter(pk=world.sofya_card.pk).update(**{left: day})
    undo_edit(roadmap, world.anna)
    rows = measure_of(roadmap, "1.1").responsible.all()
    assert [(one.person, one.role) for one in rows] == [(world.boris_card, ""), (None, "curator")]


def test_another_mark_or_sheet_is_a_change_until_it_is_taken_back(roadmap, world):
    in_force(roadmap)
    edit_head(fresh(roadmap), fresh(roadmap).version, {"approval_form": "annex", "annex_number": "2"}, world.anna)
    now = fresh(roadmap)
    assert now.status == "changed"
    assert [one.rows for one in difference(now.approved.snapshot, snapshot_of(now))] == [
        [
            ("гриф утверждения", "УТВЕРЖДАЮ — должность, подпись, дата", "приложение к приказу"),
            ("номер приложения", "", "2"),
        ]
    ]
    edit_head(now, now.version, {"title": "План"}, world.anna)
    undo_edit(fresh(roadmap), world.anna)
    assert fresh(roadmap).status == "changed"
    undo_edit(fresh(roadmap), world.anna)
    assert (fresh(roadmap).status, fresh(roadmap).approval_form) == ("approved", "signed")
