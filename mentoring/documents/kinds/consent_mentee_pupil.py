"""A minor's participation as a mentee, agreed to by the representative; from 14 the pupil signs beside."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Block, DocTitle, Paragraph, Spacer
from schools.papers.models import Document
from schools.russian import Case

from ..pages.child import CHILD_BLANKS, acting_for, authority_line, child_is, child_values, of_child
from ..pages.letterhead import named_organisation
from ..pages.sheet import addressee, conditions_and_signature, sheet_of
from ..words.consent_terms import EACH_LINE, KEPT_THREE_YEARS, consent_page_of
from .kind import Kind, Part, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    sheet = sheet_of(document, stamp)
    organisation = named_organisation(document.organisation, "short", Case.LOCT)
    part = child_is(sheet, "наставляемого", "наставляемой")
    return [
        addressee(document, stamp.signer),
        Spacer(1),
        DocTitle("СОГЛАСИЕ", f"на участие {sheet.subject.pupil(Case.GENT)} в наставничестве"),
        Paragraph(
            f"Я, {acting_for(sheet)} {sheet.agree('согласен', 'согласна')} на {of_child(sheet)} участие в наставничестве "
            f"в {organisation} в качестве {part} и на {of_child(sheet)} работу с наставником, которого закрепят приказом."
        ),
        authority_line(),
        *conditions_and_signature(sheet, texts),
    ]


KIND = Kind(
    code="consent_mentee_pupil",
    label="Согласие на участие обучающегося в наставничестве",
    about="Подписывает законный представитель; с 14 лет рядом подписывается обучающийся.",
    parts=(
        Part(
            "points",
            "Условия",
            "Согласие действует на {год} учебный год.\n"
            "Мне и {обучающийся:дат} рассказали, чему посвящена работа с наставником, как часто и где проходят встречи.\n"
            "Встречи не заменяют уроков и не проводятся без ведома родителей (законных представителей); о том, что на них "
            "происходит, можно узнать у куратора.\n"
            "Участие добровольно и бесплатно. Можно попросить другого наставника или закончить работу досрочно, сообщив "
            "об этом куратору; на оценки и отношение к {обучающийся:дат} это не влияет.\n"
            "Согласие перестаёт действовать в день, когда {обучающийся:дат} исполнится 18 лет; дальше нужно собственное "
            "согласие {обучающийся:род}.",
            EACH_LINE,
            10,
        ),
    ),
    blanks=CHILD_BLANKS,
    values=child_values,
    compose=compose,
    purpose=Purpose.MENTEE_PART,
    for_minor=True,
    shelf=Shelf.CONSENTS,
    noun="Лист",
    retention=KEPT_THREE_YEARS,
    page=consent_page_of,
)
