"""Written consent of an employee to the duties of a mentor (ТК РФ, статья 351.8)."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Block, DocTitle, Paragraph, Spacer
from schools.papers.models import Document
from schools.russian import Case

from ..pages.letterhead import named_organisation, sheet_page_of
from ..pages.sheet import SHEET_BLANKS, addressee, conditions_and_signature, sheet_of, sheet_values
from .kind import Kind, Part, Retention, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    sheet = sheet_of(document, stamp)
    agreed = sheet.agree("согласен", "согласна")
    organisation = named_organisation(document.organisation, "short", Case.LOCT)
    duty = (
        f"выполнять в {organisation} наряду с основной работой обязанности наставника"
        if sheet.signer.post
        else f"быть наставником в {organisation}"
    )
    return [
        addressee(document, stamp.signer),
        Spacer(1),
        DocTitle("СОГЛАСИЕ", "на выполнение обязанностей наставника"),
        Paragraph(f"Я, {sheet.signer.full_with_standing()}, {agreed} {duty}."),
        *conditions_and_signature(sheet, texts),
    ]


KIND = Kind(
    code="consent_mentor",
    label="Согласие на выполнение обязанностей наставника",
    parts=(
        Part(
            "points",
            "Условия",
            "Наставничество состоит в помощи наставляемому по персонализированной программе: встречах, консультациях, "
            "посещении занятий, обсуждении результатов.\n"
            "Согласие действует на {год} учебный год и относится к наставляемым, закреплённым за мной приказом.\n"
            "{соглашение}\n"
            "{отказ}",
            "Каждое условие с новой строки; номера встанут сами",
            8,
        ),
    ),
    blanks=SHEET_BLANKS,
    values=sheet_values,
    compose=compose,
    purpose=Purpose.MENTOR_DUTIES,
    shelf=Shelf.CONSENTS,
    noun="Лист",
    # Kept with the labour contract that it changes.
    retention=Retention("50 лет, до 2003 года — 75 лет", "ст. 435, приказ Росархива № 236"),
    page=sheet_page_of,
)
