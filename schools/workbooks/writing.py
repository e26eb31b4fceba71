"""Tidy tables out: .xlsx with a frozen heading, a filter, sensible widths, real dates and nothing that computes."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import Cell as XlsxCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

MIN_WIDTH, MAX_WIDTH = 6, 60
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
# What no XML may hold; the last two come with a hyphen copied out of a PDF.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)

Value = str | int | float | bool | date | datetime | None


def write_table(
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    sheet: str = "Список",
    caption: str = "",
) -> bytes:
    """One table as .xlsx. `title` goes over the table (none when empty), `caption` under it in grey (filters, date), each
    of its lines in a row.

    A cell whose text begins with =, +, -, @, a tab or a carriage return is written as text with a leading-quote mark,
    so that no spreadsheet computes what a user once typed.
    """
    book = Workbook()
    page: Worksheet = book.active  # type: ignore[assignment]  # stubs are wider
    page.title = _SHEET_NAME.sub(" ", sheet)[:31] or "Список"
    number = 1
    captions = [(line, Font(color="7F7F7F")) for line in caption.splitlines()]
    for text, font in ((title, Font(bold=True, size=14)), *captions):
        if text:
            put(page, number, 1, text).font = font
            number += 1
    header = number
    for column, heading in enumerate(headings, start=1):
        cell = put(page, header, column, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="EDEDED")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.border = _BORDER
    widths = [_width(heading) for heading in headings]
    last = header
    for last, row in enumerate(rows, start=header + 1):
        for column, value in enumerate(row, start=1):
            cell = put(page, last, column, value)
            cell.border = _BORDER
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if column <= len(widths):
                widths[column - 1] = max(widths[column - 1], _width(value))
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = min(max(width + 2, MIN_WIDTH), MAX_WIDTH)
    page.freeze_panes = f"A{header + 1}"
    if headings:
        page.auto_filter.ref = f"A{header}:{get_column_letter(len(headings))}{last}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # stubs are wider
    page.print_title_rows = f"{header}:{header}"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(page: Worksheet, row: int, column: int, value: Value) -> XlsxCell:
    """Write one value safely: text stays text, dates are real dates, control characters are dropped."""
    cell: XlsxCell = page.cell(row=row, column=column)  # type: ignore[assignment]  # stubs are wider
    if isinstance(value, str):
        dangerous = value.startswith(_DANGEROUS)
        text = _ILLEGAL.sub("", value)
        cell.value = text
        if text:
            cell.data_type = "s"  # openpyxl takes a leading «=» for a formula unless told otherwise
        if dangerous:
            cell.quotePrefix = True  # type: ignore[misc]  # stubs are wider
        cell.number_format = "@" if dangerous else "General"
        return cell
    cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value
    if isinstance(value, datetime):
        cell.number_format = "DD.MM.YYYY HH:MM"
    elif isinstance(value, date):
        cell.number_format = "DD.MM.YYYY"
    return cell


def _width(value: Value) -> int:
    if isinstance(value, datetime):
        return 16
    if isinstance(value, date):
        return 10
    return max((len(line) for line in str("" if value is None else value).splitlines()), default=0)
