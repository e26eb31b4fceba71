"""A questionnaire as those who answer see it: on a screen and on paper."""

from dataclasses import dataclass

from .. import conditions
from ..enums import QuestionKind
from ..fields import Field, field_of
from ..wording import HIGHEST, LOWEST, Option, Question, Section, Wording

# Who stands in a list of people is known when somebody answers.
SAMPLES = (Option("1", "Первый из списка"), Option("2", "Второй из списка"))
# Lines for the pen where people are named or put in order without bound.
PEN_LINES = 3


@dataclass(frozen=True)
class Shown:
    """A question with its number, its condition in words and what draws it."""

    number: int
    question: Question
    field: Field
    when: str

    @property
    def pen_lines(self) -> range:
        return range(self.question.limit or PEN_LINES)


@dataclass(frozen=True)
class SectionShown:
    # From 0.
    number: int
    section: Section
    questions: tuple[Shown, ...]


@dataclass(frozen=True)
class Preview:
    wording: Wording
    sections: tuple[SectionShown, ...]

    @property
    def total(self) -> int:
        return sum(len(section.questions) for section in self.sections)


def preview_of(wording: Wording) -> Preview:
    """Everything on one page, conditions told in words."""
    number, sections = 0, []
    for index, section in enumerate(wording.sections):
        shown = []
        for question in section.questions:
            number += 1
            if question.kind not in QuestionKind.values:
                # Read loosely: the page tells of it among the faults.
                continue
            people = SAMPLES if question.kind == QuestionKind.PERSONS else ()
            shown.append(
                Shown(
                    number,
                    question,
                    field_of(question, people=people, number=number),
                    conditions.words(wording, question.when) if question.when else "",
                )
            )
        sections.append(SectionShown(index, section, tuple(shown)))
    return Preview(wording, tuple(sections))


@dataclass(frozen=True)
class Blank:
    preview: Preview
    points: tuple[int, ...] = tuple(range(LOWEST, HIGHEST + 1))


def blank_of(wording: Wording) -> Blank:
    return Blank(preview_of(wording))
