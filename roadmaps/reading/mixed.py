"""«Сроки, ответственные» in one column: the part that tells when apart from the part that tells who. No word is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roadmaps.due import has_due, is_due
from roadmaps.responsible import names_anybody

# What may stand between the two: it is no word.
_CUT = re.compile(r"\s*(?:\n|[,;:/]|\s[–—-])\s*|\s+")
# A cell that tells both is short; in a longer one nothing is cut.
LONGEST = 600
_AND = re.compile(r"и\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parted:
    """Both parts as they stand in the cell, None for the one that is not there; not `sure`: the text is whole in `due`."""

    due: str | None
    responsible: str | None
    sure: bool = True


def parted(text: str) -> Parted:
    """A cell of a column of both."""
    if not text or is_due(text):
        return Parted(text or None, None)
    if names_anybody(text) and not has_due(text):
        return Parted(None, text)
    if len(text) > LONGEST:
        return Parted(text, None, sure=False)
    for before, after in _halves(text):
        if is_due(before) and _is_responsible(after):
            return Parted(before, after)
    for before, after in reversed(list(_halves(text))):
        if _is_responsible(before) and is_due(after):
            return Parted(after, before)
    return Parted(text, None, sure=False)


def tail(text: str) -> tuple[str, str, str] | None:
    """«Собрать согласия октябрь куратор»: the content, and what stands behind it, when and who; None when it is not clear."""
    if len(text) > LONGEST:
        return None
    words = list(re.finditer(r"\S+", text))
    for word in words[1:]:
        rest = text[word.start() :]
        found = parted(rest)
        if found.sure and found.due and found.responsible and rest.startswith(found.due):
            return text[: word.start()].rstrip(), found.due, found.responsible
    return None


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Both sides of each place where the text may be cut, the longest beginning first."""
    for match in reversed(list(_CUT.finditer(text))):
        before, after = text[: match.start()], text[match.end() :]
        if before and after and not _AND.match(after) and before.count("(") == before.count(")"):
            yield before, after


def _is_responsible(text: str) -> bool:
    return names_anybody(text) and not has_due(text)
