"""Columns for words that the plan's own table has no room for: what somebody has written since is never left out."""

from __future__ import annotations

from dataclasses import replace

from ..reading.mixed import parted
from ..reading.structure import CONTENT, DUE, RESPONSIBLE, RESULT, ColumnRead, RoadmapRead
from .lines import FIELDS

HEADINGS = {DUE: "Сроки", RESPONSIBLE: "Ответственные", RESULT: "Ожидаемый результат"}


def complete(read: RoadmapRead) -> RoadmapRead:
    """The same plan in the file's own columns; one is added at the end for each field that says something and has none."""
    columns = list(read.columns) or [ColumnRead("Содержание деятельности", CONTENT)]
    roles = {column.role for column in columns}
    columns += [
        ColumnRead(heading, role)
        for role, heading in HEADINGS.items()
        if role not in roles and any(getattr(one, FIELDS[role]) for one in read.measures)
    ]
    return _joined(read if columns == read.columns else replace(read, columns=columns))


def _joined(read: RoadmapRead) -> RoadmapRead:
    """Due and responsible in one column again where the file had one, as long as it reads back as both."""
    places = next((places for _, places in read.printed_columns() if len(places) == 2), None)
    if places is None or {read.columns[place].role for place in places} != {DUE, RESPONSIBLE}:
        return read
    first, second = places
    fields = [FIELDS[read.columns[place].role] for place in places]
    texts = ["\n".join(filter(None, (getattr(one, name) for name in fields))) for one in read.measures]
    for one, text in zip(read.measures, texts, strict=True):
        found = parted(text)
        if (found.due, found.responsible) != (one.due_text, one.responsible_text):
            return read
    words = iter(texts)
    column = ColumnRead(read.columns[first].within, DUE, sum(read.columns[place].width for place in places))
    stages = [
        replace(
            stage,
            measures=[
                replace(
                    one,
                    due_text=next(words) or None,
                    responsible_text=None,
                    extra={str(int(at) - (int(at) > second)): text for at, text in one.extra.items()},
                )
                for one in stage.measures
            ],
        )
        for stage in read.stages
    ]
    return replace(read, columns=[*read.columns[:first], column, *read.columns[second + 1 :]], stages=stages)
