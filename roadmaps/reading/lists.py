"""A cell that is a numbered list: its top-level items are measures of their own (rules 1–3 and 5 of what a measure is)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from roadmaps.reading.grid import Cell
from roadmaps.reading.texts import bare, paragraph_lines

# «1.», «2)» at the start of a line; not «1.1», not «01.09.2024».
_TYPED = re.compile(r"(\d{1,3})\s?(\.\)|[.)])\s*(?=\S)(?!(?<=\.)\d)")
_GENERATED = re.compile(r"(\d{1,4})([.)]{0,2})$")
# «… 2) …» in running text.
_INSIDE = re.compile(r"(?<=[\s;.,:])(\d{1,3})\)\s*(?=\S)")


@dataclass(slots=True)
class Item:
    """An item of the list: its number and marker as printed (both "" when the cell is no list), its lines."""

    number: str = ""
    marker: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(bare(self.lines))


@dataclass(slots=True)
class Splitting:
    """The items of a cell; `restarted` when numbers of one level do not grow."""

    items: list[Item]
    restarted: bool = False


@dataclass(slots=True)
class _Line:
    text: str
    # Number, marker and kind («typed.», «typed)», «made0») when the line begins as an item of a list.
    number: int | None = None
    marker: str = ""
    kind: str = ""
    # The text without the marker.
    rest: str = ""


def _lines(cells: Iterable[Cell]) -> Iterator[_Line]:
    for cell in cells:
        for paragraph in cell.paragraphs:
            if not paragraph.marker:
                for line in paragraph_lines(paragraph):
                    yield _typed(line)
                continue
            whole = paragraph_lines(paragraph)
            if not whole:
                continue
            if match := _GENERATED.match(paragraph.marker):
                rest = whole[0][len(paragraph.marker) + 1 :]
                yield _Line(whole[0], int(match[1]), paragraph.marker, f"made{paragraph.level}", rest)
            else:
                yield _Line(whole[0])
            yield from map(_typed, whole[1:])


def _typed(line: str) -> _Line:
    match = _TYPED.match(line)
    if not match:
        return _Line(line)
    bracket = ")" if ")" in match[2] else "."
    return _Line(line, int(match[1]), match[0].strip(), f"typed{bracket}", line[match.end() :])


def _inside(item: Item, number: int) -> Iterator[Item]:
    """Further items «2) … 3) …» inside of the running text of an item that itself began with a bracket."""
    lines, item.lines = item.lines, []
    for line in lines:
        rest = line
        while True:
            cut = _next_inside(rest, number + 1) or _next_inside(rest, number + 2)
            if cut is None:
                break
            start, end = cut
            number = int(rest[start:end].strip()[:-1])
            if start and (before := rest[:start].rstrip()):
                item.lines.append(before)
            yield item
            item = Item(str(number), rest[start:end].strip())
            rest = rest[end:]
        if rest:
            item.lines.append(rest)
    yield item


def _next_inside(text: str, number: int) -> tuple[int, int] | None:
    """Where «number)» stands as a marker, not as the end of a bracket («(пункт 2)»)."""
    for match in _INSIDE.finditer(text):
        if int(match[1]) == number:
            before = text[: match.start()]
            if before.count("(") <= before.count(")"):
                return match.start(), match.end()
    return None


def split(cells: Iterable[Cell]) -> Splitting:
    """The measures of a content cell: one item without number when the cell does not begin with a numbered item."""
    lines = list(_lines(cells))
    if not lines or lines[0].number is None:
        return Splitting([Item(lines=[line.text for line in lines])])
    top = lines[0].kind
    # Kinds of markers that were seen to begin a list of their own inside of an item.
    inner: set[str] = set()
    found: list[tuple[Item, int]] = []
    last, restarted = 0, False
    for line in lines:
        number = line.number
        if number is not None:
            follows = line.kind == top
            if not follows and line.kind not in inner:
                follows = number == last + 1 and number > 1
                if not follows:
                    inner.add(line.kind)
            if follows:
                restarted |= number <= last
                found.append((Item(str(number), line.marker, [line.rest]), number))
                last = number
                continue
        found[-1][0].lines.append(line.text)
    items: list[Item] = []
    for item, number in found:
        if item.marker.endswith(")") and top.startswith("typed"):
            items.extend(_inside(item, number))
        else:
            items.append(item)
    return Splitting(items, restarted)
