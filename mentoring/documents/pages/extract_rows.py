"""Rows of a table that go into an extract about one person: the others' lines in a cell give place to a gap."""

import re
from dataclasses import replace

from schools.papers.engine.blocks import Column, Table

from .redaction import GAP, Names


def rows_about(table: Table, names: Names | None) -> Table | None:
    """The rows that speak of the person, under the numbers that they have in the order; None when no row does."""
    if names is None:
        return None
    found = [
        (place, tuple(cell_without(cell, names) for cell in row))
        for place, row in enumerate(table.rows, start=1)
        if names.speaks_of_person("\n".join(row))
    ]
    if not found:
        return None
    if not table.numbered:
        return replace(table, rows=tuple(row for _, row in found))
    share = max(sum(column.width for column in table.columns) // 14, 1)
    columns = (Column("№ п/п", share, "centre"), *table.columns)
    return Table(columns, tuple((str(place), *row) for place, row in found))


def cell_without(cell: str, names: Names) -> str:
    """A cell is a list of people, each in lines of his or her own: a stranger's name goes with the post under it."""
    lines: list[str] = []
    strange = False
    items = re.split(r"\n(?=\d+\))", cell)
    if len(items) > 1 and any(names.speaks_of_person(item) for item in items):
        # In a list of people whatever stands in a line of nobody known is somebody unknown.
        items = [GAP if re.match(r"\d+\)", item) and not names.speaks_of_pair(item) else item for item in items]
    for line in "\n".join(items).split("\n"):
        if line == GAP or names.names_only_others(line) and names.without_others(line) != line:
            strange = True
            if lines[-1:] != [GAP]:
                lines.append(GAP)
        elif strange and not names.mentions(line) and not re.match(r"\d+\)", line):
            continue
        else:
            strange = False
            lines.append(names.without_others(line))
    return "\n".join(lines)
