"""What a file really is, before the fast reader is let at it.

The reader lays a sheet out as a full rectangle, so one stray cell at XFD1048576 would ask for hundreds of gigabytes and
end the process without an exception. Hence sizes are measured here first, on the packed XML, and far cells are cut off.
"""

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from schools.workbooks import biff

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_CELLS_IN_SHEET = 1_500_000
MAX_PARSED_CELLS = 400_000  # a parsed tree of a sheet takes about 300 bytes a cell
WINDOW_ROWS, WINDOW_COLUMNS = 5_000, 200  # what is kept of a sheet whose used rectangle passes the limit

SAVE_AS = "Откройте файл в Excel или LibreOffice, сохраните как «Книга Excel (.xlsx)» и загрузите снова."
DAMAGED = (
    "Файл повреждён или загрузился не до конца, прочитать его не удалось. Откройте его в Excel, сохраните заново "
    "как «Книга Excel (.xlsx)» и загрузите снова."
)
PASSWORD = (
    "Файл защищён паролем. Снимите защиту (в Excel: «Файл» → «Сведения» → «Защита книги»), сохраните книгу "
    "и загрузите снова."
)
TOO_LARGE = (
    "В книге слишком много заполненных ячеек для списка людей. Скопируйте лист со списком в новую книгу и загрузите её."
)
UNPACKS_TOO_LARGE = (
    "Файл распаковывается в слишком большой объём, так не бывает у списка людей. Скопируйте список в новую книгу "
    "и загрузите её."
)


class WorkbookError(Exception):
    """The file cannot be read as a table of people; `str(error)` is a Russian sentence that says what to do."""

    def __init__(self, message_ru: str) -> None:
        super().__init__(message_ru)
        self.message_ru = message_ru


@dataclass(slots=True)
class SheetBounds:
    far_cell: str = ""
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)  # only those without a stored result


@dataclass(slots=True)
class Container:
    bounds: dict[str, SheetBounds] = field(default_factory=dict)  # by sheet name
    isolated: bool = False  # to be read in a process of its own
    repacked: bytes = b""  # the file without its far cells, when there were any


def inspect(content: bytes) -> Container:
    """Tell the kind of file by its bytes, never by its extension; refuse what is not .xlsx, .xls or .ods."""
    if not content:
        raise WorkbookError("Файл пустой: в нём нет ни одного байта. Выберите файл со списком и загрузите снова.")
    if content.startswith(b"PK"):
        return _inspect_zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _inspect_ole(content)
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        raise WorkbookError("Это документ PDF, а нужна таблица Excel. Возьмите исходную таблицу (.xlsx, .xls или .ods).")
    if head.startswith((b"{\\rtf",)):
        raise WorkbookError(f"Это текстовый документ, а нужна таблица Excel. {_COPY_TABLE}")
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<meta")) or b"<html" in head or b"<table" in head:
        raise WorkbookError(f"Это веб-страница, сохранённая под видом таблицы. {SAVE_AS}")
    if head.startswith(b"<?xml") and b"spreadsheet" in head:
        raise WorkbookError(f"Это таблица в старом формате XML. {SAVE_AS}")
    if b"\x00" not in head and any(mark in head for mark in (b";", b",", b"\t")):
        raise WorkbookError(f"Это текстовый файл (похоже, CSV), а не книга Excel. {SAVE_AS}")
    raise WorkbookError("Это не таблица: нужен файл Excel или LibreOffice (.xlsx, .xls или .ods). Выберите другой файл.")


_COPY_TABLE = "Скопируйте таблицу в Excel, сохраните как «Книга Excel (.xlsx)» и загрузите снова."


def _inspect_ole(content: bytes) -> Container:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise WorkbookError(PASSWORD)
    if has("WordDocument"):
        raise WorkbookError(f"Это документ Word, а нужна таблица Excel. {_COPY_TABLE}")
    if has("PowerPoint Document"):
        raise WorkbookError(f"Это презентация, а нужна таблица Excel. {_COPY_TABLE}")
    if not (has("Workbook") or has("Book")):
        raise WorkbookError(DAMAGED)
    try:
        cells = biff.largest_rectangle(content)
    except (ValueError, struct.error) as error:
        raise WorkbookError(DAMAGED) from error
    if cells > MAX_CELLS_IN_SHEET:
        raise WorkbookError(TOO_LARGE)
    return Container(isolated=True)


def _inspect_zip(content: bytes) -> Container:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _inspect_package(package)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise WorkbookError(DAMAGED) from error


