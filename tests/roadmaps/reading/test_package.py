"""What a file is follows from its bytes; hostile and broken archives are refused, each with its own sentence."""

import io
import re
import struct
import zipfile

import pytest
from openpyxl import Workbook

from roadmaps.reading import read_file, refusals
from roadmaps.reading.errors import RoadmapUnreadable
from roadmaps.reading.package import (
    DOCUMENT,
    DOCX,
    MAX_FILE_BYTES,
    NUMBERING,
    STYLES,
    WORKBOOK,
    kind_of,
    open_docx,
    parse_part,
)
from tests.roadmaps.reading.packages import MAIN_TYPE, OFFICE, RELATIONS, W, document, docx, paragraph, parts, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
WORKBOOK_PARTS = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}


def in_ole(name):
    return OLE + name.encode("utf-16-le")


def opened(content):
    return open_docx(content) if kind_of(content) == DOCX else WORKBOOK


def refusal_of(content):
    with pytest.raises(RoadmapUnreadable) as caught:
        opened(content)
    return str(caught.value)


OTHER_FILES = {
    "empty": (b"", refusals.EMPTY),
    "over the limit": (b"PK" + b"\0" * MAX_FILE_BYTES, refusals.UPLOAD_TOO_LARGE.format(limit=20)),
    "50 MB": (b"\0" * (50 * 1024 * 1024), refusals.UPLOAD_TOO_LARGE.format(limit=20)),
    "encrypted docx": (in_ole("EncryptedPackage"), refusals.PASSWORD),
    "old doc": (in_ole("WordDocument"), refusals.OLD_WORD),
    "old presentation": (in_ole("PowerPoint Document"), refusals.PRESENTATION),
    "other ole": (OLE, refusals.DAMAGED),
    "pdf": (b"%PDF-1.7\n...", refusals.PDF),
    "rtf": (b"{\\rtf1\\ansi}", refusals.RICH_TEXT),
    "html": (b"<!DOCTYPE html><html><table></table></html>", refusals.WEB_PAGE),
    "mhtml": (b"MIME-Version: 1.0\nContent-Type: multipart/related", refusals.WEB_PAGE),
    "flat xml": (
        b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">/word/</pkg:package>',
        refusals.WORD_XML,
    ),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 90, refusals.PICTURE),
    "jpeg": (b"\xff\xd8\xff\xe0" + b"\0" * 90, refusals.PICTURE),
    "heic": (b"\0\0\0\x18ftypheic" + b"\0" * 90, refusals.PICTURE),
    "text": ("Дорожная карта\n1. Издать приказ".encode(), refusals.PLAIN_TEXT),
    "text of old Windows": ("Дорожная карта".encode("cp1251"), refusals.PLAIN_TEXT),
    "text in UTF-16": ("Дорожная карта".encode("utf-16"), refusals.PLAIN_TEXT),
    "rar": (b"Rar!\x1a\x07\x01\x00", refusals.ARCHIVE),
    "7z": (b"7z\xbc\xaf\x27\x1c", refusals.ARCHIVE),
    "noise": (bytes(range(256)) * 4, refusals.NOT_A_DOCUMENT),
    "zip of files": (zipped({"карта.docx": docx()}), refusals.ARCHIVE),
    "empty zip": (zipped({}), refusals.ARCHIVE),
    "odt": (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), refusals.OPEN_DOCUMENT),
    "odp": (zipped({"mimetype": "application/vnd.oasis.opendocument.presentation"}), refusals.PRESENTATION),
    "pptx": (zipped({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}), refusals.PRESENTATION),
    "pages": (zipped({"Index/Document.iwa": "x"}), refusals.OTHER_OFFICE),
    "package without a document": (zipped({"[Content_Types].xml": "x"}), refusals.DAMAGED),
    "macros": (zipped(parts("") | {"word/vbaProject.bin": b"\xcc\x61"}), refusals.MACROS),
    "macros in a workbook": (zipped(WORKBOOK_PARTS | {"xl/vbaProject.bin": b"\xcc\x61"}), refusals.MACROS),
    "docm whose macros are hidden": (
        docx("", main_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
        refusals.MACROS,
    ),
    "cut in half": (docx()[: len(docx()) // 2], refusals.DAMAGED),
    "main part missing": (zipped({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<x/>"}), refusals.DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER_FILES)
def test_what_is_no_roadmap_file_gets_its_sentence(name):
    content, sentence = OTHER_FILES[name]
    assert refusal_of(content) == sentence


def test_kind_follows_from_the_bytes():
    book = io.BytesIO()
    Workbook().save(book)
    ods = zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})
    assert [kind_of(one) for one in (docx(), book.getvalue(), ods, in_ole("Workbook"))] == [DOCX, *[WORKBOOK] * 3]


def test_only_parts_with_text_are_unpacked():
    extra = {
        "word/styles.xml": "<styles/>",
        "word/numbering.xml": "<numbering/>",
        "word/media/image1.png": b"\x89PNG",
        "word/header7.xml": "<hdr/>",
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/header" Target="header7.xml"/>'
            f'<Relationship Id="r2" Type="{OFFICE}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
            "</Relationships>"
        ),
    }
    found = open_docx(zipped(parts("") | extra))
    assert sorted(found) == [
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/header7.xml",
        "word/numbering.xml",
        "word/styles.xml",
    ]


def test_parts_under_other_names_are_found_by_their_relations():
    """Some web editors write word/document2.xml and word/styles2.xml."""
    package = parts(paragraph("Текст"), main="word/document2.xml") | {
        "word/styles2.xml": "<styles/>",
        "word/_rels/document2.xml.rels": (
            f'<Relationships xmlns="{RELATIONS}">'
            f'<Relationship Id="r1" Type="{OFFICE}/styles" Target="styles2.xml"/>'
            f'<Relationship Id="r2" Type="{OFFICE}/numbering" Target="/word/List.xml"/></Relationships>'
        ),
        "word/List.xml": "<numbering/>",
    }
    found = open_docx(zipped(package))
    assert {name: found[name] for name in (STYLES, NUMBERING)} == {STYLES: b"<styles/>", NUMBERING: b"<numbering/>"}
    assert "Текст" in found[DOCUMENT].decode()


def test_templates_and_strict_documents_are_documents():
    template = docx(main_type=MAIN_TYPE.replace("document.main", "template.main"))
    strict = zipped(
        parts("") | {"word/document.xml": document("").replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")}
    )
    assert parse_part(open_docx(template)[DOCUMENT]).tag == f"{{{W}}}document"
    assert parse_part(open_docx(strict)[DOCUMENT]).tag == f"{{{W}}}document"


def test_text_in_utf_16_is_read():
    text = document(paragraph("Куратор")).replace('encoding="UTF-8"', 'encoding="UTF-16"')
    found = open_docx(zipped(parts("") | {"word/document.xml": text.encode("utf-16")}))
    assert "".join(parse_part(found[DOCUMENT]).itertext()) == "Куратор"


def test_bomb_by_declared_length():
    zeros = bytes(60 * 1024 * 1024)
    assert refusal_of(zipped(parts("") | {"word/media/zeros.bmp": zeros})) == refusals.BOMB
    many = {f"word/media/{number}.png": b"x" for number in range(3_100)}
    assert refusal_of(zipped(parts("") | many)) == refusals.BOMB


def test_bomb_in_the_text_itself():
    assert refusal_of(docx(paragraph("а" * 6_000_000))) == refusals.BOMB
    assert refusal_of(zipped(parts(paragraph("а" * 9_000_000)), method=zipfile.ZIP_STORED)) == refusals.TOO_LONG
    assert refusal_of(docx("<w:p/>" * 700_000)) in (refusals.TOO_LONG, refusals.BOMB)


def test_false_lengths_are_damage():
    content = bytearray(docx())
    place = content.rfind(b"word/document.xml") - 46
    assert content[place : place + 4] == b"PK\x01\x02"
    (length,) = struct.unpack_from("<I", content, place + 24)
    for false in (length - 40, length + 4_000, 0):
        struct.pack_into("<I", content, place + 24, false)
        assert refusal_of(bytes(content)) in (refusals.DAMAGED, refusals.DAMAGED_PART)


def test_damaged_part_inside_a_sound_archive():
    content = bytearray(zipped(parts(paragraph("Издать приказ")), method=zipfile.ZIP_STORED))
    place = content.find("Издать".encode())
    content[place] ^= 0xFF
    assert refusal_of(bytes(content)) == refusals.DAMAGED_PART


def test_damaged_styles_and_pictures_do_not_matter():
    package = parts("") | {"word/styles.xml": "<styles>АБВ</styles>", "word/media/1.png": "АБВГ"}
    content = bytearray(zipped(package, method=zipfile.ZIP_STORED))
    for place in [match.start() for match in re.finditer("АБВ".encode(), content)]:
        content[place] ^= 0xFF
    assert sorted(open_docx(bytes(content))) == [DOCUMENT]


def test_encrypted_entries():
    content = bytearray(docx())
    for match in re.finditer(b"PK\x01\x02", bytes(content)):
        content[match.start() + 8] |= 1
    assert refusal_of(bytes(content)) == refusals.PASSWORD


def test_unusual_packing_is_refused_before_it_asks_for_memory():
    assert refusal_of(zipped(parts(""), method=zipfile.ZIP_LZMA)) == refusals.DAMAGED


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name():
    buffer = io.BytesIO(docx())
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("WORD/Document.xml", document(paragraph("другое")))
    assert refusal_of(buffer.getvalue()) == refusals.DAMAGED


BILLION = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
)


@pytest.mark.parametrize(
    "text",
    [
        BILLION.encode(),
        BILLION.encode("utf-16"),
        BILLION.encode("utf-16-le"),
        BILLION.replace('"1.0"', '"1.0" encoding="utf-7"').encode("utf-7"),
    ],
    ids=["utf-8", "utf-16", "utf-16 without a mark", "utf-7"],
)
def test_entities_are_never_expanded(text):
    assert refusal_of(zipped(parts("") | {"word/document.xml": text})) == refusals.DAMAGED_PART


@pytest.mark.parametrize(
    "xml", [b"<a><b></a>", b"", b"<a>" * 5_000 + b"</a>" * 5_000, b"<a>&nbsp;</a>", b"<a>\xff</a>"]
)
def test_ill_formed_or_bottomless_xml(xml):
    with pytest.raises(RoadmapUnreadable, match="повреждена часть"):
        parse_part(xml)


def test_every_refusal_is_one_russian_text_that_says_what_to_do():
    sentences = [
        value
        for name, value in vars(refusals).items()
        if name.isupper() and name not in ("SAVE_AS_DOCX", "TAKE_DOCX", "COPY_ROADMAP")
    ]
    assert len(sentences) == len(set(sentences))
    for sentence in sentences:
        assert re.search(r"[Зз]агрузите|[Вв]ыберите|[Вв]ставьте|[Вв]зять|Возьмите|Проверьте", sentence), sentence


@pytest.mark.parametrize("name", ["План.xlsx", "ПЛАН.XLS", "план.ods"])
def test_a_damaged_workbook_is_not_sent_to_word(name):
    for content in (docx()[: len(docx()) // 2], zipped({"[Content_Types].xml": "x"})):
        with pytest.raises(RoadmapUnreadable) as caught:
            read_file(content, name)
        assert str(caught.value) == refusals.DAMAGED_WORKBOOK
        with pytest.raises(RoadmapUnreadable) as caught:
            read_file(content, "План.docx")
        assert str(caught.value) == refusals.DAMAGED
