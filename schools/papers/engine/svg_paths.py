"""The ``d`` of an SVG path as lines of points; curves and arcs are cut into short straight pieces."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

type Point = tuple[float, float]

_COMMAND = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_VALUE = re.compile(_NUMBER)
# The two flags of an arc may be written with nothing between: «0 012 3».
_ARC = re.compile(r"[\s,]*".join([f"({_NUMBER})"] * 3 + ["([01])"] * 2 + [f"({_NUMBER})"] * 2))
COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
STEPS = 16


def path_lines(text: str) -> list[tuple[list[Point], bool]]:
    """Each stretch drawn without lifting the pen, and whether it is closed. Raises ValueError on what is no path."""
    found: list[tuple[list[Point], bool]] = []
    here: Point = (0, 0)
    bend: Point | None = None  # the last control point, mirrored by S and T
    drawn: list[Point] = []
    for letter, values in _commands(text):
        kind, moved = letter.upper(), letter.islower()
        base = here if moved else (0.0, 0.0)
        pairs = [(base[0] + x, base[1] + y) for x, y in zip(values[::2], values[1::2], strict=False)]
        mirrored = (2 * here[0] - bend[0], 2 * here[1] - bend[1]) if bend else here
        bend = None
        if kind == "M":
            if len(drawn) > 1:
                found.append((drawn, False))
            drawn, here = [pairs[0]], pairs[0]
            continue
        if not drawn:
            drawn = [here]
        match kind:
            case "Z":
                found.append((drawn, True))
                here, drawn = drawn[0], []
                continue
            case "L":
                here = pairs[0]
            case "H":
                here = (base[0] + values[0], here[1])
            case "V":
                here = (here[0], base[1] + values[0])
            case "C" | "S":
                first, second, end = (mirrored, *pairs) if kind == "S" else pairs
                drawn += [_bezier(t, here, first, second, end) for t in _steps()]
                here, bend = end, second
            case "Q" | "T":
                middle, end = (mirrored, *pairs) if kind == "T" else pairs
                drawn += [_bezier(t, here, middle, end) for t in _steps()]
                here, bend = end, middle
            case "A":
                end = (base[0] + values[5], base[1] + values[6])
                drawn += _arc(here, end, values)
                here = end
        drawn.append(here)
    if len(drawn) > 1:
        found.append((drawn, False))
    return found


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    if text.lstrip()[:1] not in {"M", "m", ""}:
        raise ValueError(f"not a path: {text:.40}")
    for letter, rest in _COMMAND.findall(text):
        found = [one for arc in _ARC.findall(rest) for one in arc] if letter in "Aa" else _VALUE.findall(rest)
        values = [float(one) for one in found]
        count = COUNTS[letter.upper()]
        if (len(values) % count if count else values) or (count and not values):
            raise ValueError(f"not a path: {text:.40}")
        yield letter, values[:count]
        further = {"M": "L", "m": "l"}.get(letter, letter)  # pairs after the first of a move are lines
        for place in range(count, len(values), count or 1):
            yield further, values[place : place + count]


def _steps() -> list[float]:
    return [step / STEPS for step in range(1, STEPS)]


def _bezier(t: float, *points: Point) -> Point:
    while len(points) > 1:
        points = tuple(
            (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in zip(points, points[1:], strict=False)
        )
    return points[0]


def _arc(start: Point, end: Point, values: list[float]) -> list[Point]:
    """From the end points of an arc to its centre: SVG 2, appendix B.2.4."""
    wide, tall = abs(values[0]), abs(values[1])
    if not wide or not tall or start == end:
        return []
    cos, sin = math.cos(math.radians(values[2])), math.sin(math.radians(values[2]))
    half = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * half[0] + sin * half[1], cos * half[1] - sin * half[0]
    more = math.sqrt(max(1.0, (x / wide) ** 2 + (y / tall) ** 2))
    wide, tall = wide * more, tall * more
    rest = (wide * tall) ** 2 - (wide * y) ** 2 - (tall * x) ** 2
    root = math.sqrt(max(0.0, rest / ((wide * y) ** 2 + (tall * x) ** 2)))
    root = -root if bool(values[3]) == bool(values[4]) else root
    cx, cy = root * wide * y / tall, -root * tall * x / wide
    first = math.atan2((y - cy) / tall, (x - cx) / wide)
    turn = math.atan2((-y - cy) / tall, (-x - cx) / wide) - first
    turn += 2 * math.pi if values[4] and turn < 0 else -2 * math.pi if not values[4] and turn > 0 else 0
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    found = []
    for step in range(1, 2 * STEPS):
        angle = first + turn * step / (2 * STEPS)
        px, py = cx + wide * math.cos(angle), cy + tall * math.sin(angle)
        found.append((middle[0] + cos * px - sin * py, middle[1] + sin * px + cos * py))
    return found
