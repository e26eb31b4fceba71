"""Columns for words that the plan's own table has no room for: what somebody has written since is never left out."""

from __future__ import annotations

from dataclasses import replace

from ..reading.structure import CONTENT, DUE, RESPONSIBLE, RESULT, ColumnRead, RoadmapRead
from .lines import FIELDS

HEADINGS = {DUE: "Сроки", RESPONSIBLE: "Ответственные", RESULT: "Ожидаемый результат"}


def complete(read: RoadmapRead) -> RoadmapRead:
    """The same plan; a column is added at the end for each field that says something and has none."""
    columns = list(read.columns) or [ColumnRead("Содержание деятельности", CONTENT)]
    roles = {column.role for column in columns}
    columns += [
        ColumnRead(heading, role)
        for role, heading in HEADINGS.items()
        if role not in roles and any(getattr(one, FIELDS[role]) for one in read.measures)
    ]
    return read if columns == read.columns else replace(read, columns=columns)
