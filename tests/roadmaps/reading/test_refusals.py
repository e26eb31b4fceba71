"""Bad inputs: each gets a sentence of its own, says what to do, and nothing but `RoadmapUnreadable` ever leaves."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from roadmaps import reading
from roadmaps.reading import RoadmapUnreadable, read_file, read_text, readers, refusals
from schools.workbooks.reading import BLANK
from tests.roadmaps.reading.packages import HEADINGS, docx, paragraph, parts, roadmap_body, table, zipped

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
PEOPLE = [
    ["№ п/п", "ФИО", "Должность", "Телефон"],
    ["1", "Лугова Анна Сергеевна", "директор", "+7 902 555-00-01"],
    ["2", "Швец Игорь Львович", "учитель физики", "+7 902 555-00-02"],
]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def book(rows):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def with_broken_text():
    content = bytearray(zipped(parts(roadmap_body()), method=zipfile.ZIP_STORED))
    content[content.find("Подготовка".encode())] ^= 0xFF
    return bytes(content)


BAD = {
    "not a document": (bytes(range(256)) * 8, refusals.NOT_A_DOCUMENT),
    "empty": (b"", refusals.EMPTY),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), refusals.PASSWORD),
    "password of a real workbook": ((FIXTURES / "workbooks" / "encrypted.xlsx").read_bytes(), refusals.PASSWORD),
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), refusals.OLD_WORD),
    "50 MB": (docx() + b"\0" * (50 * 1024 * 1024), refusals.UPLOAD_TOO_LARGE.format(limit=20)),
    "no table": (docx(paragraph("Приказ") + paragraph("Назначить куратора.")), refusals.NO_TABLE),
    "no text": (docx(""), refusals.NOTHING_TYPED),
    "other table": (docx(table([["Показатель", "Значение"], ["Число пар", "3"]])), refusals.OTHER_TABLES),
    "list of teachers": (docx(table(PEOPLE)), refusals.PEOPLE),
    "list of teachers as a workbook": (book(PEOPLE), refusals.PEOPLE),
    "staff list": ((FIXTURES / "workbooks" / "staff_separate_columns_dirty.xlsx").read_bytes(), refusals.PEOPLE),
    "staff of a site": ((FIXTURES / "workbooks" / "staff_official_site_table.xlsx").read_bytes(), refusals.PEOPLE),
    "pupils": ((FIXTURES / "workbooks" / "pupils_with_representatives.xlsx").read_bytes(), refusals.PEOPLE),
    "zip bomb": (zipped(parts(roadmap_body()) | {"word/media/a.bmp": bytes(90 * 1024 * 1024)}), refusals.BOMB),
    "macros": (zipped(parts(roadmap_body()) | {"word/vbaProject.bin": b"x"}), refusals.MACROS),
    "damaged part": (with_broken_text(), refusals.DAMAGED_PART),
    "cut in half": (docx()[: len(docx()) // 2], refusals.DAMAGED),
    "blank workbook": (book([]), BLANK),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_file(name):
    content, sentence = BAD[name]
    with pytest.raises(RoadmapUnreadable) as caught:
        read_file(content, f"{name}.docx")
    assert str(caught.value) == sentence


def test_headings_without_measures():
    with pytest.raises(RoadmapUnreadable, match="мероприятий в ней нет"):
        read_file(docx(table([HEADINGS])))


@pytest.mark.parametrize(
    "path", sorted(SHARED.glob("broken/*")) or sorted((FIXTURES / "workbooks").glob("enc*")), ids=lambda path: path.name
)
def test_broken_workbooks_get_a_sentence(path):
    with pytest.raises(RoadmapUnreadable, match="^[А-ЯЁ]"):
        read_file(path.read_bytes(), path.name)


def test_pasted_list_of_people():
    with pytest.raises(RoadmapUnreadable) as caught:
        read_text("\n".join("\t".join(row) for row in PEOPLE))
    assert str(caught.value) == refusals.PEOPLE


def test_our_own_fault_is_logged_and_told_in_words(monkeypatch):
    def fail(content):
        raise KeyError("наша ошибка")

    logged = []
    monkeypatch.setattr(readers, "of_file", fail)
    monkeypatch.setattr(reading.logger, "exception", lambda *message: logged.append(message))
    with pytest.raises(RoadmapUnreadable) as caught:
        read_file(b"PK", "карта.docx")
    assert str(caught.value) == refusals.UNEXPECTED
    assert logged == [("Unreadable roadmap: %s", "file 'карта.docx' of 2 bytes")]
