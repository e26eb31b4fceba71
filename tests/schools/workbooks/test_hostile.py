"""Files that are broken, hostile or something else: always one Russian sentence, never an exception of another kind."""

import io
import random
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from schools.workbooks.people import read_file
from schools.workbooks.reading import WorkbookError, open_workbook
from tests.schools.workbooks.maker import ods, xlsx, zipped

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "workbooks"
TABLE = [["ФИО", "Должность"], ["Лугова Анна Сергеевна", "директор"]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def outcome(content):
    """«read», «refused» in Russian, or the sentence that should not have been."""
    try:
        read_file(content)
    except WorkbookError as error:
        return "refused" if re.search(r"[а-я]", str(error)) else str(error)
    return "read"


def edited(change):
    """Our small workbook with its sheet part rewritten."""
    with zipfile.ZipFile(io.BytesIO(xlsx([("Лист", TABLE)]))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return zipped({name: change(data) if name.endswith("sheet1.xml") else data for name, data in parts.items()})


def with_far_cell(*addresses):
    book = Workbook()
    for row in TABLE:
        book.active.append(row)
    for address in addresses:
        book.active[address] = "x"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Файл пустой"),
        (b"%PDF-1.7 ...", "документ PDF"),
        ("ФИО;Должность\n".encode(), "похоже, CSV"),
        (b"<html><body><table></table></body></html>", "веб-страница"),
        (zipped({"word/document.xml": "x", "[Content_Types].xml": "x"}), "документ Word"),
        (zipped({"ppt/presentation.xml": "x"}), "презентация"),
        (zipped({"xl/workbook.bin": "x"}), ".xlsb"),
        (zipped({"список.txt": "x"}), "архив"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "не таблица"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "защищён паролем"),
        (OLE + "WordDocument".encode("utf-16-le"), "документ Word"),
        (OLE + "Workbook".encode("utf-16-le"), "повреждён"),
        (b"PK" + b"\0" * (10 * 1024 * 1024), "больше 10 МБ"),
        (b"\x00\x01\x02", "не таблица"),
    ],
)
def test_not_a_workbook(content, sentence):
    with pytest.raises(WorkbookError, match=re.escape(sentence)):
        open_workbook(content)


def test_password_protected_workbook():
    with pytest.raises(WorkbookError, match="защищён паролем"):
        open_workbook((FIXTURES / "encrypted.xlsx").read_bytes())


def test_unusual_packing_is_refused_before_it_asks_for_memory():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(WorkbookError, match="повреждён"):
        open_workbook(buffer.getvalue())


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml[: len(xml) // 2],
        lambda xml: b"\0\1garbage",
        lambda xml: xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "a">]><worksheet', 1),
        lambda xml: xml.replace(b'r="A1"', b'r="A99999999999"'),
        lambda xml: (
            xml.replace(b't="inlineStr"', b't="s"').replace(b"<is><t>", b"<v>99999").replace(b"</t></is>", b"</v>")
        ),
    ],
)
def test_damaged_part_inside(change):
    with pytest.raises(WorkbookError, match="повреждён"):
        open_workbook(edited(change))


def test_zip_bomb_by_declared_size():
    with pytest.raises(WorkbookError, match="слишком большой объём"):
        open_workbook(edited(lambda xml: xml + b" " * 101 * 1024 * 1024))


