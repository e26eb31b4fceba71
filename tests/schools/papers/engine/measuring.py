"""The printed page as it is: every glyph with its box, every line and rectangle that is drawn. Millimetres from the upper
left corner, read from the content of the PDF and the widths of its fonts, not from any style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Pdf

MM = 25.4 / 72
SPACES = " \u00a0\u2009\u202f"
# Of the size, PT Serif: how far letters reach above and below the line they stand on.
CAPITAL, BELOW = 0.7, 0.28

type Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """``left`` and ``right`` without the room after it; ``base`` is the line it stands on; ``size`` in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    drawn: bool = False  # within a picture


@dataclass(frozen=True, slots=True)
class Box:
    """Something drawn that is not a letter: a rule, a border, a picture."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. ``glyphs`` in the order in which they are written."""

    width: float
    height: float
    glyphs: list[Glyph]
    boxes: list[Box]


@dataclass(frozen=True, slots=True)
class Row:
    """Glyphs on one line without a wide gap between them."""

    glyphs: list[Glyph]

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(one.text for one in self.glyphs)).strip()

    @property
    def inked(self) -> list[Glyph]:
        return [one for one in self.glyphs if one.text.strip(SPACES)]

    @property
    def left(self) -> float:
        return min(one.left for one in self.inked)

    @property
    def right(self) -> float:
        return max(one.right for one in self.inked)

    @property
    def base(self) -> float:
        return self.glyphs[0].base

    @property
    def size(self) -> float:
        return max(one.size for one in self.inked)


def measured(pdf: bytes) -> list[Sheet]:
    """The sheets of a PDF."""
    with Pdf.open(BytesIO(pdf)) as read:
        fonts: dict[Any, _Font] = {}
        return [_Reader(page, fonts).sheet() for page in read.pages]


def rows(sheet: Sheet, gap: float = 6) -> list[Row]:
    """The lines of a sheet from above; pieces of one line further apart than ``gap`` mm are rows of their own."""
    found: list[list[Glyph]] = []
    for one in sorted(sheet.glyphs, key=lambda glyph: (round(glyph.base, 1), glyph.left)):
        last = found[-1][-1] if found else None
        if last and abs(last.base - one.base) < 0.15 and one.left - last.right < gap:
            found[-1].append(one)
        else:
            found.append([one])
    return [Row(one) for one in found if any(glyph.text.strip(SPACES) for glyph in one)]


class _Font:
    def __init__(self, font: Dictionary) -> None:
        (below,) = font.DescendantFonts
        self.bold = "Bold" in str(below.BaseFont)
        self.widths: dict[int, float] = {}
        parts = list(below.W)
        while parts:
            first = int(parts.pop(0))
            if isinstance(parts[0], Array):
                self.widths |= {first + place: float(width) for place, width in enumerate(parts.pop(0))}
            else:
                last, width = int(parts.pop(0)), float(parts.pop(0))
                self.widths |= dict.fromkeys(range(first, last + 1), width)
        table = font.ToUnicode.read_bytes().decode("latin-1")
        self.letters = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be")
            for code, text in re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", table)
        }


class _Reader:
    """Follows the operators which WeasyPrint writes."""

    def __init__(self, page: pikepdf.Page, fonts: dict[Any, _Font]) -> None:
        self.page = page
        self.fonts = fonts
        self.width, self.height = (float(side) * MM for side in page.mediabox[2:])
        self.matrix: Matrix = (1, 0, 0, 1, 0, 0)
        self.text: Matrix = self.matrix
        self.stack: list[Matrix] = []
        self.font: _Font | None = None
        self.size = 0.0
        self.glyphs: list[Glyph] = []
        self.boxes: list[Box] = []
        self.path: list[tuple[float, float]] = []
        self.marks: list[str] = []

    def sheet(self) -> Sheet:
        for operands, operator in pikepdf.parse_content_stream(self.page):
            self._step(str(operator), list(operands))
        return Sheet(self.width, self.height, self.glyphs, self.boxes)

    def _step(self, operator: str, values: list[Any]) -> None:
        match operator:
            case "q":
                self.stack.append(self.matrix)
            case "Q":
                self.matrix = self.stack.pop()
            case "cm":
                self.matrix = _times(_floats(values), self.matrix)
            case "BT":
                self.text = (1, 0, 0, 1, 0, 0)
            case "Tm":
                self.text = _floats(values)
            case "Tf":
                self._choose(str(values[0]))
                self.size = float(values[1])
            case "TJ":
                self._show(values[0])
            case "Tj":
                self._show([values[0]])
            case "BDC" | "BMC":
                self.marks.append(str(values[0]))
            case "EMC":
                self.marks.pop()
            case "re":
                x, y, width, height = map(float, values)
                self.path += [self._at(x, y), self._at(x + width, y + height)]
            case "m" | "l":
                self.path.append(self._at(*map(float, values)))
            case "c":
                self.path.append(self._at(*map(float, values[4:])))
            case "f" | "f*" | "S" | "s" | "B" | "B*":
                self._drawn()
            case "n":
                self.path = []
            case "Do" if self.page.Resources.XObject[str(values[0])].Subtype == "/Image":
                self.path = [self._at(0, 0), self._at(1, 1)]
                self._drawn()

    def _choose(self, name: str) -> None:
        found = self.page.Resources.Font[name]
        if found.objgen not in self.fonts:
            self.fonts[found.objgen] = _Font(found)
        self.font = self.fonts[found.objgen]

    def _show(self, pieces: Any) -> None:
        assert self.font
        whole = _times(self.text, self.matrix)
        size = self.size * abs(whole[3])
        x = 0.0  # thousandths of the size
        for piece in pieces:
            if not isinstance(piece, pikepdf.String):
                x -= float(piece)
                continue
            codes = bytes(piece)
            for place in range(0, len(codes), 2):
                code = int.from_bytes(codes[place : place + 2])
                width = self.font.widths.get(code, 0)
                left, base = self._place(whole, x)
                right, _ = self._place(whole, x + width)
                letter = self.font.letters.get(code, "?")
                drawn = "/Figure" in self.marks
                self.glyphs.append(Glyph(letter, left, right, base, size, self.font.bold, drawn))
                x += width

    def _place(self, whole: Matrix, x: float) -> tuple[float, float]:
        along = x * self.size / 1000
        return (whole[0] * along + whole[4]) * MM, self.height - (whole[1] * along + whole[5]) * MM

    def _at(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e) * MM, self.height - (b * x + d * y + f) * MM

    def _drawn(self) -> None:
        if self.path:
            xs, ys = zip(*self.path, strict=True)
            self.boxes.append(Box(min(xs), min(ys), max(xs), max(ys)))
        self.path = []


def _floats(values: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in values)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    A, B, C, D, E, F = other  # as in the standard
    return (a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F)


def glyphs_in_order(sheets: list[Sheet], top: float) -> Iterator[tuple[int, Glyph]]:
    """Number of the sheet and glyph, without spaces and without the numbers of pages above ``top``."""
    for number, sheet in enumerate(sheets):
        for one in sheet.glyphs:
            if one.base > top and one.text.strip(SPACES):
                yield number, one
