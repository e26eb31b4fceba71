"""A workbook (.xlsx, .xls, .ods) as tables: each sheet trimmed to what is filled, values written out as they are shown."""

import re
from datetime import date, datetime, time, timedelta

from roadmaps.reading import refusals
from roadmaps.reading.errors import RoadmapUnreadable
from roadmaps.reading.grid import Cell, Source, Table
from roadmaps.reading.looks import Look, looks_of, shown_number
from schools.workbooks import errors, reading
from schools.workbooks.reading import Formula, Merge, Sheet

MAX_SHEET_CELLS = 60_000
MAX_BOOK_CELLS = 150_000
MAX_CHARACTERS = 2_000_000

_SENTENCES = {
    errors.DAMAGED: refusals.DAMAGED_WORKBOOK,
    errors.PASSWORD: refusals.PASSWORD,
    errors.TOO_LARGE: refusals.TOO_MANY_CELLS,
    errors.UNPACKS_TOO_LARGE: refusals.BOMB,
}


def read_workbook(content: bytes) -> Source:
    """One table per filled sheet, those that are shown first. Raises RoadmapUnreadable."""
    if len(content) > reading.MAX_FILE_BYTES:
        raise RoadmapUnreadable(refusals.WORKBOOK_TOO_LARGE.format(limit=reading.MAX_FILE_BYTES // 1024 // 1024))
    try:
        book = reading.open_workbook(content)
    except reading.WorkbookError as error:
        raise RoadmapUnreadable(_SENTENCES.get(error.message_ru, error.message_ru)) from error
    looks = looks_of(content)
    tables: list[Table] = []
    cells = characters = 0
    for sheet in sorted(book.sheets, key=lambda one: not one.visible):
        table = _table(sheet, looks.get(sheet.name, Look()))
        cells += table.height * table.width
        characters += sum(len(cell.text) for row in range(table.height) for cell in table.starting(row))
        if cells > MAX_BOOK_CELLS or characters > MAX_CHARACTERS:
            raise RoadmapUnreadable(refusals.TOO_MANY_CELLS)
        if table.height:
            tables.append(table)
    return Source(blocks=list(tables), landscape=any(table.landscape for table in tables[:1]))


def _table(sheet: Sheet, look: Look) -> Table:
    filled = [
        (number, column) for number, row in enumerate(sheet.rows) for column, value in enumerate(row) if value != ""
    ]
    if not filled:
        return Table(name=sheet.name)
    top, bottom = filled[0][0], filled[-1][0]
    left, right = min(column for _, column in filled), max(column for _, column in filled)
    if (bottom - top + 1) * (right - left + 1) > MAX_SHEET_CELLS:
        raise RoadmapUnreadable(refusals.TOO_MANY_CELLS)
    table = Table(name=sheet.name, landscape=look.landscape)
    for number in range(top, bottom + 1):
        row = sheet.rows[number]
        cells = []
        for column in range(left, right + 1):
            value = row[column] if column < len(row) else ""
            text = shown(value, look.formats.get((number, column), ""), decimal="." if column == left else ",")
            cell = Cell.of(text, number - top, column - left)
            cell.typed = text != "" and not isinstance(value, str)
            cells.append(cell)
        table.grid.append(cells)
    table.hidden = {column - left for column in range(left, right + 1) if look.hides(column)}
    if look.widths:
        table.widths = [look.width_of(column) for column in range(left, right + 1)]
    _merge(table, sheet.merges, top, left)
    return table


def _merge(table: Table, merges: list[Merge], top: int, left: int) -> None:
    """Merged cells of the sheet in the trimmed table; those that overlap an earlier one are no merges at all."""
    budget = 4 * table.height * table.width
    for (first_row, first_column), (last_row, last_column) in merges:
        row, column = max(first_row - top, 0), max(first_column - left, 0)
        rows = min(last_row - top + 1, table.height) - row
        columns = min(last_column - left + 1, table.width) - column
        if rows < 1 or columns < 1 or rows * columns == 1 or budget < rows * columns:
            continue
        budget -= rows * columns
        covered = [cell for line in table.grid[row : row + rows] for cell in line[column : column + columns]]
        if all(cell.rows == cell.columns == 1 for cell in covered):
            table.merge(row, column, rows, columns)


def shown(value: object, number_format: str = "", decimal: str = ",") -> str:
    """A value as the program shows it: dates DD.MM.YYYY, whole numbers without a fraction, a Russian decimal comma.

    decimal: «.» in the first column, where «1.2» numbers a row and is no quantity.
    """
    if isinstance(value, Formula):  # nothing was ever computed or shown there
        return ""
    if isinstance(value, str):
        return re.sub(r"\r\n?|[\x0b\x0c\u2028\u2029]", "\n", value)
    if isinstance(value, bool):
        return "ИСТИНА" if value else "ЛОЖЬ"
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}" if value.time() == time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, int | float):
        return shown_number(value, number_format, decimal)
    return ""
