"""What is overdue and soon: by name and by role, of the own organisation only, settled never, in as many queries always."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Occasion, Roadmap
from roadmaps.reading.structure import RoadmapRead, StageRead
from roadmaps.selectors.due import SOON, due_for, due_in, duties_of
from roadmaps.services.laying import lay_out
from schools.models import Person
from schools.years import AcademicYear
from tests.roadmaps.cast import big, in_force, laid_out, measure
from tests.world import TODAY, YEAR, person, user

pytestmark = pytest.mark.usefixtures("today")
NOW = AcademicYear(YEAR)
DUE = {
    "late": "10 сентября 2026 года",
    "today": "14 сентября 2026 года",
    "soon": "28 сентября 2026 года",
    "later": "29 сентября 2026 года",
    "undated": "по запросу",
}


def plan(responsible: str) -> RoadmapRead:
    rows = [
        measure(f"m{place}", name, number=name, due_text=text, responsible_text=responsible)
        for place, (name, text) in enumerate(DUE.items(), 1)
    ]
    return RoadmapRead(title="План", stages=[StageRead("s1", measures=rows)])


def told(found) -> tuple[list, list]:
    return (
        [(item.occasion.measure.number, item.days) for item in found.overdue],
        [(item.occasion.measure.number, item.days) for item in found.soon],
    )


EVERYTHING = ([("late", 4)], [("today", 0), ("soon", SOON)])
NOTHING: tuple[list, list] = ([], [])


def test_of_the_whole_organisation(world):
    in_force(laid_out(world, plan("куратор")))
    assert told(due_in(world.school, NOW, TODAY)) == EVERYTHING
    assert told(due_in(world.foreign, NOW, TODAY)) == NOTHING
    assert told(due_in(world.school, NOW.next, TODAY)) == NOTHING
    assert not due_in(world.foreign, NOW, TODAY)


def test_what_is_settled_is_owed_no_more(world):
    in_force(laid_out(world, plan("куратор")))
    Occasion.objects.filter(measure__number="late").update(status="not_held", reason="x")
    Occasion.objects.filter(measure__number="today").update(status="done", done_on=TODAY)
    Occasion.objects.filter(measure__number="soon").update(status="under_way")
    assert told(due_in(world.school, NOW, TODAY)) == ([], [("soon", SOON)])


def test_what_comes_again_is_due_at_its_next_end_and_overdue_after_its_last(world):
    in_force(laid_out(world, plan("куратор")))
    spans = [["2026-09-01", "2026-09-10"], ["2026-09-15", "2026-09-20"]]
    Occasion.objects.filter(measure__number="late").update(spans=spans, starts=date(2026, 9, 1), ends=date(2026, 9, 20))
    assert told(due_in(world.school, NOW, TODAY)) == ([], [("today", 0), ("late", 6), ("soon", SOON)])
    assert told(due_in(world.school, NOW, date(2026, 9, 21)))[0] == [("today", 7), ("late", 1)]


@pytest.mark.parametrize(
    ("span", "told_on"),
    [
        # A month's work: when the month begins, be it the longest or the shortest.
        (("2026-10-01", "2026-10-31"), "2026-10-01"),
        (("2027-02-01", "2027-02-28"), "2027-02-01"),
        # Longer than a month: fourteen days before the end.
        (("2026-10-01", "2026-11-01"), "2026-10-18"),
        (("2026-09-01", "2027-05-31"), "2027-05-17"),
        # A few days: fourteen days before their end, before they begin.
        (("2026-10-20", "2026-10-24"), "2026-10-10"),
        (("2026-10-20", "2026-10-20"), "2026-10-06"),
        (("2026-10-01", "2026-10-15"), "2026-10-01"),
    ],
)
def test_when_it_is_told(world, span, told_on):
    in_force(laid_out(world, plan("куратор")))
    Occasion.objects.exclude(measure__number="late").update(status="not_held", reason="x")
    first, last = (date.fromisoformat(day) for day in span)
    Occasion.objects.filter(measure__number="late").update(spans=[list(span)], starts=first, ends=last)
    day = date.fromisoformat(told_on)
    assert told(due_in(world.school, NOW, day - timedelta(days=1))) == NOTHING
    assert told(due_in(world.school, NOW, day)) == ([], [("late", (last - day).days)])
    assert told(due_in(world.school, NOW, last)) == ([], [("late", 0)])
    assert told(due_in(world.school, NOW, last + timedelta(days=1))) == ([("late", 1)], [])


def test_a_long_span_is_soon_only_at_its_end(world):
    in_force(laid_out(world, plan("куратор")))
    Occasion.objects.filter(measure__number="later").update(
        spans=[["2026-09-01", "2027-05-31"]], starts=date(2026, 9, 1), ends=date(2027, 5, 31)
    )
    assert told(due_in(world.school, NOW, TODAY)) == EVERYTHING
    assert ("later", 11) in told(due_in(world.school, NOW, date(2027, 5, 20)))[1]


def test_by_name(world):
    in_force(laid_out(world, plan("Заяц Б.Ф.")))
    found = due_for(world.boris, world.school, NOW, TODAY)
    assert told(found) == EVERYTHING
    assert [item.by_name for item in found.overdue + found.soon] == [True] * 3
    assert [str(one) for one in found.overdue[0].responsible] == ["Заяц Борис Фомич"]
    for other in (world.anna, world.gleb, world.sofya, world.vera):
        assert told(due_for(other, world.school, NOW, TODAY)) == NOTHING


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("куратор", "anna"),
        ("директор", "gleb"),
        ("заместители директора", "anna irina"),
        ("администрация", "anna gleb irina"),
        ("учителя", "boris sofya"),
        ("руководители образовательных организаций", "gleb"),
    ],
)
def test_by_role(world, words, who):
    in_force(laid_out(world, plan(words)))
    cast = {name: getattr(world, name) for name in ["anna", "gleb", "irina", "boris", "sofya", "vera", "oleg"]}
    owing = [name for name, one in cast.items() if due_for(one, world.school, NOW, TODAY)]
    assert " ".join(owing) == who
    first = due_for(cast[owing[0]], world.school, NOW, TODAY)
    assert (told(first), first.overdue[0].by_name) == (EVERYTHING, False)


def test_the_acting_head_owes_what_the_head_does_within_the_dates(world, monkeypatch):
    in_force(laid_out(world, plan("директор")))
    day = date(2027, 2, 3)
    monkeypatch.setattr("schools.models.Organisation.today", lambda self: day)
    assert told(due_for(world.irina, world.school, NOW, day))[0] != []


def test_roles_that_rooms_above_know_of(world):
    in_force(laid_out(world, plan("наставники")))
    assert told(due_for(world.boris, world.school, NOW, TODAY)) == NOTHING
    assert told(due_for(world.boris, world.school, NOW, TODAY, also=Q(role="mentors"))) == EVERYTHING


def test_posts_of_another_card_do_not_count(world):
    in_force(laid_out(world, plan("педагог-психолог")))
    person(world.foreign, "Полева Вера Кузьминична", "педагог-психолог", account=world.boris)
    assert told(due_for(world.boris, world.school, NOW, TODAY)) == NOTHING
    person(world.school, "Заяц Борис Фомич", "педагог-психолог", account=world.boris)
    assert told(due_for(world.boris, world.school, NOW, TODAY)) == EVERYTHING


def test_the_office(world):
    chief = user("chief", "Чугунова Нина Львовна", head=world.office)
    in_force(
        lay_out(
            plan("муниципальный координатор, руководители образовательных организаций"),
            world.office,
            begins=YEAR,
            years=1,
            by=world.oleg,
        )
    )
    assert told(due_for(world.oleg, world.office, NOW, TODAY)) == EVERYTHING
    assert told(due_for(chief, world.office, NOW, TODAY)) == NOTHING
    assert {role.value for role in duties_of(world.oleg, world.office, TODAY)} == {"coordinator", "office"}


def test_a_measure_owed_twice_is_told_once(world):
    in_force(laid_out(world, plan("Ясная А.П., куратор, заместители директора")))
    assert told(due_for(world.anna, world.school, NOW, TODAY)) == EVERYTHING


def test_a_long_plan_asks_as_much_as_a_short_one(world):
    counts = []
    for measures in (15, 150):
        Roadmap.objects.update(status="draft", approved=None)
        Roadmap.objects.all().delete()
        in_force(laid_out(world, big(measures)))
        with CaptureQueriesContext(connection) as queries:
            found = due_in(world.school, NOW, date(2027, 6, 1)).overdue + (
                due_for(world.gleb, world.school, NOW, date(2027, 6, 1)).overdue
            )
            assert len([str(one) for item in found for one in item.responsible]) == 4 * measures
            assert all(
                str(item.occasion.measure.stage) and item.occasion.measure.roadmap.organisation for item in found
            )
        counts.append(len(queries))
    assert counts == [6, 6]
    assert Person.objects.exists()


def test_a_plan_that_nobody_has_approved_owes_nothing(world):
    draft = laid_out(world, plan("Заяц Б.Ф."))
    assert told(due_in(world.school, NOW, TODAY)) == NOTHING
    assert told(due_for(world.boris, world.school, NOW, TODAY)) == NOTHING
    in_force(draft)
    assert told(due_for(world.boris, world.school, NOW, TODAY)) == EVERYTHING


def test_august_before_the_year_is_on_the_desks_of_august(world):
    in_force(laid_out(world, plan("Заяц Б.Ф.")))
    Occasion.objects.exclude(measure__number="late").update(status="not_held", reason="x")
    Occasion.objects.update(spans=[["2026-08-01", "2026-08-31"]], starts=date(2026, 8, 1), ends=date(2026, 8, 31))
    last = NOW.previous
    expected = [
        (last, date(2026, 7, 31), NOTHING),
        (last, date(2026, 8, 1), ([], [("late", 30)])),
        (last, date(2026, 8, 17), ([], [("late", SOON)])),
        (last, date(2026, 8, 31), ([], [("late", 0)])),
        (NOW, date(2026, 9, 1), ([("late", 1)], [])),
        (last, date(2026, 9, 1), NOTHING),
        (last.previous, date(2026, 8, 31), NOTHING),
    ]
    for year, day, owed in expected:
        assert told(due_in(world.school, year, day)) == owed
        assert told(due_for(world.boris, world.school, year, day)) == owed


def test_what_the_last_year_left_open_is_told_for_sixty_days(world):
    in_force(laid_out(world, plan("Заяц Б.Ф.")))
    Occasion.objects.exclude(measure__number="late").update(status="not_held", reason="x")
    for day, owed in {
        date(2027, 8, 31): [("late", 355)],
        date(2027, 9, 1): [("late", 356)],
        date(2027, 10, 30): [("late", 415)],
        date(2027, 10, 31): [],
    }.items():
        assert told(due_in(world.school, AcademicYear.of(day), day))[0] == owed
        assert told(due_for(world.boris, world.school, AcademicYear.of(day), day))[0] == owed
