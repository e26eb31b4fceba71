"""Which representatives of a file may be people of the organisation already: an employee, a parent of another pupil."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from schools.numbers import number_from
from schools.russian import guess_gender, normalise_key
from schools.workbooks.cleaning import Representative, split_full_name
from schools.workbooks.people import PersonRow

from .cards import CardState
from .import_changes import KinKey, MergeContext, kin_key
from .import_match import NEW_CARD, Candidate
from .similar import SimilarIndex

KIN_PREFIX = "kin:"
SAME_NAME = "same_name"


@dataclass(slots=True)
class Kin:
    """A representative of the file who is like cards that are there: `row` and `number` (from 0) of the first mention.

    `decision` is what the curator has said: a card's number, NEW_CARD or ''.
    """

    row: int
    number: int
    pupil: str
    source: Representative
    candidates: list[Candidate]
    decision: str = ""

    @property
    def name(self) -> str:
        return f"{KIN_PREFIX}{self.row}:{self.number}"

    @property
    def card(self) -> int | None:
        return number_from(self.decision) or None


def find_kin(
    people: list[PersonRow], cards: dict[int, CardState], context: MergeContext, decisions: Mapping[str, str]
) -> dict[KinKey, Kin]:
    """Every representative about whom there may be a question, each once; whoever has the telephone of a card is that card.

    Pupils represent nobody and are not offered; nor are cards of the archive.
    """
    grown = [card for card in cards.values() if card.values["archived_on"] is None and (card.posts or not card.grades)]
    by_name: dict[str, list[CardState]] = defaultdict(list)
    for card in grown:
        by_name[card.name_key].append(card)
    asked: dict[KinKey, tuple[PersonRow, int, CardState]] = {}
    for person in people:
        for number, source in enumerate(person.representatives):
            key = kin_key(source, person.row)
            if key not in asked and context.card_by_phone(key) is None and (me := _as_card(source)) is not None:
                asked[key] = (person, number, me)
    index = SimilarIndex(grown, [me for _, _, me in asked.values()])
    found = {}
    for key, (person, number, me) in asked.items():
        same = [Candidate(card, SAME_NAME) for card in by_name.get(me.name_key, ())]
        candidates = same or [Candidate(card, reason) for card, reason in index.find(me, weak=False)]
        if candidates:
            kin = Kin(person.row, number, person.full_name, person.representatives[number], candidates)
            said = decisions.get(kin.name, "")
            if said == NEW_CARD or said in {str(candidate.card.id) for candidate in candidates}:
                kin.decision = said
            found[key] = kin
    return found


def _as_card(source: Representative) -> CardState | None:
    """The representative in the clothes of a card, for likenesses; None without a surname and a name."""
    parts, _ = split_full_name(source.full_name)
    if not (parts.surname and parts.name):
        return None
    gender = guess_gender(parts.surname, parts.name, parts.patronymic) or ""
    values = {"surname": parts.surname, "name": parts.name, "patronymic": parts.patronymic}
    key = normalise_key(" ".join(filter(None, values.values())))
    return CardState(0, key, values | {"birth_date": None, "gender": gender})
