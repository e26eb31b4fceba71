"""Extract from an issued order: chosen points and one person's rows, marked «Верно» (ГОСТ Р 7.0.97, 5.26)."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from schools.models import Person
from schools.papers.engine.blocks import Block, DocTitle, Letterhead
from schools.papers.models import Document

from ..copies_page import (
    CASE_FILE,
    CERTIFIER,
    COPY_BLANKS,
    STORAGE,
    Wanted,
    certified,
    certify_begins,
    copy_values,
    extract_of,
    frozen,
    is_named,
    order_obstacles,
    unknown_numbers,
)
from ..letterhead import letterhead_of
from ..selectors.obstacles import Obstacle
from ..selectors.order_facts import named_person
from .kind import Ask, Kind, Part, Retention, Shelf, Stamp, day_of


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    wanted = Wanted.of(document, day_of(document, stamp))
    main, annexes = extract_of(document.ground, wanted)
    head = next((block for block in frozen(document.ground) if isinstance(block, Letterhead)), None)
    return [
        head or letterhead_of(document.organisation),
        DocTitle("ВЫПИСКА ИЗ ПРИКАЗА"),
        *main,
        *annexes,
        *certified(document, stamp, texts),
    ]


def people_here(document: Document) -> QuerySet[Person]:
    """Whose extract it may be: those of the organisation who are not archived."""
    entity = document.organisation.legal_entity
    return Person.objects.filter(organisation=entity, archived_on__isnull=True, destroyed_at__isnull=True)


def obstacles(document: Document, day: date) -> Iterable[Obstacle]:
    yield from order_obstacles(document, day)
    order = document.ground
    if order is None or not order.blocks:
        return
    wanted = Wanted.of(document, day)
    if unknown := unknown_numbers(order, wanted):
        yield Obstacle(f"В приказе нет пунктов: {', '.join(unknown)}. Исправьте номера.")
    if wanted.forms and not is_named(frozen(order), wanted):
        yield Obstacle("Выбранный человек в приказе не назван: проверьте, тот ли это приказ.", blocks=False)


def title(document: Document, stamp: Stamp) -> str:
    order = document.ground
    whose = named_person(document.data.get("whose"), document.organisation.legal_entity.pk, day_of(document, stamp))
    words = f"Выписка из приказа {f'от {order.date:%d.%m.%Y} № {order.number}' if order and order.date else ''}".strip()
    return f"{words}: {whose.short()}" if whose else words


KIND = Kind(
    code="extract",
    label="Выписка из приказа",
    shelf=Shelf.COPIES,
    about="Часть изданного приказа для одного человека, в личное дело или в другую организацию.",
    noun="Выписка",
    retention=Retention("по номенклатуре дел"),
    begins="order",
    asks=(
        Ask(
            "whose",
            "О ком",
            "person",
            "Останутся строки и подпункты об этом человеке",
            offered=people_here,
            empty="обо всех",
        ),
        Ask("points", "Пункты", "text", "Номера через запятую: 1, 2.1, 4. Пусто — все, что касаются этого человека"),
        CERTIFIER,
        CASE_FILE,
    ),
    parts=(Part("storage", "Где подлинник", STORAGE, "Строка под отметкой «Верно»"),),
    blanks=COPY_BLANKS,
    values=copy_values,
    compose=compose,
    title=title,
    begin=certify_begins,
    obstacles=obstacles,
)
