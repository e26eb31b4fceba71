"""The sheets of an .ods measured on their XML: a few bytes may repeat a cell a billion times. And their merged cells."""

import io
from xml.etree import ElementTree

from schools.workbooks.bounds import MAX_CELLS_IN_SHEET, Container, SheetBounds
from schools.workbooks.errors import COPY_TABLE, PASSWORD, TOO_LARGE, WorkbookError

MAX_MERGES = 20_000


def inspect_ods(parts: dict[str, bytes]) -> Container:
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise WorkbookError(PASSWORD)
    if parts.get("mimetype", b"").strip() not in (
        b"application/vnd.oasis.opendocument.spreadsheet",
        b"application/vnd.oasis.opendocument.spreadsheet-template",
    ):
        raise WorkbookError(f"Это документ LibreOffice, но не таблица. {COPY_TABLE}")
    container, bounds = Container(), SheetBounds()
    row_number = column = columns = rows = 0
    repeated_rows = 1
    for event, element in ElementTree.iterparse(io.BytesIO(parts["content.xml"]), events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            if tag == "table":
                row_number = columns = rows = 0
                bounds = container.bounds.setdefault(_attribute(element, "name"), SheetBounds())
            elif tag == "table-row":
                column, repeated_rows = 0, _repeat(element, "number-rows-repeated")
                row_number += repeated_rows
        elif tag in ("table-cell", "covered-table-cell"):
            wide, high = _repeat(element, "number-columns-spanned"), _repeat(element, "number-rows-spanned")
            if wide * high > 1 and len(bounds.merges) < MAX_MERGES:
                top = row_number - repeated_rows
                bounds.merges.append(((top, column), (top + high - 1, column + wide - 1)))
            column += _repeat(element, "number-columns-repeated")
            if len(element) or any(key.endswith(("value", "value-type", "formula")) for key in element.attrib):
                columns, rows = max(columns, column), row_number
                if columns * rows > MAX_CELLS_IN_SHEET:
                    raise WorkbookError(TOO_LARGE)
        elif tag == "table-row":
            element.clear()
    return container


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _repeat(element: ElementTree.Element, name: str) -> int:
    value = _attribute(element, name) or "1"
    return max(int(value), 1) if value.isdigit() and len(value) < 9 else 1
