"""The plan of a year: rows, filters, progress, months; and always the same few queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Evidence, Occasion, Roadmap
from roadmaps.selectors.plan import PlanFilters, months_of, plan_of, progress_of, read_of, whole_progress
from schools.years import AcademicYear
from tests.roadmaps.cast import big, in_force, laid_out, measure_of, occasion_of, stage_of
from tests.world import YEAR

pytestmark = pytest.mark.usefixtures("today")
YEAR_NOW = AcademicYear(YEAR)


def numbers(plan) -> list[str]:
    return [row.measure.number for row in plan.rows]


@pytest.fixture
def roadmap(world) -> Roadmap:
    return in_force(laid_out(world))


def mark(roadmap: Roadmap, number: str, **values) -> None:
    Occasion.objects.filter(pk=occasion_of(roadmap, number).pk).update(**values)


def test_rows_stand_in_their_stages_in_order(roadmap, world):
    Evidence.objects.create(occasion=occasion_of(roadmap, "2.1"), kind="text", text="протокол")
    Evidence.objects.create(occasion=occasion_of(roadmap, "2.1"), kind="text", text="фото")
    plan = plan_of(roadmap, YEAR_NOW)
    assert [(str(one.stage), [row.measure.number for row in one.rows]) for one in plan.stages] == [
        ("1. Подготовка", ["1.1", "1.2.1", "1.2.2"]),
        ("2. Работа пар", ["2.1", "2.2"]),
    ]
    assert [row.evidence_count for row in plan.rows] == [0, 0, 0, 2, 0]
    assert [[str(one) for one in row.responsible] for row in plan.rows] == [
        [world.gleb_card.full_name],
        ["куратор"],
        ["куратор"],
        [world.boris_card.full_name, "куратор"],
        [],
    ]


def test_a_measure_out_of_the_year_has_a_row_without_an_occasion(roadmap):
    plan = plan_of(roadmap, YEAR_NOW.next)
    assert (numbers(plan), {row.occasion for row in plan.rows}) == (["1.1", "1.2.1", "1.2.2", "2.1", "2.2"], {None})
    assert whole_progress(plan).total == 0
    assert plan.undated == []


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({}, ["1.1", "1.2.1", "1.2.2", "2.1", "2.2"]),
        ({"status": "planned"}, ["1.2.1", "1.2.2", "2.1", "2.2"]),
        ({"status": "done"}, ["1.1"]),
        ({"role": "curator"}, ["1.2.1", "1.2.2", "2.1"]),
        ({"month": 10}, ["1.2.1", "1.2.2"]),
        ({"month": 7}, []),
        ({"doubtful": True}, ["1.1", "2.1"]),
        ({"overdue": True}, ["2.2"]),
        ({"words": "СОБРАТЬ анкеты"}, ["1.2.2"]),
        ({"words": "заяц"}, ["2.1"]),
        ({"status": "planned", "month": 5}, []),
    ],
)
def test_filters(roadmap, filters, left):
    mark(roadmap, "1.1", status="done", done_on=date(2026, 9, 1))
    mark(roadmap, "2.2", starts=date(2026, 9, 1), ends=date(2026, 9, 13), spans=[["2026-09-01", "2026-09-13"]])
    plan = plan_of(roadmap, YEAR_NOW, filters=PlanFilters(**filters))
    assert numbers(plan) == left
    assert len(plan.stages) == len({number[0] for number in left})
    assert whole_progress(plan).total == 5


def test_filters_by_person_and_stage(roadmap, world):
    assert numbers(plan_of(roadmap, YEAR_NOW, filters=PlanFilters(person=world.boris_card.pk))) == ["2.1"]
    assert numbers(plan_of(roadmap, YEAR_NOW, filters=PlanFilters(stage=stage_of(roadmap, "2").pk))) == ["2.1", "2.2"]


def test_progress_by_stage(roadmap):
    mark(roadmap, "1.1", status="done", done_on=date(2026, 9, 1))
    mark(roadmap, "1.2.1", status="not_held", reason="не понадобилось")
    mark(roadmap, "1.2.2", ends=date(2026, 9, 13), starts=date(2026, 9, 1))
    mark(roadmap, "2.1", status="under_way")
    plan = plan_of(roadmap, YEAR_NOW)
    told = [
        (one.stage.number, one.planned, one.under_way, one.done, one.not_held, one.overdue, one.total, one.percent)
        for one in progress_of(plan)
    ]
    assert told == [("1", 1, 0, 1, 1, 1, 3, 50), ("2", 1, 1, 0, 0, 0, 2, 0)]
    whole = whole_progress(plan)
    assert (whole.done, whole.settled, whole.total, whole.percent) == (1, 2, 5, 25)


def test_due_today_is_not_overdue_and_what_is_settled_never_is(roadmap):
    mark(roadmap, "1.1", starts=date(2026, 9, 1), ends=date(2026, 9, 14))
    mark(roadmap, "1.2.1", starts=date(2026, 9, 1), ends=date(2026, 9, 13))
    mark(roadmap, "1.2.2", starts=date(2026, 9, 1), ends=date(2026, 9, 13), status="done", done_on=date(2026, 9, 2))
    assert [row.measure.number for row in plan_of(roadmap, YEAR_NOW).rows if row.is_overdue] == ["1.2.1"]


def test_twelve_months_from_september(roadmap):
    mark(
        roadmap,
        "2.2",
        spans=[["2026-12-30", "2027-02-01"], ["2027-05-01", "2027-05-31"]],
        starts=date(2026, 12, 30),
        ends=date(2027, 5, 31),
    )
    plan = plan_of(roadmap, YEAR_NOW)
    told = {month.label: [row.measure.number for row in month.rows] for month in months_of(plan)}
    assert told == {
        "сентябрь": ["1.1"],
        "октябрь": ["1.2.1", "1.2.2"],
        "ноябрь": [],
        "декабрь": ["2.2"],
        "январь": ["2.2"],
        "февраль": ["2.2"],
        "март": [],
        "апрель": [],
        "май": ["2.2"],
        "июнь": [],
        "июль": [],
        "август": [],
    }
    assert [month.first for month in months_of(plan)][::11] == [date(2026, 9, 1), date(2027, 8, 1)]
    assert [row.measure.number for row in plan.undated] == ["2.1"]


def test_the_august_before_stands_first_where_something_is_due_in_it(roadmap):
    mark(roadmap, "1.1", spans=[["2026-08-20", "2026-08-30"]], starts=date(2026, 8, 20), ends=date(2026, 8, 30))
    months = months_of(plan_of(roadmap, YEAR_NOW))
    assert [month.first for month in months][:2] == [date(2026, 8, 1), date(2026, 9, 1)]
    assert ([row.measure.number for row in months[0].rows], len(months)) == (["1.1"], 13)


def test_a_long_plan_asks_as_much_as_a_short_one(world):
    told = []
    for measures in (15, 150):
        roadmap = laid_out(world, big(measures))
        roadmap = Roadmap.objects.select_related("organisation").get(pk=roadmap.pk)
        with CaptureQueriesContext(connection) as queries:
            plan = plan_of(roadmap, YEAR_NOW)
            progress_of(plan), months_of(plan)
            assert sum(len([str(one) for one in row.responsible]) for row in plan.rows) == 2 * measures
            assert all(str(row.measure.stage) and row.occasion.measure.roadmap.organisation for row in plan.rows)
            read_of(roadmap)
        told.append(len(queries))
    assert told == [6, 6]


def test_measure_of_the_plan_keeps_its_prose(roadmap):
    row = plan_of(roadmap, YEAR_NOW).rows[0]
    assert row.measure == measure_of(roadmap, "1.1")
    assert row.spans == [(date(2026, 9, 1), date(2026, 9, 30))]


def test_a_draft_is_not_late(world):
    draft = laid_out(world)
    Occasion.objects.filter(measure__roadmap=draft).update(ends=date(2026, 9, 1), starts=date(2026, 9, 1))
    assert whole_progress(plan_of(draft, YEAR_NOW)).overdue == 0
    assert whole_progress(plan_of(in_force(draft), YEAR_NOW)).overdue == 5
