"""Consent to processing of personal data: its own sheet, one purpose (152-ФЗ, статья 9, части 1 и 4)."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Block, DocTitle, Paragraph
from schools.papers.models import Document
from schools.russian import Case

from ..pages.letterhead import named_organisation
from ..pages.sheet import (
    SHEET_BLANKS,
    conditions_and_signature,
    identity_blanks,
    operator_details,
    sheet_of,
    sheet_values,
)
from ..words.consent_terms import ACTIONS, EACH_LINE, HOW_TO_WITHDRAW, KEPT_THREE_YEARS, NOBODY_ELSE, consent_page_of
from .kind import Kind, Part, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    sheet = sheet_of(document, stamp)
    operator = named_organisation(document.organisation, "full", Case.DATV)
    return [
        DocTitle("СОГЛАСИЕ", "на обработку персональных данных"),
        *identity_blanks(sheet),
        Paragraph(
            "на основании статьи 9 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных» свободно, своей "
            f"волей и в своём интересе даю {operator} ({operator_details(document)}), далее — оператор, согласие на "
            "обработку моих персональных данных на следующих условиях."
        ),
        *conditions_and_signature(sheet, texts),
    ]


KIND = Kind(
    code="consent_processing",
    label="Согласие на обработку персональных данных",
    parts=(
        Part(
            "points",
            "Условия",
            "Цель обработки — организация и учёт наставничества: ведение банков наставников и наставляемых, подбор пар, "
            "издание приказов и ведение документов о наставничестве.\n"
            "Данные, на обработку которых даётся согласие: фамилия, имя, отчество; пол; дата рождения; {сведения}; "
            "телефон и адрес электронной почты; сведения об участии в наставничестве (сильные стороны, запросы, пары, "
            "встречи, результаты).\n"
            f"{ACTIONS}\n"
            f"{NOBODY_ELSE}\n"
            "Согласие действует со дня подписания до окончания участия в наставничестве либо до отзыва, если он наступит "
            "раньше.\n"
            f"{HOW_TO_WITHDRAW}",
            f"{EACH_LINE}. Если данные обрабатывает по поручению другая организация, "
            "назовите её и адрес в четвёртом условии",
            16,
        ),
    ),
    blanks=SHEET_BLANKS,
    values=sheet_values,
    compose=compose,
    purpose=Purpose.PROCESSING,
    shelf=Shelf.CONSENTS,
    noun="Лист",
    retention=KEPT_THREE_YEARS,
    page=consent_page_of,
)
