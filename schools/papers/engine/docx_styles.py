"""Named styles and the sheet of a .docx, so that a school edits in Word what it got from us.

The looks are those of ``static/papers/paper.css``. Line pitch is exact: 1.15 of the size times the
spacing, as that of Times New Roman, so that the page does not grow where PT Serif is not installed
and Word takes another typeface.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from .page import ANGULAR_WIDTH, CENTRED_WIDTH, INDENT, MARK_WIDTH, PageSetup

# Behind a dash the line does not end; it has no width.
WORD_JOINER = "\u2060"
_MARKS = re.compile(r"([\t\n])")
NATURAL_PITCH = 1.15  # of the size: Times New Roman
LINES_GROW = -1.0  # a line as high as what stands in it: pictures

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "aside": WD_ALIGN_PARAGRAPH.LEFT,
}

LETTERHEAD = "Бланк"
LETTERHEAD_NAME = "Бланк: наименование"
LETTERHEAD_CONTACT = "Бланк: справочные данные"
TITLE = "Вид документа"
SUBTITLE = "Вид документа: уточнение"
REGISTRATION = "Дата и номер"
PLACE = "Место составления"
HEADING = "Заголовок к тексту"
CENTRED_HEADING = "Заголовок приложения"
TEXT = "Текст"
SMALL = "Текст мелкий"
POINT = "Пункт"
CELL = "Таблица"
CELL_HEAD = "Таблица: заголовок"
CELL_ITEM = "Таблица: перечень"
CELL_SECTION = "Таблица: раздел"
MARK = "Отметка справа"
MARK_IN_PAIR = "Гриф"
SIGNATURE = "Подпись"
ACQUAINTANCE = "Ознакомление"
EXECUTOR = "Исполнитель"
BLANK = "Строка для заполнения"
HINT = "Подсказка под строкой"
PAGE_NUMBER = "Номер страницы"
SEPARATOR = "Разделитель"
PICTURE = "Рисунок"
CAPTION = "Подпись под рисунком"
CHECK = "Отметка для проверки"


@dataclass(frozen=True, slots=True)
class Look:
    """A style: ``size`` as a share of the text's or in points when above 4; the rest in mm."""

    align: Literal["left", "centre", "right", "justify"] = "left"
    size: float = 1
    bold: bool = False
    before: float = 0
    after: float = 0
    left: float = 0
    right: float = 0
    first: float = 0
    pitch: float = 0  # of the size; 0: the page's
    keep: bool = False
    outline: int | None = None
    tab: float = 0  # a right tab stop


def looks(page: PageSetup, *, angular: bool) -> dict[str, Look]:
    """Every style by its name, for the widths of this page."""
    width = page.text_width
    side = (width - CENTRED_WIDTH) / 2
    left, right = (0, width - ANGULAR_WIDTH) if angular else (side, side)
    column = width - ANGULAR_WIDTH if angular else 0
    return {
        LETTERHEAD: Look("centre", 0.85, left=left, right=right, pitch=1.25, keep=True),
        LETTERHEAD_NAME: Look("centre", bold=True, left=left, right=right, pitch=1.25, keep=True),
        LETTERHEAD_CONTACT: Look("centre", 10, left=left, right=right, pitch=1.25, keep=True),
        TITLE: Look("centre", 1.15, bold=True, right=column, pitch=1.25, keep=True, outline=0),
        SUBTITLE: Look("centre", bold=True, right=column, pitch=1.25, keep=True),
        REGISTRATION: Look("centre" if angular else "left", right=column, tab=width - column, keep=True),
        PLACE: Look("centre", right=column, keep=True),
        HEADING: Look(bold=True, right=width / 2, after=5, pitch=1.25, keep=True, outline=1),
        CENTRED_HEADING: Look("centre", bold=True, before=5, after=4, pitch=1.25, keep=True, outline=1),
        TEXT: Look("justify", after=1),
        SMALL: Look("justify", 0.8, after=1, pitch=1.25),
        POINT: Look("justify", after=1, first=INDENT),
        CELL: Look(size=11, pitch=1.2),
        CELL_HEAD: Look("centre", size=11, bold=True, pitch=1.2, keep=True),
        CELL_ITEM: Look(size=11, pitch=1.2, left=4, first=-4),
        CELL_SECTION: Look("centre", size=11, bold=True, pitch=1.2, keep=True),
        MARK_IN_PAIR: Look(pitch=1.25, tab=MARK_WIDTH, keep=True),
        MARK: Look(left=width - MARK_WIDTH, pitch=1.25, tab=width),
        SIGNATURE: Look(before=12, pitch=1.25, tab=width),
        ACQUAINTANCE: Look(size=0.92, pitch=1.2),
        EXECUTOR: Look(size=10, pitch=1.2),
        BLANK: Look(pitch=1.2),
        HINT: Look("centre", 8, pitch=1.1),
        PAGE_NUMBER: Look("centre", 11, pitch=1.2),
        PICTURE: Look("centre", before=3, after=1.5, pitch=LINES_GROW, keep=True),
        CAPTION: Look("centre", 0.92, after=4, pitch=1.2),
        CHECK: Look("right", 8, pitch=LINES_GROW),
        SEPARATOR: Look(size=0.1, pitch=1),
    }


