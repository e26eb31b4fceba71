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
from roadmaps.reading.words import MC, VAL, W, attribute, is_on, number_of, parse

# Word itself allows 63 columns.
MAX_COLUMNS = 64
# Wrappers whose content stands in the text as if they were not there.
_TRANSPARENT = frozenset(
    W + name
    for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "hyperlink", "fldSimple", "dir", "bdo")
)
_P, _R, _T, _TBL, _TR, _TC, _SDT = (W + name for name in ("p", "r", "t", "tbl", "tr", "tc", "sdt"))
_PPR, _RPR, _TRPR, _TCPR, _SECT, _SDTCONTENT = (
    W + name for name in ("pPr", "rPr", "trPr", "tcPr", "sectPr", "sdtContent")
)
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
_ALIGN = {"center": "center", "right": "right", "end": "right"}


class _Style:
    """What a paragraph style says of lists and alignment, its ancestors included."""

    __slots__ = ("align", "heading", "level", "use")

    def __init__(self, use: str = "", level: int = 0, align: str = "", heading: bool = False) -> None:
        self.use, self.level, self.align, self.heading = use, level, align, heading


def _styles(root: Any | None, numbering: Numbering) -> dict[str, _Style]:
    raw: dict[str, tuple[str, Any, str]] = {}
    default = ""
    for element in root if root is not None else ():
        if element.tag != W + "style":
            continue
        identifier = attribute(element, "styleId")
        kind = attribute(element, "type")
        based, properties, name = "", None, ""
        for child in element:
            if child.tag == W + "basedOn":
                based = attribute(child)
            elif child.tag == _PPR:
                properties = child
            elif child.tag == W + "name":
                name = attribute(child).lower()
        if kind == "numbering" and properties is not None:
            use = properties.find(f"{W}numPr/{W}numId")
            if use is not None:
                numbering.style_uses[identifier] = attribute(use)
        elif kind == "paragraph":
            raw[identifier] = (based, properties, name)
            if attribute(element, "default") in ("1", "true"):
                default = identifier
    found: dict[str, _Style] = {}
    for identifier in raw:
        style, current, seen = _Style(), identifier, set()
        use = level = align = None
        while current in raw and current not in seen:
            seen.add(current)
            current, properties, name = raw[current]
            style.heading |= name.startswith(("heading", "title", "заголовок"))
            if properties is None:
                continue
            if (listed := properties.find(W + "numPr")) is not None:
                for child in listed:
                    if child.tag == W + "numId" and use is None:
                        use = attribute(child)
                    elif child.tag == W + "ilvl" and level is None:
                        level = number_of(child, 0)
            if align is None and (set_to := properties.find(W + "jc")) is not None:
                align = _ALIGN.get(attribute(set_to), "")
        style.use, style.level, style.align = use or "", level or 0, align or ""
        found[identifier] = style
    found[""] = found.get(default) or _Style()
    return found


