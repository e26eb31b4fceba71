"""Cards that may be the person of a row under a slightly different name: a typo, a lost patronymic, a new surname, initials."""

from collections.abc import Iterable

from .cards import CardState

TYPO, NO_PATRONYMIC, SWAPPED, NEW_SURNAME, INITIALS = "typo", "no_patronymic", "swapped", "new_surname", "initials"
REASONS = {
    TYPO: "имя отличается одной буквой",
    NO_PATRONYMIC: "та же фамилия и имя, в одном месте нет отчества",
    SWAPPED: "те же слова в другом порядке",
    NEW_SURNAME: "те же имя, отчество и дата рождения, другая фамилия",
    INITIALS: "та же фамилия и инициалы",
}


class SimilarIndex:
    """Dictionaries over the cards, so that a thousand rows against a thousand cards is a thousand look-ups, not a million."""

    def __init__(self, cards: Iterable[CardState], asked: Iterable[CardState]) -> None:
        """asked: those for whom `find` will be called; what cannot be like any of them is not kept."""
        self.found: dict[tuple[object, ...], list[CardState]] = {}
        for card in asked:
            for key in card.likeness:
                self.found[key] = []
        found = self.found
        for card in cards:
            for key in card.likeness:
                if key in found:
                    found[key].append(card)

    def find(self, me: CardState, *, weak: bool = True) -> list[tuple[CardState, str]]:
        """(card, reason) by decreasing likeness, each card once, never `me`. People with another birth date are other people.

        weak: with those who share but surname and initials.
        """
        likely: dict[int, tuple[CardState, str]] = {}
        birth, gender = me.values["birth_date"], me.values["gender"]

        def add(card: CardState, reason: str) -> None:
            other = card.values["birth_date"]
            if card is not me and not (other and birth and other != birth):
                likely.setdefault(card.id, (card, reason))

        *pairs, words, initials, born = me.likeness
        for missing, key in zip((2, 1, 0), pairs, strict=True):
            mine = me.parts[missing]
            for card in self.found[key]:
                theirs = card.parts[missing]
                if missing == 2 and not (mine and theirs):
                    if mine != theirs:
                        add(card, NO_PATRONYMIC)
                elif _may_be_near(mine, theirs) and one_letter_apart(mine, theirs):
                    add(card, TYPO)
        for card in self.found[words]:
            if card.name_key != me.name_key:
                add(card, SWAPPED)
        if birth:
            for card in self.found[born]:
                if card.name_key != me.name_key:
                    add(card, NEW_SURNAME)
        if weak:
            for card in self.found[initials]:
                if not (gender and card.values["gender"] and gender != card.values["gender"]):
                    add(card, INITIALS)
        return list(likely.values())


def _may_be_near(first: str, second: str) -> bool:
    """A quick no for most pairs: one slip leaves the beginning or the end of a word as it was."""
    if first[:1] == second[:1] and first[-1:] == second[-1:]:
        return True
    return first[:2] == second[:2] or first[-2:] == second[-2:]


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
