"""An order cancels another: with it its changes and annexes are in force no longer, its pairs end, nothing silently."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.words import count_pairs
from mentoring.pairs.services import end_pair, unorder_pairs
from mentoring.pairs.services.door import lock
from roadmaps.models import RoadmapVersion
from schools.models import User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import cancel_documents
from schools.papers.services.documents.door import lock as lock_paper

from ..selectors.resuming import resuming_words
from ..words.order_text import closed
from .annexes import annexes_in_force, name_of, returning_words, roadmaps_of, waiting_plans
from .lasting import end_lasting, former_ends, lasting, return_ends
from .roadmap_versions import approve_again, unapprove


def _with_it(order: Document) -> Q:
    """In force, or out of force by this order already: what the paper says is the same before and after its issue."""
    return Q(status=DocumentStatus.ISSUED) | Q(cancelled_by=order.pk or 0)


def changes_of(order: Document) -> list[Document]:
    """Issued orders that changed the one to be cancelled; they go with it."""
    base = order.ground
    return list(base.changed_by.filter(_with_it(order)).order_by("date", "pk")) if base is not None else []


def annexes_going(order: Document) -> list[Document]:
    """What the order to be cancelled had approved: its regulation, the paper of its roadmap."""
    return annexes_with(order, order.ground) if order.ground is not None else []


def annexes_with(order: Document, going: Document) -> list[Document]:
    """What `going` had approved, before and after the issue of the order that cancels it."""
    return annexes_in_force(going) + list(going.resting.filter(cancelled_by=order.pk or 0).order_by("pk"))


def papers_going(order: Document) -> list[Document]:
    """All that goes with the order to be cancelled: its changes, then what they and it had approved."""
    changes = changes_of(order)
    return [*changes, *(annex for one in changes for annex in annexes_with(order, one)), *annexes_going(order)]


def pairs_going(order: Document, day: date) -> list[Pair]:
    """Pairs that stand in the order to be cancelled or in its changes, and those taken out of them that still work after the
    day; by the mentors' names.
    """
    base = order.ground
    if base is None:
        return []
    orders = [base, *changes_of(order)]
    going = Q(order__in=orders, status=PairStatus.ORDERED) | lasting(orders, day) | Q(end_order=order.pk or 0)
    rows = Pair.objects.filter(going, organisation=order.organisation.legal_entity)
    rows = rows.select_related("mentor__person", "form", "organisation", "notice", "agreement")
    rows = rows.prefetch_related("seats__mentee__person")
    return list(rows.order_by("mentor__person__name_key", "pk"))


@transaction.atomic
def cancel_by(order: Document, by: User) -> None:
    """The rooms' part of the issue of an order that cancels its ground."""
    base, day = order.ground, order.date
    if base is None or day is None:
        raise ValidationError("Не выбран приказ, который отменяется. Составьте приказ заново с его страницы.")
    # Papers before pairs, as everywhere: the changing orders, what they change, then what rests on it.
    orders = [*changes_of(order), base]
    papers = [lock_paper(paper) for paper in (*orders, *(annex for one in orders for annex in annexes_in_force(one)))]
    plans = [(one, plan) for one in orders for plan in roadmaps_of(one)]
    lock(pair.pk for pair in pairs_going(order, day))
    pairs = pairs_going(order, day)  # reread under the locks
    for pair in pairs:
        if pair.status == PairStatus.ORDERED:
            end_pair(pair, min(day, pair.ends), EndReason.CANCELLED, by, order=order)
    end_lasting(order, day, [pair for pair in pairs if pair.status == PairStatus.ENDED], by)
    cancel_documents(papers, order, by)
    for approving, plan in plans:
        unapprove(plan, approving, by, deed="приказ об утверждении отменён")


def undo_cancelling(order: Document, by: User) -> None:
    """The cancelling order is void: its pairs work again while their people are here, its roadmap is in force. The papers
    are restored before this.
    """
    with transaction.atomic():
        # All at once and in the house's order, before any of them is moved.
        lock(Pair.objects.filter(end_order=order).values_list("pk", flat=True))
        return_ends(order, by)
        unorder_pairs(order, by)
        orders = [order.ground, *changes_of(order)]
        versions = RoadmapVersion.objects.filter(document__ground__in=orders, document__status=DocumentStatus.ISSUED)
        for version in versions.select_related("roadmap", "document").order_by("roadmap", "number"):
            approve_again(version, by)


def undoing_of_cancelling(order: Document) -> list[str]:
    """What annulment of the cancelling order will do, in sentences."""
    said = returning_words(order)
    ended = Pair.objects.filter(end_order=order, status=PairStatus.ENDED).select_related("mentor__person")
    again = former_ends(order)
    said += resuming_words(
        ended.exclude(pk__in=[pair.pk for pair, *_ in again]).prefetch_related("seats__mentee__person")
    )
    return said + [closed(f"Снова работает по {on:%d.%m.%Y}: {pair}", ".") for pair, on, *_ in again]


def consequences(order: Document, day: date) -> list[str]:
    """What the issue on the day will do besides cancelling the order itself, in sentences with names."""
    changes = changes_of(order)
    said = [f"Вместе с приказом утратит силу: {name_of(paper)}." for paper in papers_going(order)]
    if pairs := pairs_going(order, day):
        said.append(_named("Завершится" if len(pairs) == 1 else "Завершатся", pairs))
    if order.ground is not None:
        said += waiting_plans(*changes, order.ground)
    return said


def _named(words: str, pairs: Iterable[Pair]) -> str:
    rows = list(pairs)
    return closed(f"{words} {count_pairs(rows)}: {'; '.join(map(str, rows))}", ".")
