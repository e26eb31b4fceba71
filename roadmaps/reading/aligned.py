"""Pasted columns that are kept apart by blanks alone: cut where the columns begin, or at every gap. All of it is doubtful."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from roadmaps.reading.headings import is_roadmap, roles
from roadmaps.reading.stages import bare_number, has_levels

_PIECE = re.compile(r"\S+(?: \S+)*")
_LIST = re.compile(r"(?:\d{1,2}[.)]|[–—•▪-])\s?\S")
LEAST_COLUMNS, MAX_COLUMNS = 3, 20
# So many of the lines must begin their pieces where the columns begin.
STRAIGHT = 0.7
NEAR = 1


@dataclass(slots=True)
class AlignedRow:
    """Cells of a row of the table, one for a line that stands by itself; `raw` is the text as it was pasted."""

    cells: list[str]
    raw: str


def aligned_rows(text: str, is_stage: re.Pattern[str]) -> list[AlignedRow] | None:
    """The rows, lines around the table included; None when no columns are seen."""
    lines = text.replace("\xa0", " ").expandtabs(8).split("\n")
    found = [[(match.start(), match[0]) for match in _PIECE.finditer(line)] for line in lines]
    wide = [index for index, one in enumerate(found) if LEAST_COLUMNS <= len(one) <= MAX_COLUMNS]
    if len(wide) < 2:
        return None
    first = next((index for index in wide if is_roadmap(roles([piece for _, piece in found[index]]))), wide[0])
    wide = [index for index in wide if index >= first]
    if len(wide) < 2:
        return None
    before = [AlignedRow([line.strip()], line) for line in lines[:first]]
    width = len(found[first])
    for index in wide[:3]:
        starts = [start for start, _ in found[index]]
        if len(starts) >= width and _is_straight(found[first + 1 :], starts):
            return before + _by_starts(lines[first:], starts, is_stage)
    return before + [
        AlignedRow([piece for _, piece in one] or [""], line)
        for one, line in zip(found[first:], lines[first:], strict=True)
    ]


def _is_straight(found: Sequence[Sequence[tuple[int, str]]], starts: Sequence[int]) -> bool:
    """Whether most lines of several pieces begin them where the columns begin: each in its own when there are as many."""
    lines = [[start for start, _ in one] for one in found if len(one) > 1]
    straight = sum(
        all(_near(place, start) for place, start in zip(places, starts, strict=True))
        if len(places) == len(starts)
        else all(any(_near(place, start) for start in starts) for place in places)
        for places in lines
    )
    return straight >= STRAIGHT * len(lines)


def _near(place: int, start: int) -> bool:
    return abs(place - start) <= NEAR


def _by_starts(lines: Sequence[str], starts: Sequence[int], is_stage: re.Pattern[str]) -> list[AlignedRow]:
    """Cut at the beginnings of the columns; a line that begins no row goes on with the cells of the row above."""
    cut = [_cut(line, starts) for line in lines]
    numbered = sum(_is_number(cells[0]) for cells in cut) >= 2
    rows: list[AlignedRow] = []
    blank = True
    for line, cells in zip(lines, cut, strict=True):
        last = rows[-1] if rows else None
        below_row = last is not None and len(last.cells) > 1
        lonely = sum(map(bool, cells)) == 1 and bool(cells[0])
        if not any(cells):
            blank = True
            continue
        if lonely and not _is_number(cells[0]) and (is_stage.match(line.strip()) or numbered or blank or not below_row):
            rows.append(AlignedRow([line.strip()], line))
        elif last is None or not below_row or _begins(cells, numbered=numbered, blank=blank):
            rows.append(AlignedRow(cells, line))
        else:
            last.cells = [_joined(above, cell) for above, cell in zip(last.cells, cells, strict=True)]
            last.raw += "\n" + line
        blank = False
    return rows


def _cut(line: str, starts: Sequence[int]) -> list[str]:
    """The cells of a line; a text that runs over the beginning of a column stays whole in its own, and so does one that
    stands in its line alone."""
    pieces = [(match.start(), match[0]) for match in _PIECE.finditer(line)]
    if len(pieces) == 1:
        at, text = pieces[0]
        column = max((index for index, start in enumerate(starts) if start <= at + NEAR), default=0)
        return [text if index == column else "" for index in range(len(starts))]
    places = [0]
    for start in starts[1:]:
        near = (start, start - NEAR, start + NEAR)
        fitting = (at for at in near if 0 < at < len(line) and line[at - 1] == " " and line[at] != " ")
        places.append(next(fitting, -1))
    cells = [""] * len(starts)
    begun = [(index, place) for index, place in enumerate(places) if place >= 0]
    for (index, place), (_, end) in zip(begun, [*begun[1:], (0, len(line))], strict=True):
        cells[index] = line[place:end].strip()
    return cells


def _begins(cells: Sequence[str], *, numbered: bool, blank: bool) -> bool:
    """Whether a line begins a row: by its number; without numbers below a blank line or with most of its columns."""
    if numbered:
        return _is_number(cells[0]) or (blank and bool(cells[0]))
    filled = sum(map(bool, cells))
    return bool(cells[0]) and (blank or (filled * 2 > len(cells) and not cells[0][0].islower()))


def _is_number(text: str) -> bool:
    return bool(text) and (bare_number(text) is not None or has_levels(text))


def _joined(above: str, below: str) -> str:
    """A line went on in the next one; an item of a list begins a line of its own, a hyphen needs no blank."""
    if not above or not below:
        return above or below
    if _LIST.match(below):
        return f"{above}\n{below}"
    return above + below if above.endswith("-") and above[-2:-1].isalpha() else f"{above} {below}"
