"""Petrovich's rules and ours, indexed by ending: the same answers as the library's own scan, several times faster.

A rule is petrovich's: a gender, endings (or whole words), and five modifications in the order gent, datv, accs, ablt,
loct; each «-» takes a letter off, «.» leaves the word. Of all the rules that fit a word the earliest in the list wins.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from petrovich.enums import Gender, NamePart
from petrovich.rules import Rule, RuleSet, load_rules

# Per case: how many letters to take off (as a slice end, None for none) and what to add.
type Mods = tuple[tuple[int | None, str], ...]


class Index(NamedTuple):
    """Rules of one part of a name and one gender: whole words, and endings with their rank."""

    words: dict[str, Mods]
    endings: dict[str, tuple[int, Mods]]
    longest: int

    def find(self, low: str) -> Mods | None:
        """The modifications of a small-letter word, or None when no rule fits."""
        mods = self.words.get(low)
        if mods is not None:
            return mods
        best: tuple[int, Mods] | None = None
        endings = self.endings
        for length in range(1, min(self.longest, len(low)) + 1):
            found = endings.get(low[-length:])
            if found is not None and (best is None or found[0] < best[0]):
                best = found
        return None if best is None else best[1]


def modification(mod: str) -> tuple[int | None, str]:
    """«--ого» → (-2, «ого»), «.» → (None, «»)."""
    ending = "" if mod == "." else mod.lstrip("-")
    cut = 0 if mod == "." else len(mod) - len(ending)
    return (-cut if cut else None), ending


def modifications(mods: Iterable[str]) -> Mods:
    return tuple(modification(mod) for mod in mods)


def build(words: Iterable[Rule], endings: Iterable[Rule], gender: Gender) -> Index:
    """Index the rules of one gender; rules tagged «first_word» belong to the caller."""
    fits = (gender, Gender.ANDROGYNOUS)
    exact: dict[str, Mods] = {}
    tails: dict[str, tuple[int, Mods]] = {}
    for rule in words:
        if rule.gender in fits and not rule.tags:
            mods = modifications(rule.mods)
            for test in rule.tests:
                exact.setdefault(test, mods)
    for rank, rule in enumerate(endings):
        if rule.gender in fits and not rule.tags:
            mods = modifications(rule.mods)
            for test in rule.tests:
                tails.setdefault(test, (rank, mods))
    return Index(exact, tails, max(map(len, tails), default=0))


@cache
def library_rules() -> RuleSet:
    return load_rules()


@cache
def first_words(part: NamePart) -> frozenset[str]:
    """First parts of compound names that the library leaves unchanged («Бонч-», «Тер-»)."""
    group = library_rules().group(part)
    return frozenset(test for rule in group.exceptions if rule.tags for test in rule.tests)


def apply(word: str, mods: Mods) -> tuple[str, ...]:
    """Five forms of a word; its capitals are kept."""
    if len(word) > 1 and word.isupper():
        return tuple([word[:cut] + ending.upper() for cut, ending in mods])
    return tuple([word[:cut] + ending for cut, ending in mods])
