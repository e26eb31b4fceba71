"""An answer beside the entry of the bank that it would change."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from mentoring.banks.models import Mentee, Mentor
from schools.models import Person

from ...enums import AnswerSide
from ...models import Reply


@dataclass(frozen=True)
class Row:
    """One field of the entry: what stands there, what was answered, what it would be. `problem` keeps it from being taken."""

    key: str
    label: str
    now: str
    answer: str
    result: str
    value: Any = None
    problem: str = ""
    # The line of the entry (request or strength) that this one takes the place of.
    replaces: int | None = None

    @property
    def is_change(self) -> bool:
        return not self.problem and self.result != self.now


def bank_of(side: str, targets: Collection[str]) -> str:
    """What the answers of a side lead to by the fields that they name: «mentor», «mentee» or «preferences»."""
    if {"preferred", "avoided"} & set(targets):
        return "preferences"
    if {"strengths", "strength_detail", "capacity"} & set(targets) or side == AnswerSide.MENTOR:
        return "mentor"
    return "mentee"


@dataclass
class Proposal:
    """`entry` is None when the person is not in the bank of the year yet."""

    reply: Reply
    person: Person
    bank: str  # "mentor", "mentee" or "preferences"
    entry: Mentor | Mentee | None
    rows: list[Row] = field(default_factory=list)
    # Answers that enter nothing, to be read beside.
    others: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.entry is None

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be written: neither a field, nor a name, nor the person into the bank."""
        return not self.rows and (self.entry is not None or self.bank == "preferences")

    @property
    def overwrites(self) -> list[Row]:
        """Fields where something else stands now: these want a look."""
        return [row for row in self.rows if row.is_change and row.now]

    @property
    def problems(self) -> list[Row]:
        return [row for row in self.rows if row.problem]
