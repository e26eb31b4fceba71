"""The part of the pairs when an order is annulled."""

from django.db import transaction

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services import unorder_pairs
from schools.models import User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

from ...order_text import closed


def undo_order(document: Document, by: User) -> None:
    """Pairs go back to where they were before the order; pairs that it ended work again. Inside the annulment's transaction."""
    with transaction.atomic():
        unorder_pairs(document, by)


def annulment_consequences(document: Document) -> list[str]:
    """What annulment will do, in sentences with names."""
    rows = Pair.objects.select_related("mentor__person", "end_order").prefetch_related("seats__mentee__person")
    made = rows.filter(order=document, status=PairStatus.ORDERED)
    over = rows.filter(order=document, status=PairStatus.ENDED)
    ended = rows.filter(end_order=document, status=PairStatus.ENDED)
    taken_out = [pair for pair in over if pair.end_order and pair.end_order.status == DocumentStatus.ISSUED]
    return [
        *(closed(f"Сначала аннулируйте {pair.end_order}, им завершена пара: {pair}", ".") for pair in taken_out),
        *(closed(f"{_goes_back(pair)}: {pair}", ".") for pair in made),
        *(closed(f"Останется завершённой: {pair}", ".") for pair in over if pair not in taken_out),
        *(closed(f"Снова будет действовать: {pair}", ".") for pair in ended if pair.order_id != document.pk),
    ]


def _goes_back(pair: Pair) -> str:
    return "Вернётся в утверждённые" if pair.is_decided else "Вернётся в составляемые, руководитель её не утверждал"
