"""The sheets of an .xlsx measured on their packed XML: far cells cut off, formulas without a stored result found."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from schools.workbooks.bounds import MAX_CELLS_IN_SHEET, Container, SheetBounds
from schools.workbooks.errors import DAMAGED, TOO_LARGE, WorkbookError

MAX_PARSED_CELLS = 400_000  # a parsed tree of a sheet takes about 300 bytes a cell
WINDOW_ROWS, WINDOW_COLUMNS = 5_000, 200  # what is kept of a sheet whose used rectangle passes the limit

_REFERENCE = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_CELL_TAG = re.compile(rb"<(?:\w+:)?c[\s/>]")
_FORMULA_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*[^<>/])>((?:(?!</(?:\w+:)?c>).)*)</(?:\w+:)?c>", re.DOTALL)


_COUNT = re.compile(rb"""ount\s*=\s*(?:"([^"]*)"|'([^']*)')""")
MAX_COUNT = 2_000_000


def _refuse_false_counts(parts: dict[str, bytes]) -> None:
    """The reader sets aside memory for as many strings or styles as a part claims to hold; a false claim kills it."""
    for name, xml in parts.items():
        if not name.lower().startswith("xl/") or not name.lower().endswith(".xml"):
            continue
        if b"\x00" in xml[:200] or b"<!DOCTYPE" in xml[:2000]:
            raise WorkbookError(DAMAGED)
        for match in _COUNT.finditer(xml):
            inside_tag = xml.rfind(b"<", 0, match.start()) > xml.rfind(b">", 0, match.start())
            value = match[1] if match[1] is not None else match[2]
            if inside_tag and not (value.isdigit() and len(value) < 9 and int(value) <= MAX_COUNT):
                raise WorkbookError(DAMAGED)


def inspect_xlsx(parts: dict[str, bytes], lowered: dict[str, str]) -> Container:
    _refuse_false_counts(parts)
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
