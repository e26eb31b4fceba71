"""The life of a pair."""

from django.db import models


class PairStatus(models.TextChoices):
    # Formed by the curator, not yet shown to the head.
    DRAFT = "draft", "составляется"
    # Waits for the head's decision.
    SUBMITTED = "submitted", "у руководителя"
    # Sent back with a comment.
    RETURNED = "returned", "возвращена"
    # Approved; not yet in an order.
    APPROVED = "approved", "утверждена"
    # Stands in an issued order. Whether it is active today follows from dates.
    ORDERED = "ordered", "закреплена приказом"
    # Over, with a reason and a date.
    ENDED = "ended", "завершена"
    # Dropped before any order.
    CANCELLED = "cancelled", "отменена"


TRANSITIONS: dict[str, frozenset[str]] = {
    PairStatus.DRAFT: frozenset({PairStatus.SUBMITTED, PairStatus.CANCELLED, PairStatus.ORDERED}),
    PairStatus.SUBMITTED: frozenset({PairStatus.APPROVED, PairStatus.RETURNED, PairStatus.DRAFT}),
    # SUBMITTED: sent again by the curator, or the head took the return back.
    PairStatus.RETURNED: frozenset({PairStatus.SUBMITTED, PairStatus.CANCELLED}),
    # SUBMITTED: the head took the decision back; possible until the order is issued.
    PairStatus.APPROVED: frozenset({PairStatus.ORDERED, PairStatus.SUBMITTED}),
    # The order was annulled. APPROVED: the head had decided. DRAFT: only the paper spoke for the pair, the head never did.
    PairStatus.ORDERED: frozenset({PairStatus.ENDED, PairStatus.APPROVED, PairStatus.DRAFT}),
    # ORDERED: the order that ended it was annulled, or the end was recorded by mistake. APPROVED, DRAFT: so it is, but the
    # order in which the pair stood was annulled meanwhile.
    PairStatus.ENDED: frozenset({PairStatus.ORDERED, PairStatus.APPROVED, PairStatus.DRAFT}),
    PairStatus.CANCELLED: frozenset(),
}

# A pair that takes up its mentor's places and its mentees' «без пары».
LIVING = frozenset(
    {PairStatus.DRAFT, PairStatus.SUBMITTED, PairStatus.RETURNED, PairStatus.APPROVED, PairStatus.ORDERED}
)


class EndReason(models.TextChoices):
    """Grounds of an end (seed 004, section 7)."""

    COMPLETED = "completed", "программа выполнена"
    MENTOR = "mentor", "по инициативе наставника"
    MENTEE = "mentee", "по инициативе наставляемого"
    MUTUAL = "mutual", "по обоюдному согласию"
    CURATOR = "curator", "по решению куратора (ненадлежащее исполнение, непреодолимые обстоятельства)"
    ORDER = "order", "исключена приказом об изменении"
    CANCELLED = "cancelled", "приказ о закреплении отменён"


# What only an order does: nobody chooses it by hand.
BY_ORDER = frozenset({EndReason.ORDER, EndReason.CANCELLED})
