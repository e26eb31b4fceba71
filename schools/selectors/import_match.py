"""Which card a row of a file is: by normalised name and birth date, else by name and post (class), else the curator is asked."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from schools.numbers import number_from
from schools.russian import normalise_key
from schools.workbooks.people import PersonRow

from .cards import CardState
from .import_changes import PUPILS, Change, Merge, MergeContext, text_key
from .import_merge import merge
from .similar import INITIALS, REASONS, SimilarIndex

OTHER_BIRTH, OTHER_POST, SEVERAL, TAKEN = "other_birth", "other_post", "several", "taken"
ASK_REASONS = {
    OTHER_BIRTH: "имя то же, дата рождения другая",
    OTHER_POST: "имя то же, должность или класс другие, а даты рождения не хватает",
    SEVERAL: "таких карточек несколько",
    TAKEN: "эту карточку уже обновляет другая строка файла",
    "same_name": "имя то же",
    **REASONS,
}
NEW_CARD, SKIP = "new", "skip"


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
class Twin:
    """Another row of the same file that is much like this one."""

    row: int
    full_name: str
    reason: str

    @property
    def why(self) -> str:
        return f"похоже на строку {self.row} ({self.full_name}): {ASK_REASONS[self.reason]}"


@dataclass(slots=True)
class PlanRow:
    """One person of the file. `claimed`: the card that the row found by itself; `candidates` are offered in a decision;
    `twins`: other rows of the file that may be the same person; `decision` is what the curator has said, or '';
    `card`: the one to be changed in the end."""

    person: PersonRow
    verdict: Verdict
    claimed: CardState | None = None
    card: CardState | None = None
    candidates: list[Candidate] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    decision: str = ""
    merge: Merge | None = None

    @property
    def changes(self) -> list[Change]:
        return self.merge.changes if self.merge is not None else []

    @property
    def was_asked(self) -> bool:
        return bool(self.candidates or self.twins)

    @property
    def why(self) -> str:
        """Why the row is asked about, in words."""
        return self.candidates[0].why if self.candidates else self.twins[0].why


class Matcher:
    """Finds the cards of all rows at once, in dictionaries, and applies what the curator has decided."""

    def __init__(self, cards: dict[int, CardState], context: MergeContext, decisions: Mapping[str, str]) -> None:
        self.cards = cards
        self.context = context
        self.decisions = decisions
        self.by_name: dict[str, list[CardState]] = defaultdict(list)
        for card in cards.values():
            self.by_name[card.name_key].append(card)
        self.claimed: dict[int, int] = {}
        self.written: dict[int, CardState] = {}

    def run(self, people: list[PersonRow]) -> list[PlanRow]:
        self.written = {person.row: _as_card(person) for person in people}
        rows = [self._by_name(person) for person in people]
        fresh = [row for row in rows if row.verdict == Verdict.NEW]
        if fresh:
            self._offer_similar(fresh)
            self._offer_twins(fresh, rows)
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
            card for card in self.by_name.get(self.written[person.row].name_key, ()) if self._comparable(card, person)
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
        asked = [self.written[row.person.row] for row in fresh]
        index = SimilarIndex(free, asked)
        for row in fresh:
            person = row.person
            found = [
                Candidate(card, reason)
                for card, reason in index.find(self.written[person.row])
                if self._comparable(card, person)
            ]
            row.candidates = found
            # Initials alone are a weak sign: shown beside the new person, not asked about.
            if any(candidate.reason != INITIALS for candidate in found):
                row.verdict = Verdict.ASK

    def _offer_twins(self, fresh: list[PlanRow], rows: list[PlanRow]) -> None:
        """Of two new people much alike the later is asked about; a new one like somebody already found always is."""
        new = {row.person.row for row in fresh}
        names = {row.person.row: row.person.full_name for row in rows}
        index = SimilarIndex(self.written.values(), [self.written[row] for row in sorted(new)])
        for row in fresh:
            number = row.person.row
            row.twins = [
                Twin(other.id, names[other.id], reason)
                for other, reason in index.find(self.written[number], weak=False)
                if other.id not in new or other.id < number
            ]
            if row.twins:
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
            card = self.cards.get(number_from(row.decision))
            if card is None or self.claimed.get(card.id, row.person.row) != row.person.row:
                row.decision, row.verdict = "", Verdict.ASK
                return
            self.claimed[card.id] = row.person.row
            row.card, row.verdict = card, Verdict.CHANGED
        else:
            row.decision = ""


def _as_card(person: PersonRow) -> CardState:
    """A row of the file in the clothes of a card, for likenesses: `id` is the row's number."""
    return CardState(
        person.row,
        normalise_key(person.full_name),
        {
            "surname": person.surname,
            "name": person.name,
            "patronymic": person.patronymic or "",
            "birth_date": person.birth_date,
            "gender": person.gender or "",
        },
    )


def _next_grade(grade: str) -> str:
    """«8Б» → «9б»; '' for a group without a number."""
    digits = "".join(char for char in grade if char.isdigit())
    return normalise_key(grade.replace(digits, str(int(digits) + 1), 1)) if digits else ""
