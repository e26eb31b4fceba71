"""What a file really is, and the parts of a .docx, before any reader is let at them.

The kind follows from the bytes, never from the extension. Of an archive only the parts with the text are unpacked, each
measured: declared and real length, checksum, share of the packing, number of tags. Sizes of parts that are not
unpacked (pictures) count only as declared.
"""

import io
import re
import struct
import zipfile
import zlib

from lxml import etree

from roadmaps.reading import refusals
from roadmaps.reading.errors import RoadmapUnreadable

DOCX, WORKBOOK = "docx", "workbook"
Parts = dict[str, bytes]

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 20 * MEGABYTE
MAX_ENTRIES = 3_000
MAX_UNPACKED_BYTES = 200 * MEGABYTE
MAX_RATIO = 200  # unpacked to packed, for anything longer than RATIO_FROM: texts of Word keep below 100
RATIO_FROM = 8 * MEGABYTE
MAX_PART_BYTES = 16 * MEGABYTE
# A parsed element takes a few hundred bytes: this keeps a document's tree below some 200 MB.
MAX_TAGS = 600_000

# The names that a reader may rely on, whatever the file calls its parts.
DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
RELATIONS = "word/_rels/document.xml.rels"
MAX_HEADERS = 20
_HELPING = {"styles": STYLES, "numbering": NUMBERING}

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_ENCODING = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_KNOWN_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"windows-1251", b"iso-8859-1"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"AT&TFORM", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_BAD_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    EOFError,
    RuntimeError,
    ValueError,
    OSError,
    struct.error,
    zlib.error,
)


def kind_of(content: bytes) -> str:
    """DOCX or WORKBOOK; RoadmapUnreadable for everything else, with a sentence for what it is."""
    if not content:
        raise RoadmapUnreadable(refusals.EMPTY)
    if len(content) > MAX_FILE_BYTES:
        raise RoadmapUnreadable(refusals.UPLOAD_TOO_LARGE.format(limit=MAX_FILE_BYTES // MEGABYTE))
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
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


def _open(content: bytes) -> zipfile.ZipFile:
    # Each entry of the directory becomes an object: hundreds of thousands of them are refused before that.
    if content.count(b"PK\x01\x02") > 10 * MAX_ENTRIES:
        raise RoadmapUnreadable(refusals.BOMB)
    return zipfile.ZipFile(io.BytesIO(content))


def _kind_of_zip(content: bytes) -> str:
    try:
        with _open(content) as package:
            entries = package.infolist()
            _measure(entries, len(content))
            names = {_plain(entry).lower() for entry in entries}
            if len(names) != len(entries):
                raise RoadmapUnreadable(refusals.DAMAGED)
            mimetype = _read(package, package.getinfo("mimetype"), limit=200) if "mimetype" in names else b""
    except _BAD_ZIP + (KeyError,) as error:
        raise RoadmapUnreadable(refusals.DAMAGED) from error
    return _kind_by_names(names, mimetype)


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


def _measure(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED_BYTES
        or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * packed)
    ):
        raise RoadmapUnreadable(refusals.BOMB)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise RoadmapUnreadable(refusals.PASSWORD)
    # Only the two ways that office programs write: other decompressors may claim gigabytes for their dictionaries.
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise RoadmapUnreadable(refusals.DAMAGED)


def _plain(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/").lstrip("/")


def _read(package: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int = MAX_PART_BYTES) -> bytes:
    """One part, its length and checksum verified."""
    if entry.file_size > limit:
        raise RoadmapUnreadable(refusals.TOO_LONG)
    if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise RoadmapUnreadable(refusals.BOMB)
    with package.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise zipfile.BadZipFile("false length")
    return data


def open_docx(content: bytes) -> Parts:
    """{DOCUMENT; STYLES, NUMBERING, RELATIONS and page headers (under their own names) where they are there}.

    XML in UTF-8 without any DOCTYPE. Raises RoadmapUnreadable. Parts may still be ill-formed: `parse_part` tells.
    """
    try:
        with _open(content) as package:
            entries = {_plain(entry).lower(): entry for entry in package.infolist()}
            types = _xml(package, entries["[content_types].xml"]) if "[content_types].xml" in entries else b""
            if b"macroenabled" in types.lower():
                raise RoadmapUnreadable(refusals.MACROS)
            named = [path for kind, path in _relations(package, entries, "") if kind == "officeDocument"]
            main = next((path for path in [*named, DOCUMENT] if path in entries), "")
            if not main:
                raise RoadmapUnreadable(refusals.DAMAGED)
            try:
                parts = {DOCUMENT: _xml(package, entries[main])}
            except _BAD_ZIP as error:
                raise RoadmapUnreadable(refusals.DAMAGED_PART) from error
            _add_helping_parts(package, entries, main, parts)
    except _BAD_ZIP as error:
        raise RoadmapUnreadable(refusals.DAMAGED) from error
    return {name: data for name, data in parts.items() if data}


def _add_helping_parts(package: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], main: str, parts: Parts) -> None:
    headers = 0
    for kind, path in _relations(package, entries, main):
        if path not in entries:
            continue
        if kind in _HELPING:
            parts[_HELPING[kind]] = _xml_or_nothing(package, entries[path])
        elif kind == "header" and headers < MAX_HEADERS:
            headers += 1
            parts[_plain(entries[path])] = _xml_or_nothing(package, entries[path])
    for name in (STYLES, NUMBERING):
        if name not in parts and name in entries:
            parts[name] = _xml_or_nothing(package, entries[name])
    if _rels_of(main) in entries:
        parts[RELATIONS] = _xml_or_nothing(package, entries[_rels_of(main)])


def _xml_or_nothing(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Styles and numbering only help: when they are damaged, the text is read without them."""
    try:
        return _xml(package, entry)
    except _BAD_ZIP:
        return b""


def _rels_of(source: str) -> str:
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _relations(package: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], source: str) -> list[tuple[str, str]]:
    """[(last word of the type, path in lower case)] of what `source` («» for the package itself) names."""
    if _rels_of(source) not in entries:
        return []
    try:
        root = parse_part(_xml_or_nothing(package, entries[_rels_of(source)]))
    except RoadmapUnreadable:
        return []
    folder = source.rpartition("/")[0]
    found = []
    for relation in root.iter("{*}Relationship"):
        target = relation.get("Target", "").replace("\\", "/").lower().removeprefix("./")
        path = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
        if target and relation.get("TargetMode") != "External":
            found.append((relation.get("Type", "").rpartition("/")[2], path))
    return found


def _xml(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part as XML in a known encoding, measured; entities cannot be declared in it."""
    data = _read(package, entry)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-16")).encode()
    encoding = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if (encoding and encoding[1].lower() not in _KNOWN_ENCODINGS) or b"\x00" in data or b"<!DOCTYPE" in data:
        raise RoadmapUnreadable(refusals.DAMAGED_PART)
    if data.count(b"<") > MAX_TAGS:
        raise RoadmapUnreadable(refusals.TOO_LONG)
    for strict, usual in _STRICT.items():
        data = data.replace(strict, usual)
    return data


def parse_part(data: bytes) -> etree._Element:
    """The root of a part. RoadmapUnreadable when it is ill-formed or nested deeper than any document is."""
    # A parser of its own for each part: one shared between threads would make them wait.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RoadmapUnreadable(refusals.DAMAGED_PART) from error
