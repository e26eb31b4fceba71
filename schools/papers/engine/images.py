"""Pictures that lie in a paper whole: PNG, JPEG or SVG as text, so that a frozen paper needs no file beside it.

Bounded and harmless: a picture that is too large, or a drawing that fetches or runs anything, is refused.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, ParseError, fromstring

LARGEST = 1_500_000  # signs of ``data``: about a megabyte of a photograph
LARGEST_DRAWING = 300_000
LONGEST_SIDE = 6_000  # pixels: a small file may unfold into gigabytes

SVG = "{http://www.w3.org/2000/svg}"
# What plots, codes and emblems are made of. Nothing that runs, links or is fetched.
DRAWN = frozenset(
    {"svg", "g", "defs", "pattern", "title", "desc", "rect", "circle", "ellipse", "line", "polyline", "polygon", "path"}
    | {"text", "tspan", "clipPath", "linearGradient", "radialGradient", "stop"}
)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*")
_SVG_OPENING = re.compile(r"<svg(?![^>]*font-family)")
FAMILY = "PT Serif, serif"
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)


class ImageError(ValueError):
    """The picture cannot be printed; the message is for a person."""


@dataclass(frozen=True, slots=True)
class Image:
    """``data``: base64 of a PNG or JPEG file, or the text of an SVG. Use ``image_of`` to make one."""

    data: str
    media: Literal["image/png", "image/jpeg", "image/svg+xml"] = "image/png"

    def __post_init__(self) -> None:
        width, height = self.size
        if min(width, height) <= 0:
            raise ImageError("Картинка пустая.")
        if not self.is_drawing and max(width, height) > LONGEST_SIDE:
            raise ImageError(f"Картинка велика: больше {LONGEST_SIDE} точек по стороне. Уменьшите её.")

    @property
    def is_drawing(self) -> bool:
        """SVG, not a raster."""
        return self.media == "image/svg+xml"

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.data.encode() if self.is_drawing else b64decode(self.data)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height: pixels of a raster, units of a drawing."""
        if len(self.data) > (LARGEST_DRAWING if self.is_drawing else LARGEST):
            raise ImageError("Картинка велика: уменьшите её до мегабайта.")
        if self.is_drawing:
            return _drawing_size(_drawing(self.data))
        try:
            content = b64decode(self.data, validate=True)
        except Error as error:
            raise ImageError("Картинка не читается.") from error
        return _png_size(content) if self.media == "image/png" else _jpeg_size(content)

    @property
    def address(self) -> str:
        """As ``data:``, for the ``src`` of an element."""
        data = self.data
        if self.is_drawing:  # its words in the typeface of the paper, whatever the machine has
            data = b64encode(_SVG_OPENING.sub(rf'<svg font-family="{FAMILY}"', data, count=1).encode()).decode()
        return f"data:{self.media};base64,{data}"

    def height_at(self, width: float) -> float:
        """Height where the picture is ``width`` wide."""
        own = self.size
        return width * own[1] / own[0]


def image_of(content: bytes | str) -> Image:
    """A picture from the bytes of its file. Raises ImageError with a sentence that says what to do."""
    if isinstance(content, str):
        content = content.encode()
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Image(b64encode(content).decode(), "image/png")
    if content.startswith(b"\xff\xd8\xff"):
        return Image(b64encode(content).decode(), "image/jpeg")
    if b"<svg" in content[:1000]:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ImageError("Рисунок SVG не в кодировке UTF-8. Сохраните его заново.") from error
        return Image(re.sub(r"^\s*<\?xml[^>]*\?>\s*", "", text), "image/svg+xml")
    raise ImageError("Это не PNG, не JPEG и не SVG. Сохраните картинку в одном из этих видов.")


def _drawing(text: str) -> Element:
    if "<!" in text.replace("<!--", ""):
        raise ImageError("В рисунке SVG есть объявления (<!DOCTYPE>): сохраните его без них.")
    try:
        root = fromstring(text)
    except ParseError as error:
        raise ImageError("Рисунок SVG не читается.") from error
    if root.tag != f"{SVG}svg":
        raise ImageError("Рисунок SVG не читается: первым должен стоять элемент svg.")
    for element in root.iter():
        name = str(element.tag).removeprefix(SVG)
        if name not in DRAWN:
            raise ImageError(f"В рисунке SVG есть элемент «{name}»: такие не печатаются. Сохраните его картинкой PNG.")
        for key, value in element.attrib.items():
            if key.lower().startswith("on") or "href" in key or _OUTSIDE.search(value):
                raise ImageError("Рисунок SVG обращается к чему-то вне себя. Сохраните его картинкой PNG.")
    return root


def _drawing_size(root: Element) -> tuple[float, float]:
    box = root.get("viewBox", "").replace(",", " ").split()
    try:
        if len(box) == 4:
            return float(box[2]), float(box[3])
    except ValueError:
        pass
    sides = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if not all(sides):
        raise ImageError("В рисунке SVG не сказан размер (viewBox).")
    return float(sides[0][1]), float(sides[1][1])  # type: ignore[index]  # both were found


def _png_size(content: bytes) -> tuple[int, int]:
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR":
        raise ImageError("Картинка PNG не читается.")
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """From the frame header: segments are walked, each tells its length."""
    place = 2
    while content[:2] == b"\xff\xd8" and place + 9 < len(content) and content[place] == 0xFF:
        kind = content[place + 1]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(content[place + 7 : place + 9]), int.from_bytes(content[place + 5 : place + 7])
        place += 1 if kind == 0xFF else 2 + int.from_bytes(content[place + 2 : place + 4])
    raise ImageError("Картинка JPEG не читается.")