class _Reader:
    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.numbering = Numbering(parse(parts, "word/numbering.xml"))
        self.styles = _styles(parse(parts, "word/styles.xml"), self.numbering)
        # Landscape or not of the section that a block belongs to is said at the section's end.
        self.waiting: list[Table] = []
        self.landscape = False

    # Blocks

    def blocks(self, parent: Any) -> Iterator[Paragraph | Table]:
        """Paragraphs and tables of a body, a cell, a text box, in order."""
        carried = ""
        for element in parent:
            tag = element.tag
            if tag == _P:
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
            elif tag == _TBL:
                table = self.table(element)
                self.waiting.append(table)
                yield table
            elif tag == _SDT:
                content = element.find(_SDTCONTENT)
                if content is not None:
                    yield from self.blocks(content)
            elif tag in _TRANSPARENT:
                yield from self.blocks(element)
            elif tag == _ALTERNATE:
                if (chosen := self.chosen(element)) is not None:
                    yield from self.blocks(chosen)
            elif tag == _SECT:
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
            if next(alternative.iter(_T), None) is not None:
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
            if child.tag == _PPR:
                for setting in child:
                    tag = setting.tag
                    if tag == W + "pStyle":
                        style_id = attribute(setting)
                    elif tag == W + "jc":
                        align = _ALIGN.get(attribute(setting), "")
                    elif tag == W + "numPr":
                        for number in setting:
                            if number.tag == W + "numId":
                                use = attribute(number)
                            elif number.tag == W + "ilvl":
                                level = number_of(number, 0)
                    elif tag == _RPR:
                        glued = setting.find(W + "del") is not None or setting.find(W + "moveFrom") is not None
                    elif tag == _SECT:
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
        if use and use != "0" and not (glued and not paragraph.text):
            paragraph.level = level or 0
            paragraph.marker = self.numbering.marker(use, paragraph.level)
        return paragraph, boxes, glued

    def inline(self, element: Any, texts: list[str], boxes: list[Any]) -> None:
        tag = element.tag
        if tag == _R:
            start = len(texts)
            for child in element:
                inner = child.tag
                if inner == _T:
                    texts.append(child.text or "")
                elif inner in _SIGNS:
                    texts.append(_SIGNS[inner])
                elif inner == W + "sym":
                    texts.append(_symbol(child))
                elif inner in _DRAWN:
                    self.drawn(child, boxes)
                elif inner == _RPR and is_on(child.find(W + "vanish")):
                    del texts[start:]
                    return
        elif tag in _TRANSPARENT:
            for child in element:
                self.inline(child, texts, boxes)
        elif tag == _SDT:
            if (content := element.find(_SDTCONTENT)) is not None:
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

    # Tables

    def table(self, element: Any) -> Table:
        table = Table()
        grid = table.grid
        heads = True
        for row in self.rows(element):
            before, cells, header = row
            heads = heads and header
            table.header_rows += heads
            line: list[Cell | None] = [None] * before
            above = grid[-1] if grid else None
            for number, (cell, span, continues) in enumerate(cells):
                column = len(line)
                span = min(span, MAX_COLUMNS - column)
                if span < 1:
                    break
                if continues == "beside" and number:
                    left = line[-1]
                    if left is not None:
                        left.columns += span
                    line.extend([left] * span)
                    continue
                upper = above[column] if above and column < len(above) else None
                if continues == "above" and upper is not None and upper.column == column:
                    upper.rows = len(grid) - upper.row + 1
                    cell = upper
                else:
                    cell.row, cell.column, cell.columns = len(grid), column, span
                line.extend([cell] * span)
            grid.append(line)  # type: ignore[arg-type]
        self.square(table, element)
        return table

    @staticmethod
    def square(table: Table, element: Any) -> None:
        """Make all rows equally long; a row of one cell runs across the table, whatever it says."""
        grid: list[list[Cell | None]] = table.grid  # type: ignore[assignment]
        sizes = element.find(W + "tblGrid")
        widths = [number_of(one, 0, "w") for one in sizes if one.tag == W + "gridCol"] if sizes is not None else []
        width = max((len(line) for line in grid), default=0)
        for number, line in enumerate(grid):
            own = {id(cell) for cell in line if cell is not None}
            missing = width - len(line)
            if missing and len(own) == 1 and (only := line[-1]) is not None and only.row == number:
                only.columns += missing
                line.extend([only] * missing)
            else:
                line.extend([None] * missing)
            for column, cell in enumerate(line):
                if cell is None:
                    line[column] = Cell(number, column)
        table.widths = widths if len(widths) == width and all(one > 0 for one in widths) else []

    def rows(self, element: Any) -> Iterator[tuple[int, list[tuple[Cell, int, str]], bool]]:
        """Rows as (grid columns left out before, cells, marked as a heading); deleted rows are left out."""
        for child in element:
            tag = child.tag
            if tag == _SDT:
                if (content := child.find(_SDTCONTENT)) is not None:
                    yield from self.rows(content)
            elif tag in _TRANSPARENT:
                yield from self.rows(child)
            elif tag == _TR:
                before, header, deleted = 0, False, False
                properties = child.find(_TRPR)
                for setting in properties if properties is not None else ():
                    if setting.tag == W + "gridBefore":
                        before = max(0, min(number_of(setting, 0), MAX_COLUMNS))
                    elif setting.tag == W + "tblHeader":
                        header = is_on(setting)
                    elif setting.tag == W + "del":
                        deleted = True
                if not deleted:
                    yield before, list(self.cells(child)), header

    def cells(self, row: Any) -> Iterator[tuple[Cell, int, str]]:
        """Cells as (cell, span, "above" / "beside" when it only continues a merged one)."""
        for child in row:
            tag = child.tag
            if tag == _SDT:
                if (content := child.find(_SDTCONTENT)) is not None:
                    yield from self.cells(content)
            elif tag in _TRANSPARENT:
                yield from self.cells(child)
            elif tag == _TC:
                span, continues = 1, ""
                properties = child.find(_TCPR)
                for setting in properties if properties is not None else ():
                    if setting.tag == W + "gridSpan":
                        span = max(1, number_of(setting, 1))
                    elif setting.tag == W + "vMerge" and setting.get(VAL) != "restart":
                        continues = "above"
                    elif setting.tag == W + "hMerge" and setting.get(VAL) != "restart":
                        continues = "beside"
                cell = Cell()
                # The text of a continued cell is hidden by Word, and its lists are not counted.
                if not continues:
                    self.fill(cell, child)
                yield cell, span, continues

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
