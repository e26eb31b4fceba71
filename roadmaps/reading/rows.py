"""A row of the roadmap's table as its columns see it, and what kind of a row it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from roadmaps.reading.grid import Cell, Table
from roadmaps.reading.headings import Head, is_text_row
from roadmaps.reading.stages import may_be_stage, split_stage
from roadmaps.reading.tables import Part
from roadmaps.reading.texts import clean, key, number_text


@dataclass(slots=True)
class Row:
    """Cells of each column (mostly one; none where the table has no cell), and what begins in this row."""

    index: int
    cells: list[list[Cell]]
    # Cells with text that begin in this row, from left to right, with the columns that each covers.
    own: list[tuple[Cell, list[int]]] = field(default_factory=list)
    # Cells with text that go on from above.
    held: list[tuple[Cell, list[int]]] = field(default_factory=list)

    def at(self, column: int | None) -> list[Cell]:
        return [] if column is None else [cell for cell in self.cells[column] if not cell.empty]


class Columns:
    """Which columns a cell of a table covers: by its share of their widths, so that dragged borders do no harm."""

    def __init__(self, table: Table, head: Head) -> None:
        self.count = len(head.places)
        widths = table.widths if len(table.widths) == table.width else [1] * table.width
        self._edges = [0, *accumulate(widths)]
        last = len(self._edges) - 1
        self._spans = [(self._edges[min(start, last)], self._edges[min(end, last)]) for start, end in head.places]
        self._known: dict[tuple[int, int], list[int]] = {
            (start, end): [index] for index, (start, end) in enumerate(head.places)
        }

    def of(self, start: int, end: int) -> list[int]:
        """Columns of a cell that covers the grid columns `start`…`end - 1`."""
        found = self._known.get((start, end))
        if found is None:
            left, right = self._edges[start], self._edges[end]
            shares = [max(0, min(right, high) - max(left, low)) for low, high in self._spans]
            found = [
                index
                for index, (low, high) in enumerate(self._spans)
                if shares[index] * 2 > high - low
                or (shares[index] * 2 == high - low > 0 and shares[index] == right - left)
            ]
            if not found:
                found = [max(range(self.count), key=shares.__getitem__)]
            self._known[start, end] = found
        return found


def rows(part: Part) -> Iterator[Row]:
    """The rows of data: no headings (repeated on a new page too), no numeric row, no rows without text of their own."""
    table, head = part.table, part.head
    columns = Columns(table, head)
    heading_rows = _heading_rows(part)
    width = table.width
    for index in range(part.first, table_end(part)):
        line = table.grid[index]
        row = Row(index, [[] for _ in range(columns.count)])
        column = 0
        while column < width:
            cell = line[column]
            end = column + 1
            while end < width and line[end] is cell:
                end += 1
            covered = columns.of(column, end)
            for one in covered:
                row.cells[one].append(cell)
            if not cell.empty:
                (row.own if cell.row == index else row.held).append((cell, covered))
            column = end
        if not row.own:
            continue
        texts = [key(cell.text) for cell, _ in row.own]
        if tuple(text for text in texts if text) in heading_rows or _is_numeric(row, columns.count):
            continue
        yield row


def table_end(part: Part) -> int:
    """Where the roadmap ends in its table: on a sheet another list or lines for signatures may stand below blank rows."""
    table = part.table
    headings = _heading_rows(part)
    # Runs of rows between blank ones, as (first, last).
    runs: list[tuple[int, int]] = []
    counts = [sum(not cell.empty for cell in table.starting(index)) for index in range(table.height)]
    for index in range(part.first, table.height):
        if counts[index] and runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        elif counts[index]:
            runs.append((index, index))
    end = table.height
    for first, last in runs[1:]:
        for index in range(first, min(first + 2, last + 1)):
            if is_text_row(table, index) and _texts(table, index) not in headings:
                end = min(end, first)
    while len(runs) > 1 and (
        runs[-1][0] >= end or all(_is_line(table, index, counts) for index in range(runs[-1][0], runs[-1][1] + 1))
    ):
        end = min(end, runs.pop()[0])
    return end


def _is_line(table: Table, index: int, counts: list[int]) -> bool:
    """A row with one text that names no stage."""
    texts = [clean(cell.text) for cell in table.starting(index) if not cell.empty]
    return counts[index] == 1 and not (split_stage(texts[0]).number and may_be_stage(texts[0]))


def _texts(table: Table, index: int) -> tuple[str, ...]:
    return tuple(text for cell in table.starting(index) if (text := key(cell.text)))


def left_below(part: Part) -> list[str]:
    """Single lines below the roadmap's end, up to the next list."""
    table, found = part.table, []
    for index in range(table_end(part), table.height):
        if is_text_row(table, index):
            break
        texts = [clean(cell.text) for cell in table.starting(index) if not cell.empty]
        if len(texts) == 1:
            found.append(texts[0])
    return found


def _heading_rows(part: Part) -> set[tuple[str, ...]]:
    """How the rows of the heading look when they are repeated."""
    head = part.head
    found = {tuple(text for text in map(key, head.headings) if text)}
    if part.first:
        for index in range(head.first, head.last):
            found.add(_texts(part.table, index))
    found.discard(())
    return found


def _is_numeric(row: Row, count: int) -> bool:
    """«1 2 3 4 5» under the headings."""
    numbers = []
    for cell, _ in row.own:
        text = number_text(cell).strip(" .)(")
        if not text.isdigit() or len(text) > 2:
            return False
        numbers.append(int(text))
    return numbers == list(range(1, len(numbers) + 1)) and (len(numbers) >= 3 or len(numbers) == count > 1)
