"""The part of the pairs when an order is annulled."""

from django.db import transaction

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services import unorder_pairs
from schools.models import User
from schools.papers.models import Document

from ...order_text import closed


def undo_order(document: Document, by: User) -> None:
    """Pairs that the order made go back to approved, pairs that it ended work again; inside the annulment's transaction."""
    with transaction.atomic():
        unorder_pairs(document, by)


def annulment_consequences(document: Document) -> list[str]:
    """What annulment will do, in sentences with names."""
    rows = Pair.objects.select_related("mentor__person").prefetch_related("seats__mentee__person")
    made = rows.filter(order=document, status=PairStatus.ORDERED)
    over = rows.filter(order=document, status=PairStatus.ENDED)
    ended = rows.filter(end_order=document, status=PairStatus.ENDED)
    return [
        *(closed(f"Вернётся в утверждённые: {pair}", ".") for pair in made),
        *(closed(f"Останется завершённой: {pair}", ".") for pair in over),
        *(closed(f"Снова будет действовать: {pair}", ".") for pair in ended if pair.order_id != document.pk),
    ]
