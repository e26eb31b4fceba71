"""Extracts and copies of issued orders: the frozen page, whole or in part, and the mark «Верно» (ГОСТ Р 7.0.97, 5.26)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from schools.models import Person
from schools.papers.engine.blocks import (
    AnnexMark,
    Block,
    CheckMark,
    Column,
    DateNumberPlace,
    Heading,
    PageBreak,
    Paragraph,
    Point,
    Signature,
    Table,
    Text,
)
from schools.papers.engine.freezing import blocks_from_json
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.russian import Case, date_words

from .blanks import Filling, fixed
from .kinds.kind import Ask, Stamp, day_of
from .labour_page import LINE_FOR_PEN, paper_words, paragraphs_of
from .letterhead import named_organisation
from .order_text import DAY_FOR_PEN, sentence
from .people import Named
from .selectors.defaults import curator_card, own_card
from .selectors.obstacles import Obstacle
from .selectors.order_facts import named_person

CERTIFIER = Ask(
    "certifier", "Кто заверяет", "staff", "Работник, которому поручено заверять копии", empty="руководитель"
)
CASE_FILE = Ask(
    "case_file", "Дело, где хранится подлинник", "text", "Например: № 01-05 за 2026 год. Можно не указывать"
)
STORAGE = "Подлинник хранится в {организация:пред}{дело}."

COPY_BLANKS = {
    "организация": "краткое наименование, с падежом: {организация:пред}",
    "приказ": "дата, номер и заголовок приказа",
    "дело": "«, дело № 01-05 за 2026 год»; без номера не печатается",
}


def copy_values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    case_file = " ".join((document.data.get("case_file") or "").split()).rstrip(".")
    order = document.ground
    return {
        "организация": partial(named_organisation, document.organisation, "short"),
        "приказ": fixed(paper_words(order, with_title=True) if order else LINE_FOR_PEN),
        "дело": fixed(f", дело {case_file}" if case_file else ""),
    }


def certify_begins(document: Document, by: Any) -> Mapping[str, Any]:
    """The one who makes the copy certifies it, else the curator."""
    card = own_card(document.organisation, by) or curator_card(document.organisation)
    return {"certifier": card.pk if card else None}


def frozen(order: Document | None) -> list[Block]:
    """The order as it was issued, without its own mark for checking; nothing of one that came from paper."""
    blocks = blocks_from_json(order.blocks) if order else []
    return [block for block in blocks if not isinstance(block, CheckMark)]


def certified(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    """«Верно», post, signature, name, date, and where the original is."""
    day = day_of(document, stamp)
    who = named_person(document.data.get("certifier"), document.organisation.legal_entity.pk, day)
    head = stamp.signer
    if who is not None:
        post, name = who.standing(Case.NOMN), who.signature
    else:
        post, name = (head.post, Named(head.person).signature) if head else ("руководитель", "")
    return [
        Paragraph("Верно", indent=False, keep=True),
        Signature(post[:1].upper() + post[1:], name),
        Paragraph(date_words(stamp.day) if stamp.day else DAY_FOR_PEN, indent=False),
        *(Paragraph(sentence(line), indent=False, small=True) for line in paragraphs_of(texts["storage"])),
    ]


def order_obstacles(document: Document, day: date) -> Iterator[Obstacle]:
    order = document.ground
    if order is None:
        yield Obstacle("Не выбран приказ.")
        return
    if not order.blocks:
        yield Obstacle(f"{order} издан на бумаге, текста его в программе нет. Снимите копию с самой бумаги.")
    elif order.date and day < order.date:
        yield Obstacle(f"{order}: заверить его {day:%d.%m.%Y}, раньше даты приказа, нельзя.")
    for later in order.changed_by.filter(status=DocumentStatus.ISSUED).order_by("date", "pk"):
        yield Obstacle(f"Приказ изменён: {later}. Здесь будет первоначальный текст.", blocks=False)


# — an extract: chosen points, one person's rows —


@dataclass(frozen=True)
class Wanted:
    """What of the order goes into the extract: numbers of points («1», «2.1»), or none for all; and who is spoken of."""

    numbers: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: Document, day: date) -> "Wanted":
        person = named_person(document.data.get("whose"), document.organisation.legal_entity.pk, day)
        return cls(numbers_of(document.data.get("points") or ""), name_forms(person.person) if person else ())

    def names(self, text: str) -> bool:
        """Whether the text speaks of the person."""
        plain = text.replace("\u00a0", " ")
        return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", plain) for form in self.forms)


def numbers_of(words: str) -> tuple[str, ...]:
    """«1, 2.1 и 4.» → ("1", "2.1", "4")."""
    return tuple(number.rstrip(".") for number in re.findall(r"\d+(?:\.\d+)*", words))


def name_forms(person: Person) -> tuple[str, ...]:
    """The name in every case, short and full, as orders write it."""
    named = Named(person)
    forms = {form(case).replace("\u00a0", " ").rstrip(".") for case in Case for form in (named.short, named.full)}
    return tuple(sorted(forms))


def words_of(text: Text) -> str:
    return text if isinstance(text, str) else "".join(run.text for run in text)


def parent(number: str) -> str:
    return number.rpartition(".")[0]


def chosen_points(points: Sequence[Point], wanted: Wanted) -> list[Point]:
    """The points of the extract with their own numbers. A point brings those under it; of these, where a person is
    chosen, only those that speak of the person, unless none does. Without numbers: all, or all that concern the person.
    """
    by_number = {point.number.rstrip("."): point for point in points}
    tops = [number for number in by_number if not parent(number)]
    asked = [number for number in wanted.numbers if number in by_number]
    if not wanted.numbers:
        asked = tops
        if wanted.forms:
            asked = [number for number in tops if _concerns(number, by_number, wanted)] or tops
    kept: set[str] = set()
    for number in asked:
        kept.add(number)
        kept.update(_below(number, by_number, wanted))
        while number := parent(number):
            kept.add(number)
    return [point for number, point in by_number.items() if number in kept]


def _below(number: str, points: Mapping[str, Point], wanted: Wanted) -> list[str]:
    below = [one for one in points if one.startswith(f"{number}.")]
    named = [one for one in below if wanted.names(words_of(points[one].text))]
    return named or below


def _concerns(number: str, points: Mapping[str, Point], wanted: Wanted) -> bool:
    """The point, or one under it, speaks of the person; or it sends to the annex, where the person may stand."""
    texts = [words_of(point.text) for one, point in points.items() if one == number or one.startswith(f"{number}.")]
    return any(wanted.names(text) or "приложени" in text for text in texts)


def rows_about(table: Table, wanted: Wanted) -> Table | None:
    """The rows that speak of the person, under the numbers that they have in the order; None when no row does."""
    found = [(place, row) for place, row in enumerate(table.rows, start=1) if wanted.names(" ".join(row))]
    if not found:
        return None
    if not table.numbered:
        return replace(table, rows=tuple(row for _, row in found))
    share = max(sum(column.width for column in table.columns) // 14, 1)
    columns = (Column("№ п/п", share, "centre"), *table.columns)
    return Table(columns, tuple((str(place), *row) for place, row in found))


def main_part(blocks: Sequence[Block]) -> Iterator[Block]:
    """The order itself, up to its signature."""
    for block in blocks:
        yield block
        if isinstance(block, Signature):
            return


def annex_parts(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The annexes, each from its mark on."""
    part: list[Block] | None = None
    for block in blocks:
        if isinstance(block, AnnexMark):
            if part:
                yield part
            part = [block]
        elif part is not None and not isinstance(block, PageBreak):
            part.append(block)
    if part:
        yield part


