"""An extract from an issued order: chosen points, and of them and of the annexes what concerns one person.

Whoever else is named is not printed: the paper goes into a personal file or to another organisation. The only exception
are those who stand in one pair with the person.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q

from mentoring.pairs.models import Pair
from schools.models import Employment, Person
from schools.papers.engine.blocks import (
    AnnexMark,
    Block,
    DateNumberPlace,
    Heading,
    PageBreak,
    Paragraph,
    Point,
    Signature,
    Table,
)
from schools.papers.engine.freezing import plain_text, words
from schools.papers.models import Document
from schools.russian import Case
from schools.traces import named_in, surname_in

from ..selectors.order_facts import named_person
from ..words.people import Named
from .copies import frozen
from .extract_rows import rows_about
from .redaction import GAP, NOBODY, Names, plain

# Answers of an order that keep pairs: added, taken out, with a new term.
_PAIRS = ("pairs", "removed", "terms")


@dataclass(frozen=True)
class Wanted:
    """What of the order goes into the extract: numbers of points («1», «2.1»), or none for all; and who is spoken of."""

    numbers: tuple[str, ...] = ()
    names: Names | None = None

    @classmethod
    def of(cls, document: Document, day: date) -> "Wanted":
        numbers = numbers_of(document.data.get("points") or "")
        entity = document.organisation.legal_entity
        named = named_person(document.data.get("whose"), entity.pk, day)
        if named is None or document.ground is None:
            return cls(numbers, own_names(named.person) if named else None)
        return cls(numbers, names_around(named.person, document.ground))


def numbers_of(words: str) -> tuple[str, ...]:
    """«1, 2.1 и 4.» → ("1", "2.1", "4")."""
    return tuple(number.rstrip(".") for number in re.findall(r"\d+(?:\.\d+)*", words))


def name_forms(person: Person) -> tuple[str, ...]:
    """The name in every case, short and full, as orders write it."""
    named = Named(person)
    forms = {form(case).replace("\u00a0", " ") for case in Case for form in (named.short, named.full)}
    return tuple(sorted(forms))


def own_names(person: Person) -> Names:
    return Names(known_by(name_forms(person)))


def known_by(forms: Sequence[str]) -> re.Pattern[str]:
    """Exactly these names; one within another («Незаяц», «Швец-Заяц») is another person's."""
    words = "|".join(re.escape(plain(form)) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") if forms else NOBODY


def names_around(person: Person, order: Document) -> Names:
    """The person, those of the same pairs, and everybody else of the organisation whom the order may name."""
    text = plain(plain_text(frozen(order)))
    words = set(re.findall(r"\w+(?:-\w+)*", text.lower()))
    begins = {word[:2] for word in words}
    cards = [
        card
        for card in Person.objects.filter(organisation=order.organisation.legal_entity, destroyed_at__isnull=True)
        if plain(card.surname)[:2].lower() in begins and surname_in(card, words)
    ]
    kin = kin_of(person, order)
    near = [card for card in cards if card.pk in kin]
    others = [card for card in cards if card.pk != person.pk and card.pk not in kin]
    return Names(known_by(name_forms(person)), named_in(near), named_in(others), posts_of([person, *near, *others]))


def kin_of(person: Person, order: Document) -> set[int]:
    """Cards of those who stand with the person in a pair of the order: a mentor's mentees, a mentee's mentors. Those who are
    led together are strangers to each other.
    """
    keys = [int(key) for name in _PAIRS for key in order.data.get(name) or () if str(key).isdecimal()]
    pairs = Pair.objects.filter(Q(pk__in=keys) | Q(order=order), organisation=order.organisation.legal_entity)
    led = pairs.filter(mentor__person=person).values_list("seats__mentee__person", flat=True)
    leading = pairs.filter(seats__mentee__person=person).values_list("mentor__person", flat=True)
    return {pk for pk in (*led, *leading) if pk is not None and pk != person.pk}


def posts_of(people: Sequence[Person]) -> tuple[str, ...]:
    """Their posts of any time in every case, as a text has them before or after a name; the longest first."""
    found = {
        plain(Named.of(row.person, row).standing(case)).lower()
        for row in Employment.objects.filter(person__in=people).select_related("person")
        for case in Case
    }
    return tuple(sorted(found, key=len, reverse=True))


def parent(number: str) -> str:
    return number.rpartition(".")[0]


@dataclass
class Extract:
    """The parts of the page, and what of the order is not on it."""

    main: list[Block] = field(default_factory=list)
    annexes: list[Block] = field(default_factory=list)
    # Numbers of the points left out, and of those asked for among them; of those in which somebody's name was left out.
    left_out: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    # For each annex with a table: rows shown, rows there are.
    rows: list[tuple[int, int]] = field(default_factory=list)
    has_points: bool = False


def extract_of(order: Document | None, wanted: Wanted) -> Extract:
    """The chosen part of the order up to its signature, and the annexes with the person's rows."""
    blocks = frozen(order)
    made = Extract()
    parts = list(annex_parts(blocks)) if wanted.names else []
    for part in parts:
        _annex(part, wanted, made)
    main = list(main_part(blocks))
    points = [block for block in main if isinstance(block, Point)]
    kept = chosen_points(points, wanted, annexed=bool(made.annexes))
    numbers = {point.number for point in kept}
    made.has_points = bool(kept)
    made.left_out = [point.number.rstrip(".") for point in points if point.number not in numbers]
    made.refused = [number for number in wanted.numbers if number in made.left_out]
    made.main += [
        _without(block, wanted, made) for block in main if isinstance(block, DateNumberPlace | Heading | Paragraph)
    ]
    skipped = False
    for point in points:
        if point.number in numbers:
            made.main.append(_without(point, wanted, made))
        elif wanted.names is not None and not skipped:
            made.main.append(Paragraph(GAP, align="left"))
        skipped = point.number not in numbers
    made.main += [block for block in main if isinstance(block, Signature)]
    return made


def chosen_points(points: Sequence[Point], wanted: Wanted, *, annexed: bool = False) -> list[Point]:
    """The points of the extract with their own numbers; a point brings those under it.

    With a person: of those asked for (or of all) only what concerns the person; a point or one under it that names only
    others is left out. Without numbers: what names the person, and, when the person stands in an annex (`annexed`), what
    sends there.
    """
    by_number = {point.number.rstrip("."): words(point.text) for point in points}
    names = wanted.names
    if names is None:
        asked = [number for number in wanted.numbers if number in by_number] or (
            [] if wanted.numbers else list(by_number)
        )
        kept = {one for number in asked for one in by_number if f"{one}.".startswith(f"{number}.")}
    else:
        own = {number for number, text in by_number.items() if names.speaks_of_person(text)}
        strange = {number for number, text in by_number.items() if names.names_only_others(text)}
        strange |= lines_of_others(by_number, own, names)
        if not wanted.numbers:
            asked = [
                number
                for number in by_number
                if not parent(number) and (number in own or (annexed and "приложени" in by_number[number]))
            ]
            kept = set(own)
        else:
            asked = [number for number in wanted.numbers if number in by_number]
            kept = set()
        for number in asked:
            kept |= {one for one in by_number if f"{one}.".startswith(f"{number}.") and one not in strange}
        # A point that only opens a list of which nothing is left.
        for number in [one for one in kept if one not in own]:
            below = [one for one in by_number if one.startswith(f"{number}.")]
            if below and not any(one in kept for one in below):
                kept.discard(number)
    for number in list(kept):
        while number := parent(number):
            kept.add(number)
    return [point for point in points if point.number.rstrip(".") in kept]


def lines_of_others(by_number: Mapping[str, str], own: Collection[str], names: Names) -> set[str]:
    """Of a list of people every line that does not speak of the person: a name that no card has and that does not look like
    one is known by its neighbours. Under a point that speaks of the person stand his or her tasks.
    """
    lists = {parent(number) for number, text in by_number.items() if parent(number) and names.mentions(text)} - set(own)
    return {number for number in by_number if parent(number) in lists and number not in own}


def _without[B: Block](block: B, wanted: Wanted, made: Extract) -> B:
    """The block without strangers' names; the number of a point that lost one is noted."""
    if wanted.names is None or not isinstance(block, Heading | Paragraph | Point):
        return block
    before = words(block.text)
    after = wanted.names.without_others(before)
    if after == before:
        return block
    if isinstance(block, Point):
        made.cut.append(block.number.rstrip("."))
    return replace(block, text=after)


def _annex(part: Sequence[Block], wanted: Wanted, made: Extract) -> None:
    tables = [block for block in part if isinstance(block, Table)]
    found = [table for block in tables if (table := rows_about(block, wanted.names)) is not None]
    if tables:
        made.rows.append((sum(len(table.rows) for table in found), sum(len(table.rows) for table in tables)))
    if found:
        headings = [_without(block, wanted, made) for block in part if isinstance(block, AnnexMark | Heading)]
        made.annexes += [PageBreak(), *headings, *found]


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


def unknown_numbers(order: Document | None, wanted: Wanted) -> list[str]:
    there = {block.number.rstrip(".") for block in main_part(frozen(order)) if isinstance(block, Point)}
    return [number for number in wanted.numbers if number not in there]


def is_named(order: Document, names: Names) -> bool:
    """Whether the order speaks of the person at all, in the text or in a table of an annex."""
    return names.speaks_of_person(plain_text(frozen(order)))
