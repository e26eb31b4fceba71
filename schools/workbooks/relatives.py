"""The representatives of one pupil, gathered from the columns about them."""

from collections.abc import Sequence
from dataclasses import replace

from schools.workbooks.cleaning import (
    Finding,
    Representative,
    clean_email,
    clean_phone,
    clean_text,
    parse_representatives,
    text_of,
)
from schools.workbooks.cleaning.contacts import all_phones
from schools.workbooks.layout import Column
from schools.workbooks.reading import Cell

Remark = tuple[Column, Cell, Finding]


def read_representatives(row: Sequence[Cell], columns: Sequence[Column]) -> tuple[list[Representative], list[Remark]]:
    """columns: those whose field begins with «representative», in the order of the sheet.

    A telephone, an address or a relation belongs to the column of names of the same relation («Телефон матери»),
    else to the nearest column of names on the left, else to the first one.
    """
    groups: dict[int, list[Representative]] = {}
    remarks: list[Remark] = []
    for column in columns:
        cell = _cell(row, column)
        if column.field == "representative" and cell != "":
            parsed, findings = parse_representatives(text_of(cell), column.relation)
            groups[column.index] = [replace(person) for person in parsed]
            remarks += [(column, cell, finding) for finding in findings]
    for column in columns:
        cell = _cell(row, column)
        if cell == "" or column.field == "representative":
            continue
        people = _owners(column, columns, groups)
        if column.field == "representative_relation":
            for person, word in zip(people, text_of(cell).replace(";", ",").split(","), strict=False):
                person.relation = person.relation or (clean_text(word) or "").lower()
        elif column.field == "representative_phone":
            _give_phones(people, column, cell, remarks)
        else:
            address, findings = clean_email(cell)
            remarks += [(column, cell, finding) for finding in findings]
            if people and address:
                people[0].email = people[0].email or address
    return [person for index in sorted(groups) for person in groups[index]], remarks


def _cell(row: Sequence[Cell], column: Column) -> Cell:
    cell = row[column.index] if column.index < len(row) else ""
    return "" if isinstance(cell, str) and not cell.strip() else cell


def _owners(column: Column, columns: Sequence[Column], groups: dict[int, list[Representative]]) -> list[Representative]:
    named = [other for other in columns if other.field == "representative"]
    if column.relation:
        same = [other for other in named if other.relation == column.relation]
        if same:
            return groups.get(same[0].index, [])
        everybody = [person for index in sorted(groups) for person in groups[index]]
        return [person for person in everybody if person.relation.startswith(column.relation)]
    left = [other for other in named if other.index < column.index]
    for other in reversed(left):
        if groups.get(other.index):
            return groups[other.index]
    return next((groups[index] for index in sorted(groups) if groups[index]), [])


def _give_phones(people: list[Representative], column: Column, cell: Cell, remarks: list[Remark]) -> None:
    phones, _ = all_phones(text_of(cell))
    if len(phones) > 1 and len(people) > 1:
        for person, phone in zip(people, phones, strict=False):
            person.phone = person.phone or phone
        return
    first, findings = clean_phone(cell)
    remarks += [(column, cell, finding) for finding in findings]
    if first and people:
        people[0].phone = people[0].phone or first
    elif first:
        message = "Телефон представителя есть, а имени нет: не загрузим. Впишите фамилию, имя и отчество представителя."
        remarks.append((column, cell, Finding(message)))
