"""Numbers of points as Word's own list, so that Word renumbers when a school adds a point.

The printed numbers are stored in the blocks; this module lays a list under them that prints the
same. A number which no list could print («а)», «14-а.») is left as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Mm

from .blocks import Block, Point
from .docx_elements import tag
from .page import INDENT

LEVELS = 4  # ГОСТ Р 7.0.97, clause 5.18
_NUMBER = re.compile(r"(\d+(?:\.\d+)*)([.)]?)")


class Numbering:
    """The lists of one document; ask ``place`` for each point in order."""

    def __init__(self, document: Document, blocks: Iterable[Block]) -> None:
        self._numbering = document.part.numbering_part.element
        for old in list(self._numbering):
            self._numbering.remove(old)
        self._endings: dict[int, str] = {}
        for block in blocks:
            if isinstance(block, Point) and (read := _read(block.number)):
                self._endings.setdefault(len(read[0]), read[1])
        self._lists = 0
        self._last: list[int] = []

    def place(self, number: str) -> tuple[int, int] | None:
        """Id of the list and level (from 0) at which Word prints ``number``; None: print it as text."""
        read = _read(number)
        if read is None or self._endings[len(read[0])] != read[1]:
            return None
        counts = read[0]
        level = len(counts) - 1
        before = self._last[level] if len(self._last) > level else 0
        follows = self._lists and self._last[:level] == counts[:level] and counts[level] == before + 1
        if not follows:
            self._start(counts)
        self._last = counts
        return self._lists, level

    def _start(self, counts: list[int]) -> None:
        """A new list that begins where ``counts`` says: the points of an annex begin from 1 again.

        Its definition is its own: where lists share one, an office goes on counting the levels that the new list never
        prints, and the points of an annex become «6.1.» after an order of six points.
        """
        self._lists += 1
        self._numbering.insert(self._lists - 1, self._abstract(counts))  # definitions stand before lists
        new = tag("w:num", numId=self._lists)
        new.append(tag("w:abstractNumId", val=self._lists))
        self._numbering.append(new)

    def _abstract(self, counts: list[int]) -> Any:
        abstract = tag("w:abstractNum", abstractNumId=self._lists)
        abstract.append(tag("w:multiLevelType", val="multilevel"))
        for depth in range(1, LEVELS + 1):
            level = tag("w:lvl", ilvl=depth - 1)
            text = ".".join(f"%{one}" for one in range(1, depth + 1)) + self._endings.get(depth, ".")
            for name, value in (
                ("w:start", counts[depth - 1] if depth <= len(counts) else 1),
                ("w:numFmt", "decimal"),
                ("w:suff", "space"),
                ("w:lvlText", text),
                ("w:lvlJc", "left"),
            ):
                level.append(tag(name, val=value))
            properties = OxmlElement("w:pPr")
            properties.append(tag("w:ind", left=0, firstLine=Mm(INDENT).twips))
            level.append(properties)
            abstract.append(level)
        return abstract


def apply(paragraph: Any, place: tuple[int, int]) -> None:
    """Make a paragraph a point of a list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = place[1]
    properties.get_or_add_numId().val = place[0]


def _read(number: str) -> tuple[list[int], str] | None:
    found = _NUMBER.fullmatch(number.strip())
    if not found:
        return None
    counts = [int(one) for one in found[1].split(".")]
    return (counts, found[2]) if len(counts) <= LEVELS and 0 not in counts else None
