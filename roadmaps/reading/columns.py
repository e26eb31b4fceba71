"""The columns of the roadmap: what each is, what the № column numbers, and rows that run across them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roadmaps.reading import doubts as say
from roadmaps.reading.grid import Cell
from roadmaps.reading.headings import Head, guess
from roadmaps.reading.rows import Row
from roadmaps.reading.stages import bare_number, has_levels, split_stage
from roadmaps.reading.structure import BOTH, CONTENT, DUE, EXTRA, NUMBER, RESPONSIBLE, RESULT, STAGE, TITLE, Doubt
from roadmaps.reading.texts import clean, key, number_text, one_line

_ONCE = (NUMBER, STAGE, TITLE, CONTENT, DUE, RESPONSIBLE, BOTH, RESULT)


@dataclass(slots=True)
class Across:
    """A row across the table: its number's cell, if any, and its text."""

    number: str
    cell: Cell
    # It is certainly across: one merged cell.
    merged: bool = True
    # What else the row says beside a stage (its dates).
    beside: str = ""


class Layout:
    """Columns of the roadmap by role."""

    def __init__(self, roles: list[str]) -> None:
        self.roles = roles
        self.place = {role: index for index, role in enumerate(roles) if role in _ONCE}
        self.number = self.place.get(NUMBER)
        self.stage = self.place.get(STAGE)
        self.title = self.place.get(TITLE)
        self.content = self.place.get(CONTENT)
        self.texts = {index for index in (self.title, self.content) if index is not None}

    def across(self, row: Row) -> Across | None:
        """The row as a text across the table, or None."""
        number = ""
        filled = list(row.own)
        if len(filled) == 2 and self.number is not None:
            place = next((index for index, (_, where) in enumerate(filled) if where == [self.number]), None)
            if place is None:
                return None
            number = number_text(filled.pop(place)[0])
            if bare_number(number) is None and not has_levels(number):
                return None
        if len(filled) != 1:
            return self._with_dates(row, number)
        cell, covered = filled[0]
        others = [one for one, where in row.held if where != [self.number]]
        if not number and self.number is not None:
            number = next((number_text(one) for one, where in row.held if where == [self.number]), "")
        if others:
            return None
        if len(covered) >= len(self.roles) - (self.number is not None and self.number not in covered):
            return Across(number, cell) if len(covered) > 1 else None
        wide = self.texts | ({self.stage} if self.stage is not None else set())
        beyond = set(covered) - wide - {self.number}
        if len(covered) > 1 and beyond and wide & set(covered):
            return Across(number, cell)
        if covered == [self.number] and bare_number(clean(cell.text)) is None and not has_levels(cell.text):
            return Across("", cell, merged=False)
        return None

    def _with_dates(self, row: Row, number: str) -> Across | None:
        """«1 этап. Подготовка» merged over number and text, with dates of its own in the columns beside."""
        cell, covered = row.own[0]
        if number or row.held or len(covered) < 2 or self.number not in covered or not self.texts <= set(covered):
            return None
        others = [one_line([one]) for one, where in row.own[1:] if not set(where) & self.texts]
        if len(others) < len(row.own) - 1 or not split_stage(one_line([cell])).sure:
            return None
        return Across("", cell, beside=" ".join(others))


def among(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Whether it is one of these very cells: two cells with the same text are not the same."""
    return any(cell is one for one in cells)


def settled(head: Head, data: Sequence[Row]) -> list[str]:
    """Roles of the columns: an empty heading over numbers is the number's column, over cells that hold for several rows that
    of the stages; any other one is kept as it is."""
    roles = list(head.roles)
    for index, role in enumerate(roles):
        if role:
            continue
        texts = [number_text(cell) for row in data for cell, covered in row.own if covered == [index]]
        numbers = sum(bare_number(text) is not None or has_levels(text) for text in texts)
        roles[index] = NUMBER if NUMBER not in roles and numbers * 2 > len(texts) else EXTRA
        if roles[index] == EXTRA and STAGE not in roles and not numbers and _holds_for_several(index, roles, data):
            roles[index] = STAGE
    return roles


def _holds_for_several(index: int, roles: Sequence[str], data: Sequence[Row]) -> bool:
    """Left of the measures, from the first row on, merged over rows or with empty cells below."""
    if not all(role in ("", NUMBER) for role in roles[:index]) or len(data) < 2:
        return False
    cells = [cell for row in data for cell, covered in row.own if covered == [index]]
    begins = bool(cells) and cells[0].row == data[0].index
    return begins and (any(cell.rows > 1 for cell in cells) or len(cells) * 2 <= len(data))


def doubts_of_columns(headings: Sequence[str], roles: Sequence[str]) -> list[Doubt]:
    """Columns that could have had a role that another one has, and directions taken for stages."""
    found = []
    for heading, role in zip(headings, roles, strict=True):
        named = guess(heading)
        if role == EXTRA and named in (DUE, RESPONSIBLE, BOTH, RESULT, STAGE):
            found.append(Doubt(DUE if named == BOTH else named, heading, say.TWO_COLUMNS))
        elif role == STAGE and named != STAGE:
            found.append(Doubt(STAGE, heading, say.UNKNOWN_STAGES))
    return found


def numbers_stages(layout: Layout, data: Sequence[Row]) -> bool:
    """The № column numbers stages when no stage has two numbers and none prints a number of its own."""
    if layout.number is None or layout.stage is None:
        return False
    seen: dict[str, set[str]] = {}
    current = ""
    for row in data:
        if layout.across(row):
            current = ""
            continue
        stage = row.at(layout.stage)
        text = one_line(stage)
        current = key(text) or current
        own = split_stage(text).number
        for cell in row.at(layout.number):
            if among(cell, stage) or cell.row != row.index:
                continue
            number = number_text(cell)
            if has_levels(number) or (own is not None and own != bare_number(number)):
                return False
            seen.setdefault(current, set()).add(bare_number(number) or key(number))
    return all(len(numbers) < 2 for numbers in seen.values())
