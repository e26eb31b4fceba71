"""Written consent of an employee to the duties of a mentor (ТК РФ, статья 351.8)."""

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
    who = sheet.signer.full_with_standing()
    organisation = named_organisation(document.organisation, "short", Case.LOCT)
    points = [
        "Наставничество состоит в помощи наставляемому по персонализированной программе: встречах, консультациях, "
        "посещении занятий, обсуждении результатов.",
        f"Согласие действует на {year.full} учебный год и распространяется на наставляемых, закреплённых за мной приказом.",
        "Мне известно, что участие в наставничестве добровольно и что от него можно отказаться досрочно, письменно "
        "предупредив работодателя.",
    ]
    if sheet.signer.post:
        points.insert(
            2,
            "Содержание, сроки и форма этой работы, размер и условия выплат за неё определяются дополнительным соглашением "
            "к трудовому договору.",
        )
    return [
        addressee(document, stamp.signer),
        DocTitle("СОГЛАСИЕ", "на выполнение обязанностей наставника"),
        Paragraph(
            f"Я, {who}, {sheet.agree('согласен', 'согласна')} выполнять в {organisation} наряду с основной работой обязанности "
            "наставника."
            if sheet.signer.post
            else f"Я, {who}, {sheet.agree('согласен', 'согласна')} быть наставником в {organisation}."
        ),
        *(Point(f"{number}.", words) for number, words in enumerate(points, start=1)),
        Signature(by_hand=True, name=sheet.signer.signature),
    ]


KIND = Kind(
    code="consent_mentor",
    label="Согласие на выполнение обязанностей наставника",
    parts=(),
    blanks={},
    values=lambda document, stamp: {},
    compose=compose,
    purpose=Purpose.MENTOR_DUTIES,
)
