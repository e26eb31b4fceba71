"""What a file would do to the cards: who is new, changed, unchanged, needs a word, is gone. Nothing is written here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from schools.models import Organisation
from schools.russian import normalise_key
from schools.workbooks.people import Reading

from .cards import CardState
from .import_changes import PUPILS, STAFF, Change, MergeContext, RepresentativeChange, kin_key, shown
from .import_kin import Kin, find_kin
from .import_match import NEW_CARD, SKIP, Candidate, Matcher, PlanRow, Verdict
from .import_merge import merge
from .similar import INITIALS

__all__ = [
    "ABSENT_PREFIX",
    "ARCHIVE",
    "NEW_CARD",
    "SKIP",
    "Candidate",
    "Plan",
    "PlanRow",
    "Verdict",
    "describe",
    "make_plan",
]

ABSENT_PREFIX = "absent:"
ARCHIVE = "archive"


@dataclass
class Plan:
    kind: str
    year: int
    reading: Reading
    rows: list[PlanRow]
    absent: list[CardState]
    to_archive: list[CardState]
    context: MergeContext

    def of(self, *verdicts: Verdict) -> list[PlanRow]:
        return [row for row in self.rows if row.verdict in verdicts]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows each verdict has, and absent, archived, rejected rows, problems."""
        counts = {verdict.value: 0 for verdict in Verdict}
        for row in self.rows:
            counts[row.verdict.value] += 1
        return {
            **counts,
            "absent": len(self.absent),
            "archived": len(self.to_archive),
            "rejected": len(self.rejected_rows),
            "problems": len(self.reading.problems),
        }

    @cached_property
    def rejected_rows(self) -> dict[int, list[str]]:
        """{row: reasons} of rows that hold a person who is not taken."""
        taken = {row.person.row for row in self.rows}
        rejected: dict[int, list[str]] = {}
        for problem in self.reading.problems:
            if problem.severity == "error" and problem.row not in taken:
                rejected.setdefault(problem.row, []).append(problem.message)
        return rejected

    @cached_property
    def digest(self) -> str:
        """Changes whenever the cards have changed so that the rows would find or change something else. It does not depend
        on decisions: those come with the click that applies."""
        said = [
            [
                row.person.row,
                [row.claimed.id, self._changes(row, row.claimed)] if row.claimed is not None else None,
                [[found.card.id, found.reason, self._changes(row, found.card)] for found in row.candidates],
                [
                    [found.card.id, found.reason]
                    for source in row.person.representatives
                    if (kin := self.context.kin.get(kin_key(source, row.person.row))) is not None
                    for found in kin.candidates
                ],
            ]
            for row in self.rows
        ]
        body = json.dumps([self.kind, self.year, said], ensure_ascii=False, default=str)
        return hashlib.sha256(body.encode()).hexdigest()[:32]

    def _changes(self, row: PlanRow, card: CardState) -> list[Change]:
        done = row.merge if row.merge is not None and row.card is card else merge(row.person, card, self.context)
        return list(done.changes)

    @cached_property
    def representatives(self) -> list[RepresentativeChange]:
        """What the rows that are written say of representatives."""
        rows = self.of(Verdict.NEW, Verdict.CHANGED)
        return [change for row in rows if row.merge is not None for change in row.merge.representatives]

    @cached_property
    def kin(self) -> list[Kin]:
        """Representatives who may be people of the organisation already, each once, in the order of the file."""
        found = {change.key: change.kin for change in self.representatives if change.kin is not None}
        return list(found.values())

    @property
    def open_kin(self) -> list[Kin]:
        return [kin for kin in self.kin if not kin.decision]

    @property
    def new_representatives(self) -> int:
        """For how many of them a card will be made."""
        return len({change.key for change in self.representatives if change.card is None and not change.is_open})

    @property
    def writes(self) -> bool:
        return bool(self.of(Verdict.NEW, Verdict.CHANGED) or self.to_archive)


def make_plan(
    organisation: Organisation,
    reading: Reading,
    cards: dict[int, CardState],
    *,
    kind: str,
    year: int,
    decisions: Mapping[str, str],
) -> Plan:
    """Match every row with a card and say what would change. `cards`: from `load_cards`; two look-ups in the database."""
    fields = {column.field for column in reading.layout.columns}
    context = MergeContext.of(organisation, kind, year, fields, cards)
    if kind == PUPILS:
        context.kin = find_kin(reading.people, cards, context, decisions)
    rows = Matcher(cards, context, decisions).run(reading.people)
    absent = _absent(cards, rows, context) if kind == STAFF else []
    chosen = [card for card in absent if decisions.get(f"{ABSENT_PREFIX}{card.id}") == ARCHIVE]
    return Plan(kind, year, reading, rows, absent, chosen, context)


def _absent(cards: dict[int, CardState], rows: list[PlanRow], context: MergeContext) -> list[CardState]:
    """Employees of today whom no row of a staff list names, even as a question."""
    named = {row.card.id for row in rows if row.card is not None}
    named |= {
        candidate.card.id
        for row in rows
        if row.verdict == Verdict.ASK
        for candidate in row.candidates
        if candidate.reason != INITIALS
    }
    skipped = {normalise_key(row.person.full_name) for row in rows if row.verdict == Verdict.SKIPPED}
    return sorted(
        (
            card
            for card in cards.values()
            if card.id not in named
            and card.name_key not in skipped
            and card.values["archived_on"] is None
            and card.posts_on(context.today)
        ),
        key=lambda card: card.name_key,
    )


def describe(card: CardState, context: MergeContext) -> str:
    """The card in a line for a choice: post, class or children, birth date."""
    posts = [post["post"] for post in card.posts_on(context.today)]
    grade = card.grades.get(context.year) or (list(card.grades.values())[-1] if card.grades else "")
    words = [", ".join(posts), f"класс {grade}" if grade else "", "законный представитель" if card.represents else ""]
    words.append(shown(card.values["birth_date"]))
    return "; ".join(filter(None, words)) or "должность не указана"