def prepare(document: Document, page: PageSetup, *, angular: bool) -> None:
    """Give an empty document the sheet, the language and the styles."""
    _defaults(document, page)
    for name, look in looks(page, angular=angular).items():
        _add_style(document, name, look, page)
    section = document.sections[0]
    lay(section, page)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style = PAGE_NUMBER
    _field(number, "PAGE")
    section.first_page_header.paragraphs[0].style = PAGE_NUMBER


def lay(section: Section, page: PageSetup) -> None:
    """Sheet and margins of a section."""
    section.orientation = WD_ORIENTATION.LANDSCAPE if page.landscape else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = (Mm(side) for side in page.sheet)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.header_distance = section.footer_distance = Mm(10)


def fit(paragraph: Paragraph, look: Look) -> None:
    """Widths of a paragraph that stands on another sheet than its style was made for."""
    form = paragraph.paragraph_format
    form.left_indent, form.right_indent = Mm(look.left), Mm(look.right)
    if look.tab:
        style = paragraph.style
        assert isinstance(style, ParagraphStyle)
        for stop in style.paragraph_format.tab_stops:
            if stop.position != Mm(look.tab):
                form.tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
        form.tab_stops.add_tab_stop(Mm(look.tab), WD_TAB_ALIGNMENT.RIGHT)


def describe(document: Document, title: str, author: str, day: date | None) -> None:
    """What Word shows in «Свойства»."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.language, properties.comments = "ru-RU", ""
    moment = datetime.combine(day, time(), UTC) if day else datetime.now(UTC)
    properties.created = properties.modified = moment


def write(paragraph: Paragraph, pieces: Iterable[tuple[str, bool]]) -> Run:
    """Add a run of words; in a piece that is bound the line does not end at a hyphen. Tabs and line breaks become marks
    of their own: inside of words an office prints them as spaces.
    """
    run = paragraph.add_run()
    for piece, bound in pieces:
        for place, part in enumerate(piece.split("-") if bound else [piece]):
            if place:
                run._r.append(OxmlElement("w:noBreakHyphen"))
            if bound:
                part = part.replace("–", f"–{WORD_JOINER}")
            for words in _MARKS.split(part):
                if words == "\t":
                    run.add_tab()
                elif words == "\n":
                    run.add_break()
                elif words:
                    run.add_text(words)
    return run


def signs_of(look: Look, page: PageSetup) -> int:
    """How many signs a line of the style takes for sure: letters of such faces are six tenths of their size wide."""
    return int((page.text_width - look.left - look.right) / (points_of(look, page) * 0.3528 * 0.6))


def points_of(look: Look, page: PageSetup) -> float:
    """Size of the letters of a style, pt."""
    return look.size if look.size > 4 else round(page.size * look.size * 2) / 2


def set_font(properties: Any, font: str) -> None:
    """One typeface for all scripts; the theme's, which wins in Word, is taken away."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def _defaults(document: Document, page: PageSetup) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.size = Pt(page.size)
    set_font(normal.element.get_or_add_rPr(), page.font)
    pitch = normal.paragraph_format
    pitch.space_before = pitch.space_after = Pt(0)
    pitch.widow_control = True
    for run in document.styles.element.iter(qn("w:rPrDefault")):
        properties = run.find(qn("w:rPr"))
        set_font(properties, page.font)
        for language in properties.findall(qn("w:lang")):
            properties.remove(language)
        language = OxmlElement("w:lang")
        for script, value in (("val", "ru-RU"), ("eastAsia", "ru-RU"), ("bidi", "ar-SA")):
            language.set(qn(f"w:{script}"), value)
        properties.append(language)
    settings = document.settings.element
    for compat in settings.findall(qn("w:compat")):
        for old in compat.findall(qn("w:compatSetting")):
            compat.remove(old)
        modern = OxmlElement("w:compatSetting")  # else Word opens the file in its mode of 2007
        modern.set(qn("w:name"), "compatibilityMode")
        modern.set(qn("w:uri"), "http://schemas.microsoft.com/office/word")
        modern.set(qn("w:val"), "15")
        compat.append(modern)
    _substitute(document, page.font)


def _substitute(document: Document, font: str) -> None:
    """Where the typeface is not installed, Word takes Times New Roman and not what it likes."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            entry = (
                f'<w:font w:name="{font}"><w:altName w:val="Times New Roman"/><w:charset w:val="CC"/>'
                '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
            )
            part._blob = part.blob.replace(b"</w:fonts>", entry.encode())


def _add_style(document: Document, name: str, look: Look, page: PageSetup) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    size = points_of(look, page)
    style.font.size, style.font.bold = Pt(size), look.bold
    form = style.paragraph_format
    form.alignment = ALIGNMENTS[look.align]
    if look.pitch == LINES_GROW:
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(round(size * (look.pitch or NATURAL_PITCH * page.line_spacing) * 20) / 20)
    form.space_before, form.space_after = Mm(look.before), Mm(look.after)
    form.left_indent, form.right_indent = Mm(look.left), Mm(look.right)
    form.first_line_indent = Mm(look.first)
    form.keep_with_next = look.keep
    if look.tab:
        form.tab_stops.add_tab_stop(Mm(look.tab), WD_TAB_ALIGNMENT.RIGHT)
    if look.outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(look.outline))
        style.element.get_or_add_pPr().append(level)


def _field(paragraph: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)
