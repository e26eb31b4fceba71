"""Spanned tables and pairs of marks in a .docx: true merged cells, as Word itself writes them.

Rows are built element by element: python-docx looks every cell of a spanned table up again and again.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from . import docx_styles as names
from .blocks import ApprovalMark, Cell, MarkPair, SpannedTable
from .docx_elements import tag
from .docx_tables import bare_table, borders, fill, margins, repeated_head
from .flow import DATE_BLANK, is_heading, is_item, is_section, printable, shares
from .measure import CELL_ABOVE, CELL_SIDE, torn_rows
from .page import MARK_WIDTH, PageSetup
from .spans import Place, grid_of


def spanned(document: Document, block: SpannedTable, page: PageSetup) -> None:
    """A ruled table: head repeated, cells merged, rows not torn but for those that no page can hold."""
    widths = [page.text_width * share / 100 for share in shares([column.width for column in block.columns])]
    table = bare_table(document, 1, widths)
    borders(table, "top", "left", "bottom", "right", "insideH", "insideV")
    margins(table, side=CELL_SIDE, above=CELL_ABOVE)
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        fill(cell, column.title, names.CELL_HEAD)
    repeated_head(table)
    styles = {name: document.styles[name].style_id for name in (names.CELL, names.CELL_ITEM, names.CELL_SECTION)}
    torn = torn_rows(block, page)
    for number, line in enumerate(grid_of(block.rows, len(block.columns))):
        row = OxmlElement("w:tr")
        if number not in torn:
            properties = OxmlElement("w:trPr")
            properties.append(OxmlElement("w:cantSplit"))
            row.append(properties)
        for place in dict.fromkeys(line):
            row.append(_cell(place, number, widths, styles))
        table._tbl.append(row)


def _cell(place: Place[Cell], number: int, widths: list[float], styles: dict[str, str]) -> Any:
    """One cell of one row: a cell over three rows is three of them, the second and third empty."""
    cell = place.cell
    element, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    width = sum(widths[place.column : place.column + cell.columns])
    properties.append(tag("w:tcW", w=Mm(width).twips, type="dxa"))
    if cell.columns > 1:
        properties.append(tag("w:gridSpan", val=cell.columns))
    if cell.rows > 1:
        properties.append(tag("w:vMerge", val="restart") if place.row == number else OxmlElement("w:vMerge"))
    element.append(properties)
    shows = place.row == number
    for text in printable(cell.text).split("\n") if shows else [""]:
        element.append(_paragraph(text, cell, styles, len(widths)))
    return element


def _paragraph(text: str, cell: Cell, styles: dict[str, str], width: int) -> Any:
    across, heads = is_section(cell, width), is_heading(cell, width)
    paragraph, properties = OxmlElement("w:p"), OxmlElement("w:pPr")
    style = names.CELL_SECTION if across else names.CELL_ITEM if is_item(text) else names.CELL
    properties.append(tag("w:pStyle", val=styles[style]))
    if heads:
        properties.append(OxmlElement("w:keepNext"))
    if cell.align != ("centre" if across else "left"):  # what the style does not say already
        properties.append(tag("w:jc", val="center" if cell.align == "centre" else cell.align))
    paragraph.append(properties)
    if text:
        run, words = OxmlElement("w:r"), OxmlElement("w:t")
        if cell.bold and not across:
            faces = OxmlElement("w:rPr")
            faces.append(OxmlElement("w:b"))
            run.append(faces)
        words.text = text
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        paragraph.append(run)
    return paragraph


def mark_pair(document: Document, block: MarkPair, page: PageSetup) -> None:
    """Two cells without lines, each as wide as a mark."""
    gap = page.text_width - 2 * MARK_WIDTH
    table = bare_table(document, 1, [MARK_WIDTH + gap, MARK_WIDTH])
    margins(table, side=0, above=0)
    for cell, marks in zip(table.rows[0].cells, (block.left, block.right), strict=True):
        lines = [line for mark in marks for line in mark_lines(mark)]
        fill(cell, lines[0] if lines else "", names.MARK_IN_PAIR)
        for line in lines[1:]:
            cell.add_paragraph(printable(line), style=names.MARK_IN_PAIR)


def mark_lines(mark: ApprovalMark) -> list[str]:
    """The lines of a mark for Word: a tab stands between the place for the pen and the name."""
    signed = [mark.post, f"______________\t{mark.name}", mark.date or DATE_BLANK]
    return [line for line in (mark.word, *mark.lines, *(signed if mark.name else [])) if line]
