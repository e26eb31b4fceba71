"""Tables of a .docx: ruled tables, acquaintance lists and lines of blanks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell as Cell

from . import docx_styles as names
from .blocks import AcquaintanceList, BlankLine, Table
from .docx_elements import tag
from .flow import printable, shares
from .measure import columns, text_width
from .page import PageSetup

GAP = 6.0  # mm between lines for the pen
PEN_HEIGHT = 8.0  # mm
LABEL_ROOM = 2.5  # mm after a label


def ruled(document: Document, block: Table, page: PageSetup) -> None:
    """A ruled table: head repeated, rows not torn."""
    heads, percents, rows = columns(block)
    table = bare_table(document, 1 + len(rows), [page.text_width * share / 100 for share in percents])
    borders(table, "top", "left", "bottom", "right", "insideH", "insideV")
    margins(table, side=1.5, above=1)
    for cell, column in zip(table.rows[0].cells, heads, strict=True):
        fill(cell, column.title, names.CELL_HEAD)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    repeated_head(table)
    for row, texts in zip(list(table.rows)[1:], rows, strict=True):
        for cell, text, column in zip(row.cells, texts, heads, strict=True):
            fill(cell, text, names.CELL)
            cell.paragraphs[0].alignment = names.ALIGNMENTS[column.align]


def acquaintance(document: Document, block: AcquaintanceList, page: PageSetup) -> None:
    """Names with a line for the signature and a line for the date, in one column or two."""
    gap = GAP / block.columns
    room = (page.text_width - gap * (3 * block.columns - 1)) / block.columns
    half = [room * share / 100 for share in ((34, 36, 30) if block.columns == 1 else (50, 28, 22))]
    widths = [width for _ in range(block.columns) for part in half for width in (part, gap)][:-1]
    table = bare_table(document, 1 + len(block.rows), widths)
    margins(table, side=0, above=0)
    for place, text in enumerate(("фамилия, инициалы", "подпись", "дата") * block.columns):
        fill(table.rows[0].cells[2 * place], text, names.HINT)
        if place % 3 == 0:
            table.rows[0].cells[2 * place].paragraphs[0].alignment = names.ALIGNMENTS["left"]
    repeated_head(table)
    last = len(block.rows) - 1
    for index, (row, texts) in enumerate(zip(list(table.rows)[1:], block.rows, strict=True)):
        cells = row.cells
        row.height, row.height_rule = Mm(9), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell in cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
            cell.paragraphs[0].style = names.ACQUAINTANCE
            # The first two names stay together and so do the last two: none is alone on a page.
            cell.paragraphs[0].paragraph_format.keep_with_next = index in (0, last - 1) and index != last
        for place, text in enumerate(texts):
            if text:
                fill(cells[6 * place], text, names.ACQUAINTANCE)
                _underline(cells[6 * place + 2])
                _underline(cells[6 * place + 4])
    for cell in table.rows[0].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def blanks(document: Document, block: BlankLine, page: PageSetup) -> None:
    """Labels as wide as their words, lines on the rest, hints under the lines."""
    widths: list[float] = []
    texts: list[tuple[str, str, bool]] = []  # above, below, is it a line
    for blank in block.blanks:
        if blank.label:
            room = LABEL_ROOM + (GAP / 2 if widths else 0)
            widths.append(text_width(blank.label, page.size) + room)
            texts.append((blank.label, "", False))
        elif widths:
            widths.append(GAP)
            texts.append(("", "", False))
        widths.append(0)
        texts.append((blank.value, blank.hint, True))
    labels = sum(widths)
    if labels > page.text_width * 0.75:  # labels are broken into lines, the pen keeps a quarter
        widths = [width * page.text_width * 0.75 / labels for width in widths]
        labels = page.text_width * 0.75
    rest = iter(shares([blank.width for blank in block.blanks]))
    widths = [
        width if not line else (page.text_width - labels) * next(rest) / 100
        for width, (_, _, line) in zip(widths, texts, strict=True)
    ]
    hinted = any(blank.hint for blank in block.blanks)
    table = bare_table(document, 2 if hinted else 1, widths)
    margins(table, side=0, above=0)
    pen = table.rows[0]
    pen.height, pen.height_rule = Mm(PEN_HEIGHT), WD_ROW_HEIGHT_RULE.AT_LEAST
    for place, (above, below, line) in enumerate(texts):
        cell = pen.cells[place]
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
        fill(cell, above, names.BLANK)
        cell.paragraphs[0].paragraph_format.keep_with_next = hinted
        if line:
            _underline(cell)
            cell.paragraphs[0].alignment = names.ALIGNMENTS["centre"]
        elif place:
            cell.paragraphs[0].paragraph_format.left_indent = Mm(GAP / 2)
        if hinted:
            fill(table.rows[1].cells[place], below, names.HINT)
    for _ in range(block.more):
        document.add_paragraph(style=names.SEPARATOR)
        empty = bare_table(document, 1, [page.text_width])
        empty.rows[0].height, empty.rows[0].height_rule = Mm(PEN_HEIGHT), WD_ROW_HEIGHT_RULE.EXACTLY
        fill(empty.rows[0].cells[0], "", names.BLANK)
        _underline(empty.rows[0].cells[0])


def bare_table(document: Document, rows: int, widths: Sequence[float]) -> DocxTable:
    """An unruled table of fixed widths in mm that begins at the margin; rows are not torn."""
    table = document.add_table(rows, len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def repeated_head(table: DocxTable) -> None:
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def fill(cell: Cell, text: str, style: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    if text:
        paragraph.add_run(printable(text))


def _line(edge: str) -> Any:
    return tag(f"w:{edge}", val="single", sz=4, space=0, color="000000")


def borders(table: DocxTable, *edges: str) -> None:
    borders = OxmlElement("w:tblBorders")
    for edge in edges:
        borders.append(_line(edge))
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    layout.addprevious(borders)


def _underline(cell: Cell) -> None:
    borders = OxmlElement("w:tcBorders")
    borders.append(_line("bottom"))
    properties = cell._tc.get_or_add_tcPr()
    properties.insert_element_before(
        borders, "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark"
    )


def margins(table: DocxTable, *, side: float, above: float) -> None:
    """Room inside of the cells, mm."""
    margins = OxmlElement("w:tblCellMar")
    for edge, room in (("top", above), ("left", side), ("bottom", above), ("right", side)):
        margins.append(tag(f"w:{edge}", w=Mm(room).twips, type="dxa"))
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    layout.addnext(margins)
