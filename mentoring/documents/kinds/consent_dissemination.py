"""Consent to dissemination of an adult: its own sheet, item by item (152-ФЗ, статья 10.1)."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Blank, BlankLine, Block, DocTitle
from schools.papers.models import Document

from ..pages.public import PUBLIC_BLANKS, public_page, public_parts, public_values
from ..pages.sheet import sheet_of
from ..words.consent_terms import KEPT_THREE_YEARS, consent_page_of
from .kind import Kind, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    sheet = sheet_of(document, stamp)
    opening: list[Block] = [
        DocTitle("СОГЛАСИЕ", "на распространение персональных данных"),
        BlankLine((Blank(label="Я,", value=sheet.signer.full(), hint="фамилия, имя, отчество"),)),
    ]
    return public_page(document, sheet, texts, opening, "мои")


KIND = Kind(
    code="consent_dissemination",
    label="Согласие на распространение данных",
    about="Предлагается, а не требуется: что можно поместить на страницу о наставничестве, отмечают по строкам.",
    parts=public_parts(for_minor=False),
    blanks=PUBLIC_BLANKS,
    values=public_values,
    compose=compose,
    purpose=Purpose.DISSEMINATION,
    shelf=Shelf.CONSENTS,
    noun="Лист",
    retention=KEPT_THREE_YEARS,
    page=consent_page_of,
)
