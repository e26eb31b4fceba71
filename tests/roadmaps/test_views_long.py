"""A plan of 150 measures: its page stays light, all of it is within reach, and it asks as much as a short one."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Roadmap
from roadmaps.reading.structure import RoadmapRead, StageRead
from tests.roadmaps.cast import columns, laid_out, measure
from tests.roadmaps.test_views import text, url

pytestmark = pytest.mark.usefixtures("today")

LIMIT = 100_000
HTMX = {"HX-Request": "true"}
MONTHS = ("сентябрь", "ноябрь – декабрь", "в течение учебного года", "по отдельному графику")


def wordy(measures: int = 150, stages: int = 12) -> RoadmapRead:
    """As a school writes: three hundred letters in a row."""
    read = RoadmapRead(title="Дорожная карта", columns=columns()[:6])
    for place in range(stages):
        keys = range(place * measures // stages, (place + 1) * measures // stages)
        rows = [
            measure(
                f"m{key + 1}",
                f"Провести совещание {key + 1} с наставниками и наставляемыми о ходе работы пар, о затруднениях "
                "молодых педагогов и о том, чем помогает школа; записать решения в протокол и разослать участникам",
                title=f"Организационное совещание {key + 1}",
                number=f"{place + 1}.{key + 1}",
                due_text=MONTHS[key % 4],
                responsible_text="Заместитель директора по учебно-воспитательной работе, куратор",
                expected_result="Протокол совещания, список участников, перечень решений и сроков",
            )
            for key in keys
        ]
        read.stages.append(StageRead(f"s{place}", str(place + 1), f"Этап {place + 1} работы по наставничеству", rows))
    return read


@pytest.fixture
def plan(world) -> Roadmap:
    return laid_out(world, wordy())


def page_of(client, roadmap: Roadmap, **asked):
    return client.get(url("roadmap_detail", pk=roadmap.pk), asked)


def rows_in(page) -> list[int]:
    """Numbers of the measures written out on the page."""
    return [int(pk) for pk in re.findall(r'<tr id="m-(\d+)"(?: class="rm-late")?>', page.content.decode())]


def links_in(page) -> list[tuple[str, str]]:
    """(address, words) of what opens a closed piece."""
    found = re.findall(r'<a href="(\?[^"]*at=\d+[^"]*#m-\d+)"[^>]*>(.*?)<span', page.content.decode(), re.DOTALL)
    return [
        (address.replace("&amp;", "&"), re.sub(r"<svg.*?</svg>", "", words, flags=re.DOTALL).strip())
        for address, words in found
    ]


def test_every_view_of_a_long_plan_is_light(world, enter, plan):
    anna = enter(world.anna)
    last = plan.measures.order_by("-position").first()
    for asked in ({}, {"at": last.pk}, {"status": "planned"}, {"view": "timeline"}, {"view": "timeline", "month": 9}):
        assert len(page_of(anna, plan, **asked).content) < LIMIT, asked
    undated = laid_out(world, wordy())
    undated.measures.update(due_text="по необходимости")
    for one in undated.measures.all():
        one.occasions.update(spans=[], starts=None, ends=None)
    page = page_of(anna, undated, view="timeline")
    assert len(page.content) < LIMIT
    assert "И ещё 66 мероприятий" in text(page)


def test_all_measures_are_reached_stage_by_stage_without_javascript(world, enter, plan):
    anna = enter(world.anna)
    page = page_of(anna, plan)
    everything = list(plan.measures.order_by("position").values_list("pk", flat=True))
    seen = rows_in(page)
    assert seen == everything[: len(seen)]
    links = links_in(page)
    assert {words for _, words in links} == {"Показать 12 мероприятий", "Показать 13 мероприятий"}
    for address, _ in links:
        page = anna.get(url("roadmap_detail", pk=plan.pk) + address)
        pk = int(address.rpartition("-")[2])
        assert pk in rows_in(page)
        assert page.context["at"] == pk
        seen += [one for one in rows_in(page) if one not in seen]
    assert sorted(seen) == sorted(everything)
    assert rows_in(page_of(anna, plan, whole="on")) == everything
    assert links_in(page_of(anna, plan, whole="on")) == []


def test_the_row_asked_for_is_there(world, enter, plan):
    last = plan.measures.order_by("-position").first()
    page = page_of(enter(world.anna), plan, at=last.pk)
    assert last.pk in rows_in(page)
    assert rows_in(page) == sorted(rows_in(page))


def test_a_filter_stays_in_what_opens(world, enter, plan):
    page = page_of(enter(world.anna), plan, status="planned", at=1)
    assert {"status=planned" in address for address, _ in links_in(page)} == {True}


def test_with_javascript_only_the_piece_comes(world, enter, plan):
    anna = enter(world.anna)
    address, words = links_in(page_of(anna, plan))[-1]
    asked = url("roadmap_detail", pk=plan.pk) + address.partition("#")[0] + "&piece=on"
    page = anna.get(asked, headers=HTMX)
    assert page.content.decode().strip().startswith("<tbody")
    assert page.content.decode().strip().endswith("</tbody>")
    assert words == f"Показать {len(rows_in(page))} мероприятий"
    # The keyboard goes on from its first row.
    assert page.content.decode().count("autofocus") == 1
    # A row that has gone since gives the whole plan, and so does the address opened by hand.
    gone = re.sub(r"at=\d+", "at=999999", asked)
    assert "<title>" in anna.get(gone, headers=HTMX).content.decode()
    assert "<title>" in anna.get(asked).content.decode()


def test_a_stage_too_long_for_one_piece_opens_in_parts(world, enter):
    plan = laid_out(world, wordy(stages=1))
    anna = enter(world.anna)
    page = page_of(anna, plan)
    assert len(page.content) < LIMIT
    words = [words for _, words in links_in(page)]
    assert words
    assert all(one.startswith("Показать ещё ") for one in words)
    assert page.content.decode().count("<h2>1. Этап 1") == 1
    # Adding stands at the end of the stage, and only where its end is seen.
    assert text(page).count("Добавить мероприятие") == 0
    assert text(page_of(anna, plan, whole="on")).count("Добавить мероприятие") == 1


def test_the_timeline_closes_what_does_not_fit(world, enter, plan):
    anna = enter(world.anna)
    page = page_of(anna, plan, view="timeline")
    stages = page.context["timeline"].stages
    assert sum(one.count for one in stages) == plan.measures.exclude(due_text=MONTHS[3]).count()
    closed = [one.stage.pk for one in stages if one.lines is None]
    assert closed
    opened = page_of(anna, plan, view="timeline", stage=closed[0]).context["timeline"].stages
    assert [(one.stage.pk, len(one.lines)) for one in opened] == [(closed[0], opened[0].count)]
    whole = page_of(anna, plan, view="timeline", whole="on").context["timeline"]
    assert not whole.is_cut
    assert [one.lines is None for one in whole.stages] == [False] * 12


def test_a_long_plan_asks_as_much_as_a_short_one(world, enter, plan):
    anna, short = enter(world.anna), laid_out(world, wordy(15, 2))
    counts = []
    for roadmap in (short, plan, short):
        with CaptureQueriesContext(connection) as queries:
            page_of(anna, roadmap)
        counts.append(len(queries))
    assert counts[1] == counts[2]
