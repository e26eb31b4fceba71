"""Pictures in a .docx, each with the words for those who do not see it; drawings as rasters that every office shows."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as DocxParagraph

from . import docx_styles as names
from .blocks import CheckMark, Picture
from .codes import code_raster
from .docx_tables import bare_table, margins
from .flow import printable
from .html_pictures import CODE, CODE_ALT, EMBLEM, HIGHEST, fitted
from .images import Image
from .page import PageSetup
from .svg_raster import raster_of

CHECK_WIDTH = 80  # mm: of the mark at the foot


def picture(paragraph: DocxParagraph, block: Picture, page: PageSetup) -> None:
    """Set a picture into its paragraph, within the lines of the page."""
    width, height = fitted(block.image, min(block.width, page.text_width), HIGHEST)
    height_of_page = min(height, page.text_height - 15)
    _place(paragraph, block.image, width * height_of_page / height, block.alt)


def emblem(paragraph: DocxParagraph, image: Image) -> None:
    """The emblem of a letterhead."""
    _place(paragraph, image, fitted(image, *EMBLEM)[0], "Эмблема")


def check_mark(document: Document, block: CheckMark, page: PageSetup) -> Any:
    """A table of words and code that floats at the lower right of the sheet; returns its element."""
    table = bare_table(document, 1, [CHECK_WIDTH - CODE - 2, CODE + 2])
    margins(table, side=0, above=0)
    words, code = table.rows[0].cells
    words.paragraphs[0].style = names.CHECK
    words.paragraphs[0].add_run(printable(block.words))
    words.add_paragraph(printable(block.url), style=names.CHECK)
    code.paragraphs[0].style = names.CHECK
    _place(code.paragraphs[0], code_raster(block.url), CODE, CODE_ALT)
    floating = OxmlElement("w:tblpPr")
    for key, value in (
        ("leftFromText", "0"),
        ("rightFromText", "0"),
        ("vertAnchor", "margin"),
        ("horzAnchor", "margin"),
        ("tblpXSpec", "right"),
        ("tblpYSpec", "bottom"),
    ):
        floating.set(qn(f"w:{key}"), value)
    properties = table._tbl.tblPr
    style = properties.find(qn("w:tblStyle"))
    if style is None:
        properties.insert(0, floating)
    else:
        style.addnext(floating)
    return table._tbl


def _place(paragraph: DocxParagraph, image: Image, width: float, alt: str) -> None:
    shown = raster_of(image, width) if image.is_drawing else image
    shape = paragraph.add_run().add_picture(BytesIO(shown.content), width=Mm(width))
    shape._inline.docPr.set("descr", printable(alt))
