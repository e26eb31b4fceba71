"""A Word document → grid: what a reader of the printed page sees, in one walk over the tree.

Insertions of tracked changes are kept and deletions dropped; text boxes, content controls and hyperlinks are read in
their place; hidden text is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from roadmaps.reading.errors import RoadmapUnreadable
from roadmaps.reading.grid import Cell, Paragraph, Source, Table
from roadmaps.reading.numbering import Numbering
from roadmaps.reading.styles import ALIGN, paragraph_styles
from roadmaps.reading.words import (
    MC,
    PPR,
    RPR,
    SDT,
    SDTCONTENT,
    SECT,
    TBL,
    TRANSPARENT,
    P,
    R,
    T,
    W,
    attribute,
    is_on,
    number_of,
    parse,
)
from roadmaps.reading.wordtables import read_table

_ALTERNATE, _BOX = MC + "AlternateContent", W + "txbxContent"
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object", _ALTERNATE))
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}
MAX_POSITIONS = 60_000


class _Reader:
    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.numbering = Numbering(parse(parts, "word/numbering.xml"))
        self.styles = paragraph_styles(parse(parts, "word/styles.xml"), self.numbering)
        # Landscape or not of the section that a block belongs to is said at the section's end.
        self.waiting: list[Table] = []
        # Positions of all tables so far: empty ones are cells too.
        self.positions = 0
        self.landscape = False

    # Blocks

    def blocks(self, parent: Any) -> Iterator[Paragraph | Table]:
        """Paragraphs and tables of a body, a cell, a text box, in order."""
        carried = ""
        for element in parent:
            tag = element.tag
            if tag == P:
                paragraph, boxes, glued = self.paragraph(element)
                for box in boxes:
                    yield Paragraph("")
                    yield from self.blocks(box)
                    yield Paragraph("")
                if carried:
                    paragraph.text, carried = carried + paragraph.text, ""
                if glued:
                    carried = paragraph.text
                    continue
                yield paragraph
            elif tag == TBL:
                table = read_table(element, self.fill, MAX_POSITIONS - self.positions)
                self.positions += table.height * table.width
                self.waiting.append(table)
                yield table
            elif tag == SDT:
                content = element.find(SDTCONTENT)
                if content is not None:
                    yield from self.blocks(content)
            elif tag in TRANSPARENT:
                yield from self.blocks(element)
            elif tag == _ALTERNATE:
                if (chosen := self.chosen(element)) is not None:
                    yield from self.blocks(chosen)
            elif tag == SECT:
                self.section(element)
        if carried:
            yield Paragraph(carried)

    def section(self, element: Any) -> None:
        size = element.find(W + "pgSz")
        wide = size is not None and (
            attribute(size, "orient") == "landscape" or number_of(size, 0, "w") > number_of(size, 0, "h") > 0
        )
        for table in self.waiting:
            table.landscape = wide
        self.waiting.clear()
        self.landscape |= wide

    @staticmethod
    def chosen(element: Any) -> Any | None:
        """One of the alternatives of the same content: the first that holds text."""
        for alternative in element:
            if next(alternative.iter(T), None) is not None:
                return alternative
        return None

    def paragraph(self, element: Any) -> tuple[Paragraph, list[Any], bool]:
        """The paragraph, the text boxes anchored in it, and whether its mark was deleted (it runs into the next)."""
        style_id = use = align = None
        level: int | None = None
        glued = False
        texts: list[str] = []
        boxes: list[Any] = []
        for child in element:
            if child.tag == PPR:
                for setting in child:
                    tag = setting.tag
                    if tag == W + "pStyle":
                        style_id = attribute(setting)
                    elif tag == W + "jc":
                        align = ALIGN.get(attribute(setting), "")
                    elif tag == W + "numPr":
                        for number in setting:
                            if number.tag == W + "numId":
                                use = attribute(number)
                            elif number.tag == W + "ilvl":
                                level = number_of(number, 0)
                    elif tag == RPR:
                        glued = setting.find(W + "del") is not None or setting.find(W + "moveFrom") is not None
                    elif tag == SECT:
                        self.section(setting)
            else:
                self.inline(child, texts, boxes)
        style = self.styles.get(style_id or "") or self.styles[""]
        paragraph = Paragraph("".join(texts), align=style.align if align is None else align, heading=style.heading)
        if use is None:
            use = style.use
            if level is None and use:
                level = self.numbering.level_of(use, style_id or "")
                level = style.level if level is None else level
        if use and use != "0" and not glued:
            paragraph.level = level or 0
            paragraph.marker = self.numbering.marker(use, paragraph.level)
        return paragraph, boxes, glued

    def inline(self, element: Any, texts: list[str], boxes: list[Any]) -> None:
        tag = element.tag
        if tag == R:
            start = len(texts)
            for child in element:
                inner = child.tag
                if inner == T:
                    texts.append(child.text or "")
                elif inner in _SIGNS:
                    texts.append(_SIGNS[inner])
                elif inner == W + "sym":
                    texts.append(_symbol(child))
                elif inner in _DRAWN:
                    self.drawn(child, boxes)
                elif inner == RPR and is_on(child.find(W + "vanish")):
                    del texts[start:]
                    return
        elif tag in TRANSPARENT:
            for child in element:
                self.inline(child, texts, boxes)
        elif tag == SDT:
            if (content := element.find(SDTCONTENT)) is not None:
                self.inline(content, texts, boxes)
        elif tag in _DRAWN:
            self.drawn(element, boxes)

    def drawn(self, element: Any, boxes: list[Any]) -> None:
        """Text boxes of a drawing; of alternatives that repeat the same box only one."""
        if element.tag == _ALTERNATE:
            chosen = self.chosen(element)
            if chosen is None:
                return
            element = chosen
        for child in element:
            if child.tag == _BOX:
                boxes.append(child)
            else:
                self.drawn(child, boxes)

    def fill(self, cell: Cell, element: Any) -> None:
        for block in self.blocks(element):
            if isinstance(block, Paragraph):
                cell.paragraphs.append(block)
                continue
            self.waiting.pop()
            cell.tables.append(block)
            for row in range(block.height):
                texts = [" ".join(inner.text.split("\n")) for inner in block.starting(row) if not inner.empty]
                if texts:
                    cell.paragraphs.append(Paragraph(" ".join(texts), nested=len(cell.tables)))


def _symbol(element: Any) -> str:
    """A glyph of a symbol font: only those of the private area are bullets for us, the rest is a letter."""
    try:
        return chr(int(attribute(element, "char"), 16))
    except (ValueError, OverflowError):
        return ""


def read_docx(parts: Mapping[str, bytes]) -> Source:
    """The document as paragraphs and tables.

    `parts` are safe parts of the archive by name («word/document.xml» and, where they are, numbering, styles, headers).
    Raises `RoadmapUnreadable` when the main part is missing, damaged or nested beyond reason.
    """
    root = parse(parts, "word/document.xml")
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise RoadmapUnreadable(
            "В файле нет текста документа. Откройте его в Word, сохраните как документ .docx и загрузите ещё раз."
        )
    reader = _Reader(parts)
    try:
        blocks = list(reader.blocks(body))
        header = [
            block
            for name in sorted(parts)
            if name.startswith("word/header") and (part := parse(parts, name)) is not None
            for block in reader.blocks(part)
            if isinstance(block, Paragraph)
        ]
    except RecursionError as error:
        raise RoadmapUnreadable(
            "Таблицы документа вложены друг в друга слишком глубоко. Скопируйте таблицу дорожной карты в новый документ."
        ) from error
    return Source(blocks, reader.landscape, header)