def _inspect_package(package: zipfile.ZipFile) -> Container:
    entries = package.infolist()
    names = {entry.filename.lower().replace("\\", "/").lstrip("/") for entry in entries}
    if (
        len(entries) > MAX_ENTRIES
        or len(names) != len(entries)
        or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES
    ):
        raise WorkbookError(UNPACKS_TOO_LARGE)
    if any(name.startswith("word/") for name in names):
        raise WorkbookError(f"Это документ Word, а нужна таблица Excel. {_COPY_TABLE}")
    if any(name.startswith("ppt/") for name in names):
        raise WorkbookError(f"Это презентация, а нужна таблица Excel. {_COPY_TABLE}")
    if "xl/workbook.bin" in names:
        raise WorkbookError(f"Двоичную книгу .xlsb программа не читает. {SAVE_AS}")
    parts = {}
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise WorkbookError(PASSWORD)
        # Every part is unpacked once with its length and checksum verified: a false length is how a bomb hides.
        parts[entry.filename.replace("\\", "/").lstrip("/")] = _unpack(package, entry)
    lowered = {name.lower(): name for name in parts}
    if "xl/workbook.xml" in lowered or "xl/_rels/workbook.xml.rels" in lowered:
        return _inspect_xlsx(parts, lowered)
    if "content.xml" in parts:
        return _inspect_ods(parts)
    raise WorkbookError(
        "Это архив, а не таблица: нужен файл Excel или LibreOffice (.xlsx, .xls или .ods). Распакуйте архив и выберите файл."
    )


def _unpack(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    data = package.read(entry)
    if len(data) != entry.file_size:
        raise WorkbookError(DAMAGED)
    return data


# --- .xlsx -----------------------------------------------------------------------------------------------------------

_REFERENCE = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_CELL_TAG = re.compile(rb"<(?:\w+:)?c[\s/>]")
_FORMULA_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*[^<>/])>((?:(?!</(?:\w+:)?c>).)*)</(?:\w+:)?c>", re.DOTALL)


def _inspect_xlsx(parts: dict[str, bytes], lowered: dict[str, str]) -> Container:
    container = Container()
    replaced: dict[str, bytes] = {}
    for sheet_name, part in _sheet_parts(parts, lowered):
        xml = parts[part]
        bounds = SheetBounds()
        if _rectangle(xml) > MAX_CELLS_IN_SHEET:
            replaced[part], bounds.far_cell = _without_far_cells(xml)
            xml = replaced[part]
        if b"<f" in xml or b":f" in xml:
            bounds.formulas = _formulas_without_result(xml)
        container.bounds[sheet_name] = bounds
    if replaced:
        container.repacked = _pack(parts | replaced)
    return container


