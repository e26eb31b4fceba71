"""Every set of the library from the first page to the summary: frozen, drawn, answered by simulated people, closed, counted."""

import io
import random
from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from mentoring.surveys.enums import AnswerSide, Mode, Purpose, QuestionKind
from mentoring.surveys.fields import fields_of
from mentoring.surveys.library import LibrarySet, offered_to, sets
from mentoring.surveys.models import Reply, Ticket, Wave
from mentoring.surveys.selectors.figures import ItemResult
from mentoring.surveys.selectors.questionnaires import filled
from mentoring.surveys.selectors.results import results
from mentoring.surveys.selectors.sheets import people_for
from mentoring.surveys.services.questionnaires import freeze, take_from_library
from mentoring.surveys.services.replying import finish
from mentoring.surveys.services.summaries import blocks_of
from mentoring.surveys.services.waves import close_wave
from mentoring.surveys.services.workbook import workbook_of
from schools.enums import Role
from schools.models import Organisation, Person, User
from tests.mentoring.surveys.cast import mentees, mentors, open_wave, teachers, ticket_for
from tests.mentoring.surveys.shelf import each_set
from tests.mentoring.surveys.simulate import simulated_values
from tests.world import TODAY, World

# Enough not to be hidden in an anonymous wave.
PEOPLE = 6
Sheets = dict[str, list[dict]]


def home_of(chosen: LibrarySet, world: World) -> tuple[Organisation, User]:
    return (world.school, world.anna) if "school" in chosen.for_kinds else (world.kindergarten, world.klara)


def asked_people(home: Organisation, chosen: LibrarySet) -> dict[str, list[Person]]:
    """After a group meeting people of the banks, else any: whom a wave asks is tested elsewhere."""
    if chosen.purpose == Purpose.PREFERENCE:
        return {
            AnswerSide.MENTOR: [one.person for one in mentors(home, PEOPLE)],
            AnswerSide.MENTEE: [one.person for one in mentees(home, PEOPLE)],
        }
    return {side: teachers(home, PEOPLE) for side, _ in chosen.parts}


def answered(
    chosen: LibrarySet, home: Organisation, by: User, people: dict[str, list[Person]], before: Wave | None = None
) -> tuple[Wave, Sheets]:
    """The set as a closed wave, and what was answered by side."""
    own = [take_from_library(home, item, by) for item in chosen.items]
    assert [freeze(one, home).wording for one in own] == [filled(item.wording, home) for item in chosen.items]
    wave = open_wave(home, *own, title=chosen.title, purpose=chosen.purpose, mode=chosen.mode, before=before)
    at = datetime.combine(TODAY + timedelta(1), datetime.min.time(), home.tz)
    rng, given = random.Random(chosen.code), {}
    for part, one in zip(wave.parts.order_by("pk"), own, strict=True):
        part.edition = freeze(one, home)
        part.save()
        tickets = [ticket_for(part, person) for person in people[part.side]]
        given[part.side] = [answer(ticket, rng, at) for ticket in tickets]
    assert Reply.objects.filter(wave=wave).count() == PEOPLE * len(own)
    return close_wave(wave, by), given


def answer(ticket: Ticket, rng: random.Random, at: datetime) -> dict:
    said = ticket.part.edition.wording
    persons = [one for one in said.questions() if one.kind == QuestionKind.PERSONS]
    options = people_for(ticket, persons[0]) if persons else []
    values = simulated_values(said, rng, options)
    assert len(fields_of(said, said.questions(), values)) == len(list(said.questions()))
    finish(ticket, values, at)
    return values


