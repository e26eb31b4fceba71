"""Days that cannot be true beside the day of the paper, and corrections that correct nothing."""

from collections.abc import Iterator
from datetime import date, timedelta

from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.people import with_people
from schools.models import Person
from schools.papers.models import Document

from ..kinds import kind_of
from ..kinds.kind import Stamp, year_of
from ..obstacle import Obstacle
from ..order_kinds import page_of_draft
from ..words.corrections import is_right_already, read_instead
from .order_facts import named_people

# A task of an order is never so far off: the year of the date is a slip of the pen.
FARTHEST = timedelta(days=2 * 366)
# Days of a draft that come after the paper; that may come before it; that must come before it.
TASKS, BEGINNINGS, EARLIER = ("due", "report"), ("starts",), ("contract_date",)


def impossible_days(document: Document, day: date) -> Iterator[Obstacle]:
    """What the days asked of a paper of any kind say against the day of its issue."""
    labels = {ask.name: ask.label for ask in kind_of(document.kind).asks if ask.what == "day"}
    edit = page_of_draft(document)
    for name, label in labels.items():
        told = document.data.get(name)
        if not told:
            continue
        asked = date.fromisoformat(told)
        words = f"«{label}»: {asked:%d.%m.%Y}"
        if name in TASKS and asked < day:
            yield Obstacle(f"{words}, раньше самого документа ({day:%d.%m.%Y}). Исправьте дату.", *edit)
        elif name in BEGINNINGS and asked < day:
            yield Obstacle(f"{words}, раньше приказа ({day:%d.%m.%Y}). Проверьте дату.", *edit, blocks=False)
        elif name in EARLIER and asked > day:
            yield Obstacle(f"{words}, позже самого документа ({day:%d.%m.%Y}). Исправьте дату.", *edit)
        elif name in (*TASKS, *BEGINNINGS) and asked - day > FARTHEST:
            yield Obstacle(f"{words}, больше чем через два года. Проверьте дату.", *edit, blocks=False)


def empty_corrections(document: Document, day: date) -> Iterator[Obstacle]:
    """New last days of pairs before their first or before the order; misprints printed as the card has them."""
    edit = page_of_draft(document)
    terms = document.data.get("terms") or {}
    own = Pair.objects.filter(organisation=document.organisation.legal_entity, pk__in=[int(key) for key in terms])
    for pair in with_people(own).order_by("mentor__person__name_key", "pk"):
        ends = date.fromisoformat(terms[str(pair.pk)]["ends"])
        if ends < pair.starts:
            yield Obstacle(
                f"{pair}: новый последний день {ends:%d.%m.%Y} раньше первого, {pair.starts:%d.%m.%Y}. Исправьте дату.",
                *edit,
            )
        elif ends < day:
            yield Obstacle(f"{pair}: новый срок кончается раньше приказа. Исключите пару из приказа.", *edit)
    misprints = document.data.get("misprints") or []
    cards = Person.objects.filter(
        organisation=document.organisation.legal_entity, pk__in=[one["person"] for one in misprints]
    )
    named = named_people(cards, day, year_of(document, Stamp(day=day)))
    for one in misprints:
        if (person := named.get(one["person"])) is None:
            continue
        if is_right_already(one["what"], one["was"], person):
            now = read_instead(one["what"], one["was"], person)
            yield Obstacle(
                f"Исправление ничего не меняет: в карточке тоже «{now}». "
                "Исправьте карточку или впишите, как напечатано в приказе.",
                *edit,
            )
