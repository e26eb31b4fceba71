"""Other years of a plan: dates anew, nothing lost that somebody did, nothing left where nobody can reach it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Evidence, Occasion, Roadmap
from roadmaps.selectors.due import due_in
from roadmaps.services.editing import RoadmapRefused, add_measure, edit_head, set_dates, undo_edit
from schools.years import AcademicYear
from tests.roadmaps.cast import big, in_force, laid_out, occasion_of, stage_of
from tests.roadmaps.services.editing.looking import everything
from tests.world import YEAR

pytestmark = pytest.mark.usefixtures("today")


def test_a_year_in_which_something_was_done_is_not_dropped(world):
    roadmap = laid_out(world, years=3)
    marked = [occasion_of(roadmap, "1.1", 2027), occasion_of(roadmap, "2.2", 2027), occasion_of(roadmap, "2.1", 2028)]
    Occasion.objects.filter(pk=marked[0].pk).update(status="under_way")
    Occasion.objects.filter(pk=marked[1].pk).update(comment="договорились")
    Evidence.objects.create(occasion=marked[2], kind="text", text="протокол")
    before = everything()
    with pytest.raises(RoadmapRefused) as refused:
        edit_head(roadmap, 1, {"years": 1}, world.anna)
    assert refused.value.messages == [
        "За 2027/28 учебный год уже есть отметки, примечания или подтверждения по 2 мероприятиям. Уберите их или "
        "оставьте этот год в дорожной карте.",
        "За 2028/29 учебный год уже есть отметки, примечания или подтверждения по 1 мероприятию. Уберите их или "
        "оставьте этот год в дорожной карте.",
    ]
    assert everything() == before
    # Years before the first are dropped as well as those after the last.
    with pytest.raises(RoadmapRefused, match="За 2027/28"):
        edit_head(roadmap, 1, {"begins": 2028}, world.anna)


def test_dates_set_by_hand_go_with_their_year_and_come_back_by_undo(world):
    roadmap = laid_out(world, years=2)
    late = occasion_of(roadmap, "2.1", 2027)
    set_dates(late, 1, [(date(2027, 9, 5), date(2027, 9, 7))], world.anna)
    kept = occasion_of(roadmap, "2.1", 2026)
    set_dates(kept, 1, [(date(2026, 9, 5), date(2026, 9, 7))], world.anna)
    in_force(roadmap)
    edit_head(roadmap, Roadmap.objects.get(pk=roadmap.pk).version, {"years": 1}, world.anna)
    held = Occasion.objects.filter(measure__roadmap=roadmap)
    assert set(held.values_list("year", flat=True)) == {2026}
    assert held.get(by_hand=True) == kept
    assert due_in(world.school, AcademicYear(2027), date(2028, 1, 10)).overdue == []
    undo_edit(Roadmap.objects.get(pk=roadmap.pk), world.anna)
    back = occasion_of(roadmap, "2.1", 2027)
    assert (back.spans, back.by_hand) == ([["2027-09-05", "2027-09-07"]], True)


def test_what_was_added_since_follows_the_years_that_an_undo_brings_back(world):
    roadmap = laid_out(world)
    edit_head(roadmap, 1, {"begins": YEAR + 1, "years": 2}, world.anna)
    added = add_measure(stage_of(roadmap, "1"), None, {"title": "Совет", "due_text": "ежегодно май"}, None)
    handed = add_measure(stage_of(roadmap, "1"), None, {"title": "Слёт", "due_text": "по запросу"}, None)
    late = handed.occasions.get(year=YEAR + 2)
    set_dates(late, late.version, [(date(YEAR + 2, 9, 5), date(YEAR + 2, 9, 7))], None)
    undo_edit(Roadmap.objects.get(pk=roadmap.pk), world.anna)
    assert list(added.occasions.values_list("year", "ends")) == [(YEAR, date(YEAR + 1, 5, 31))]
    assert list(handed.occasions.values_list("year", "ends", "by_hand")) == [(YEAR, None, False)]
    assert set(Occasion.objects.filter(measure__roadmap=roadmap).values_list("year", flat=True)) == {YEAR}


def test_an_undo_drops_no_year_in_which_something_was_done_to_what_was_added_since(world):
    roadmap = laid_out(world)
    edit_head(roadmap, 1, {"years": 2}, world.anna)
    added = add_measure(stage_of(roadmap, "1"), None, {"title": "Совет", "due_text": "ежегодно май"}, None)
    added.occasions.filter(year=YEAR + 1).update(comment="договорились")
    with pytest.raises(RoadmapRefused, match="За 2027/28 учебный год уже есть отметки"):
        undo_edit(Roadmap.objects.get(pk=roadmap.pk), world.anna)
    assert Roadmap.objects.get(pk=roadmap.pk).years == 2


def test_other_years_cost_a_big_plan_as_many_queries_as_a_small_one(world):
    spent = []
    for plan in (laid_out(world, big(15)), laid_out(world, big(30))):
        for values in ({"begins": YEAR + 1, "years": 3}, {"begins": YEAR, "years": 1}):
            with CaptureQueriesContext(connection) as queries:
                edit_head(plan, Roadmap.objects.get(pk=plan.pk).version, values, world.anna)
            spent.append(len(queries))
        rows = Occasion.objects.filter(measure__roadmap=plan)
        assert set(rows.values_list("year", "measure__stage__number").distinct()) == {
            (YEAR, str(number)) for number in range(1, 11)
        }
    assert spent[:2] == spent[2:]
