"""A packed office file under measure: number and lengths of its parts, checksums, ways of packing, tags in its XML.

Only what is asked for is unpacked; parts that nobody asks for (pictures) count as they declare themselves.
"""

import io
import re
import struct
import zipfile
import zlib
from types import TracebackType
from typing import NamedTuple, Self

from lxml import etree

from roadmaps.reading import refusals
from roadmaps.reading.errors import RoadmapUnreadable

MEGABYTE = 1024 * 1024
MAX_ENTRIES = 3_000
MAX_UNPACKED_BYTES = 200 * MEGABYTE
MAX_RATIO = 200  # unpacked to packed, for anything longer than RATIO_FROM: texts of Word keep below 100
RATIO_FROM = 8 * MEGABYTE
MAX_PART_BYTES = 16 * MEGABYTE
# A parsed element takes a few hundred bytes: this keeps a document's tree below some 200 MB.
MAX_TAGS = 600_000

# What zipfile raises on a damaged archive, one way or another.
BAD_ZIP = (
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
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_ENCODING = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_KNOWN_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"windows-1251", b"iso-8859-1"})


class Relation(NamedTuple):
    """What a part says of another: the last word of the relation's type, the path in lower case, the identifier."""

    kind: str
    path: str
    identifier: str


class Archive:
    """An open .docx, .xlsx or .ods. Names of parts are in lower case, with straight slashes and none in front."""

    def __init__(self, content: bytes) -> None:
        # Each entry of the directory becomes an object: hundreds of thousands of them are refused before that.
        if content.count(b"PK\x01\x02") > 10 * MAX_ENTRIES:
            raise RoadmapUnreadable(refusals.BOMB)
        try:
            self._package = zipfile.ZipFile(io.BytesIO(content))
        except BAD_ZIP as error:
            raise RoadmapUnreadable(refusals.DAMAGED) from error
        entries = self._package.infolist()
        _measure(entries, len(content))
        self._entries = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}
        if len(self._entries) != len(entries):
            raise RoadmapUnreadable(refusals.DAMAGED)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._package.close()

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    @property
    def names(self) -> set[str]:
        return set(self._entries)

    def read(self, name: str, limit: int = MAX_PART_BYTES) -> bytes:
        """One part, its length and checksum verified. RoadmapUnreadable if damaged or too large."""
        entry = self._entries[name]
        if entry.file_size > limit:
            raise RoadmapUnreadable(refusals.TOO_LONG)
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise RoadmapUnreadable(refusals.BOMB)
        try:
            with self._package.open(entry) as stream:
                data = stream.read(entry.file_size + 1)
        except BAD_ZIP as error:
            raise RoadmapUnreadable(refusals.DAMAGED_PART) from error
        if len(data) != entry.file_size:
            raise RoadmapUnreadable(refusals.DAMAGED_PART)
        return data

    def xml(self, name: str) -> bytes:
        """A part as XML in a known encoding, usual namespaces, no DOCTYPE: no entity can be declared in it."""
        data = self.read(name)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-16", "replace")).encode()
        encoding = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
        if (encoding and encoding[1].lower() not in _KNOWN_ENCODINGS) or b"\x00" in data or b"<!DOCTYPE" in data:
            raise RoadmapUnreadable(refusals.DAMAGED_PART)
        if data.count(b"<") > MAX_TAGS:
            raise RoadmapUnreadable(refusals.TOO_LONG)
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
        return data

    def helping_xml(self, name: str) -> bytes:
        """The same for a part without which the text can be read (styles, numbering): b"" when there is no use of it."""
        try:
            return self.xml(name) if name in self else b""
        except RoadmapUnreadable:
            return b""

    def relations(self, source: str = "") -> list[Relation]:
        """What a part («» for the package itself) names inside of the archive; [] when that cannot be read."""
        try:
            root = parse_part(self.helping_xml(relations_of(source)))
        except RoadmapUnreadable:
            return []
        folder = source.rpartition("/")[0]
        found = []
        for element in root.iter("{*}Relationship"):
            target = element.get("Target", "").replace("\\", "/").lower().removeprefix("./")
            path = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
            if target and element.get("TargetMode") != "External":
                found.append(Relation(element.get("Type", "").rpartition("/")[2], path, element.get("Id", "")))
        return found


def relations_of(source: str) -> str:
    """word/document.xml → word/_rels/document.xml.rels."""
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


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


def parse_part(data: bytes) -> etree._Element:
    """The root of a part. RoadmapUnreadable when it is ill-formed or nested deeper (256) than any document is."""
    # A parser of its own for each part: one shared between threads would make them wait.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RoadmapUnreadable(refusals.DAMAGED_PART) from error
