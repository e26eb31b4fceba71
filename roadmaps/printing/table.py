"""Lines → the table of the engine: what stands below each other and is the same becomes one cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from schools.papers.engine.blocks import Cell, Column, SpannedTable

from ..reading.structure import NUMBER, RoadmapRead
from .lines import Columns, Line, lines_of, stage_text
from .widths import widths_of

# Column → for each line how many lines its cell covers, 0 under a cell from above.
type Heights = Mapping[int, Sequence[int]]


def table_of(read: RoadmapRead, width: float) -> SpannedTable:
    """The whole plan in its own columns and order; `width` is the room for the table, mm."""
    columns = Columns(read)
    lines = list(lines_of(read, columns))
    rows: list[tuple[Cell, ...]] = []
    for stage in read.stages:
        own = [line for line in lines if line.stage is stage]
        if (stage.number or stage.title) and (stage.across or columns.stage is None):
            rows.append((Cell(stage_text(stage), columns=len(read.columns), align="centre", bold=True),))
        rows += _rows(own, columns)
    headings = [column.heading for column in read.columns]
    widths = widths_of(read, [line.texts for line in lines], width)
    return SpannedTable(
        tuple(
            Column(heading, share, "centre" if column.role == NUMBER else "left")
            for heading, share, column in zip(headings, widths, read.columns, strict=True)
        ),
        tuple(rows),
    )


def _rows(lines: Sequence[Line], columns: Columns) -> list[tuple[Cell, ...]]:
    """The rows of one stage."""
    heights = {index: _heights(lines, index, columns) for index in range(len(columns.roles))}
    return [
        _heading(line, place, heights, columns) if line.heading else _row(line, place, heights, columns)
        for place, line in enumerate(lines)
    ]


def _row(line: Line, place: int, heights: Heights, columns: Columns) -> tuple[Cell, ...]:
    joined = {columns.title, columns.content} if line.joined else set()
    cells: list[Cell] = []
    for index in range(len(columns.roles)):
        if not heights[index][place]:
            continue  # lies under a cell that began above
        if index not in joined:
            cells.append(_cell(line, index, heights[index][place], columns))
        elif index + 1 in joined:
            cells.append(Cell(line.texts[columns.content], columns=2))
    return tuple(cells)


def _heading(line: Line, place: int, heights: Heights, columns: Columns) -> tuple[Cell, ...]:
    """A text over all columns but those of number and stage."""
    cells: list[Cell] = []
    index, text = 0, line.heading
    while index < len(columns.roles):
        if index in (columns.number, columns.stage):
            if heights[index][place]:
                cells.append(_cell(line, index, heights[index][place], columns))
            index += 1
            continue
        end = index
        while end < len(columns.roles) and end not in (columns.number, columns.stage):
            end += 1
        cells.append(Cell(text, columns=end - index, bold=True))
        index, text = end, ""
    return tuple(cells)


def _cell(line: Line, index: int, rows: int, columns: Columns) -> Cell:
    align: Literal["left", "centre"] = "centre" if columns.roles[index] == NUMBER else "left"
    return Cell(line.texts.get(index, ""), rows=rows, align=align)


def _heights(lines: Sequence[Line], index: int, columns: Columns) -> list[int]:
    """For each line how many lines its cell in the column covers; 0 under a cell from above."""
    heights = [1] * len(lines)
    top = 0
    for place in range(1, len(lines)):
        if _goes_on(lines[place - 1], lines[place], index, columns):
            heights[top] += 1
            heights[place] = 0
        else:
            top = place
    return heights


def _goes_on(above: Line, line: Line, index: int, columns: Columns) -> bool:
    if index == columns.stage:
        return True
    same = above.texts.get(index, "") == line.texts.get(index, "") != ""
    if index == columns.number:
        return same
    if above.heading or line.heading or index == columns.content:
        return False
    if index == columns.title:
        return same and not above.joined and not line.joined and above.family == line.family
    return same and above.family == line.family
