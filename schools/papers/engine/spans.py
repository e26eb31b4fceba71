"""Cells that span columns and rows: which cell lies where, and how a span is cut where a page ends."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol


class Spanning(Protocol):
    """What a cell must tell of itself."""

    @property
    def columns(self) -> int: ...
    @property
    def rows(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Place[C: Spanning]:
    """Where a cell begins."""

    row: int
    column: int
    cell: C


@dataclass(frozen=True, slots=True)
class Piece[C: Spanning]:
    """A part of a cell between two cuts.

    ``is_first``: it shows the text. ``is_open``: the next piece follows on the same page, no line is drawn between.
    """

    row: int
    column: int
    rows: int
    cell: C
    is_first: bool
    is_open: bool


def grid_of[C: Spanning](rows: Sequence[Sequence[C]], width: int) -> list[list[Place[C]]]:
    """For each row and column the cell that covers it. ``rows`` hold the cells that begin in each row.

    Raises ValueError when cells overlap, leave a hole or stick out of the table.
    """
    grid: list[list[Place[C] | None]] = [[None] * width for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column < width and grid[number][column] is not None:
                column += 1
            place = Place(number, column, cell)
            if cell.columns < 1 or cell.rows < 1 or column + cell.columns > width or number + cell.rows > len(rows):
                raise ValueError(f"row {number}: a cell sticks out of the table")
            for line in grid[number : number + cell.rows]:
                if any(line[column : column + cell.columns]):
                    raise ValueError(f"row {number}: cells overlap")
                line[column : column + cell.columns] = [place] * cell.columns
    if any(None in line for line in grid):
        raise ValueError("the rows of a table leave a hole")
    return grid  # type: ignore[return-value]  # no hole: checked above


def pieces_of[C: Spanning](
    rows: Sequence[Sequence[C]], width: int, pages: Collection[int] = (), torn: Collection[int] = ()
) -> list[list[Piece[C]]]:
    """For each row the pieces that begin in it, from the left.

    ``pages``: rows that begin a page; a cell is cut there and shows its text again. ``torn``: rows that may be broken
    between pages, and therefore stand alone in every span.
    """
    found: list[list[Piece[C]]] = [[] for _ in rows]
    seams = {*pages, *torn, *(row + 1 for row in torn)}
    for number, line in enumerate(grid_of(rows, width)):
        for place in dict.fromkeys(line):
            end = place.row + place.cell.rows
            if number != place.row and number not in seams:
                continue
            after = min([seam for seam in seams if number < seam < end], default=end)
            shows = number == place.row or number in pages
            is_open = after < end and after not in pages
            found[number].append(Piece(number, place.column, after - number, place.cell, shows, is_open))
    return found
