"""How long words are on paper, and how high a row of a table becomes, before anything is laid out."""

from __future__ import annotations

from functools import cache
from typing import Any

from .blocks import Cell, SpannedTable
from .flow import printable, shares
from .fonts import FACES, FONT_FOLDER
from .page import PageSetup
from .spans import Place, grid_of

# Of a cell: paper.css, .paper-table.
CELL_SIZE = 11  # pt
CELL_PITCH = 1.2
CELL_SIDE, CELL_ABOVE = 1.5, 1.0  # mm
POINT = 25.4 / 72  # mm
BOLDER = 1.08  # times wider than the same word in the plain face
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
    """Width of the longest word of a cell, mm; a word may be broken after its hyphens."""
    words = printable(text).replace("-", "- ").replace("/", "/ ").split()
    return max((text_width(word, CELL_SIZE) for word in words), default=0.0) * (BOLDER if bold else 1)


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
