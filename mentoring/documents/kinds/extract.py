"""Extract from an issued order: chosen points, or what concerns one person, marked «Верно» (ГОСТ Р 7.0.97, 5.26)."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from schools.models import Person
from schools.papers.engine.blocks import Block, DocTitle, Letterhead
from schools.papers.models import Document
from schools.russian import Case, count, nbsp_document

from ..obstacle import Obstacle
from ..pages.copies import (
    CASE_FILE,
    CERTIFIER,
    COPY_BLANKS,
    STORAGE,
    certified,
    certify_begins,
    copy_values,
    frozen,
    order_obstacles,
)
from ..pages.extract import Wanted, extract_of, is_named, unknown_numbers
from ..pages.letterhead import letterhead_of
from ..selectors.order_facts import named_person
from ..words.order_text import closed
from ..words.people import Named, listed
from .kind import Ask, Kind, Part, Retention, Shelf, Stamp, day_of


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    day = day_of(document, stamp)
    made = extract_of(document.ground, Wanted.of(document, day))
    head = next((block for block in frozen(document.ground) if isinstance(block, Letterhead)), None)
    whose = whose_extract(document, day)
    about = f"(в части, касающейся {nbsp_document(whose.short_with_standing(Case.GENT))})" if whose else ""
    return [
        head or letterhead_of(document.organisation),
        # Under the title, where the column of an angular letterhead holds them together.
        DocTitle("ВЫПИСКА ИЗ ПРИКАЗА", about),
        *made.main,
        *made.annexes,
        *certified(document, stamp, texts),
    ]


def whose_extract(document: Document, day: date) -> Named | None:
    return named_person(document.data.get("whose"), document.organisation.legal_entity.pk, day)


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
    if wanted.names is None and not wanted.numbers:
        yield Obstacle(
            "Выберите, о ком выписка, или впишите номера пунктов: так это весь приказ без приложений. Если нужен весь "
            "приказ, снимите заверенную копию."
        )
    if unknown := unknown_numbers(order, wanted):
        yield Obstacle(f"В приказе нет пунктов: {', '.join(unknown)}. Исправьте номера.")
    if wanted.names is None:
        return
    made = extract_of(order, wanted)
    if not is_named(order, wanted.names):
        yield Obstacle(
            "Выбранный человек в приказе не назван: проверьте, тот ли это приказ. Если фамилия с тех пор изменилась, снимите "
            "заверенную копию.",
            blocks=not made.has_points,
        )
    elif not made.has_points:
        yield Obstacle(
            "Об этом человеке в выписке не останется ни одного пункта. Впишите номера пунктов, которые его касаются."
        )
    if made.refused:
        what = (
            "называют только других людей и не войдут"
            if len(made.refused) > 1
            else "называет только других людей и не войдёт"
        )
        yield Obstacle(
            f"{'Пункты' if len(made.refused) > 1 else 'Пункт'} {listed(made.refused)} {what} в выписку об одном человеке. "
            "Нужна выписка без имени — очистите поле «О ком».",
            blocks=False,
        )


def remarks(document: Document, stamp: Stamp) -> Iterable[str]:
    """What of the order is not on the page, for whoever makes the extract."""
    wanted = Wanted.of(document, day_of(document, stamp))
    if document.ground is None or not document.ground.blocks or wanted.names is None:
        return
    made = extract_of(document.ground, wanted)
    if made.left_out:
        yield closed(f"Не вошли пункты: {', '.join(made.left_out)}", ".")
    if made.cut:
        where = "пункте" if len(made.cut) == 1 else "пунктах"
        yield f"Имена других людей заменены многоточием: в {where} {', '.join(made.cut)}."
    for shown, there in made.rows:
        if shown < there:
            yield f"Из таблицы приложения: {count(shown, 'строка', 'строки', 'строк')} из {there}."


def title(document: Document, stamp: Stamp) -> str:
    order = document.ground
    whose = whose_extract(document, day_of(document, stamp))
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
            "Останется только то, что касается этого человека; другие имена не печатаются, кроме тех, кто с ним в паре",
            offered=people_here,
            empty="без имени, по номерам пунктов",
        ),
        Ask(
            "points",
            "Пункты",
            "text",
            "Номера через запятую: 1, 2.1, 4. Можно не писать, если выбран человек: войдут все, что его касаются",
        ),
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
    remarks=remarks,
)
