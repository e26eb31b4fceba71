"""How long words are on paper, and how high a row of a table becomes, before anything is laid out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import ceil
from typing import Any

from .blocks import Cell, Column, SpannedTable, Table
from .flow import cell_words, printable, shares
from .fonts import FACES, FONT_FOLDER
from .page import PageSetup
from .spans import Place, grid_of

# Of a cell: paper.css, .paper-table.
CELL_SIZE = 11  # pt
CELL_PITCH = 1.2
CELL_SIDE, CELL_ABOVE = 1.5, 1.0  # mm
POINT = 25.4 / 72  # mm
BOLDER = 1.08  # times wider than the same word in the plain face
MONSTER = 60.0  # mm: a longer word is an address; no column is made for it
NARROWEST_PAGE = 155  # mm: the text of an upright sheet with the widest margins
NUMBER_COLUMN = Column("№\nп/п", 7, "centre")  # share of 100
# A row that nearly fills a page is laid out as if it were higher: measuring is not as exact as printing.
NEARLY = 0.97


@cache
def _advances() -> tuple[dict[int, str], Any, int]:
    from fontTools.ttLib import TTFont  # slow, and only blanks and wide tables need it

    font = TTFont(FONT_FOLDER / FACES[0][0], lazy=True)
    return font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm


@cache
def _advance(sign: str) -> float:
    """Width of a sign in em."""
    names, metrics, em = _advances()
    return float(metrics[names.get(ord(sign), ".notdef")][0]) / em


def text_width(text: str, size: float) -> float:
    """Width of a line of PT Serif in mm; ``size`` in points."""
    return sum(map(_advance, text)) * size * POINT


def longest_word(text: str, bold: bool = False) -> float:
    """Width of the longest word of a cell, mm; a word may be broken after its hyphens, bound words («1 мая») and numbers of
    papers («41-ОД») never.
    """
    words: list[str] = []
    for piece, bound in cell_words(printable(text)):
        words += [piece] if bound else re.split(r"[ \n\t]+", piece.replace("-", "- ").replace("/", "/ "))
    return max((text_width(word, CELL_SIZE) for word in words), default=0.0) * (BOLDER if bold else 1)


def least_share(words: float, width: float) -> int:
    """Percents of ``width`` mm that a column with a word of ``words`` mm takes."""
    return ceil(100 * (min(words, MONSTER) + 2 * CELL_SIDE + 0.5) / width)


def fitted(wanted: Sequence[float], least: Sequence[int]) -> list[int]:
    """Whole percents which make 100: as wanted, but no column narrower than its least."""
    if sum(least) >= 100:
        return shares(least)
    fixed: dict[int, int] = {}
    while True:
        left = 100 - sum(fixed.values())
        free = [0 if index in fixed else share for index, share in enumerate(wanted)]
        parts = [share * left / sum(free) for share in free]
        narrow = {index: low for index, low in enumerate(least) if index not in fixed and parts[index] < low}
        if not narrow:
            break
        fixed |= narrow
    found = [fixed.get(index, int(part)) for index, part in enumerate(parts)]
    found[parts.index(max(parts))] += 100 - sum(found)
    return found


def columns(table: Table) -> tuple[list[Column], list[int], list[tuple[str, ...]]]:
    """Columns with «№ п/п» where it is wanted, their widths in percent, and the rows to match; no word is broken."""
    wanted = shares([one.width for one in table.columns])
    heads, rows = list(table.columns), list(table.rows)
    if table.numbered:
        wanted = shares([NUMBER_COLUMN.width * 100, *(share * (100 - NUMBER_COLUMN.width) for share in wanted)])
        heads, rows = [NUMBER_COLUMN, *heads], [(str(number), *row) for number, row in enumerate(rows, 1)]
    least = [
        least_share(
            max(longest_word(head.title, bold=True), *map(longest_word, {row[place] for row in rows}), 0.0),
            NARROWEST_PAGE,
        )
        for place, head in enumerate(heads)
    ]
    return heads, fitted(wanted, least), rows


def lines_of(text: str, width: float) -> int:
    """How many lines a text makes in a column of ``width`` mm."""
    count = 0
    for paragraph in printable(text).split("\n"):
        count, left = count + 1, width
        for word in paragraph.split(" "):
            room = text_width(word + " ", CELL_SIZE)
            if room > left:
                count, left = count + 1, width
            left -= room
    return count


def torn_rows(table: SpannedTable, page: PageSetup) -> frozenset[int]:
    """Rows that no page can hold: these may be torn."""
    percents = shares([column.width for column in table.columns])
    head = max(
        _height(column.title, page.text_width * share / 100)
        for column, share in zip(table.columns, percents, strict=True)
    )
    room = (page.text_height - head) * NEARLY
    # A line for each three signs would be a very narrow column: shorter texts need no measuring.
    fewest = room / (CELL_SIZE * CELL_PITCH * POINT) * 3

    def too_high(place: Place[Cell]) -> bool:
        cell = place.cell
        if len(cell.text) < fewest or cell.rows > 1:
            return False
        share = sum(percents[place.column : place.column + cell.columns])
        return _height(cell.text, page.text_width * share / 100) > room

    grid = grid_of(table.rows, len(table.columns))
    return frozenset(number for number, line in enumerate(grid) if any(map(too_high, line)))


def _height(text: str, width: float) -> float:
    return lines_of(text, max(width - 2 * CELL_SIDE, 1)) * CELL_SIZE * CELL_PITCH * POINT + 2 * CELL_ABOVE