def test_zip_bomb_with_a_false_size():
    content = bytearray(edited(lambda xml: xml + b" " * 3_000_000))
    real = next(
        info.file_size
        for info in zipfile.ZipFile(io.BytesIO(bytes(content))).infolist()
        if info.filename.endswith("sheet1.xml")
    )
    content = content.replace(real.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(WorkbookError, match="повреждён"):
        open_workbook(bytes(content))


@pytest.mark.parametrize(
    ("part", "xml"),
    [
        ("xl/sharedStrings.xml", b'<sst count="1" uniqueCount="99999999999"><si><t>a</t></si></sst>'),
        (
            "xl/sharedStrings.xml",
            '<?xml version="1.0" encoding="UTF-16"?><sst uniqueCount="99999999999"/>'.encode("utf-16"),
        ),
        ("xl/styles.xml", b"<styleSheet><cellXfs count='99999999999'/></styleSheet>"),
    ],
)
def test_false_counts_of_parts(part, xml):
    with zipfile.ZipFile(io.BytesIO(xlsx([("Лист", TABLE)]))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with pytest.raises(WorkbookError, match="повреждён"):
        open_workbook(zipped(parts | {part: xml}))


def test_too_many_cells():
    with pytest.raises(WorkbookError, match="слишком много"):
        open_workbook(
            edited(lambda xml: xml.replace(b"</sheetData>", b"<row>" + b"<c/>" * 1_600_000 + b"</row></sheetData>"))
        )


@pytest.mark.parametrize("addresses", [["XFD1048576"], ["XFD1", "A1048576"]])
def test_far_cell_is_cut_off_and_said(addresses):
    reading = read_file(with_far_cell(*addresses))
    assert [person.full_name for person in reading.people] == ["Лугова Анна Сергеевна"]
    assert [addresses[-1] in note for note in reading.notes] == [True]


def test_cells_without_addresses_are_read():
    reading = read_file(edited(lambda xml: re.sub(rb'<c r="[A-Z0-9]+"', b"<c", xml)))
    assert [person.full_name for person in reading.people] == ["Лугова Анна Сергеевна"]


def test_endless_repeats_in_ods():
    with zipfile.ZipFile(io.BytesIO(ods([("Лист", TABLE)]))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    cell = b"<table:table-row><table:table-cell office"
    repeated = (
        b'<table:table-row table:number-rows-repeated="1048000">'
        b'<table:table-cell table:number-columns-repeated="16000" office'
    )
    parts["content.xml"] = parts["content.xml"].replace(cell, repeated)
    with pytest.raises(WorkbookError, match="слишком много"):
        open_workbook(zipped(parts))


def test_old_xls():
    reading = read_file((FIXTURES / "staff.xls").read_bytes())
    assert [(p.row, p.full_name, p.birth_date.isoformat(), p.phone) for p in reading.people] == [
        (4, "Лугова Анна Сергеевна", "1971-03-14", "+79025550001"),
        (5, "Ким Яна Руслановна", "2000-08-06", "+79025550002"),
    ]
    assert (reading.sheet, reading.header_row) == ("Кадры", 3)


def test_random_damage_never_escapes():
    generator = random.Random(7)
    sources = [xlsx([("Лист", TABLE)]), ods([("Лист", TABLE)]), (FIXTURES / "staff.xls").read_bytes()]
    for number in range(240):
        source = sources[0 if number % 8 else 2] if number % 2 else sources[1]
        content = bytearray(source)
        for _ in range(generator.choice([1, 3, 30])):
            content[generator.randrange(len(content))] = generator.randrange(256)
        if generator.random() < 0.3:
            content = content[: generator.randrange(len(content))]
        assert outcome(bytes(content)) in ("read", "refused")


def test_random_damage_of_parts_never_escapes():
    generator = random.Random(11)
    for _ in range(240):
        source = generator.choice([xlsx([("Лист", TABLE)]), ods([("Лист", TABLE)])])
        with zipfile.ZipFile(io.BytesIO(source)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        name = generator.choice(sorted(parts))
        data = bytearray(parts[name])
        for _ in range(generator.choice([1, 3, 20])):
            place = generator.randrange(len(data))
            data[place : place + generator.randrange(20)] = data[generator.randrange(len(data)) :][
                : generator.randrange(20)
            ]
            data = data or bytearray(b"x")
        parts[name] = bytes(data)
        assert outcome(zipped(parts)) in ("read", "refused")
