"""A question as it stands on a page: what `templates/surveys/question.html` draws, the same for the respondent, the preview,
the printed blank and the entry from paper.

Names of inputs are those that `answers.clean` reads. Beside them each question sends `asked` (its code: the page had it) and
`was.<code>` (`digest` of the answer that the page showed): what differs from that has been changed on this page, the rest is
left as it is stored, so that two devices do not overwrite each other.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .answers import AVOID, Sent, Values
from .enums import QuestionKind
from .telling import condition_in_words, data_of, digest, how_to, told
from .wording import HIGHEST, LOWEST, Condition, Option, Question, Wording

__all__ = ["Choice", "Field", "Line", "data_of", "digest", "field_of", "fields_of", "told"]

# Places that a list of selects offers; people among more are given at most so many, options of a ranking are typed.
MOST_PLACES = 12


@dataclass(frozen=True)
class Choice:
    """A radio button, a box or a line of a select."""

    id: str
    value: str
    text: str
    checked: bool
    # For those who hear the page: what an end of a scale means.
    more: str = ""


@dataclass(frozen=True)
class Line:
    """A row of a matrix, or one of those that are given a place."""

    name: str
    id: str
    label: str
    choices: tuple[Choice, ...] = ()
    # Typed instead of chosen when there are too many places.
    typed: str | None = None
    # A row that was left out of a matrix filled in part.
    is_missed: bool = False


@dataclass(frozen=True)
class Field:
    question: Question
    name: str
    id: str
    # Id of the first input: where a link of the summary of errors leads.
    target: str
    hints: tuple[str, ...]
    choices: tuple[Choice, ...]
    lines: tuple[Line, ...]
    text: str
    problem: str
    # The condition as JSON for the script, and in words for who has none; empty when it is decided already.
    when: str
    when_words: str
    was: str
    number: int | None = None

    @property
    def kind(self) -> str:
        return self.question.kind

    @property
    def label(self) -> str:
        return self.question.text

    @property
    def is_grouped(self) -> bool:
        """Whether it is a group of inputs and not one."""
        return self.kind not in (QuestionKind.SHORT, QuestionKind.LONG)

    @property
    def can_be_cleared(self) -> bool:
        """A chosen radio button cannot be taken back by pressing it."""
        radios = (QuestionKind.SCALE, QuestionKind.SINGLE, QuestionKind.YES_NO, QuestionKind.FREQUENCY)
        return self.kind in radios and not self.question.required

    @property
    def described_by(self) -> str:
        """Ids of what explains the question, for `aria-describedby`."""
        ends = self.kind in (QuestionKind.SCALE, QuestionKind.MATRIX) and bool(self.question.low or self.question.high)
        parts = ((self.problem, "problem"), (self.when_words, "when"), (self.hints, "hint"), (ends, "ends"))
        return " ".join(f"{self.id}-{name}" for there, name in parts if there)


def field_of(
    question: Question,
    value: Any = None,
    problem: str = "",
    people: Iterable[Option] = (),
    *,
    sent: Sent | None = None,
    depends_on: Question | None = None,
    number: int | None = None,
    prefix: str = "q",
) -> Field:
    """The question with its answer (in the shape of `answers.py`), or with what a form `sent`, right or wrong.

    `people`: options of a question of kind «persons». `depends_on`: the question of its condition when that stands on the
    same page; otherwise the condition was decided before. `prefix` begins the ids; give another to show a question twice.
    """
    shown = sent or Sent(data_of(question, value))
    name, ident = question.code, f"{prefix}-{question.code}"
    choices, lines, text = _inputs(question, shown, ident, list(people))
    if problem and question.kind == QuestionKind.MATRIX:
        lines = _with_missed(lines)
    condition = question.when if depends_on is not None else None
    return Field(
        question=question,
        name=name,
        id=ident,
        target=_first(choices, lines) or f"{ident}-text",
        hints=tuple(hint for hint in (question.help, how_to(question)) if hint),
        choices=choices,
        lines=lines,
        text=text,
        problem=problem,
        when=_when_json(condition) if condition else "",
        when_words=condition_in_words(condition, depends_on) if condition and depends_on else "",
        was=digest(value),
        number=number,
    )


def fields_of(
    wording: Wording,
    questions: Iterable[Question],
    values: Values | None = None,
    problems: Mapping[str, str] | None = None,
    people: Mapping[str, Iterable[Option]] | None = None,
    *,
    sent: Sent | None = None,
    first_number: int | None = 1,
) -> list[Field]:
    """The fields of one page, conditions among them included. `people`: {code of the question: options}.

    `sent` is shown of the questions that the form had; of others the stored `values`.
    """
    here, values = {one.code: one for one in questions}, values or {}
    return [
        field_of(
            question,
            values.get(code),
            (problems or {}).get(code, ""),
            (people or {}).get(code, ()),
            sent=sent if sent is not None and sent.has(question) else None,
            depends_on=here.get(question.when.item) if question.when else None,
            number=None if first_number is None else first_number + index,
        )
        for index, (code, question) in enumerate(here.items())
    ]


def _first(choices: tuple[Choice, ...], lines: tuple[Line, ...]) -> str:
    if choices:
        return choices[0].id
    if lines:
        line = next((one for one in lines if one.is_missed), lines[0])
        # A row of a matrix is a scale, a line of a list one select.
        return line.choices[0].id if line.choices and line.choices[0].id else line.id
    return ""


def _with_missed(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Rows without a point marked, where others have one: of a matrix that nobody touched the sentence says enough."""
    given = [any(choice.checked for choice in line.choices) for line in lines]
    return tuple(replace(line, is_missed=any(given) and not has) for line, has in zip(lines, given, strict=True))


