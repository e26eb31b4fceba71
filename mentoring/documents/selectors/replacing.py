"""Pairs that take the place of others: which order they wait for, what it ends with them, and from what day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.papers.models import Document

from ..kinds.kind import Stamp
from ..order_kinds import contingent_of, family_of, root_of
from ..pages.pairs import facts_of
from ..words.corrections import paired_off

# Formed in the place of a pair that still stands in its order.
STANDING_IN = Q(replaces__status=PairStatus.ORDERED)


def fitting_for(approved: QuerySet[Pair], document: Document) -> QuerySet[Pair]:
    """Of approved pairs those that this order may make ordered: one that takes another's place goes only into the order
    that changes the other's.
    """
    if document.changes is None:
        return approved.exclude(STANDING_IN)
    return approved.exclude(STANDING_IN & ~Q(replaces__order__in=family_of(document)))


def waiting_in(document: Document) -> list[Pair]:
    """Approved pairs that wait for an order changing this one, to take the place of its pairs."""
    approved = Pair.objects.filter(status=PairStatus.APPROVED, form__contingent=contingent_of(document))
    return list(with_former(approved.filter(STANDING_IN, replaces__order__in=family_of(document))))


def with_former(pairs: QuerySet[Pair]) -> QuerySet[Pair]:
    """With the people of both pairs, by the mentors' names."""
    return (
        pairs.select_related("mentor__person", "form", "replaces__mentor__person", "replaces__order__changes")
        .prefetch_related("seats__mentee__person", "replaces__seats__mentee__person")
        .order_by("mentor__person__name_key", "pk")
    )


def former_of(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs in whose place these were formed, as far as those still stand in their orders."""
    return [former for pair in pairs if (former := pair.stands_in_for) is not None]


def by_order(pairs: Iterable[Pair]) -> list[tuple[Document, list[Pair]]]:
    """Approved pairs that take the place of others, by the first order of those others."""
    found: dict[int, tuple[Document, list[Pair]]] = {}
    for pair in pairs:
        if (former := pair.stands_in_for) is not None and former.order is not None:
            root = root_of(former.order)
            found.setdefault(root.pk, (root, []))[1].append(pair)
    return list(found.values())


def last_days_of(document: Document, day: date) -> dict[int, date]:
    """The pairs that an order of the day replaces → their last day, the eve of the new pair's first."""
    stamp = Stamp(day=day)
    replaced, _, _ = paired_off(facts_of(document, stamp, "removed"), facts_of(document, stamp))
    return {change.removed.pk: change.last_day(day) for change in replaced}
