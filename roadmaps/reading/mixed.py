"""«Сроки, ответственные» in one column: the part that tells when apart from the part that tells who. No word is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from roadmaps.due import begins_due, has_due, is_due
from roadmaps.responsible import names_anybody

# What may stand between the two: it is no word.
_CUT = re.compile(r"\s*(?:\n|[,;:/]|\s[–—-])\s*|\s+")
# A cell that tells both is short; in a longer one nothing is cut. Of a running text only its end is looked at.
LONGEST, LONGEST_TAIL = 200, 120
# The words of «не реже одного раза в четверть» make a due date only together.
PATIENCE = 6
_AND = re.compile(r"и\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parted:
    """Both parts as they stand in the cell, None for the one that is not there; not `sure`: the text is whole in `due`."""

    due: str | None
    responsible: str | None
    sure: bool = True


@lru_cache(maxsize=4096)
def parted(text: str) -> Parted:
    """A cell of a column of both."""
    if not text or is_due(text):
        return Parted(text or None, None)
    if _is_responsible(text):
        return Parted(None, text)
    if len(text) > LONGEST or not names_anybody(text):
        return Parted(text, None, sure=False)
    halves = list(_halves(text))
    for before, after in _due(halves, 0):
        if _is_responsible(after):
            return Parted(before, after)
    for before, after in _due(halves[::-1], 1):
        if _is_responsible(before):
            return Parted(after, before)
    return Parted(text, None, sure=False)


def tail(text: str) -> tuple[str, str, str] | None:
    """«Собрать согласия октябрь куратор»: the content, and what stands behind it, when and who; None when it is not clear."""
    end = text[-LONGEST_TAIL:]
    if not (has_due(end) or is_due(end)) or not names_anybody(end):
        return None
    words = list(re.finditer(r"\S+", text))
    for word in words[1:]:
        rest = text[word.start() :]
        if len(rest) > LONGEST_TAIL or not begins_due(rest):
            continue
        found = parted(rest)
        if found.sure and found.due and found.responsible and rest.startswith(found.due):
            return text[: word.start()].rstrip(), found.due, found.responsible
    return None


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Both sides of each place where the text may be cut, the shortest beginning first."""
    for match in _CUT.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if before and after and not _AND.match(after) and before.count("(") == before.count(")"):
            yield before, after


def _due(halves: Sequence[tuple[str, str]], side: int) -> list[tuple[str, str]]:
    """Those whose side is a due date, the longest first. Behind so many words more that make none nobody looks on."""
    found: list[tuple[str, str]] = []
    waited = 0
    for half in halves:
        if is_due(half[side]):
            found.append(half)
            waited = 0
        elif (waited := waited + 1) > PATIENCE:
            break
    return found[::-1]


def _is_responsible(text: str) -> bool:
    return not has_due(text) and names_anybody(text)
