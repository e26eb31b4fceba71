"""A table without headings, or with headings of no known words: what its columns are by what stands in them. All of it is
doubtful, and is told so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from roadmaps.due import is_due
from roadmaps.reading.absent import is_list_of_people
from roadmaps.reading.grid import Cell, Table
from roadmaps.reading.headings import MAX_HEADING, Head
from roadmaps.reading.stages import bare_number, has_levels
from roadmaps.reading.structure import CONTENT, DUE, NUMBER, RESPONSIBLE
from roadmaps.reading.texts import number_text, one_line
from roadmaps.responsible import names_anybody

MAX_COLUMNS = 9
# Of the cells of a column so many must be of one kind.
SHARE = 0.6
# What is to be done takes words; a post or a subject takes one or two.
LEAST_WORDS = 2
# Of those who answer for something; a longer text tells what is done.
MOST_WORDS = 15
# So many rows are looked at.
MAX_ROWS = 60
_OLD_YEAR = re.compile(r"(?<!\d)(?:19\d\d|200\d)(?!\d)")


def guess_head(table: Table, *, titled: bool = False) -> Head | None:
    """Columns of a table in which something is told to be done and when; None when it is not clear enough.

    `titled`: the file calls itself a roadmap or a plan, so that it is enough to be told who does it. A row of headings, if
    there is one, is kept; else they are empty, and the head holds no rows.
    """
    if not 2 <= table.width <= MAX_COLUMNS or is_list_of_people(table):
        return None
    first = next((row for row in range(table.height) if _filled(table, row) >= min(3, table.width)), table.height)
    rows = [row for row in range(first, table.height) if _filled(table, row) >= 2][:MAX_ROWS]
    if len(rows) < 2:
        return None
    roles = _roles(table, rows[1:] if len(rows) > 2 else rows)  # the first may be headings
    if CONTENT not in roles or not ({DUE, RESPONSIBLE} & set(roles) if titled else _tells_months(table, rows, roles)):
        return None
    places = [(column, column + 1) for column in range(table.width)]
    if _is_heading(table, first, roles) and len(rows) > 2:
        headings = [one_line([table.grid[first][column]]) for column in range(table.width)]
        return Head(first, first + 1, headings, roles, places)
    return Head(first, first, [""] * table.width, roles, places)


def looks_like_measures(table: Table) -> bool:
    """Something of several words with its due beside it, in one row at least."""
    return any(
        any(_is_due(cell) for cell in cells)
        and any(_words(cell) >= LEAST_WORDS and not _is_due(cell) for cell in cells)
        for cells in (
            [cell for cell in table.starting(row) if not cell.empty] for row in range(table.height)[:MAX_ROWS]
        )
    )


def _tells_months(table: Table, rows: Sequence[int], roles: Sequence[str]) -> bool:
    """Due dates in words somewhere: bare dates alone may be days of birth."""
    cells = _cells(table, rows, roles.index(DUE)) if DUE in roles else ()
    return any(re.search(r"[^\W\d_]{3}", one_line([cell])) for cell in cells)


def _filled(table: Table, row: int) -> int:
    return sum(not cell.empty for cell in table.starting(row))


def _roles(table: Table, rows: Sequence[int]) -> list[str]:
    """One number, one due, one responsible; the wordiest of the rest is what is done."""
    columns = [list(_cells(table, rows, column)) for column in range(table.width)]
    roles = [""] * table.width
    for role, fits in ((NUMBER, _is_number), (DUE, _is_due), (RESPONSIBLE, _is_responsible)):
        shares = [
            0.0 if roles[index] or not cells else sum(map(fits, cells)) / len(cells)
            for index, cells in enumerate(columns)
        ]
        best = max(range(table.width), key=lambda index: (shares[index], index if role == RESPONSIBLE else -index))
        if shares[best] >= SHARE:
            roles[best] = role
    lengths = [
        0.0 if roles[index] or not cells or _is_of_people(cells) else sum(map(_words, cells)) / len(cells)
        for index, cells in enumerate(columns)
    ]
    best = max(range(table.width), key=lambda index: lengths[index])
    if lengths[best] >= LEAST_WORDS:
        roles[best] = CONTENT
    return roles


def _cells(table: Table, rows: Sequence[int], column: int) -> Iterator[Cell]:
    for row in rows:
        cell = table.grid[row][column]
        if cell.row == row and cell.column == column and cell.columns == 1 and not cell.empty:
            yield cell


def _is_number(cell: Cell) -> bool:
    text = number_text(cell)
    return bare_number(text) is not None or has_levels(text)


def _is_due(cell: Cell) -> bool:
    """A day of birth is no due date."""
    text = one_line([cell])
    return is_due(text) and not _OLD_YEAR.search(text)


def _is_responsible(cell: Cell) -> bool:
    return _words(cell) <= MOST_WORDS and names_anybody(one_line([cell]), first=True)


def _is_of_people(cells: Sequence[Cell]) -> bool:
    """A list of posts or names, not of what is done."""
    return sum(map(_is_responsible, cells)) >= SHARE * len(cells)


def _words(cell: Cell) -> int:
    return len(one_line([cell]).split())


def _is_heading(table: Table, row: int, roles: Sequence[str]) -> bool:
    """The first row says none of what stands below it."""
    tests = {NUMBER: _is_number, DUE: _is_due}
    cells = [table.grid[row][column] for column in range(table.width)]
    return all(len(cell.text) <= MAX_HEADING for cell in cells) and not any(
        tests[role](cell) for cell, role in zip(cells, roles, strict=True) if role in tests
    )