def extract_of(order: Document | None, wanted: Wanted) -> tuple[list[Block], list[Block]]:
    """The chosen part of the order up to its signature, and the annexes with the person's rows."""
    blocks = frozen(order)
    main = list(main_part(blocks))
    points = chosen_points([block for block in main if isinstance(block, Point)], wanted)
    head = [block for block in main if isinstance(block, DateNumberPlace | Heading | Paragraph)]
    signature = [block for block in main if isinstance(block, Signature)]
    annexes: list[Block] = []
    for part in annex_parts(blocks) if wanted.forms else ():
        tables = [rows_about(block, wanted) for block in part if isinstance(block, Table)]
        if kept := [table for table in tables if table is not None]:
            headings = [block for block in part if isinstance(block, AnnexMark | Heading)]
            annexes += [PageBreak(), *headings, *kept]
    return [*head, *points, *signature], annexes


def unknown_numbers(order: Document | None, wanted: Wanted) -> list[str]:
    there = {block.number.rstrip(".") for block in main_part(frozen(order)) if isinstance(block, Point)}
    return [number for number in wanted.numbers if number not in there]


def is_named(blocks: Iterable[Block], wanted: Wanted) -> bool:
    """Whether the page speaks of the person at all."""
    return any(
        (isinstance(block, Point | Paragraph) and wanted.names(words_of(block.text)))
        or (isinstance(block, Table) and any(wanted.names(" ".join(row)) for row in block.rows))
        for block in blocks
    )
