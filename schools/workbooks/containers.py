"""What a file really is, before the fast reader is let at it.

The reader lays a sheet out as a full rectangle, so one stray cell at XFD1048576 would ask for hundreds of gigabytes and
end the process without an exception. Hence sizes are measured here first, on the packed XML, and far cells are cut off.
"""

import io
import struct
import zipfile

from schools.workbooks import biff
from schools.workbooks.bounds import MAX_CELLS_IN_SHEET, Container
from schools.workbooks.errors import COPY_TABLE, DAMAGED, PASSWORD, SAVE_AS, TOO_LARGE, UNPACKS_TOO_LARGE, WorkbookError
from schools.workbooks.ods import inspect_ods
from schools.workbooks.xlsx import inspect_xlsx

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_ENTRIES = 2_000


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
        raise WorkbookError(
            "Это документ PDF, а нужна таблица Excel. Возьмите исходную таблицу (.xlsx, .xls или .ods)."
        )
    if head.startswith((b"{\\rtf",)):
        raise WorkbookError(f"Это текстовый документ, а нужна таблица Excel. {COPY_TABLE}")
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<meta")) or b"<html" in head or b"<table" in head:
        raise WorkbookError(f"Это веб-страница, сохранённая под видом таблицы. {SAVE_AS}")
    if head.startswith(b"<?xml") and b"spreadsheet" in head:
        raise WorkbookError(f"Это таблица в старом формате XML. {SAVE_AS}")
    if b"\x00" not in head and any(mark in head for mark in (b";", b",", b"\t")):
        raise WorkbookError(f"Это текстовый файл (похоже, CSV), а не книга Excel. {SAVE_AS}")
    raise WorkbookError(
        "Это не таблица: нужен файл Excel или LibreOffice (.xlsx, .xls или .ods). Выберите другой файл."
    )


def _inspect_ole(content: bytes) -> Container:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise WorkbookError(PASSWORD)
    if has("WordDocument"):
        raise WorkbookError(f"Это документ Word, а нужна таблица Excel. {COPY_TABLE}")
    if has("PowerPoint Document"):
        raise WorkbookError(f"Это презентация, а нужна таблица Excel. {COPY_TABLE}")
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
        raise WorkbookError(f"Это документ Word, а нужна таблица Excel. {COPY_TABLE}")
    if any(name.startswith("ppt/") for name in names):
        raise WorkbookError(f"Это презентация, а нужна таблица Excel. {COPY_TABLE}")
    if "xl/workbook.bin" in names:
        raise WorkbookError(f"Двоичную книгу .xlsb программа не читает. {SAVE_AS}")
    parts = {}
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise WorkbookError(PASSWORD)
        # Office programs write no other; the unpacker of LZMA would set aside what the file claims, gigabytes if it likes.
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise WorkbookError(DAMAGED)
        # Every part is unpacked once with its length and checksum verified: a false length is how a bomb hides.
        parts[entry.filename.replace("\\", "/").lstrip("/")] = _unpack(package, entry)
    lowered = {name.lower(): name for name in parts}
    if "xl/workbook.xml" in lowered or "xl/_rels/workbook.xml.rels" in lowered:
        return inspect_xlsx(parts, lowered)
    if "content.xml" in parts:
        return inspect_ods(parts)
    raise WorkbookError(
        "Это архив, а не таблица: нужен файл Excel или LibreOffice (.xlsx, .xls или .ods). "
        "Распакуйте архив и выберите файл."
    )


def _unpack(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    data = package.read(entry)
    if len(data) != entry.file_size:
        raise WorkbookError(DAMAGED)
    return data
