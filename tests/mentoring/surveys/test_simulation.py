"""Every questionnaire of the library answered by simulated people: what they send is understood as what they meant."""

import random
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string

from mentoring.surveys.answers import asked, clean, merge, missing, settled
from mentoring.surveys.enums import QuestionKind
from mentoring.surveys.fields import field_of
from mentoring.surveys.library import LibraryItem, library_item
from mentoring.surveys.rows import rows_of, values_of
from mentoring.surveys.selectors.questionnaires import filled
from mentoring.surveys.wording import Option, Question, Wording
from tests.mentoring.surveys.cast import wording
from tests.mentoring.surveys.shelf import ITEMS, faults
from tests.mentoring.surveys.simulate import sent, simulated_values
from tests.world import World

PEOPLE = [Option(str(number), f"Человек {number}") for number in (11, 12, 13, 14, 25)]
SHEETS = 25


def sheets(said: Wording, seed: str) -> list[dict]:
    rng = random.Random(seed)
    return [simulated_values(said, rng, PEOPLE) for _ in range(SHEETS)]


@cache
def of_item(code: str) -> list[dict]:
    return sheets(library_item(code).wording, code)


def test_simulated_people_leave_nothing_out() -> None:
    def rule(item: LibraryItem) -> Iterator[object]:
        for values in of_item(item.code):
            yield from missing(item.wording, values)
            if settled(item.wording, values) != values:
                yield values

    assert faults(rule, ITEMS) == {}


def test_what_is_sent_is_understood() -> None:
    """As one page, and page by page."""

    def rule(item: LibraryItem) -> Iterator[object]:
        questions = list(item.wording.questions())
        for values in of_item(item.code):
            whole = clean(questions, sent(questions, values), PEOPLE)
            if (whole.values, whole.problems) != (values, {}):
                yield whole, values
            paged: dict = {}
            for section in item.wording.sections:
                shown = [one for one in asked(item.wording, paged | values) if one in section.questions]
                page = clean(shown, sent(shown, values), PEOPLE)
                yield from page.problems.items()
                paged = merge(item.wording, paged, shown, page.values)
            if paged != values:
                yield paged, values

    assert faults(rule, ITEMS) == {}


def test_rows_of_the_database_give_the_answers_back() -> None:
    def rule(item: LibraryItem) -> Iterator[object]:
        for values in of_item(item.code):
            if (back := values_of(item.wording, rows_of(item.wording, values))) != values:
                yield back, values

    assert faults(rule, ITEMS) == {}


def test_every_question_and_every_branch_is_walked() -> None:
    """Each question of the library is answered by somebody, and each conditional one also not asked of somebody."""
    never, always = [], []
    for item in ITEMS:
        walked = of_item(item.code)
        for question in item.wording.questions():
            answered = [question.code in values for values in walked]
            # The kinds of mentoring come from the dictionary when the wave begins.
            if not any(answered) and (question.all_options or question.kind not in (QuestionKind.MULTIPLE,)):
                never.append((item.code, question.code))
            if question.when is not None and all(answered):
                always.append((item.code, question.code))
    assert (never, always) == ([], [])


def test_with_the_dictionaries_filled_in_they_are_answered_too(world: World) -> None:
    """As a wave asks them: topics, kinds and forms of the organisation."""

    def rule(item: LibraryItem) -> Iterator[object]:
        home = world.kindergarten if item.variants == ("kindergarten",) else world.school
        said = filled(item.wording, home)
        questions = list(said.questions())
        yield from (one.code for one in questions if one.source and one.kind != "persons" and not one.options)
        for values in sheets(said, item.code):
            if (understood := clean(questions, sent(questions, values), PEOPLE).values) != values:
                yield understood, values

    asking = [one for one in ITEMS if any(question.source for question in one.wording.questions())]
    assert asking
    assert faults(rule, asking) == {}


@pytest.mark.parametrize("kind", QuestionKind.values)
def test_simulated_people_answer_every_kind(kind: str) -> None:
    options = (Option("a", "а"), Option("b", "б"), Option("c", "в"))
    rows = options if kind == QuestionKind.MATRIX else ()
    question = Question(
        "one", kind, "Что?", options=options, rows=rows, limit=2, source="mentors" if kind == "persons" else ""
    )
    said = wording(question)
    found = sheets(said, kind)
    assert [missing(said, values) for values in found] == [{}] * SHEETS
    for values in found:
        assert clean([question], sent([question], values), PEOPLE).values == values
    assert len({str(values) for values in found}) > 1


class Form(HTMLParser):
    """What a browser would send of the inputs of a page as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self.select = self.area = ""
        self.options: list[tuple[str, bool]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and (given["type"] in ("hidden", "text") or "checked" in given):
            self.send(given["name"], given["value"])
        elif tag == "select":
            self.select, self.options = given["name"], []
        elif tag == "option":
            self.options.append((given["value"], "selected" in given))
        elif tag == "textarea":
            self.area, self.text = given["name"], []

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            chosen = [value for value, selected in self.options if selected] or [self.options[0][0]]
            assert len(chosen) == 1
            self.send(self.select, chosen[0])
        elif tag == "textarea":
            self.send(self.area, "".join(self.text).removeprefix("\n"))

    def send(self, name: str, value: str) -> None:
        self.data.setdefault(name, []).append(value)


def test_the_page_drawn_with_answers_sends_the_same_answers() -> None:
    """What stands in the inputs of every question is what was answered: drawn, read and understood again."""

    def rule(item: LibraryItem) -> Iterator[object]:
        questions = list(item.wording.questions())
        for values in of_item(item.code)[:3]:
            page = Form()
            for question in questions:
                field = field_of(question, values.get(question.code), people=PEOPLE)
                page.feed(render_to_string("surveys/question.html", {"field": field}))
            again = clean(questions, page.data, PEOPLE)
            if (page.data["asked"], again.values, again.problems) != ([one.code for one in questions], values, {}):
                yield page.data["asked"], again, values

    assert faults(rule, ITEMS) == {}
