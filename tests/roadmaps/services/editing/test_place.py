"""Adding, moving, removing; which measures are printed as one row."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Evidence, Measure, Occasion, Stage
from roadmaps.services.editing import (
    RoadmapRefused,
    add_measure,
    edit_measure,
    move_measure,
    move_stage,
    remove_measure,
)
from roadmaps.services.laying import lay_out
from schools.journal.models import Entry
from tests.roadmaps.cast import big, laid_out, measure_of, occasion_of, small, stage_of
from tests.roadmaps.services.editing.looking import everything, order, rows
from tests.world import YEAR

pytestmark = pytest.mark.usefixtures("today")


def test_added_behind_a_neighbour_or_at_the_end(roadmap, world):
    add_measure(stage_of(roadmap, "1"), measure_of(roadmap, "1.1"), {"number": "1.1а", "title": "Совет"}, world.anna)
    add_measure(stage_of(roadmap, "1"), None, {"number": "1.9", "content": "x", "due_text": "май"}, world.anna)
    assert order(roadmap) == {"1": ["1.1", "1.1а", "1.2.1", "1.2.2", "1.9"], "2": ["2.1", "2.2"]}
    assert occasion_of(roadmap, "1.9").starts == date(2027, 5, 1)
    assert rows(roadmap) == [
        ("1.1", 1), ("1.1а", 6), ("1.2.1", 2), ("1.2.2", 2), ("1.9", 7), ("2.1", 4), ("2.2", 5)
    ]  # fmt: skip


def test_moved_between_stages_and_within(roadmap, world):
    move_measure(measure_of(roadmap, "2.2"), stage_of(roadmap, "1"), measure_of(roadmap, "1.1"), world.anna)
    assert order(roadmap) == {"1": ["2.2", "1.1", "1.2.1", "1.2.2"], "2": ["2.1"]}
    move_measure(measure_of(roadmap, "2.2"), stage_of(roadmap, "1"), None, world.anna)
    assert order(roadmap) == {"1": ["1.1", "1.2.1", "1.2.2", "2.2"], "2": ["2.1"]}
    told = Entry.objects.filter(deed="переставлено мероприятие").order_by("pk").first()
    assert (told.before, told.after) == ({"этап": "2. Работа пар"}, {"этап": "1. Подготовка"})


def test_moving_to_where_it_stands_is_no_deed(roadmap, world):
    before = everything()
    move_measure(measure_of(roadmap, "1.2.2"), stage_of(roadmap, "1"), None, world.anna)
    move_measure(measure_of(roadmap, "1.1"), stage_of(roadmap, "1"), measure_of(roadmap, "1.2.1"), world.anna)
    move_measure(measure_of(roadmap, "1.1"), stage_of(roadmap, "1"), measure_of(roadmap, "1.1"), world.anna)
    move_stage(stage_of(roadmap, "2"), None, world.anna)
    assert everything() == before


def test_a_row_parted_by_another_is_two_rows_and_rejoins_when_it_leaves(roadmap, world):
    move_measure(measure_of(roadmap, "2.2"), stage_of(roadmap, "1"), measure_of(roadmap, "1.2.2"), world.anna)
    assert rows(roadmap) == [("1.1", 1), ("1.2.1", 2), ("2.2", 5), ("1.2.2", 6), ("2.1", 4)]


def test_a_neighbour_that_left_the_stage_is_no_neighbour(roadmap, world):
    move_measure(measure_of(roadmap, "1.1"), stage_of(roadmap, "2"), measure_of(roadmap, "1.2.1"), world.anna)
    assert order(roadmap) == {"1": ["1.2.1", "1.2.2"], "2": ["2.1", "2.2", "1.1"]}


def test_an_edit_of_a_long_plan_asks_as_much_as_of_a_short_one(world):
    told = []
    for measures in (15, 150):
        roadmap = laid_out(world, big(measures))
        first = Measure.objects.filter(roadmap=roadmap).select_related("roadmap", "stage").first()
        last = Stage.objects.filter(roadmap=roadmap).last()
        with CaptureQueriesContext(connection) as queries:
            edit_measure(first, 1, {"due_text": "апрель", "responsible_text": "куратор"}, world.anna)
            move_measure(first, last, None, world.anna)
            add_measure(last, first, {"content": "x"}, world.anna)
        told.append(len(queries))
    assert told[0] == told[1]


def test_removed_when_nothing_was_done_by_it(roadmap, world):
    one = measure_of(roadmap, "1.1")
    remove_measure(one, 1, world.anna)
    assert order(roadmap)["1"] == ["1.2.1", "1.2.2"]
    told = Entry.objects.first()
    assert (told.deed, told.subject_id, told.before["content"]) == (
        "удалено мероприятие",
        one.pk,
        "Издать приказ о наставничестве",
    )
    with pytest.raises(RoadmapRefused):
        remove_measure(one, 1, world.anna)


@pytest.mark.parametrize("mark", ["status", "comment", "evidence"])
def test_what_bears_marks_is_not_removed(roadmap, world, mark):
    occasion = occasion_of(roadmap, "1.1")
    if mark == "evidence":
        Evidence.objects.create(occasion=occasion, kind="text", text="протокол")
    else:
        Occasion.objects.filter(pk=occasion.pk).update(**{mark: "under_way"})
    before = everything()
    with pytest.raises(RoadmapRefused, match="уже есть отметки"):
        remove_measure(measure_of(roadmap, "1.1"), 1, world.anna)
    assert everything() == before


def test_what_was_handed_down_is_removed_by_neither(roadmap, world):
    above = lay_out(small(), world.office, begins=YEAR, years=1, by=world.oleg)
    Measure.objects.filter(pk=measure_of(roadmap, "1.1").pk).update(handed_from=measure_of(above, "1.1"))
    with pytest.raises(RoadmapRefused, match="спустило управление"):
        remove_measure(measure_of(roadmap, "1.1"), 1, world.anna)
    with pytest.raises(RoadmapRefused, match="уже спущено организациям"):
        remove_measure(measure_of(above, "1.1"), 1, world.oleg)
    edit_measure(measure_of(roadmap, "1.1"), 1, {"content": "Издать свой приказ"}, world.anna)
    assert measure_of(roadmap, "1.1").content == "Издать свой приказ"
