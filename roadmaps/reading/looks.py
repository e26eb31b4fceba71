"""What the fast reader of workbooks does not tell of an .xlsx: widths, landscape, formats of numbers. All of it only helps."""

import math
import re
from dataclasses import dataclass, field

from lxml import etree

from roadmaps.reading.archive import Archive, parse_part
from roadmaps.reading.errors import RoadmapUnreadable

# Office Open XML, part 1, 18.8.30: formats that a file names by number only.
_BUILT_IN = {"1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%"}
_NUMBER = re.compile(r"(?P<digits>0+|#,##0|#)(?:\.(?P<fraction>0{1,10}))?(?P<percent>%?)")
_LITERAL = re.compile(r'\\.|"[^"]*"')
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
DEFAULT_WIDTH = 9


@dataclass(slots=True)
class Look:
    """Of one sheet. `widths`: [(first column, last column, width in hundredths)]; `formats`: {(row, column): code}; `hidden`:
    [(first column, last column)]."""

    widths: list[tuple[int, int, int]] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)
    landscape: bool | None = None
    formats: dict[tuple[int, int], str] = field(default_factory=dict)

    def width_of(self, column: int) -> int:
        found = (width for first, last, width in self.widths if first <= column <= last)
        return next(found, DEFAULT_WIDTH * 100)

    def hides(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden)


def looks_of(content: bytes) -> dict[str, Look]:
    """{name of the sheet: its look}; {} for .xls and .ods, and for whatever cannot be read."""
    if not content.startswith(b"PK"):
        return {}
    try:
        with Archive(content) as archive:
            return _looks(archive)
    except RoadmapUnreadable:
        return {}


def _looks(archive: Archive) -> dict[str, Look]:
    book = next((relation.path for relation in archive.relations() if relation.kind == "officeDocument"), "")
    if not book.endswith("workbook.xml") or book not in archive:
        return {}
    targets = {relation.identifier: relation for relation in archive.relations(book) if relation.path in archive}
    codes: list[str] = []
    for relation in targets.values():
        if relation.kind == "styles":
            codes = _format_codes(parse_part(archive.xml(relation.path)))
    looks = {}
    for sheet in parse_part(archive.xml(book)).iter("{*}sheet"):
        found = targets.get(next((value for key, value in sheet.attrib.items() if key.endswith("}id")), ""))
        if found:
            looks[sheet.get("name", "")] = _look(parse_part(archive.xml(found.path)), codes)
    return looks


def _format_codes(styles: etree._Element) -> list[str]:
    """The code of each style of a cell; «» for «General»."""
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iter("{*}numFmt")}
    return [
        (own | _BUILT_IN).get(style.get("numFmtId", ""), "")
        for block in styles.iter("{*}cellXfs")
        for style in block.iter("{*}xf")
    ]


def _look(root: etree._Element, codes: list[str]) -> Look:
    look = Look()
    for column in root.iter("{*}col"):
        first, last, width = (_number(column.get(name)) for name in ("min", "max", "width"))
        if 1 <= first <= last and column.get("hidden") in ("1", "true"):
            look.hidden.append((int(first) - 1, int(last) - 1))
        if 1 <= first <= last and width > 0:
            look.widths.append((int(first) - 1, int(last) - 1, min(int(width * 100), 100_000)))
    for page in root.iter("{*}pageSetup"):
        look.landscape = page.get("orientation") == "landscape"
    formatted = {str(number): code for number, code in enumerate(codes) if code and code != "General"}
    if formatted:
        for cell in root.iter("{*}c"):
            address = _ADDRESS.fullmatch(cell.get("r", ""))
            if address and cell.get("s") in formatted and cell.get("t", "n") == "n":
                look.formats[int(address[2]) - 1, _column(address[1])] = formatted[cell.get("s", "")]
    return look


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _number(text: str | None) -> float:
    try:
        value = float(text or "0")
    except ValueError:
        return 0
    return value if math.isfinite(value) and abs(value) < 1e9 else 0


def shown_number(value: float, code: str = "", decimal: str = ".") -> str:
    """A number under a format of Excel; a format of colours, conditions or fillings counts as «General»."""
    first = code.split(";")[0]
    bare = _LITERAL.sub("", first)
    found = _NUMBER.fullmatch(bare.strip())
    if found is None:
        whole = isinstance(value, int) or (value.is_integer() and abs(value) < 1e11)
        return str(int(value)) if whole else f"{value:.10g}".upper().replace(".", decimal)
    number = f"{value * 100 if found['percent'] else value:.{len(found['fraction'] or '')}f}"
    whole_digits, point, fraction = number.partition(".")
    if found["digits"] == "#,##0":
        whole_digits = f"{int(whole_digits):,}".replace(",", " ")
    else:
        whole_digits = whole_digits.zfill(len(found["digits"]))
    shown = whole_digits + (decimal if point else "") + fraction + found["percent"]
    # What is quoted stands before or behind the number: «3 чел.».
    before, _, behind = first.partition(found[0])
    return _unquoted(before) + shown + _unquoted(behind)


def _unquoted(text: str) -> str:
    return re.sub(r'\\(.)|"([^"]*)"', lambda match: match[1] or match[2] or "", text)
