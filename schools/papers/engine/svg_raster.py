"""A drawing as a raster, for Word: editions before 2016 and other offices show no SVG.

Knows what plots are made of: shapes, paths, words, groups that move, hatching. A gradient becomes its first colour, a
pattern becomes diagonal hatching.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring

from .fonts import FACES, FONT_FOLDER
from .images import SVG, Image, image_of
from .svg_paths import Point, path_lines

if TYPE_CHECKING:
    from PIL.Image import Image as Canvas

FINER = 2  # drawn larger and made smaller: smooth edges
LONGEST = 2_400  # points of the longer side
ROUND = 48  # corners of a circle
HATCH = 6.0  # units of the drawing between two lines
_CALL = re.compile(r"(\w+)\s*\(([^)]*)\)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")

type Matrix = tuple[float, float, float, float, float, float]
type Stretch = tuple[list[Point], bool]


@dataclass(frozen=True, slots=True)
class _State:
    """What elements inherit."""

    matrix: Matrix
    fill: str = "#000"
    stroke: str = "none"
    stroke_width: float = 1
    font_size: float = 16
    bold: bool = False
    anchor: str = "start"
    fill_opacity: float = 1
    opacity: float = 1


def raster_of(drawing: Image, width: float) -> Image:
    """A PNG of ``width`` mm, about 220 points to an inch. Raises ValueError when the drawing has a fault."""
    import PIL.Image as pillow  # slow, and only drawings in Word need it

    own = drawing.size
    across = width / 25.4 * 220
    across = min(across, LONGEST, LONGEST * own[0] / own[1])
    size = max(1, round(across)), max(1, round(across * own[1] / own[0]))
    root = fromstring(drawing.data)
    box = [float(one) for one in root.get("viewBox", "").replace(",", " ").split()] or [0, 0, *own]
    scale = FINER * size[0] / own[0]
    painter = _Painter(pillow.new("RGB", (FINER * size[0], FINER * size[1]), "white"), root)
    painter.paint(root, _State((scale, 0, 0, scale, -box[0] * scale, -box[1] * scale)))
    out = BytesIO()
    painter.canvas.resize(size, pillow.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return image_of(out.getvalue())


class _Painter:
    def __init__(self, canvas: Canvas, root: Element) -> None:
        self.canvas = canvas
        self.named = {one.get("id", ""): one for one in root.iter() if one.get("id")}

    def paint(self, element: Element, above: _State) -> None:
        name = str(element.tag).removeprefix(SVG)
        if name in {"defs", "title", "desc", "pattern", "clipPath", "linearGradient", "radialGradient"}:
            return
        state = _inherit(element, above)
        if name == "text":
            self._words(element, state)
        elif name in {"svg", "g"}:
            for child in element:
                self.paint(child, state)
        else:
            self._shape(_stretches(name, element), state)

    def _shape(self, stretches: list[Stretch], state: _State) -> None:
        from PIL import Image as pillow  # slow, as in `raster_of`
        from PIL import ImageChops, ImageDraw

        laid = [([_moved(state.matrix, point) for point in points], closed) for points, closed in stretches]
        if state.fill != "none":
            mask = pillow.new("1", self.canvas.size)
            for points, _ in laid:
                if len(points) > 2:
                    one = pillow.new("1", self.canvas.size)
                    ImageDraw.Draw(one).polygon(points, fill=1)
                    mask = ImageChops.logical_xor(mask, one)  # a shape within a shape is a hole
            self._pour(mask, state.fill, state.fill_opacity * state.opacity, state)
        if state.stroke != "none" and state.stroke_width:
            mask = pillow.new("1", self.canvas.size)
            pen = ImageDraw.Draw(mask)
            width = max(1, round(state.stroke_width * _scale(state.matrix)))
            for points, closed in laid:
                pen.line([*points, *points[:2]] if closed else points, fill=1, width=width, joint="curve")
            self._pour(mask, state.stroke, state.opacity, state)

    def _pour(self, mask: Canvas, colour: str, opacity: float, state: _State) -> None:
        """Colour, or the hatching of a pattern, through the mask."""
        from PIL import Image as pillow  # slow, as in `raster_of`
        from PIL import ImageChops, ImageDraw

        if colour.startswith("url("):
            shades = [
                shade
                for one in self._referred(colour)
                if (shade := one.get("stop-color") or one.get("fill") or one.get("stroke"))
            ]
            dark = [shade for shade in shades if shade not in {"none", "#fff", "#ffffff", "white"}]
            colour = (dark or ["#000"])[0]
            lines = pillow.new("1", self.canvas.size)
            pen, step = ImageDraw.Draw(lines), max(HATCH * _scale(state.matrix), HATCH)
            width, height = self.canvas.size
            for place in range(math.ceil((width + height) / step)):
                pen.line([(place * step - height, height), (place * step, 0)], fill=1, width=max(1, round(step / 3)))
            mask = ImageChops.logical_and(mask, lines)
        self.canvas.paste(_colour(colour), mask=mask.convert("L").point([round(one * opacity) for one in range(256)]))

    def _referred(self, address: str) -> list[Element]:
        found = self.named.get(address[4:].strip(" )'\"#"))
        return [] if found is None else list(found.iter())

    def _words(self, element: Element, state: _State) -> None:
        from PIL import Image as pillow  # slow, as in `raster_of`
        from PIL import ImageDraw, ImageFont

        at = _number(element.get("x")), _number(element.get("y"))
        for text, piece in ((element.text, element), *((one.text, one) for one in element)):
            if not (text or "").strip():
                continue
            own = _inherit(piece, state) if piece is not element else state
            at = _number(piece.get("x"), at[0]), _number(piece.get("y"), at[1])
            at = at[0] + _number(piece.get("dx")), at[1] + _number(piece.get("dy"))
            face = FONT_FOLDER / FACES[1 if own.bold else 0][0]
            font = ImageFont.truetype(face, min(max(1, own.font_size * _scale(own.matrix)), LONGEST))
            words = " ".join((text or "").split())
            reach = min(math.ceil(font.getlength(words) + font.size), FINER * LONGEST)
            mask = pillow.new("L", (2 * reach, 2 * reach))  # turned about its middle, where the words begin
            anchor = {"middle": "ms", "end": "rs"}.get(own.anchor, "ls")
            ImageDraw.Draw(mask).text((reach, reach), words, fill=255, font=font, anchor=anchor)
            if angle := math.degrees(math.atan2(own.matrix[1], own.matrix[0])):
                mask = mask.rotate(-angle)
            x, y = _moved(own.matrix, at)
            self.canvas.paste(_colour(own.fill), (round(x) - reach, round(y) - reach), mask)


def _stretches(name: str, element: Element) -> list[Stretch]:
    def value(key: str) -> float:
        return _number(element.get(key))

    match name:
        case "rect":
            x, y, width, height = value("x"), value("y"), value("width"), value("height")
            return [([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], True)]
        case "circle" | "ellipse":
            wide, tall = (value("r"), value("r")) if name == "circle" else (value("rx"), value("ry"))
            turns = [2 * math.pi * step / ROUND for step in range(ROUND)]
            return [([(value("cx") + wide * math.cos(one), value("cy") + tall * math.sin(one)) for one in turns], True)]
        case "line":
            return [([(value("x1"), value("y1")), (value("x2"), value("y2"))], False)]
        case "polyline" | "polygon":
            numbers = [float(one) for one in _NUMBER.findall(element.get("points", ""))]
            points = list(zip(numbers[::2], numbers[1::2], strict=False))
            return [(points, name == "polygon")] if len(points) > 1 else []
        case "path":
            return path_lines(element.get("d", ""))
    return []


def _inherit(element: Element, above: _State) -> _State:
    def of(key: str, otherwise: float) -> float:
        return _number(element.get(key), otherwise)

    matrix = above.matrix
    for call, values in _CALL.findall(element.get("transform", "")):
        matrix = _times(matrix, _matrix(call, [float(one) for one in _NUMBER.findall(values)]))
    weight = element.get("font-weight")
    return replace(
        above,
        matrix=matrix,
        fill=element.get("fill", above.fill),
        stroke=element.get("stroke", above.stroke),
        stroke_width=of("stroke-width", above.stroke_width),
        font_size=of("font-size", above.font_size),
        bold=above.bold if weight is None else weight in {"bold", "bolder", "600", "700", "800", "900"},
        anchor=element.get("text-anchor", above.anchor),
        fill_opacity=of("fill-opacity", above.fill_opacity),
        opacity=above.opacity * of("opacity", 1),
    )


def _matrix(call: str, values: list[float]) -> Matrix:
    match call, values:
        case "translate", [x, *rest]:
            return (1, 0, 0, 1, x, rest[0] if rest else 0)
        case "scale", [x, *rest]:
            return (x, 0, 0, rest[0] if rest else x, 0, 0)
        case "rotate", [angle, *centre]:
            cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            x, y = centre if len(centre) == 2 else (0, 0)
            return (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
        case "matrix", [a, b, c, d, e, f]:
            return (a, b, c, d, e, f)
    raise ValueError(f"a transform that is not known: {call}")


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = other
    return (
        *(one[0] * a + one[2] * b, one[1] * a + one[3] * b, one[0] * c + one[2] * d, one[1] * c + one[3] * d),
        *(one[0] * e + one[2] * f + one[4], one[1] * e + one[3] * f + one[5]),
    )


def _moved(matrix: Matrix, point: Point) -> Point:
    x, y = point
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def _scale(matrix: Matrix) -> float:
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def _number(text: str | None, otherwise: float = 0) -> float:
    found = _NUMBER.match(text.strip()) if text else None
    return float(found[0]) if found else otherwise


def _colour(text: str) -> tuple[int, ...]:
    from PIL import ImageColor  # slow, as in `raster_of`

    try:
        return ImageColor.getrgb("#000" if text == "currentColor" else text)[:3]
    except ValueError:
        return (0, 0, 0)
