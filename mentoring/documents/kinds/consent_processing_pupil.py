"""Consent to the processing of a pupil's data, signed by the representative; from 14 the pupil signs beside
(152-ФЗ, статья 9, части 4 и 6).
"""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Block, DocTitle, Paragraph
from schools.papers.models import Document
from schools.russian import Case

from ..pages.child import CHILD_BLANKS, both_identities, child_values, of_child
from ..pages.letterhead import named_organisation
from ..pages.sheet import conditions_and_signature, operator_details, sheet_of
from ..words.consent_terms import ACTIONS, EACH_LINE, HOW_TO_WITHDRAW, KEPT_THREE_YEARS, NOBODY_ELSE, consent_page_of
from .kind import Kind, Part, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    sheet = sheet_of(document, stamp)
    operator = named_organisation(document.organisation, "full", Case.DATV)
    return [
        DocTitle("СОГЛАСИЕ", f"на обработку персональных данных {sheet.subject.pupil(Case.GENT)}"),
        *both_identities(sheet),
        Paragraph(
            "на основании статьи 9 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных» свободно и "
            f"в интересах {sheet.subject.pupil(Case.GENT)} даю {operator} ({operator_details(document)}), далее — оператор, "
            f"согласие на обработку {of_child(sheet)} персональных данных:"
        ),
        *conditions_and_signature(sheet, texts),
    ]


KIND = Kind(
    code="consent_processing_pupil",
    label="Согласие на обработку данных обучающегося",
    about="Подписывает законный представитель; с 14 лет рядом подписывается обучающийся.",
    parts=(
        Part(
            "points",
            "Условия",
            "Цель обработки — участие {обучающийся:род} в наставничестве: ведение банков наставников и наставляемых, подбор "
            "пары, издание приказов, учёт встреч и результатов.\n"
            "Данные: фамилия, имя, отчество; пол; дата рождения; место учёбы, класс (группа); телефон и адрес электронной "
            "почты, если их сообщили; запросы, интересы и сильные стороны; пары, встречи и результаты. Сведения "
            "о здоровье не собираются.\n"
            f"{ACTIONS}\n"
            f"{NOBODY_ELSE}\n"
            "Согласие действует до окончания участия в наставничестве, до отзыва либо до дня, когда {обучающийся:дат} исполнится "
            "18 лет: дальше нужно собственное согласие {обучающийся:род}.\n"
            f"{HOW_TO_WITHDRAW}",
            f"{EACH_LINE}. Если данные обрабатывает по поручению другая организация, назовите её и адрес "
            "в четвёртом условии",
            16,
        ),
    ),
    blanks=CHILD_BLANKS,
    values=child_values,
    compose=compose,
    purpose=Purpose.PROCESSING,
    for_minor=True,
    shelf=Shelf.CONSENTS,
    noun="Лист",
    retention=KEPT_THREE_YEARS,
    page=consent_page_of,
)
