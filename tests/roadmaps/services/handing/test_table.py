"""The office's table: schools × measures, states and days, no words of the schools."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.enums import MeasureStatus, RoadmapStatus
from roadmaps.models import Measure, Occasion, Roadmap
from roadmaps.selectors.handed import handed_table
from tests.roadmaps.cast import in_force
from tests.roadmaps.services.handing.cast import THIS_YEAR, hand, municipal
from tests.world import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_the_table_tells_states_and_days(world):
    roadmap = municipal(world)
    hand(world, roadmap, world.school, world.village, count=2)
    for plan in Roadmap.objects.exclude(pk=roadmap.pk):
        in_force(plan)
    first, second = Measure.objects.filter(roadmap__organisation=world.school).order_by("position")
    Occasion.objects.filter(measure=first).update(status=MeasureStatus.DONE, done_on=TODAY)
    table = handed_table(roadmap, THIS_YEAR, date(2026, 11, 2))
    names = [row.organisation.slug for row in table.rows]
    assert sorted(names) == sorted(["lesnaya", "polevaya", "skazka", "dalnyaya"])
    told = {row.organisation.slug: [cell and cell.label for cell in row.cells] for row in table.rows}
    assert told == {
        "lesnaya": ["выполнено", "просрочено"],
        "dalnyaya": ["просрочено", "просрочено"],
        "polevaya": [None, None],
        "skazka": [None, None],
    }
    assert [(column.done, column.handed, column.overdue) for column in table.columns] == [
        (1, 2, 1),
        (0, 2, 2),
    ]
    # On the last day it is not late yet.
    assert not any(
        cell.is_overdue
        for row in handed_table(roadmap, THIS_YEAR, date(2026, 9, 30)).rows
        for cell in row.cells
        if cell
    )


def test_a_plan_that_nobody_has_approved_owes_the_office_nothing(client, world):
    roadmap = municipal(world)
    hand(world, roadmap, world.school, world.village)
    in_force(Roadmap.objects.get(organisation=world.village))
    # Approved once and changed since: what stands in it is owed.
    Roadmap.objects.filter(organisation=world.village).update(status=RoadmapStatus.CHANGED)
    table = handed_table(roadmap, THIS_YEAR, date(2027, 8, 1))
    told = {row.organisation: (row.handed, row.overdue, row.has_draft) for row in table.rows if row.handed}
    assert told == {world.school: (3, 0, True), world.village: (3, 2, False)}
    assert [(column.overdue, column.late) for column in table.columns] == [
        (1, [world.village.short_name]),
        (1, [world.village.short_name]),
        (0, []),
    ]
    Roadmap.objects.filter(organisation=world.school).update(status=RoadmapStatus.SUBMITTED)
    assert sum(row.overdue for row in handed_table(roadmap, THIS_YEAR, date(2027, 8, 1)).rows) == 2


def test_what_is_past_due_in_a_plan_not_approved_says_so_instead_of_nobody(client, world, monkeypatch):
    roadmap = municipal(world)
    hand(world, roadmap, world.school, world.village)
    in_force(Roadmap.objects.get(organisation=world.village))
    table = handed_table(roadmap, THIS_YEAR, date(2027, 8, 1))
    [cells] = [row.cells for row in table.rows if row.organisation == world.school]
    assert [cell.label for cell in cells] == [
        "запланировано, срок прошёл, карта не утверждена",
        "запланировано, срок прошёл, карта не утверждена",
        "запланировано",
    ]
    assert [column.unapproved for column in table.columns] == [[world.school.short_name]] * 2 + [[]]
    Occasion.objects.filter(measure__roadmap__organisation=world.village).update(
        status=MeasureStatus.DONE, done_on=TODAY
    )
    monkeypatch.setattr("schools.models.Organisation.today", lambda self: date(2027, 8, 1))
    client.force_login(world.oleg)
    page = client.get(f"/o/{world.office.slug}/roadmaps/{roadmap.pk}/handed/").content.decode()
    told = f'<details><summary class="quiet">ещё не утвердили карту: 1</summary>{world.school.short_name}</details>'
    assert (page.count(told), page.count(">никто<")) == (2, 1)
    assert '<div class="quiet small-type">карта не утверждена</div>' in page


def test_the_table_asks_as_much_of_many_schools_as_of_one(world):
    roadmap = municipal(world)
    hand(world, roadmap, world.school)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            handed_table(roadmap, THIS_YEAR, TODAY)
        return len(asked)

    one = queries()
    hand(world, roadmap, world.village, world.foreign, world.kindergarten)
    assert queries() == one <= 8
