"""The mentee's own consent to have a mentor; an order on pairs rests on both (seed 004, measure 1)."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Block, DocTitle, Paragraph, Spacer
from schools.papers.models import Document
from schools.russian import Case

from ..pages.letterhead import named_organisation
from ..pages.sheet import SHEET_BLANKS, addressee, conditions_and_signature, sheet_of, sheet_values
from ..words.consent_terms import KEPT_THREE_YEARS, consent_page_of
from .kind import Kind, Part, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    sheet = sheet_of(document, stamp)
    organisation = named_organisation(document.organisation, "short", Case.LOCT)
    agreed, part = sheet.agree("согласен", "согласна"), sheet.agree("наставляемого", "наставляемой")
    return [
        addressee(document, stamp.signer),
        Spacer(1),
        DocTitle("СОГЛАСИЕ", "на участие в наставничестве"),
        Paragraph(
            f"Я, {sheet.signer.full_with_standing()}, {agreed} участвовать в наставничестве в {organisation} "
            f"в качестве {part} и работать с наставником, которого закрепят за мной приказом."
        ),
        *conditions_and_signature(sheet, texts),
    ]


KIND = Kind(
    code="consent_mentee",
    label="Согласие на участие в наставничестве",
    parts=(
        Part(
            "points",
            "Условия",
            "Согласие действует на {год} учебный год.\n"
            "Мне известно, чему посвящена работа с наставником: запросы и затруднения, с которыми мы будем работать, "
            "со мной обсуждены.\n"
            "Мне известно, что участие добровольно и что можно попросить другого наставника или закончить работу досрочно, "
            "сообщив об этом куратору.",
            "Каждое условие с новой строки; номера встанут сами",
            7,
        ),
    ),
    blanks=SHEET_BLANKS,
    values=sheet_values,
    compose=compose,
    purpose=Purpose.MENTEE_PART,
    shelf=Shelf.CONSENTS,
    noun="Лист",
    retention=KEPT_THREE_YEARS,
    page=consent_page_of,
)
