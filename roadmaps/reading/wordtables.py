"""A table of a Word document → rows and cells that know what they cover."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from roadmaps.reading import refusals
from roadmaps.reading.errors import RoadmapUnreadable
from roadmaps.reading.grid import Cell, Table
from roadmaps.reading.words import SDT, SDTCONTENT, TC, TCPR, TR, TRANSPARENT, TRPR, VAL, W, is_on, number_of

# Word itself allows 63 columns.
MAX_COLUMNS = 64


def read_table(element: Any, fill: Callable[[Cell, Any], None], positions: int) -> Table:
    """The table with widths and merges; `fill` puts the content of an element into its cell.

    Raises RoadmapUnreadable when it has more than so many positions: a wide row above thousands of narrow ones asks for
    gigabytes.
    """
    table = Table()
    grid = table.grid
    heads, widest = True, 0
    for row in _rows(element):
        before, cells, header = row
        heads = heads and header
        table.header_rows += heads
        line: list[Cell | None] = [None] * before
        above = grid[-1] if grid else None
        for number, (content, span, continues) in enumerate(cells):
            column = len(line)
            span = min(span, MAX_COLUMNS - column)
            if span < 1:
                break
            if continues == "beside" and number:
                left = line[-1]
                if left is not None:
                    left.columns += span
                line.extend([left] * span)
                continue
            upper = above[column] if above and column < len(above) else None
            if continues == "above" and upper is not None and upper.column == column:
                # The text of a continued cell is hidden by Word, and its lists are not counted.
                upper.rows = len(grid) - upper.row + 1
                cell = upper
            else:
                cell = Cell(len(grid), column, 1, span)
                fill(cell, content)
            line.extend([cell] * span)
        grid.append(line)  # type: ignore[arg-type]  # rows of cells or gaps
        widest = max(widest, len(line))
        if len(grid) * widest > positions:
            raise RoadmapUnreadable(refusals.TOO_LONG)
    _square(table, element)
    return table


def _square(table: Table, element: Any) -> None:
    """Make all rows equally long; a row of one cell runs across the table, whatever it says."""
    grid: list[list[Cell | None]] = table.grid  # type: ignore[assignment]  # rows of cells or gaps
    sizes = element.find(W + "tblGrid")
    widths = [number_of(one, 0, "w") for one in sizes if one.tag == W + "gridCol"] if sizes is not None else []
    width = max((len(line) for line in grid), default=0)
    for number, line in enumerate(grid):
        own = {id(cell) for cell in line if cell is not None}
        missing = width - len(line)
        if missing and len(own) == 1 and (only := line[-1]) is not None and only.row == number:
            only.columns += missing
            line.extend([only] * missing)
        else:
            line.extend([None] * missing)
        for column, cell in enumerate(line):
            if cell is None:
                line[column] = Cell(number, column)
    table.widths = widths if len(widths) == width and all(one > 0 for one in widths) else []


def _rows(element: Any) -> Iterator[tuple[int, list[tuple[Any, int, str]], bool]]:
    """Rows as (grid columns left out before, cells, marked as a heading); deleted rows are left out."""
    for child in element:
        tag = child.tag
        if tag == SDT:
            if (content := child.find(SDTCONTENT)) is not None:
                yield from _rows(content)
        elif tag in TRANSPARENT:
            yield from _rows(child)
        elif tag == TR:
            before, header, deleted = 0, False, False
            properties = child.find(TRPR)
            for setting in properties if properties is not None else ():
                if setting.tag == W + "gridBefore":
                    before = max(0, min(number_of(setting, 0), MAX_COLUMNS))
                elif setting.tag == W + "tblHeader":
                    header = is_on(setting)
                elif setting.tag == W + "del":
                    deleted = True
            if not deleted:
                yield before, list(_cells(child)), header


def _cells(row: Any) -> Iterator[tuple[Any, int, str]]:
    """Cells as (element, span, "above" / "beside" when it only continues a merged one)."""
    for child in row:
        tag = child.tag
        if tag == SDT:
            if (content := child.find(SDTCONTENT)) is not None:
                yield from _cells(content)
        elif tag in TRANSPARENT:
            yield from _cells(child)
        elif tag == TC:
            span, continues = 1, ""
            properties = child.find(TCPR)
            for setting in properties if properties is not None else ():
                if setting.tag == W + "gridSpan":
                    span = max(1, number_of(setting, 1))
                elif setting.tag == W + "vMerge" and setting.get(VAL) != "restart":
                    continues = "above"
                elif setting.tag == W + "hMerge" and setting.get(VAL) != "restart":
                    continues = "beside"
            yield child, span, continues
