"""Cards that may be the person of a row under a slightly different name: a typo, a lost patronymic, a new surname, initials."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from .cards import CardState

TYPO, NO_PATRONYMIC, SWAPPED, NEW_SURNAME, INITIALS = "typo", "no_patronymic", "swapped", "new_surname", "initials"
REASONS = {
    TYPO: "имя отличается одной буквой",
    NO_PATRONYMIC: "та же фамилия и имя, в одном месте нет отчества",
    SWAPPED: "те же слова в другом порядке",
    NEW_SURNAME: "те же имя, отчество и дата рождения, другая фамилия",
    INITIALS: "та же фамилия и инициалы",
}
Parts = tuple[str, str, str]


class SimilarIndex:
    """Dictionaries over the cards, so that a thousand rows against a thousand cards is a thousand look-ups, not a million."""

    def __init__(self, cards: Iterable[CardState]) -> None:
        self.by_two: dict[tuple[int, str, str], list[CardState]] = defaultdict(list)
        self.by_words: dict[tuple[str, ...], list[CardState]] = defaultdict(list)
        self.by_birth: dict[tuple[str, str, date], list[CardState]] = defaultdict(list)
        self.by_initials: dict[tuple[str, str, str], list[CardState]] = defaultdict(list)
        for card in cards:
            surname, name, patronymic = parts = card.parts
            self.by_two[2, surname, name].append(card)
            self.by_two[1, surname, patronymic].append(card)
            self.by_two[0, name, patronymic].append(card)
            self.by_words[tuple(sorted(card.name_key.split(" ")))].append(card)
            self.by_initials[_initials(parts)].append(card)
            if card.values["birth_date"]:
                self.by_birth[name, patronymic, card.values["birth_date"]].append(card)

    def find(self, parts: Parts, birth_date: date | None, gender: str | None) -> list[tuple[CardState, str]]:
        """(card, reason) by decreasing likeness, each card once. People with another birth date are other people."""
        surname, name, patronymic = parts
        found: dict[int, tuple[CardState, str]] = {}

        def add(card: CardState, reason: str) -> None:
            other = card.values["birth_date"]
            if not (other and birth_date and other != birth_date):
                found.setdefault(card.id, (card, reason))

        for missing, first, second in ((2, surname, name), (1, surname, patronymic), (0, name, patronymic)):
            for card in self.by_two.get((missing, first, second), ()):
                mine, theirs = parts[missing], card.parts[missing]
                if missing == 2 and not (mine and theirs):
                    add(card, NO_PATRONYMIC)
                elif mine != theirs and one_letter_apart(mine, theirs):
                    add(card, TYPO)
        for card in self.by_words.get(tuple(sorted(" ".join(filter(None, parts)).split(" "))), ()):
            add(card, SWAPPED)
        if birth_date:
            for card in self.by_birth.get((name, patronymic, birth_date), ()):
                add(card, NEW_SURNAME)
        for card in self.by_initials.get(_initials(parts), ()):
            if not (gender and card.values["gender"] and gender != card.values["gender"]):
                add(card, INITIALS)
        return list(found.values())


def _initials(parts: Parts) -> tuple[str, str, str]:
    return parts[0], parts[1][:1], parts[2][:1]


def one_letter_apart(first: str, second: str) -> bool:
    """One letter changed, added, lost, or two neighbours swapped. Parts of three letters and fewer must differ by none."""
    if abs(len(first) - len(second)) > 1 or min(len(first), len(second)) <= 3 or first == second:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    a, b = first[start:], second[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) >= 2 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
