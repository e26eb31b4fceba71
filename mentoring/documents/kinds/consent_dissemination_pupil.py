"""Consent to dissemination of a pupil's data, signed by the representative; item by item (152-ФЗ, статья 10.1)."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Blank, BlankLine, Block, DocTitle
from schools.papers.models import Document
from schools.russian import Case

from ..pages.child import CHILD_BLANK, child_filling, of_child
from ..pages.public import PUBLIC_BLANKS, public_page, public_parts, public_values
from ..pages.sheet import sheet_of
from ..words.blanks import Filling
from ..words.consent_terms import KEPT_THREE_YEARS, consent_page_of
from .kind import Kind, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    sheet = sheet_of(document, stamp)
    kin = f", {sheet.relation}" if sheet.relation else ""
    opening: list[Block] = [
        DocTitle("СОГЛАСИЕ", f"на распространение персональных данных {sheet.subject.pupil(Case.GENT)}"),
        BlankLine((Blank(label="Я,", value=sheet.signer.full() + kin, hint="законный представитель"),)),
        BlankLine((Blank(label="в интересах:", value=sheet.subject.full_with_standing(Case.GENT), hint="чьих"),)),
    ]
    return public_page(document, sheet, texts, opening, of_child(sheet))


def values(document: Document, stamp: Stamp) -> Mapping[str, Filling]:
    return {**public_values(document, stamp), **child_filling(document, stamp)}


KIND = Kind(
    code="consent_dissemination_pupil",
    label="Согласие на распространение данных обучающегося",
    about="Предлагается, а не требуется: что можно поместить на страницу о наставничестве, отмечают по строкам.",
    parts=public_parts(for_minor=True),
    blanks=PUBLIC_BLANKS | CHILD_BLANK,
    values=values,
    compose=compose,
    purpose=Purpose.DISSEMINATION,
    for_minor=True,
    shelf=Shelf.CONSENTS,
    noun="Лист",
    retention=KEPT_THREE_YEARS,
    page=consent_page_of,
)
