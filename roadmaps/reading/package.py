"""What a file really is, and the parts of a .docx that a reader needs. The kind follows from the bytes, never from the
extension."""

import re

from roadmaps.reading import refusals
from roadmaps.reading.archive import MEGABYTE, Archive, parse_part, relations_of
from roadmaps.reading.errors import RoadmapUnreadable

__all__ = ["DOCUMENT", "DOCX", "NUMBERING", "RELATIONS", "STYLES", "WORKBOOK", "kind_of", "open_docx", "parse_part"]

DOCX, WORKBOOK = "docx", "workbook"
Parts = dict[str, bytes]
MAX_FILE_BYTES = 20 * MEGABYTE
MAX_HEADERS = 20

# The names that a reader may rely on, whatever the file calls its parts.
DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
RELATIONS = "word/_rels/document.xml.rels"
_HELPING = {"styles": STYLES, "numbering": NUMBERING}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"AT&TFORM", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def kind_of(content: bytes) -> str:
    """DOCX or WORKBOOK; RoadmapUnreadable for everything else, with a sentence for what it is."""
    if not content:
        raise RoadmapUnreadable(refusals.EMPTY)
    if len(content) > MAX_FILE_BYTES:
        raise RoadmapUnreadable(refusals.UPLOAD_TOO_LARGE.format(limit=MAX_FILE_BYTES // MEGABYTE))
    if content.startswith(b"PK"):
        with Archive(content) as archive:
            mimetype = archive.read("mimetype", limit=MEGABYTE) if "mimetype" in archive else b""
            return _kind_by_names(archive.names, mimetype)
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    raise RoadmapUnreadable(_what_else(content))


def _what_else(content: bytes) -> str:
    if content.startswith(_PICTURES) or content[4:8] == b"ftyp":
        return refusals.PICTURE
    if content.startswith(_ARCHIVES):
        return refusals.ARCHIVE
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in head[:1024]:
        return refusals.PDF
    if head.startswith(b"{\\rtf"):
        return refusals.RICH_TEXT
    if head.startswith(b"<?xml") and (b"wordprocessingml" in head or b"/word/" in head or b"word.document" in head):
        return refusals.WORD_XML
    if head.startswith((b"<html", b"<!doctype html", b"<meta", b"mime-version:")) or b"<html" in head:
        return refusals.WEB_PAGE
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or (head and not re.search(rb"[\x00-\x08\x0e-\x1a]", head)):
        return refusals.PLAIN_TEXT
    return refusals.NOT_A_DOCUMENT


def _kind_of_ole(content: bytes) -> str:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise RoadmapUnreadable(refusals.PASSWORD)
    if has("WordDocument"):
        raise RoadmapUnreadable(refusals.OLD_WORD)
    if has("PowerPoint Document"):
        raise RoadmapUnreadable(refusals.PRESENTATION)
    if has("Workbook") or has("Book"):
        return WORKBOOK
    raise RoadmapUnreadable(refusals.DAMAGED)


def _kind_by_names(names: set[str], mimetype: bytes) -> str:
    if any(name.rpartition("/")[2] in ("vbaproject.bin", "vbadata.xml") for name in names):
        raise RoadmapUnreadable(refusals.MACROS)
    if any(name.startswith("word/") for name in names):
        return DOCX
    if any(name.startswith("xl/") for name in names) or b"opendocument.spreadsheet" in mimetype:
        return WORKBOOK
    if b"opendocument.text" in mimetype:
        raise RoadmapUnreadable(refusals.OPEN_DOCUMENT)
    if any(name.startswith("ppt/") for name in names) or b"opendocument.presentation" in mimetype:
        raise RoadmapUnreadable(refusals.PRESENTATION)
    if any(name.endswith(".iwa") for name in names):
        raise RoadmapUnreadable(refusals.OTHER_OFFICE)
    if "[content_types].xml" in names:
        raise RoadmapUnreadable(refusals.DAMAGED)
    raise RoadmapUnreadable(refusals.ARCHIVE)


def open_docx(content: bytes) -> Parts:
    """{DOCUMENT; STYLES, NUMBERING, RELATIONS and page headers (under their own names) where they are there}.

    XML in UTF-8 without any DOCTYPE. Raises RoadmapUnreadable. Parts may still be ill-formed: `parse_part` tells.
    """
    with Archive(content) as archive:
        if b"macroenabled" in archive.helping_xml("[content_types].xml").lower():
            raise RoadmapUnreadable(refusals.MACROS)
        named = [relation.path for relation in archive.relations() if relation.kind == "officeDocument"]
        main = next((path for path in [*named, DOCUMENT] if path in archive), "")
        if not main:
            raise RoadmapUnreadable(refusals.DAMAGED)
        parts = {DOCUMENT: archive.xml(main)}
        headers = 0
        for relation in archive.relations(main):
            if relation.kind in _HELPING:
                parts[_HELPING[relation.kind]] = archive.helping_xml(relation.path)
            elif relation.kind == "header" and headers < MAX_HEADERS:
                headers += 1
                parts[relation.path] = archive.helping_xml(relation.path)
        for name in (STYLES, NUMBERING):
            parts[name] = parts.get(name) or archive.helping_xml(name)
        parts[RELATIONS] = archive.helping_xml(relations_of(main))
    return {name: data for name, data in parts.items() if data}