def _sheet_parts(parts: dict[str, bytes], lowered: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(sheet name, part) for sheets of the workbook, then for every other part that looks like a sheet."""
    targets = {}
    relations = lowered.get("xl/_rels/workbook.xml.rels")
    if relations:
        for relation in ElementTree.fromstring(parts[relations]).iter():
            target = relation.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[relation.get("Id")] = lowered.get(path.lower())
    seen = set()
    workbook = lowered.get("xl/workbook.xml")
    if workbook:
        for sheet in ElementTree.fromstring(parts[workbook]).iter():
            if sheet.tag.rpartition("}")[2] != "sheet":
                continue
            identifier = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
            part = targets.get(identifier)
            if part:
                seen.add(part)
                yield sheet.get("name", ""), part
    for name in parts:
        if name.lower().startswith("xl/worksheets/") and name.lower().endswith(".xml") and name not in seen:
            yield f"\0{name}", name


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _rectangle(xml: bytes) -> int:
    """How many cells the reader would lay out. Quick on ordinary files; parsed properly when the quick way may err."""
    if b"\x00" in xml[:200] or b"<!DOCTYPE" in xml[:2000]:
        raise WorkbookError(DAMAGED)
    if xml.count(b"<c") + xml.count(b":c") > MAX_CELLS_IN_SHEET:
        raise WorkbookError(TOO_LARGE)
    references = _REFERENCE.findall(xml)
    if len(references) != len(_CELL_TAG.findall(xml)):
        _refuse_to_parse_much(xml)
        rows = columns = 0
        for _, _, row, column in _cells(ElementTree.fromstring(xml)):
            rows, columns = max(rows, row), max(columns, column)
        return rows * columns
    if not references:
        return 0
    rows = max(map(int, {row for _, row in references}))
    columns = max(map(_column_number, {letters for letters, _ in references}))
    return rows * columns


def _refuse_to_parse_much(xml: bytes) -> None:
    if xml.count(b"<") > 8 * MAX_PARSED_CELLS:
        raise WorkbookError(TOO_LARGE)


def _cells(root: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, ElementTree.Element, int, int]]:
    """(row element, cell element, row, column) from 1; cells without an address stand after the one before."""
    row_number = 0
    for row in root.iter():
        if row.tag.rpartition("}")[2] != "row":
            continue
        row_number += 1
        if row.get("r", "").strip().isdigit():
            row_number = int(row.get("r", ""))
        column = 0
        for cell in row:
            if cell.tag.rpartition("}")[2] != "c":
                continue
            column += 1
            address = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", cell.get("r", "").strip().upper())
            if address:
                column = _column_number(address[1].encode())
                row_number = int(address[2])
            elif cell.get("r"):
                raise WorkbookError(DAMAGED)
            yield row, cell, row_number, column


def _without_far_cells(xml: bytes) -> tuple[bytes, str]:
    """The sheet without blank cells and without those outside the window, and the address of the farthest cut off."""
    _refuse_to_parse_much(xml)
    root = ElementTree.fromstring(xml)
    far_cell = ""
    extra = []
    for row, cell, row_number, column in _cells(root):
        outside = row_number > WINDOW_ROWS or column > WINDOW_COLUMNS
        if outside and len(cell):
            far_cell = cell.get("r") or far_cell
        if outside or not len(cell):
            extra.append((row, cell))
    by_row: dict[int, tuple[ElementTree.Element, set[int]]] = {}
    for row, cell in extra:
        by_row.setdefault(id(row), (row, set()))[1].add(id(cell))
    for row, unwanted in by_row.values():
        row[:] = [cell for cell in row if id(cell) not in unwanted]
    for parent in root.iter():
        if parent.tag.rpartition("}")[2] == "sheetData":
            parent[:] = [row for row in parent if len(row)]
    for child in list(root):
        if child.tag.rpartition("}")[2] == "dimension":
            root.remove(child)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True), far_cell


def _formulas_without_result(xml: bytes) -> dict[tuple[int, int], str]:
    found = {}
    for match in _FORMULA_CELL.finditer(xml):
        body = match[2]
        if b"<f" not in body and b":f" not in body:
            continue
        try:
            cell = ElementTree.fromstring(b"<c>" + re.sub(rb"<(/?)\w+:", rb"<\1", body) + b"</c>")
        except ElementTree.ParseError:
            continue
        address = re.search(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""", match[1])
        if cell.find("f") is None or (cell.findtext("v") or "") or address is None:
            continue
        position = (int(address[2]) - 1, _column_number(address[1]) - 1)
        found[position] = "=" + (cell.findtext("f") or "")
    return found


def _pack(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


# --- .ods ------------------------------------------------------------------------------------------------------------


def _inspect_ods(parts: dict[str, bytes]) -> Container:
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise WorkbookError(PASSWORD)
    if parts.get("mimetype", b"").strip() not in (
        b"application/vnd.oasis.opendocument.spreadsheet",
        b"application/vnd.oasis.opendocument.spreadsheet-template",
    ):
        raise WorkbookError(f"Это документ LibreOffice, но не таблица. {_COPY_TABLE}")
    row_number = column = columns = rows = 0
    repeated_rows = 1
    for event, element in ElementTree.iterparse(io.BytesIO(parts["content.xml"]), events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            if tag == "table":
                row_number = columns = rows = 0
            elif tag == "table-row":
                column, repeated_rows = 0, _repeat(element, "number-rows-repeated")
                row_number += repeated_rows
        elif tag in ("table-cell", "covered-table-cell"):
            column += _repeat(element, "number-columns-repeated")
            if len(element) or any(key.endswith(("value", "value-type", "formula")) for key in element.attrib):
                columns, rows = max(columns, column), row_number
                if columns * rows > MAX_CELLS_IN_SHEET:
                    raise WorkbookError(TOO_LARGE)
        elif tag == "table-row":
            element.clear()
    return Container()


def _repeat(element: ElementTree.Element, name: str) -> int:
    value = next((value for key, value in element.attrib.items() if key.endswith(name)), "1")
    return max(int(value), 1) if value.isdigit() and len(value) < 9 else 1
