"""An answer beside the entry of the bank that it would change."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from mentoring.banks.models import Mentee, Mentor, Topic
from schools.models import Person

from ...enums import AnswerSide
from ...models import Reply

# The detail belongs to no topic.
NOWHERE = 0


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
    # What was said once to make topics precise, and those of the topics that take it: one of them, or none.
    detail: str = ""
    detail_topics: list[tuple[int, str]] = field(default_factory=list)
    # Number of the topic that it goes to, `NOWHERE`, or None while nobody has said to which of several.
    detail_for: int | None = None
    # Answers that enter nothing, to be read beside.
    others: list[tuple[str, str]] = field(default_factory=list)

    def settle_detail(self, text: str, topics: Iterable[Topic]) -> None:
        """To the only topic that takes a detail it goes by itself; which of several is meant the curator says."""
        self.detail = text
        self.detail_topics = [(topic.pk, topic.name) for topic in topics if topic.has_detail] if text else []
        known = {pk for pk, _ in self.detail_topics}
        if len(known) < 2:
            self.detail_for = next(iter(known), NOWHERE)
        elif self.detail_for not in known | {NOWHERE}:
            self.detail_for = None

    def detail_of(self, topic: Topic) -> str:
        return self.detail if topic.pk == self.detail_for else ""

    @property
    def asks_detail(self) -> bool:
        """Whether the curator has to say which of several topics the detail belongs to."""
        return len(self.detail_topics) > 1 and self.detail_for is None

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
