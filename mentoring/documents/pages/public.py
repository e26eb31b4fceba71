"""The page of a consent to dissemination: what the person allows to be published, item by item.

Content by the requirements to such a consent (приказ Роскомнадзора от 24.02.2021 № 18, in force till 01.09.2027): subject
and contact, operator with its codes, the exact address of the page, purpose, categories and items, bans and conditions,
term.
"""

from collections.abc import Iterable, Mapping

from mentoring.consents.enums import ITEMS_OF_ADULT, ITEMS_OF_PUPIL, PublicItem
from schools.models import Person
from schools.papers.engine.blocks import Blank, BlankLine, Block, Cell, Column, Paragraph, SpannedTable
from schools.papers.models import Document
from schools.russian import Case
from schools.templatetags.people import phone as readable_phone

from ..kinds.kind import Part, Stamp
from ..words.blanks import Filling, fixed
from .letterhead import named_organisation
from .sheet import SHEET_BLANKS, Sheet, conditions_and_signature, operator_in_full, sheet_values

CONTACT = "телефон, адрес электронной почты или почтовый адрес"
COLUMNS = (Column("Персональные данные", 10), Column("да", 2), Column("нет", 2), Column("условия и запреты", 8))

PUBLIC_BLANKS = SHEET_BLANKS | {"страница": "адрес страницы о наставничестве из сведений об организации"}


def public_values(document: Document, stamp: Stamp) -> Mapping[str, Filling]:
    return {**sheet_values(document, stamp), "страница": fixed(document.organisation.legal_entity.public_page)}


def public_parts(for_minor: bool) -> tuple[Part, ...]:
    """The text that a school may word in its own way; a teenager's sheet says when it ends by itself."""
    grown = " либо до дня, когда {обучающийся:дат} исполнится 18 лет" if for_minor else ""
    return (
        Part(
            "ground",
            "Основание",
            "статьи 10.1 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных» (содержание листа — по приказу "
            "Роскомнадзора от 24.02.2021 № 18)",
            "Продолжает слова «на основании»",
            2,
        ),
        Part(
            "purpose",
            "Цель",
            "рассказать о наставничестве в организации и о тех, кто в нём участвует",
            "Продолжает слова «для того, чтобы»",
            2,
        ),
        Part(
            "points",
            "Условия",
            "В каждой строке поставьте знак под «да» или «нет»; строка без знака означает «нет». Запросы и затруднения "
            "не публикуются никогда.\n"
            "Условия и запреты вписываются по желанию; оператор объявляет о них на той же странице не позднее трёх "
            "рабочих дней.\n"
            f"Согласие действует со дня подписания по {{срок}}{grown}.\n"
            "Прекратить публикацию можно потребовать в любое время: оператор снимает данные не позднее трёх рабочих дней. "
            "Согласие даётся добровольно; отказ не влияет на участие в наставничестве.",
            "Каждое условие с новой строки; номера встанут сами",
            10,
            needs=("срок",),
        ),
    )


def public_page(
    document: Document, sheet: Sheet, texts: Mapping[str, str], opening: Iterable[Block], whose: str
) -> list[Block]:
    """`opening`: title and who signs; `whose`: «мои» or «его» before «персональные данные»."""
    operator = named_organisation(document.organisation, "full", Case.DATV)
    page = document.organisation.legal_entity.public_page
    return [
        *opening,
        BlankLine(
            (
                Blank(label="контакт:", value=contact_of(sheet.person), hint=CONTACT),
                *([Blank(label="полномочия:", hint="документ о полномочиях представителя")] if sheet.child else []),
            )
        ),
        Paragraph(
            f"на основании {texts['ground'].strip()} даю {operator} ({operator_in_full(document)}), далее — оператор, "
            f"согласие публиковать {whose} персональные данные, отмеченные ниже, для неограниченного круга лиц для того, "
            f"чтобы {texts['purpose'].strip()}, на странице:"
        ),
        Paragraph(page, align="left", indent=False),
        item_table(ITEMS_OF_PUPIL if sheet.child else ITEMS_OF_ADULT),
        *conditions_and_signature(sheet, texts),
    ]


def contact_of(person: Person) -> str:
    return ", ".join(part for part in (readable_phone(person.phone), person.email) if part)


def item_table(items: Iterable[PublicItem]) -> SpannedTable:
    """Categories as статья 10 and 11 part them; only the general one is offered."""
    rows: list[tuple[Cell, ...]] = [(Cell("Общие", columns=4, bold=True),)]
    rows += [(Cell(item.label), Cell(), Cell(), Cell()) for item in items]
    rows += [(Cell("Специальные и биометрические: не запрашиваются и не публикуются", columns=4, bold=True),)]
    # What the requirements ask of the transfer of what is published; filled in by who wishes.
    rows += [
        (
            Cell("Передача данных (подчеркнуть)"),
            Cell("только по внутренней сети; через интернет; без передачи", columns=3),
        )
    ]
    return SpannedTable(COLUMNS, tuple(rows))
