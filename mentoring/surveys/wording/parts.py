"""The pieces of a questionnaire and what they may hold."""

import re
from dataclasses import dataclass
from typing import Any

from ..enums import QuestionKind

LOWEST, HIGHEST = 1, 10
# «Как часто» has its own steps, the same everywhere, so that answers can be compared.
FREQUENCIES = (
    ("very_often", "очень часто"),
    ("often", "часто"),
    ("seldom", "редко"),
    ("once_or_twice", "один-два раза"),
    ("never", "ни разу"),
)
# Options that are filled when the wave begins: from the dictionaries of the banks; `mentors` and `mentees` are people.
SOURCES = ("topics", "kinds", "forms", "mentors", "mentees")
# Where an answer goes after the curator's confirmation: fields of the bank's entry, or the pairs' preferences.
TARGETS = (
    "requests_high",
    "requests_middle",
    "requests_low",
    "request_detail",
    "experience_years",
    "strengths",
    "strength_detail",
    "capacity",
    "hours_per_week",
    "achievements",
    "interests",
    "wished_age",
    "kinds",
    "forms",
    "note",
    "preferred",
    "avoided",
)
OPERATIONS = ("is", "not", "in", "at_least", "at_most")
CODE = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
CHOOSING = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING})
# A questionnaire is answered in minutes; a file beyond these bounds is not one.
MOST_QUESTIONS, MOST_OPTIONS, LONGEST = 120, 60, 2000
# A question is read on a phone at one glance; what is longer is an explanation.
LONGEST_QUESTION = 500


@dataclass(frozen=True)
class Option:
    """An answer to choose, or a row of a matrix."""

    code: str
    text: str


@dataclass(frozen=True)
class Condition:
    """The question is asked only if the answer to an earlier `item` fits: «is» / «not» a code, «in» codes, «at_least» /
    «at_most» a number. For a question of several answers «is» means «among those chosen»."""

    item: str
    op: str
    value: Any

    def holds(self, answer: Any) -> bool:
        """Whether the answer (in the shape of `answers.py`, None when there is none) fits."""
        if answer is None:
            return False
        given = answer if isinstance(answer, list) else [answer]
        if self.op == "is":
            return self.value in given
        if self.op == "not":
            return self.value not in given
        if self.op == "in":
            return any(one in self.value for one in given)
        if not isinstance(answer, int):
            return False
        return answer >= self.value if self.op == "at_least" else answer <= self.value


@dataclass(frozen=True)
class Question:
    code: str
    kind: str
    text: str
    help: str = ""
    required: bool = True
    options: tuple[Option, ...] = ()
    # Statements of a matrix.
    rows: tuple[Option, ...] = ()
    # What 1 and 10 mean.
    low: str = ""
    high: str = ""
    # At most so many chosen; None is no bound.
    limit: int | None = None
    source: str = ""
    target: str = ""
    # «help»: «да» (or a code ending in `_help`) calls the curator.
    signal: str = ""
    when: Condition | None = None

    @property
    def all_options(self) -> tuple[Option, ...]:
        """What can be chosen, for the kinds whose options are fixed too."""
        if self.kind == QuestionKind.YES_NO:
            return (Option("yes", "да"), Option("no", "нет"))
        if self.kind == QuestionKind.FREQUENCY:
            return tuple(Option(code, text) for code, text in FREQUENCIES)
        return self.options


@dataclass(frozen=True)
class Section:
    title: str = ""
    text: str = ""
    questions: tuple[Question, ...] = ()