def check_item(item: ItemResult, sheets: list[dict]) -> None:
    code = item.question.code
    values = [one[code] for one in sheets if code in one]
    assert item.n == len(values), code
    for line in item.lines:
        points = [value[line.code] if item.question.kind == QuestionKind.MATRIX else value for value in values]
        assert dict(line.counts) == {step: points.count(step) for step in range(1, 11)}
        if points:
            assert line.summary.mean == pytest.approx(sum(points) / len(points))
    if item.question.kind in (QuestionKind.SINGLE, QuestionKind.YES_NO, QuestionKind.FREQUENCY):
        assert {bar.code: bar.n for bar in item.bars if bar.n} == Counter(values)
    if item.question.kind == QuestionKind.MULTIPLE:
        assert {bar.code: bar.n for bar in item.bars if bar.n} == Counter(one for value in values for one in value)
    if item.question.kind in (QuestionKind.SHORT, QuestionKind.LONG):
        assert Counter(said.text for said in item.texts) == Counter(values)


@each_set
def test_a_set_is_asked_answered_and_counted(chosen: LibrarySet, world: World, enter) -> None:
    home, curator = home_of(chosen, world)
    people = asked_people(home, chosen)
    earlier = None
    if chosen.before:
        first = next(one for one in sets() if one.code == chosen.before)
        earlier, _ = answered(first, home, curator, people)
    wave, given = answered(chosen, home, curator, people, earlier)

    found = results(wave, {Role.CURATOR}, whole=True)
    assert found.sight.figures
    assert [part.side for part in found.parts] == [side for side, _ in chosen.parts]
    for part in found.parts:
        item = next(one for one in chosen.items if one.side == part.side)
        assert [one.question.code for one in part.items] == [one.code for one in item.wording.questions()]
        for one in part.items:
            if not (chosen.mode == Mode.ANONYMOUS and one.is_hidden):
                check_item(one, given[part.side])
        always = [one for one in part.items if one.question.required and one.question.when is None]
        assert not [one.question.code for one in always if one.is_hidden]
    assert bool(found.swot) == (chosen.purpose == Purpose.SWOT)
    if chosen.before:
        scales = {
            (item.side, one.code)
            for item in next(one for one in sets() if one.code == chosen.before).items
            for one in item.wording.questions()
            if one.kind in (QuestionKind.SCALE, QuestionKind.MATRIX)
        }
        assert {(one.side, one.item) for one in found.comparisons} == scales
        assert {one.change.n for one in found.comparisons} == {PEOPLE}

    sheets = load_workbook(io.BytesIO(workbook_of(found)), read_only=True)
    assert "Сводка" in sheets.sheetnames
    assert len(blocks_of(found)) >= 4
    # PDF and Word are set of these blocks: once for each purpose is enough.
    is_first = chosen is next(one for one in sets() if one.purpose == chosen.purpose)
    pages(enter(curator), home, wave, {"pdf": b"%PDF", "docx": b"PK"} if is_first else {})


def pages(browser: Client, home: Organisation, wave: Wave, papers: dict[str, bytes]) -> None:
    """`papers`: ending of the summary → how such a file begins."""
    page = browser.get(reverse("surveys:wave_results", args=[home.slug, wave.pk]))
    assert page.status_code == 200
    for part in wave.parts.all():
        for question in part.edition.wording.questions():
            assert question.text in page.text
    for ending, beginning in papers.items():
        paper = browser.get(reverse("surveys:wave_summary", args=[home.slug, wave.pk, ending]))
        assert (paper.status_code, paper.content[: len(beginning)]) == (200, beginning)


@pytest.mark.parametrize("kind", ["school", "kindergarten"])
def test_every_questionnaire_on_offer_can_be_looked_at(kind: str, world: World, enter) -> None:
    home, curator = (world.school, world.anna) if kind == "school" else (world.kindergarten, world.klara)
    browser = enter(curator)
    offered = offered_to(home)
    listed = browser.get(reverse("surveys:library_list", args=[home.slug])).text
    for item in offered:
        assert item.title in listed
        page = browser.get(reverse("surveys:library_detail", args=[home.slug, item.code]))
        assert page.status_code == 200
        assert [one.text for one in item.wording.questions() if one.text not in page.text] == []
