"""Pairs that a change took out with a last day ahead: replaced, they work to the eve of the new mentor's first day. The order
that cancels theirs ends them on its own day, and annulled it gives them back that eve.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q

from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services.ends import move_end
from schools.models import User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

# In `Document.data` of the order that cancels: pair's key → the end that it found ({"on", "reason", "order"}).
FOUND = "ends_found"


def lasting(orders: Iterable[Document], day: date) -> Q:
    """Pairs of these orders that are ended and still work after the day."""
    return Q(
        order__in=list(orders),
        status=PairStatus.ENDED,
        end_order__isnull=False,
        ended_on__gt=day,
        ends__gt=day,
        ended_on__gte=F("starts"),
    )


def end_lasting(order: Document, day: date, pairs: Iterable[Pair], by: User) -> None:
    """They end on the day; what they were to end on is kept with the order. Inside the transaction of its issue."""
    found = {}
    for pair in pairs:
        assert pair.ended_on is not None  # `lasting` has looked
        found[str(pair.pk)] = {
            "on": pair.ended_on.isoformat(),
            "reason": pair.end_reason,
            "order": pair.end_order_id,
        }
        move_end(
            pair,
            day,
            EndReason.CANCELLED,
            order,
            by,
            expected=pair.end_order_id,
            deed="завершена раньше: приказ отменён",
        )
    # A draft made after an annulled order may have brought what that one had found.
    if found or FOUND in order.data:
        order.data = {**order.data, FOUND: found}
        order.save(update_fields=["data"])


def former_ends(order: Document) -> list[tuple[Pair, date, str, Document]]:
    """Of the pairs that the order ended earlier those whose former end stands when the order is void: the day, the reason and
    the order of that end. A pair whose people are gone is not among them.
    """
    found = order.data.get(FOUND) or {}
    rows = Pair.objects.filter(pk__in=[int(key) for key in found], end_order=order, status=PairStatus.ENDED)
    rows = rows.select_related("mentor__person", "organisation").prefetch_related("seats__mentee__person")
    standing = Q(status=DocumentStatus.ISSUED) | Q(cancelled_by=order)
    orders = Document.objects.filter(standing, pk__in=[one["order"] for one in found.values()]).in_bulk()
    return [
        (pair, date.fromisoformat(one["on"]), one["reason"], orders[one["order"]])
        for pair in rows.order_by("mentor__person__name_key", "pk")
        if (one := found[str(pair.pk)])["order"] in orders and not pair.gone
    ]


def return_ends(order: Document, by: User) -> None:
    """The order is void: they end when they were to. Inside the transaction of the annulment, after papers are restored."""
    for pair, on, reason, former in former_ends(order):
        move_end(
            pair, on, reason, former, by, expected=order.pk, deed="прежнее завершение возвращено вместе с приказом"
        )
