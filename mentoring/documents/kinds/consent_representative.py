"""The representative's own consent: he or she is a person too, and signs a sheet apart (152-ФЗ, статья 9, часть 1)."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.models import Person
from schools.papers.engine.blocks import Blank, BlankLine, Block, DocTitle, Paragraph
from schools.papers.models import Document
from schools.russian import Case

from ..pages.letterhead import named_organisation
from ..pages.sheet import (
    SHEET_BLANKS,
    Sheet,
    conditions_and_signature,
    identity_blanks,
    operator_details,
    sheet_of,
    sheet_values,
)
from ..words.consent_terms import ACTIONS, EACH_LINE, HOW_TO_WITHDRAW, KEPT_THREE_YEARS, NOBODY_ELSE, consent_page_of
from ..words.people import Named, listed
from .kind import Kind, Part, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    # A parent signs as a parent, whatever post he or she has in the same school.
    sheet = Sheet(Named.of(sheet_of(document, stamp).person))
    operator = named_organisation(document.organisation, "full", Case.DATV)
    return [
        DocTitle("СОГЛАСИЕ", "законного представителя на обработку своих персональных данных"),
        *identity_blanks(sheet),
        BlankLine((Blank(label="представитель:", value=children_of(document), hint="кого представляю"),)),
        Paragraph(
            "на основании статьи 9 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных» свободно, своей "
            f"волей и в своём интересе даю {operator} ({operator_details(document)}), далее — оператор, согласие на "
            "обработку моих персональных данных на следующих условиях."
        ),
        *conditions_and_signature(sheet, texts),
    ]


def children_of(document: Document) -> str:
    """«Лебедева Михаила Ивановича и Лебедевой Анны Ивановны»; empty when nobody is named: a line for the pen."""
    chosen = document.data.get("children", [])
    cards = Person.objects.filter(pk__in=chosen, organisation=document.organisation.legal_entity)
    return listed([Named(card).full(Case.GENT) for card in cards.order_by("name_key", "pk")])


KIND = Kind(
    code="consent_representative",
    label="Согласие представителя на обработку своих данных",
    about="Отдельный лист того, кто подписывает за обучающегося: о своих собственных данных.",
    parts=(
        Part(
            "points",
            "Условия",
            "Цель обработки — оформление участия ребёнка, которого я представляю, в наставничестве: подписание "
            "согласий, связь с представителем, выдача документов.\n"
            "Данные: фамилия, имя, отчество; кем прихожусь ребёнку; телефон и адрес электронной почты; подпись. "
            "Адрес и данные документов вписываются в листы от руки и в информационную систему не вносятся.\n"
            f"{ACTIONS}\n"
            f"{NOBODY_ELSE}\n"
            "Согласие действует со дня подписания, пока ребёнок участвует в наставничестве и не достиг 18 лет, либо "
            "до отзыва, если он наступит раньше.\n"
            f"{HOW_TO_WITHDRAW}",
            EACH_LINE,
            14,
        ),
    ),
    blanks=SHEET_BLANKS,
    values=sheet_values,
    compose=compose,
    purpose=Purpose.REPRESENTATIVE,
    shelf=Shelf.CONSENTS,
    noun="Лист",
    retention=KEPT_THREE_YEARS,
    page=consent_page_of,
)
