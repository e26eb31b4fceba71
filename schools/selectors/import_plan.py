"""What a file would do to the cards: who is new, changed, unchanged, needs a word, is gone. Nothing is written here.

Rows find their cards by normalised name and birth date, else by name and post (class), else the curator is asked.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from schools.models import Organisation
from schools.russian import normalise_key
from schools.workbooks.people import PersonRow, Reading

from .cards import CardState
from .import_merge import PUPILS, STAFF, Change, Merge, MergeContext, merge, shown, text_key
from .similar import INITIALS, REASONS, SimilarIndex

OTHER_BIRTH, OTHER_POST, SEVERAL, TAKEN = "other_birth", "other_post", "several", "taken"
ASK_REASONS = {
    OTHER_BIRTH: "имя то же, дата рождения другая",
    OTHER_POST: "имя то же, должность или класс другие, а даты рождения не хватает",
    SEVERAL: "таких карточек несколько",
    TAKEN: "эту карточку уже обновляет другая строка файла",
    **REASONS,
}
NEW_CARD, SKIP = "new", "skip"
ABSENT_PREFIX = "absent:"
ARCHIVE = "archive"


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ASK = "ask"
    SKIPPED = "skipped"


@dataclass(slots=True)
class Candidate:
    card: CardState
    reason: str

    @property
    def why(self) -> str:
        return ASK_REASONS[self.reason]


@dataclass(slots=True)
class PlanRow:
    """One person of the file. `claimed`: the card that the row found by itself; `candidates` are offered in a decision;
    `decision` is what the curator has said, or ''; `card`: the one to be changed in the end."""

    person: PersonRow
    verdict: Verdict
    claimed: CardState | None = None
    card: CardState | None = None
    candidates: list[Candidate] = field(default_factory=list)
    decision: str = ""
    merge: Merge | None = None

    @property
    def changes(self) -> list[Change]:
        return self.merge.changes if self.merge is not None else []

    @property
    def was_asked(self) -> bool:
        return bool(self.candidates)


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
            ]
            for row in self.rows
        ]
        body = json.dumps([self.kind, self.year, said], ensure_ascii=False)
        return hashlib.sha256(body.encode()).hexdigest()[:32]

    def _changes(self, row: PlanRow, card: CardState) -> list[tuple[str, str, str]]:
        done = row.merge if row.merge is not None and row.card is card else merge(row.person, card, self.context)
        return [(change.label, change.before, change.after) for change in done.changes]

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
    rows = _Matcher(cards, context, decisions).run(reading.people)
    absent = _absent(cards, rows, context) if kind == STAFF else []
    chosen = [card for card in absent if decisions.get(f"{ABSENT_PREFIX}{card.id}") == ARCHIVE]
    return Plan(kind, year, reading, rows, absent, chosen, context)


class _Matcher:
    def __init__(self, cards: dict[int, CardState], context: MergeContext, decisions: Mapping[str, str]) -> None:
        self.cards = cards
        self.context = context
        self.decisions = decisions
        self.by_name: dict[str, list[CardState]] = defaultdict(list)
        for card in cards.values():
            self.by_name[card.name_key].append(card)
        self.claimed: dict[int, int] = {}

    def run(self, people: list[PersonRow]) -> list[PlanRow]:
        rows = [self._by_name(person) for person in people]
        fresh = [row for row in rows if row.verdict == Verdict.NEW]
        if fresh:
            self._offer_similar(fresh)
        for row in rows:
            self._decide(row)
        for row in rows:
            if row.verdict in (Verdict.NEW, Verdict.CHANGED):
                row.merge = merge(row.person, row.card, self.context)
                if row.card is not None and not row.merge.changes:
                    row.verdict = Verdict.SAME
        return rows

    def _by_name(self, person: PersonRow) -> PlanRow:
        same = [
            card for card in self.by_name.get(normalise_key(person.full_name), ()) if self._comparable(card, person)
        ]
        if not same:
            return PlanRow(person, Verdict.NEW)
        exact: list[CardState] = []
        if person.birth_date:
            exact = [card for card in same if card.values["birth_date"] == person.birth_date]
        undated = [card for card in same if not (person.birth_date and card.values["birth_date"])]
        if not exact:
            exact = [card for card in undated if self._same_place(card, person)]
        if len(exact) == 1:
            return self._claim(person, exact[0], same)
        if exact:
            return PlanRow(person, Verdict.ASK, candidates=[Candidate(card, SEVERAL) for card in exact])
        reasons = [(card, OTHER_POST if card in undated else OTHER_BIRTH) for card in same]
        return PlanRow(person, Verdict.ASK, candidates=[Candidate(card, reason) for card, reason in reasons])

    def _claim(self, person: PersonRow, card: CardState, same: list[CardState]) -> PlanRow:
        if card.id in self.claimed:
            return PlanRow(person, Verdict.ASK, candidates=[Candidate(card, TAKEN)])
        self.claimed[card.id] = person.row
        return PlanRow(person, Verdict.CHANGED, claimed=card, card=card)

    def _comparable(self, card: CardState, person: PersonRow) -> bool:
        """A pupil and a teacher of one name are two people, unless the birth date says otherwise."""
        if person.birth_date and card.values["birth_date"] == person.birth_date:
            return True
        if self.context.kind == PUPILS:
            return bool(card.grades) or not card.posts
        return bool(card.posts) or not card.grades

    def _same_place(self, card: CardState, person: PersonRow) -> bool:
        if self.context.kind == PUPILS:
            # The class of the year before, a step lower, is the same class a year ago.
            grade = card.grades.get(self.context.year)
            if grade is not None and person.grade:
                return normalise_key(grade) == normalise_key(person.grade)
            return _next_grade(card.grades.get(self.context.year - 1, "")) == normalise_key(person.grade or "-")
        named = {text_key(post) for post in (person.post, *person.other_posts) if post}
        return any(text_key(post["post"]) in named for post in card.posts)

    def _offer_similar(self, fresh: list[PlanRow]) -> None:
        free = [
            card
            for card in self.cards.values()
            if card.id not in self.claimed and card.values["archived_on"] is None and (card.posts or card.grades)
        ]
        index = SimilarIndex(free)
        for row in fresh:
            person = row.person
            surname = len(person.surname.split())
            name = surname + len(person.name.split())
            words = normalise_key(person.full_name).split(" ")
            parts = " ".join(words[:surname]), " ".join(words[surname:name]), " ".join(words[name:])
            found = [
                Candidate(card, reason)
                for card, reason in index.find(parts, person.birth_date, person.gender)
                if self._comparable(card, person)
            ]
            row.candidates = found
            # Initials alone are a weak sign: shown beside the new person, not asked about.
            if any(candidate.reason != INITIALS for candidate in found):
                row.verdict = Verdict.ASK

    def _decide(self, row: PlanRow) -> None:
        row.decision = self.decisions.get(str(row.person.row), "")
        if row.decision == SKIP:
            row.verdict = Verdict.SKIPPED
            if row.card is not None:
                row.card = None
        elif row.decision == NEW_CARD and row.was_asked:
            row.verdict = Verdict.NEW
        elif row.decision.isdecimal() and row.was_asked:
            card = self.cards.get(int(row.decision))
            if card is None or self.claimed.get(card.id, row.person.row) != row.person.row:
                row.decision, row.verdict = "", Verdict.ASK
                return
            self.claimed[card.id] = row.person.row
            row.card, row.verdict = card, Verdict.CHANGED
        else:
            row.decision = ""


def _next_grade(grade: str) -> str:
    """«8Б» → «9б»; '' for a group without a number."""
    digits = "".join(char for char in grade if char.isdigit())
    return normalise_key(grade.replace(digits, str(int(digits) + 1), 1)) if digits else ""


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
    """The card in a line for a choice: post or class, birth date."""
    posts = [post["post"] for post in card.posts_on(context.today)]
    grade = card.grades.get(context.year) or (list(card.grades.values())[-1] if card.grades else "")
    words = [", ".join(posts), f"класс {grade}" if grade else "", shown(card.values["birth_date"])]
    return "; ".join(filter(None, words)) or "должность не указана"
