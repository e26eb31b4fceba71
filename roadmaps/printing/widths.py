"""How wide the columns are: as in the file where it tells, else by what stands in them; no word is broken in two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt

from schools.papers.engine.measure import CELL_SIDE, MONSTER, fitted, longest_word

from ..reading.structure import NUMBER, RoadmapRead

ROOM = 2 * CELL_SIDE + 1.5  # mm beside the words of a cell
NARROWEST = 9.0  # mm


def least_widths(read: RoadmapRead, lines: Sequence[Mapping[int, str]]) -> list[float]:
    """For each column the width of its longest word, mm. A word that is a monster (an address) does not count."""
    found = []
    for index, column in enumerate(read.columns):
        words = max((longest_word(line.get(index, "")) for line in lines), default=0.0)
        found.append(max(min(max(words, longest_word(column.heading, bold=True)), MONSTER) + ROOM, NARROWEST))
    return found


def widths_of(read: RoadmapRead, lines: Sequence[Mapping[int, str]], width: float) -> list[int]:
    """Shares of the width in whole percents, which make 100."""
    least = [ceil(100 * one / width) for one in least_widths(read, lines)]
    return fitted(_wanted(read, lines), least)


def _wanted(read: RoadmapRead, lines: Sequence[Mapping[int, str]]) -> list[float]:
    """The file's own shares; where it has none, by the root of how much stands in the column."""
    known = [column.width for column in read.columns]
    if all(known):
        return [float(one) for one in known]
    amounts = [sum(len(line.get(index, "")) for line in lines) for index in range(len(known))]
    return [
        1.0 if column.role == NUMBER else sqrt(amount + 40.0) * 10
        for column, amount in zip(read.columns, amounts, strict=True)
    ]
