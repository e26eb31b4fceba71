"""The mentee's own consent to have a mentor; an order on pairs rests on both (seed 004, measure 1)."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Block, DocTitle, Paragraph, Point, Signature
from schools.papers.models import Document
from schools.russian import Case
from schools.years import AcademicYear

from ..letterhead import named_organisation
from ..pairs_page import day_of
from ..sheet_page import addressee, sheet_of
from .kind import Kind, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    sheet = sheet_of(document, stamp)
    year = AcademicYear(document.data.get("year") or AcademicYear.of(day_of(document, stamp)).begins)
    organisation = named_organisation(document.organisation, "short", Case.LOCT)
    points = (
        f"Согласие действует на {year.full} учебный год.",
        "Мне известно, чему посвящена работа с наставником: мои запросы и затруднения записаны с моих слов или обсуждены со мной.",
        "Мне известно, что участие добровольно, что можно попросить другого наставника или закончить работу досрочно, "
        "сообщив об этом куратору.",
    )
    return [
        addressee(document, stamp.signer),
        DocTitle("СОГЛАСИЕ", "на участие в наставничестве"),
        Paragraph(
            f"Я, {sheet.signer.full_with_standing()}, {sheet.agree('согласен', 'согласна')} участвовать в наставничестве "
            f"в {organisation} в качестве наставляемого и работать с наставником, закреплённым за мной приказом."
        ),
        *(Point(f"{number}.", words) for number, words in enumerate(points, start=1)),
        Signature(by_hand=True, name=sheet.signer.signature),
    ]


KIND = Kind(
    code="consent_mentee",
    label="Согласие на участие в наставничестве",
    parts=(),
    blanks={},
    values=lambda document, stamp: {},
    compose=compose,
    purpose=Purpose.MENTEE_PART,
)
