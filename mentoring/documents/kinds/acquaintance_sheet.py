"""Sheet of acquaintance with an issued order, for those who have not signed under the order itself."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from schools.models import Person, User
from schools.papers.engine.blocks import Block, Column, DocTitle, Paragraph, Table
from schools.papers.enums import AcquaintanceWay
from schools.papers.models import Acquaintance, Document
from schools.russian import Case, nbsp_document

from ..obstacle import Obstacle
from ..pages.copies import COPY_BLANKS, copy_values
from ..pages.labour import LINE_FOR_PEN, paper_words, paragraphs_of
from ..pages.letterhead import named_organisation, sheet_page_of
from ..selectors.order_facts import named_people
from ..words.blanks import Filling
from ..words.order_text import sentence
from .kind import Ask, Kind, Part, Retention, Shelf, Stamp, day_of, year_of


def told(document: Document) -> dict[int, Acquaintance]:
    """Who had to be told of the order when it was issued, by card."""
    rows = document.ground.acquaintances.select_related("person") if document.ground else []
    return {row.person_id: row for row in rows}


def people_of(document: Document) -> list[Person]:
    """Those who were chosen; when nobody was, all who have to be told."""
    entity = document.organisation.legal_entity
    keys = document.data.get("people") or list(told(document))
    return list(Person.objects.filter(pk__in=keys, organisation=entity).order_by("name_key", "pk"))


def values(document: Document, stamp: Stamp) -> Mapping[str, Filling]:
    return copy_values(document, stamp)


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    order, people, rows = document.ground, people_of(document), told(document)
    named = named_people(people, day_of(document, stamp), year_of(document, stamp))
    organisation = named_organisation(document.organisation, "short", Case.GENT)
    words = paper_words(order, with_title=True) if order else LINE_FOR_PEN
    lines = []
    for person in people:
        one, row = named[person.pk], rows.get(person.pk)
        day = f"{row.acquainted_on:%d.%m.%Y}" if row and row.acquainted_on else ""
        # Whoever clicked in the own account has signed by that; the sheet says so instead of leaving a line.
        signed = "в программе" if row and row.way == AcquaintanceWay.CLICK else ""
        lines.append(("\n".join(part for part in (one.full(), one.standing(Case.NOMN)) if part), signed, day))
    columns = (Column("Фамилия, имя, отчество, должность", 54), Column("Подпись", 26), Column("Дата", 20, "centre"))
    return [
        DocTitle("ЛИСТ ОЗНАКОМЛЕНИЯ", nbsp_document(f"с приказом {organisation}\n{words}")),
        *(Paragraph(sentence(line)) for line in paragraphs_of(texts["text"])),
        Table(columns, tuple(lines), numbered=True),
    ]


def begin(document: Document, by: User) -> Mapping[str, Any]:
    """Those who have not been acquainted yet."""
    return {"people": [key for key, row in told(document).items() if row.acquainted_on is None]}


def obstacles(document: Document, day: date) -> Iterable[Obstacle]:
    if document.ground is None:
        yield Obstacle("Не выбран приказ.")
    if not people_of(document):
        yield Obstacle("В листе никого нет. Отметьте, кого знакомят с приказом.")


def title(document: Document, stamp: Stamp) -> str:
    order = document.ground
    words = (
        f"Лист ознакомления с приказом {f'от {order.date:%d.%m.%Y} № {order.number}' if order and order.date else ''}"
    )
    return words.strip()


KIND = Kind(
    code="acquaintance_sheet",
    label="Лист ознакомления с приказом",
    shelf=Shelf.COPIES,
    about="Для подписей тех, кто ещё не знаком с приказом; кто отметился в программе, указан без подписи.",
    noun="Лист ознакомления",
    retention=Retention("вместе с приказом"),
    begins="order",
    asks=(Ask("people", "Кого знакомят", "people", "Никто не отмечен — все, кого нужно ознакомить с этим приказом"),),
    parts=(
        Part(
            "text",
            "Пояснение",
            "Подпись в листе подтверждает, что работник прочитал приказ.",
            "Строка над таблицей",
        ),
    ),
    blanks=COPY_BLANKS,
    values=values,
    compose=compose,
    page=sheet_page_of,
    title=title,
    begin=begin,
    obstacles=obstacles,
)
