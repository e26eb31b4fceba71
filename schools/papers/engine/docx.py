"""Blocks → .docx with real styles, list numbering and tables; it looks as the PDF does."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from io import BytesIO

from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as DocxParagraph

from . import docx_styles as names
from .blocks import (
    AcquaintanceList,
    AnnexMark,
    ApprovalMark,
    BlankLine,
    Block,
    CheckMark,
    DateNumberPlace,
    DocTitle,
    Executor,
    Heading,
    Letterhead,
    MarkPair,
    Paragraph,
    Picture,
    Point,
    Run,
    Signature,
    Spacer,
    SpannedTable,
    Table,
    Text,
)
from .docx_numbering import Numbering, apply
from .docx_pictures import CHECK_WIDTH, check_mark, emblem, picture
from .docx_spans import mark_lines, mark_pair, spanned
from .docx_tables import acquaintance, blanks, ruled
from .flow import (
    DATE_BLANK,
    NUMBER_BLANK,
    Placed,
    blanks_of,
    bound_words,
    flow,
    network_words,
    printable,
    title_words,
    whole_names,
)
from .page import INDENT, MARK_WIDTH, PageSetup

POST_SIGNS = 42  # longer posts are broken into lines: the name stands at the end of the last


def render_docx(
    blocks: Sequence[Block], page: PageSetup, title: str, author: str = "", day: date | None = None
) -> bytes:
    """A paper for Word; ``author`` and ``day`` go into its properties."""
    document = new_document()
    angular = any(isinstance(block, Letterhead) and block.layout == "angular" for block in blocks)
    laid = list(flow(blocks))
    first = page.turned(laid[0].turn) if laid else page
    names.prepare(document, first, angular=angular)
    names.describe(document, printable(title), printable(author), day)
    writer = _Writer(document, first, Numbering(document, blocks), angular=angular)
    for placed in laid:
        writer.write(placed, page.turned(placed.turn))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


class _Writer:
    """Appends blocks to a document; keeps what a block needs of those before it."""

    def __init__(self, document: Document, page: PageSetup, numbering: Numbering, *, angular: bool) -> None:
        self.document = document
        self.page = page
        self.numbering = numbering
        self.angular = angular
        self.styled = names.looks(page, angular=angular)
        self.looks = self.styled
        self.new_page = False

    def write(self, placed: Placed, page: PageSetup) -> None:
        """One block; a new page falls to its first paragraph, what keeps it with the next to its last."""
        block = placed.block
        self.new_page = placed.new_page
        if self.angular and not placed.first:  # the column of the letterhead ends with its sheet
            self.angular = False
            self.looks = names.looks(page, angular=False)
        if page != self.page:
            section = self.document.add_section(WD_SECTION.NEW_PAGE)
            self.document.paragraphs[-1].style = names.SEPARATOR  # it carries the end of the section before
            section.different_first_page_header_footer = False
            names.lay(section, page)
            self.page, self.new_page = page, False
            self.looks = names.looks(page, angular=self.angular)
        if self.new_page and (
            isinstance(block, Table | SpannedTable | MarkPair | BlankLine | CheckMark)
            or (isinstance(block, Signature) and block.by_hand)
        ):
            self.line(names.SEPARATOR, "")  # a table cannot begin a page by itself
        self._write(block)
        if placed.keep and self.document.paragraphs:
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def _write(self, block: Block) -> None:
        match block:
            case Letterhead():
                self._letterhead(block)
            case DocTitle():
                last = self.line(names.TITLE, title_words(block.text))
                if block.subtitle:
                    last = self.line(names.SUBTITLE, title_words(block.subtitle))
                last.paragraph_format.space_after = Mm(5)
            case DateNumberPlace():
                gap = " " if self.angular else "\t"
                text = f"{block.date or DATE_BLANK}{gap}№ {block.number or NUMBER_BLANK}"
                last = self.line(names.REGISTRATION, text)
                if block.place:
                    last = self.line(names.PLACE, block.place)
                last.paragraph_format.space_after = Mm(6)
            case Heading():
                self.line(names.HEADING if block.align == "left" else names.CENTRED_HEADING, title_words(block.text))
            case Paragraph():
                self._paragraph(block)
            case Point():
                self._point(block)
            case Table():
                ruled(self.document, block, self.page)
                self.line(names.SEPARATOR, "").paragraph_format.space_after = Mm(3)
            case SpannedTable():
                spanned(self.document, block, self.page)
                self.line(names.SEPARATOR, "").paragraph_format.space_after = Mm(3)
            case MarkPair():
                mark_pair(self.document, block, self.page)
                self.line(names.SEPARATOR, "").paragraph_format.space_after = Mm(5)
            case AnnexMark():
                self._mark(list(block.lines))
            case ApprovalMark():
                self._mark(mark_lines(block))
            case Signature() if block.by_hand:
                self.line(names.SEPARATOR, "").paragraph_format.space_after = Mm(5)
                self._blanks(blanks_of(block))
            case Signature():
                post = "\n".join(textwrap.wrap(printable(block.post), POST_SIGNS)) or ""
                self.line(names.SIGNATURE, f"{post}\t{block.name}").paragraph_format.keep_together = True
            case AcquaintanceList():
                title = self.line(names.TEXT, block.title)
                title.paragraph_format.space_before = Mm(8)
                title.paragraph_format.keep_with_next = True
                acquaintance(self.document, block, self.page)
                self.line(names.SEPARATOR, "").paragraph_format.space_after = Mm(3)
            case Executor():
                phone = f"\n{block.phone}" if block.phone else ""
                before = self.document.paragraphs[-1:]
                foot = self.line(names.EXECUTOR, f"Исп. {block.name}{phone}")
                _to_the_foot(foot, self.page.text_width - CHECK_WIDTH)
                if before:  # a frame stands on the sheet of the paragraph that follows it
                    before[0]._p.addprevious(foot._p)
            case BlankLine():
                self._blanks(block)
            case Picture():
                shown = self.line(names.PICTURE, "")
                picture(shown, block, self.page)
                shown.alignment = names.ALIGNMENTS[block.align]
                shown.paragraph_format.keep_with_next = bool(block.caption)
                if block.caption:
                    self.line(names.CAPTION, block.caption).alignment = names.ALIGNMENTS[block.align]
            case CheckMark():
                check_mark(self.document, block, self.page)
                self.line(names.SEPARATOR, "")
            case Spacer():
                for _ in range(max(1, round(block.lines))):
                    self.line(names.BLANK, "")

    def line(self, style: str, text: Text) -> DocxParagraph:
        """A paragraph in a style, with the faces of its runs."""
        paragraph = self.document.add_paragraph(style=style)
        for part in (Run(text),) if isinstance(text, str) else text:
            if not part.text:
                continue
            run = names.write(paragraph, bound_words(printable(part.text)))
            run.bold, run.italic = part.bold or None, part.italic or None
        if self.new_page:
            paragraph.paragraph_format.page_break_before = True
            self.new_page = False
        if self.looks[style] != self.styled[style]:
            names.fit(paragraph, self.looks[style])
        return paragraph

    def _letterhead(self, block: Letterhead) -> None:
        if block.emblem:
            above = self.line(names.LETTERHEAD, "")
            above.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
            above.paragraph_format.space_after = Mm(2)
            emblem(above, block.emblem)
        for text in block.founder:
            self.line(names.LETTERHEAD, text)
        signs = names.signs_of(self.looks[names.LETTERHEAD_NAME], self.page)
        last = self.line(names.LETTERHEAD_NAME, whole_names(block.full_name, signs))
        last.paragraph_format.space_before = Mm(1.5)
        if block.short_name:
            last = self.line(names.LETTERHEAD_NAME, whole_names(f"({block.short_name})", signs))
        last.paragraph_format.space_after = Mm(1.5)
        for text in block.contacts:
            last = self._contact(text)
        last.paragraph_format.space_after = Mm(7)

    def _contact(self, text: str) -> DocxParagraph:
        """A line of contacts whose e-mail and site are not broken at their hyphens."""
        paragraph = self.line(names.LETTERHEAD_CONTACT, "")
        names.write(paragraph, network_words(printable(text)))
        return paragraph

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self.line(names.SMALL if block.small else names.TEXT, block.text)
        form = paragraph.paragraph_format
        form.alignment = names.ALIGNMENTS[block.align]
        if block.align == "aside":
            form.left_indent = Mm(self.page.text_width - MARK_WIDTH)
        if block.indent:
            form.first_line_indent = Mm(INDENT)
        if block.keep and block.align == "left" and not block.indent:
            form.space_before = form.space_after = Mm(2)

    def _point(self, block: Point) -> None:
        place = self.numbering.place(block.number)
        if place:
            apply(self.line(names.POINT, block.text), place)
            return
        runs = (Run(block.text),) if isinstance(block.text, str) else block.text
        self.line(names.POINT, (Run(f"{block.number}\u00a0"), *runs))

    def _mark(self, lines: list[str]) -> None:
        signs = names.signs_of(self.looks[names.MARK], self.page)
        for text in lines:
            last = self.line(names.MARK, whole_names(text, signs))
            last.paragraph_format.keep_with_next = True
        if lines:
            last.paragraph_format.space_after = Mm(5)

    def _blanks(self, block: BlankLine) -> None:
        blanks(self.document, block, self.page)
        self.line(names.SEPARATOR, "").paragraph_format.space_after = Mm(0.5)


def _to_the_foot(paragraph: DocxParagraph, width: float) -> None:
    """A frame at the lower margin of the sheet, as a footnote stands in the PDF."""
    frame = OxmlElement("w:framePr")
    for key, value in (
        ("w", str(Mm(width).twips)),
        ("wrap", "around"),
        ("vAnchor", "margin"),
        ("hAnchor", "margin"),
        ("xAlign", "left"),
        ("yAlign", "bottom"),
    ):
        frame.set(qn(f"w:{key}"), value)
    properties = paragraph._p.get_or_add_pPr()
    style = properties.find(qn("w:pStyle"))
    style.addnext(frame)
