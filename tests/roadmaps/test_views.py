"""Pages of a roadmap: the list, the four ways to begin, the plan of a year with its filters, progress and months."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from roadmaps.enums import MeasureStatus, RoadmapStatus
from roadmaps.models import Measure, Occasion, Roadmap, RoadmapImport
from roadmaps.services.doing import move_occasion
from roadmaps.services.submitting import submit_roadmap
from roadmaps.views.pictures import month_words
from schools.enums import OrganisationKind
from tests.roadmaps.cast import big, in_force, laid_out, measure_of, occasion_of
from tests.world import TODAY

pytestmark = pytest.mark.usefixtures("today")


def url(name: str, place: str = "lesnaya", **kwargs) -> str:
    return reverse(f"roadmaps:{name}", kwargs={"organisation": place, **kwargs})


def text(response) -> str:
    return " ".join(response.content.decode().split()).replace("\xa0", " ")


def done(roadmap: Roadmap, number: str, by, day: date = TODAY) -> Occasion:
    row = occasion_of(roadmap, number)
    return move_occasion(row, MeasureStatus.DONE, version=row.version, by=by, done_on=day)


# ---- The list ----


def test_an_empty_list_says_what_to_do_first(world, enter):
    page = text(enter(world.anna).get(url("roadmap_list")))
    assert "Дорожных карт пока нет" in page
    assert f'href="{url("import_start")}"' in page
    assert f'href="{url("roadmap_create")}?way=pattern"' in page
    page = text(enter(world.gleb).get(url("roadmap_list")))
    assert "составляет куратор" in page
    assert url("import_start") not in page


def test_the_list_shows_progress_of_the_chosen_year(world, enter):
    one, three = laid_out(world), laid_out(world, years=3)
    done(one, "1.1", world.anna)
    done(one, "2.2", world.anna)
    anna = enter(world.anna)
    rows = {row.pk: row for row in anna.get(url("roadmap_list")).context["page_obj"]}
    assert {pk: (row.shown_year, row.done, row.total) for pk, row in rows.items()} == {
        one.pk: (2026, 2, 5),
        three.pk: (2026, 0, 5),
    }
    rows = {row.pk: row for row in anna.get(url("roadmap_list"), {"year": "2030"}).context["page_obj"]}
    # A plan that does not reach the year shows its nearest one.
    assert {pk: row.shown_year for pk, row in rows.items()} == {one.pk: 2026, three.pk: 2028}


def test_what_was_read_and_not_loaded_is_offered_again(world, enter):
    waiting = RoadmapImport.objects.create(organisation=world.school, filename="план.docx", begins=2026)
    laid_out(world)
    assert list(enter(world.anna).get(url("roadmap_list")).context["waiting"]) == [waiting]
    assert enter(world.gleb).get(url("roadmap_list")).context["waiting"] == []


# ---- Beginning ----


def test_a_template_becomes_a_draft_of_this_organisation_and_year(world, enter):
    anna = enter(world.anna)
    page = anna.get(url("roadmap_create"), {"way": "pattern"})
    offered = page.context["form"].patterns
    assert {OrganisationKind.SCHOOL in one.for_kinds for one in offered} == {True}
    code = offered[0].code
    nonce = str(uuid4())
    for _ in range(2):  # an impatient hand
        answer = anna.post(f"{url('roadmap_create')}?way=pattern", {"pattern": code, "begins": "2026", "nonce": nonce})
    roadmap = Roadmap.objects.get()
    assert answer["Location"] == url("roadmap_detail", pk=roadmap.pk)
    assert (roadmap.status, roadmap.pattern, roadmap.begins) == (RoadmapStatus.DRAFT, code, 2026)
    assert anna.get(answer["Location"]).context["total"] == roadmap.measures.count() > 10


def test_last_years_plan_goes_on(world, enter):
    last = laid_out(world, begins=2025)
    anna = enter(world.anna)
    answer = anna.post(
        f"{url('roadmap_create')}?way=last", {"previous": last.pk, "begins": "2026", "nonce": str(uuid4())}
    )
    fresh = Roadmap.objects.get(previous=last)
    assert answer["Location"] == url("roadmap_detail", pk=fresh.pk)
    # The year that is covered already is refused in words, and what was chosen stays.
    page = anna.post(
        f"{url('roadmap_create')}?way=last", {"previous": last.pk, "begins": "2025", "nonce": str(uuid4())}
    )
    assert "уже составлена" in text(page)
    assert page.context["form"]["previous"].value() == str(last.pk)


def test_a_foreign_plan_does_not_go_on_here(world, enter):
    foreign = laid_out(world)
    Roadmap.objects.update(organisation=world.foreign)
    laid_out(world)
    anna = enter(world.anna)
    page = anna.post(f"{url('roadmap_create')}?way=last", {"previous": foreign.pk, "begins": "2027"})
    assert "Такой дорожной карты нет" in text(page)
    assert Roadmap.objects.count() == 2


# ---- The plan of a year ----


def test_the_plan_stands_in_its_own_columns(world, enter):
    roadmap = laid_out(world)
    page = enter(world.anna).get(url("roadmap_detail", pk=roadmap.pk))
    assert [column.heading for column in page.context["columns"]] == [
        "№",
        "Мероприятия",
        "Содержание",
        "Сроки",
        "Ответственные",
        "Ожидаемый результат",
        "Отметка о выполнении",
    ]
    first = page.context["pieces"][0].lines[0].cells
    assert re.findall(r">([^<>]+)</(?:div|a|td)>", first) == [
        "1.1",
        "Приказы",
        "Издать приказ о наставничестве",
        "сентябрь",
        "Ветров Г.И.",
        "Приказ",
        "до 1 октября",
    ]
    assert "Проверьте, кто отвечает." in text(page)
    # The doubt of a stage stands at its first measure.
    assert page.context["doubts"] == 2


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"status": "done"}, ["1.1"]),
        ({"month": "10"}, ["1.2.1", "1.2.2"]),
        ({"month": "5"}, ["2.2"]),
        ({"overdue": "on"}, ["1.2.1", "1.2.2"]),
        ({"doubtful": "on"}, ["1.1", "2.1"]),
        ({"q": "АНКЕТЫ"}, ["1.2.2"]),
        ({"who": "role:curator"}, ["1.2.1", "1.2.2", "2.1"]),
        ({"who": "role:curator", "month": "10", "q": "согласия"}, ["1.2.1"]),
        ({"mine": "on"}, ["1.1"]),
        ({"status": "zzz", "month": "99", "who": "person:x"}, ["1.1", "1.2.1", "1.2.2", "2.1", "2.2"]),
    ],
)
def test_filters_stand_in_the_address(world, enter, monkeypatch, asked, numbers):
    roadmap = in_force(laid_out(world))
    done(roadmap, "1.1", world.anna)
    monkeypatch.setattr("schools.models.Organisation.today", lambda self: date(2026, 11, 20))
    page = enter(world.gleb).get(url("roadmap_detail", pk=roadmap.pk), asked)
    assert [row.measure.number for row in page.context["plan"].rows] == numbers


def test_a_filter_by_stage_and_by_person(world, enter):
    roadmap = laid_out(world)
    anna = enter(world.anna)
    second = roadmap.stages.get(number="2")
    page = anna.get(url("roadmap_detail", pk=roadmap.pk), {"stage": second.pk})
    assert [row.measure.number for row in page.context["plan"].rows] == ["2.1", "2.2"]
    page = anna.get(url("roadmap_detail", pk=roadmap.pk), {"who": f"person:{world.boris_card.pk}"})
    assert [row.measure.number for row in page.context["plan"].rows] == ["2.1"]
    assert "Найдено: 1 из 5" in text(page)


def test_progress_is_told_in_words_beside_the_picture(world, enter, monkeypatch):
    roadmap = in_force(laid_out(world))
    done(roadmap, "1.1", world.anna)
    row = occasion_of(roadmap, "1.2.1")
    move_occasion(row, MeasureStatus.NOT_HELD, version=row.version, by=world.anna, reason="Некому")
    monkeypatch.setattr("schools.models.Organisation.today", lambda self: date(2026, 11, 20))
    page = enter(world.gleb).get(url("roadmap_detail", pk=roadmap.pk), {"view": "timeline"})
    assert page.context["whole"].words == "выполнено 1 из 5, не проводилось 1, просрочено 1"
    assert [(part.kind, part.width) for part in page.context["whole"].parts] == [
        ("done", 40.0),
        ("not_held", 40.0),
        ("planned", 120.0),
    ]
    assert [(name, bar.words) for name, bar in page.context["stage_bars"]] == [
        ("1. Подготовка", "выполнено 1 из 3, не проводилось 1, просрочено 1"),
        ("2. Работа пар", "выполнено 0 из 2"),
    ]


def test_the_year_by_months(world, enter):
    roadmap = laid_out(world)
    done(roadmap, "1.1", world.anna)
    timeline = enter(world.gleb).get(url("roadmap_detail", pk=roadmap.pk), {"view": "timeline"}).context["timeline"]
    lines = {line.row.measure.number: line for stage in timeline.stages for line in stage.lines}
    assert {number: (line.kind, line.words) for number, line in lines.items()} == {
        "1.1": ("done", "сентябрь"),
        "1.2.1": ("planned", "октябрь"),
        "1.2.2": ("planned", "октябрь"),
        "2.2": ("planned", "май"),
    }
    assert lines["1.1"].cells[0] == "●"
    assert [n for _, _, n, _ in timeline.months][:3] == [1, 2, 0]
    assert [whole for _, whole, _, now in timeline.months if now] == ["сентябрь"]
    # «По отдельному графику» allows no dates.
    assert [row.measure.number for row, _ in timeline.undated] == ["2.1"]


def test_months_in_words():
    labels = ["сентябрь", "октябрь", "ноябрь", "декабрь"]
    assert month_words([True, True, False, True], labels) == "сентябрь – октябрь, декабрь"
    assert month_words([False, False, False, True], labels) == "декабрь"
    assert month_words([False] * 4, labels) == ""


def test_a_plan_of_several_years_shows_each(world, enter):
    roadmap = laid_out(world, years=3)
    anna = enter(world.anna)
    for year, shown in (("2026", 2026), ("2028", 2028), ("2035", 2028), ("2016", 2026)):
        page = anna.get(url("roadmap_detail", pk=roadmap.pk), {"year": year})
        assert page.context["year_shown"].begins == shown, year
        assert {row.occasion.year for row in page.context["plan"].rows if row.occasion} <= {shown}
        assert [one.begins for one in page.context["years"]] == [2026, 2027, 2028]


@pytest.mark.parametrize("view", ["", "timeline"])
def test_as_many_queries_for_sixty_measures_as_for_six(world, enter, view):
    anna = enter(world.anna)
    asked = []
    for count in (6, 60):
        page = url("roadmap_detail", pk=laid_out(world, big(count, stages=3)).pk)
        anna.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert anna.get(page, {"view": view}).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 25


# ---- The next step ----


def test_the_next_step_follows_the_status_and_the_role(world, enter):
    roadmap = laid_out(world)

    def step(user):
        return enter(user).get(url("roadmap_detail", pk=roadmap.pk)).context["step"]

    assert step(world.anna).button == "Показать"  # what is doubted comes first
    Measure.objects.update(doubts=[])
    assert (step(world.anna).button, step(world.anna).posts) == ("Передать руководителю", True)
    submit_roadmap(roadmap, world.anna)
    assert step(world.anna).address == ""
    assert step(world.gleb).button == "Утвердить"
    page = enter(world.anna).get(url("roadmap_detail", pk=roadmap.pk))
    assert page.context["writable"] is False
    assert "Отозвать" in text(page)


# ---- Who may ----


def test_only_readers_of_the_organisation_see_the_plan(world, enter):
    roadmap = laid_out(world)
    page = url("roadmap_detail", pk=roadmap.pk)
    codes = {name: enter(getattr(world, name)).get(page).status_code for name in ("anna", "gleb", "boris", "vera")}
    assert codes == {"anna": 200, "gleb": 200, "boris": 403, "vera": 404}
    assert enter(world.vera).get(url("roadmap_detail", "polevaya", pk=roadmap.pk)).status_code == 404


def test_the_head_reads_and_does_not_write(world, enter):
    roadmap = laid_out(world)
    row = measure_of(roadmap, "1.1")
    gleb = enter(world.gleb)
    page = text(gleb.get(url("roadmap_detail", pk=roadmap.pk)))
    assert url("measure_edit", pk=row.pk) not in page
    assert url("measure_detail", pk=row.pk) in page
    for name in ("measure_edit", "measure_add", "measure_responsible"):
        assert gleb.get(url(name, pk=row.pk)).status_code == 403
    for name in ("measure_move", "measure_split", "measure_join", "measure_remove", "measure_settle"):
        assert gleb.post(url(name, pk=row.pk)).status_code == 403


def test_a_coordinator_keeps_the_plan_of_the_office_and_sees_no_schools(world, enter):
    oleg = enter(world.oleg)
    assert "Дорожных карт пока нет" in text(oleg.get(url("roadmap_list", "ozerny")))
    form = oleg.get(url("roadmap_create", "ozerny"), {"way": "pattern"}).context["form"]
    sent = {"pattern": form.patterns[0].code, "begins": "2026", "nonce": str(uuid4())}
    answer = oleg.post(f"{url('roadmap_create', 'ozerny')}?way=pattern", sent)
    own = Roadmap.objects.get()
    assert own.organisation == world.office
    page = oleg.get(answer["Location"])
    assert page.context["writable"] is True
    row = own.measures.first()
    oleg.post(url("measure_settle", "ozerny", pk=row.pk), {"version": row.version})
    occasion = row.occasions.first()
    answer = oleg.post(url("measure_status", "ozerny", pk=occasion.pk), {"to": "under_way", "version": 1})
    assert answer["Location"] == url("measure_detail", "ozerny", pk=row.pk)
    schools = laid_out(world)
    assert oleg.get(url("roadmap_detail", "ozerny", pk=schools.pk)).status_code == 404
    assert oleg.get(url("roadmap_detail", pk=schools.pk)).status_code == 404
    assert [one.pk for one in oleg.get(url("roadmap_list", "ozerny")).context["page_obj"]] == [own.pk]


def test_a_draft_goes_with_what_was_done_by_it_and_an_approved_plan_stays(world, enter):
    roadmap = laid_out(world)
    anna = enter(world.anna)
    assert "5 мероприятий" in text(anna.get(url("roadmap_delete", pk=roadmap.pk)))
    submit_roadmap(roadmap, world.anna)
    anna.post(url("roadmap_delete", pk=roadmap.pk))
    assert Roadmap.objects.count() == 1
    Roadmap.objects.update(status=RoadmapStatus.DRAFT)
    anna.post(url("roadmap_delete", pk=roadmap.pk))
    assert Roadmap.objects.count() == 0


def test_an_approved_plan_is_not_offered_to_be_deleted(world, enter):
    roadmap, anna = laid_out(world), enter(world.anna)
    offer = url("roadmap_delete", pk=roadmap.pk)
    assert offer in anna.get(url("roadmap_detail", pk=roadmap.pk)).content.decode()
    assert "со всеми отметками" in text(anna.get(offer))
    in_force(roadmap)
    assert offer not in anna.get(url("roadmap_detail", pk=roadmap.pk)).content.decode()
    page = anna.get(offer)
    assert "есть утверждённая редакция" in text(page)
    assert "со всеми отметками" not in text(page)
    assert "btn-danger" not in page.content.decode()


def test_filters_are_folded_where_they_would_push_the_plan_away_and_open_when_used(world, enter):
    roadmap, anna = laid_out(world), enter(world.anna)
    page = anna.get(url("roadmap_detail", pk=roadmap.pk)).content.decode()
    assert '<details class="rm-filters"><summary>' in page
    page = anna.get(url("roadmap_detail", pk=roadmap.pk), {"q": "анкеты"}).content.decode()
    assert '<details class="rm-filters" open><summary>' in page
