"""The lines of the printed table: which measures share one, and what stands in each of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ..reading.stages import split_stage
from ..reading.structure import (
    CONTENT,
    DUE,
    NUMBER,
    RESPONSIBLE,
    RESULT,
    STAGE,
    TITLE,
    MeasureRead,
    RoadmapRead,
    StageRead,
)

FIELDS = {DUE: "due_text", RESPONSIBLE: "responsible_text", RESULT: "expected_result"}
_DASH = re.compile(r"^- ", re.MULTILINE)
_LEADING = re.compile(r"\d+")


@dataclass(slots=True)
class Line:
    """A line of the table. `texts`: column → text; `shared` marks what may be merged with the line above, and only when equal."""

    stage: StageRead
    texts: dict[int, str] = field(default_factory=dict)
    # Title and content are one cell.
    joined: bool = False
    # The same for lines between which due, responsible and the like are merged when they are equal.
    family: tuple[object, ...] = ()
    # A text across the columns beside the number; the lines under it belong to it.
    heading: str = ""


class Columns:
    """Columns by role. A role that the table lacks is None; the text always has a column."""

    def __init__(self, read: RoadmapRead) -> None:
        roles = [column.role for column in read.columns]
        self.roles = roles

        def place(role: str) -> int | None:
            return roles.index(role) if role in roles else None

        self.number, self.stage, self.title = place(NUMBER), place(STAGE), place(TITLE)
        content = place(CONTENT)
        if content is None:
            content, self.title = (self.title, None) if self.title is not None else (len(roles) - 1, None)
        self.content: int = content
        self.fields = {index: FIELDS[role] for index, role in enumerate(roles) if role in FIELDS}
        self.extra = [
            index
            for index in range(len(roles))
            if index not in {self.number, self.stage, self.title, self.content, *self.fields}
        ]
        self.side_by_side = self.title is not None and abs(self.title - self.content) == 1


def lines_of(read: RoadmapRead, columns: Columns) -> Iterator[Line]:
    """Every line of every stage; rows across the width are not among them."""
    numbering = Numbering(read, columns)
    for stage in read.stages:
        heading = None
        for measures in _sharing(stage.measures):
            first = measures[0]
            if columns.title is None and first.title and first.title != heading:
                above = Line(stage, _number(numbering, stage, first, columns), heading=first.title)
                if columns.stage is not None:
                    above.texts[columns.stage] = _stage_cell(stage, numbering)
                yield above
            heading = first.title
            line = Line(stage, _number(numbering, stage, first, columns))
            line.family = (
                (first.title, numbering.of(stage, first))
                if first.title and columns.title is not None
                else (first.row or first.key,)
            )
            line.joined = columns.side_by_side and first.title is None
            if columns.stage is not None:
                line.texts[columns.stage] = _stage_cell(stage, numbering)
            if columns.title is not None:
                line.texts[columns.title] = first.title or ""
            line.texts[columns.content] = _content(measures)
            for index, name in columns.fields.items():
                line.texts[index] = _dashes(getattr(first, name) or "")
            for index in columns.extra:
                line.texts[index] = _dashes(first.extra.get(str(index), ""))
            yield line


def _number(numbering: Numbering, stage: StageRead, measure: MeasureRead, columns: Columns) -> dict[int, str]:
    return {} if columns.number is None else {columns.number: numbering.of(stage, measure)}


def _stage_cell(stage: StageRead, numbering: Numbering) -> str:
    return "" if stage.across else stage_text(stage, is_numbered=numbering.by_stage)


class Numbering:
    """What the № column says: numbers of rows where the plan has them, else those of stages."""

    def __init__(self, read: RoadmapRead, columns: Columns) -> None:
        self.by_stage = columns.stage is not None and not any(one.row_number for one in read.measures)
        self._counted: dict[str, str] = {}
        if not self.by_stage and not any(_row_number(one) for one in read.measures):
            rows = (measures[0] for stage in read.stages for measures in _sharing(stage.measures))
            self._counted = {first.key: f"{place}." for place, first in enumerate(rows, 1)}

    def of(self, stage: StageRead, measure: MeasureRead) -> str:
        if self.by_stage:
            return _dotted(stage.number or "")
        return self._counted.get(measure.key) or _row_number(measure)


def _row_number(measure: MeasureRead) -> str:
    """The row's own number: as printed, else what the measure's number is without that of the item."""
    if measure.row_number or not measure.number:
        return measure.row_number
    outer = measure.number.rpartition(".")[0] if measure.marker else measure.number
    return _dotted(outer)


def _dotted(number: str) -> str:
    return f"{number}." if number and number[-1].isalnum() else number


def stage_text(stage: StageRead, *, is_numbered: bool = False) -> str:
    """The heading of a stage as the file had it; made anew when number or title have been changed since.

    `is_numbered`: the № column already says its number.
    """
    number, title = stage.number, stage.title or ""
    said = split_stage(stage.printed)
    if stage.printed and (
        (said.number, said.title or "") == (number, title) or (is_numbered and stage.printed == title)
    ):
        return stage.printed
    if is_numbered or not number:
        return title
    if not title:
        return _dotted(number)
    ways = (f"{_dotted(number)} {title}", f"Этап {number}. {title}")
    return next((way for way in ways if _says(way, number, title)), ways[0])


def _says(text: str, number: str, title: str) -> bool:
    said = split_stage(text)
    return (said.number, said.title) == (number, title)


def _sharing(measures: Sequence[MeasureRead]) -> Iterator[list[MeasureRead]]:
    """Measures that stand in one cell as a list: of one row, and alike in every other column."""

    def rest(one: MeasureRead) -> tuple[object, ...]:
        apart = "" if one.row else one.key
        texts = one.title, one.row_number, one.due_text, one.responsible_text, one.expected_result
        return one.row, apart, *texts, tuple(sorted(one.extra.items()))

    for _, group in groupby(measures, rest):
        yield list(group)


def _content(measures: list[MeasureRead]) -> str:
    if len(measures) == 1:
        marker = measures[0].marker
        return _dashes(f"{marker} {measures[0].content}" if marker else measures[0].content)
    return _dashes("\n".join(f"{mark} {one.content}" for mark, one in zip(_markers(measures), measures, strict=True)))


def _markers(measures: list[MeasureRead]) -> list[str]:
    """Markers as they were while they rise; counted anew after somebody has moved or added items."""
    markers = [one.marker for one in measures]
    numbers = [int(found[0]) if (found := _LEADING.match(marker)) else 0 for marker in markers]
    if 0 not in numbers and all(low < high for low, high in zip(numbers, numbers[1:], strict=False)):
        return markers
    ending = next((marker[-1] for marker in markers if marker and not marker[-1].isalnum()), ")")
    return [f"{place}{ending}" for place in range(1, len(markers) + 1)]


def _dashes(text: str) -> str:
    """A dash of print before an item: reading makes a hyphen of either."""
    return _DASH.sub("– ", text)