def _inputs(
    question: Question, sent: Sent, ident: str, people: list[Option]
) -> tuple[tuple[Choice, ...], tuple[Line, ...], str]:
    name = question.code
    match question.kind:
        case QuestionKind.SHORT | QuestionKind.LONG:
            return (), (), sent.one(name)
        case QuestionKind.SCALE:
            return _points(question, ident, sent.one(name)), (), ""
        case QuestionKind.MATRIX:
            rows = tuple(
                Line(
                    f"{name}__{row.code}",
                    f"{ident}-{row.code}",
                    row.text,
                    _points(question, f"{ident}-{row.code}", sent.one(f"{name}__{row.code}")),
                )
                for row in question.rows
            )
            return (), rows, ""
        case QuestionKind.RANKING:
            return (), _places(question, f"{name}__rank", ident, question.all_options, sent), ""
        case QuestionKind.PERSONS:
            return (), _places(question, f"{name}__person", ident, people, sent), ""
        case _:
            given = sent.all(name)
            return (
                tuple(
                    Choice(f"{ident}-{option.code}", option.code, option.text, option.code in given)
                    for option in question.all_options
                ),
                (),
                "",
            )


def _points(question: Question, ident: str, given: str) -> tuple[Choice, ...]:
    ends = {LOWEST: question.low, HIGHEST: question.high}
    return tuple(
        Choice(f"{ident}-{point}", str(point), str(point), given == str(point), ends.get(point, ""))
        for point in range(LOWEST, HIGHEST + 1)
    )


def _places(question: Question, name: str, ident: str, options: Iterable[Option], sent: Sent) -> tuple[Line, ...]:
    known = list(options)
    persons = question.kind == QuestionKind.PERSONS
    most = min(question.limit or len(known), len(known))
    typed = not persons and most > MOST_PLACES
    most = min(most, MOST_PLACES)
    lines = []
    for option in known:
        field, line = f"{name}__{option.code}", f"{ident}-{option.code}"
        given = sent.one(field)
        places = [("", "—"), *((str(place), str(place)) for place in range(1, most + 1))]
        places += [(AVOID, "лучше не")] if persons else []
        choices = tuple(Choice("", value, text, value == given) for value, text in places)
        lines.append(Line(field, line, option.text, () if typed else choices, given if typed else None))
    return tuple(lines)


def _when_json(condition: Condition) -> str:
    return json.dumps({"item": condition.item, "op": condition.op, "value": condition.value}, ensure_ascii=False)
