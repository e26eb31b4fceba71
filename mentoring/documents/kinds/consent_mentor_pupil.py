"""A minor becomes a mentor of another pupil («ученик — ученик»): agreed to by the representative, never labour law."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Block, DocTitle, Paragraph, Spacer
from schools.papers.models import Document
from schools.russian import Case

from ..pages.child import CHILD_BLANKS, acting_for, authority_line, child_is, child_values
from ..pages.letterhead import named_organisation
from ..pages.sheet import addressee, conditions_and_signature, sheet_of
from ..words.consent_terms import EACH_LINE, KEPT_THREE_YEARS, consent_page_of
from .kind import Kind, Part, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    sheet = sheet_of(document, stamp)
    organisation = named_organisation(document.organisation, "short", Case.LOCT)
    return [
        addressee(document, stamp.signer),
        Spacer(1),
        DocTitle("СОГЛАСИЕ", f"на участие {sheet.subject.pupil(Case.GENT)} в наставничестве в качестве наставника"),
        Paragraph(
            f"Я, {acting_for(sheet)} {sheet.agree('согласен', 'согласна')} на то, чтобы {child_is(sheet, 'он', 'она')} "
            f"{child_is(sheet, 'был', 'была')} в {organisation} наставником другого обучающегося по форме "
            "«ученик — ученик», которого закрепят приказом."
        ),
        authority_line(),
        *conditions_and_signature(sheet, texts),
    ]


KIND = Kind(
    code="consent_mentor_pupil",
    label="Согласие на то, чтобы обучающийся был наставником",
    about="Подписывает законный представитель; с 14 лет рядом подписывается обучающийся.",
    parts=(
        Part(
            "points",
            "Условия",
            "Согласие действует на {год} учебный год и относится к обучающимся, закреплённым приказом.\n"
            "Наставник помогает товарищу в учёбе и школьной жизни по плану встреч, а наставнику помогает куратор.\n"
            "Это общественное поручение, а не работа: трудовой договор не заключается, плата не полагается, уроки ради него "
            "не пропускают.\n"
            "Наставник не отвечает за оценки, поведение и безопасность товарища и не обязан делать за него задания.\n"
            "Участие добровольно: от него можно отказаться в любое время, сказав об этом куратору.\n"
            "Согласие перестаёт действовать в день, когда {обучающийся:дат} исполнится 18 лет; дальше нужно собственное "
            "согласие {обучающийся:род}.",
            EACH_LINE,
            10,
        ),
    ),
    blanks=CHILD_BLANKS,
    values=child_values,
    compose=compose,
    purpose=Purpose.MENTOR_DUTIES,
    for_minor=True,
    shelf=Shelf.CONSENTS,
    noun="Лист",
    retention=KEPT_THREE_YEARS,
    page=consent_page_of,
)
