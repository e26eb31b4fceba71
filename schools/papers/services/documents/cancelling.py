"""An order cancels issued papers; annulled itself, it leaves them in force again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from schools.journal.services import record
from schools.models import User

from ...enums import DocumentStatus
from ...kinds import kind_of
from ...models import Document
from ...selectors.sequence import issued_after
from .door import DocumentRefused, lock, move_document


def cancel_documents(
    papers: Iterable[Document], order: Document, by: User | None, on_behalf: str = ""
) -> list[Document]:
    """The papers are in force no longer from the issue of `order` on. Cancelled by it already, they are left as they are.

    Called inside the transaction that issues the order. Raises DocumentRefused by name for papers of another
    organisation, for the order itself, for papers that are not in force and for those issued after the order.
    """
    with transaction.atomic():
        return [_cancel(paper, order, by, on_behalf) for paper in sorted(papers, key=lambda paper: paper.pk)]


def _cancel(paper: Document, order: Document, by: User | None, on_behalf: str) -> Document:
    locked = lock(paper)
    if locked.organisation_id != order.organisation_id:
        raise DocumentRefused("Отменить можно только документ своей организации.")
    if locked.pk == order.pk:
        raise DocumentRefused("Приказ не может отменить сам себя. Выберите другой документ.")
    if locked.status == DocumentStatus.CANCELLED and locked.cancelled_by_id == order.pk:
        return locked
    if locked.status != DocumentStatus.ISSUED:
        raise DocumentRefused(f"{locked}: {locked.get_status_display()}. Отменить можно только действующий документ.")

    if order.date is not None and (words := issued_after(locked, order.date)):
        raise DocumentRefused(words)

    def prepare(issued: Document) -> dict[str, Any]:
        issued.cancelled_by = order
        return {"отменён": str(order)}

    return move_document(
        locked, DocumentStatus.CANCELLED, "отменён документ", by=by, prepare=prepare, on_behalf=on_behalf
    )


@dataclass(frozen=True)
class Fate:
    """What becomes of a cancelled paper when the order that cancelled it is annulled: in force again, or out of force by
    `kept_by`.
    """

    paper: Document
    kept_by: Document | None


def fates_of(order: Document) -> list[Fate]:
    """What the annulment of `order` does to each paper that it had cancelled.

    A paper is in force again only where the order that approved it stands and nothing that is in force has taken its place.
    Else it goes over to whoever keeps it out: the order that cancelled its own order, the one that has meanwhile
    replaced the annex by which `order` had replaced it, or the one that approved another regulation of the same kind: two
    never stand side by side. Annulled in its turn, that one answers the same question.
    """
    rows = order.cancelled.filter(status=DocumentStatus.CANCELLED).select_related(
        "ground__cancelled_by", "organisation"
    )
    papers = list(rows.order_by("pk"))
    returning = {paper.pk for paper in papers}
    own = order.resting.filter(status=DocumentStatus.CANCELLED, register__isnull=True).exclude(cancelled_by=order)
    replaced = own.select_related("cancelled_by").order_by("pk").first()

    def keeper(paper: Document) -> Document | None:
        if paper.register_id is not None:
            return None  # what has a number stands by itself
        ground = paper.ground
        if ground is not None and ground.pk not in returning and ground.status != DocumentStatus.ISSUED:
            return ground.cancelled_by or ground
        return replaced.cancelled_by if replaced is not None else _approving_another(paper, order)

    return [Fate(paper, keeper(paper)) for paper in papers]


def _approving_another(paper: Document, order: Document) -> Document | None:
    """The order of the regulation that has taken the place of this one without naming it; None for papers with a signature of
    their own, which stand by themselves.
    """
    if kind_of(paper.kind).signed:
        return None
    others = Document.objects.filter(
        organisation=paper.organisation_id, kind=paper.kind, status=DocumentStatus.ISSUED
    ).exclude(ground=order)
    standing = others.select_related("ground").order_by("-date", "-pk").first()
    return (standing.ground or standing) if standing is not None else None


def restore_cancelled(order: Document, by: User | None, on_behalf: str = "") -> list[Document]:
    """What the order had cancelled is in force again, as far as `fates_of` lets it. Called inside the transaction that annuls
    the order. Returns the papers that are in force again.
    """

    def prepare(cancelled: Document) -> dict[str, Any]:
        cancelled.cancelled_by = None
        return {"аннулирован отменивший": str(order)}

    with transaction.atomic():
        restored = []
        for fate in fates_of(order):
            if fate.kept_by is not None:
                _hand_over(fate.paper, order, fate.kept_by, by, on_behalf)
                continue
            restored.append(
                move_document(
                    fate.paper,
                    DocumentStatus.ISSUED,
                    "документ снова действует",
                    by=by,
                    prepare=prepare,
                    on_behalf=on_behalf,
                )
            )
        return restored


def _hand_over(paper: Document, order: Document, keeper: Document, by: User | None, on_behalf: str) -> None:
    """Out of force as before, by another order than the one that is annulled."""
    locked = lock(paper)
    locked.cancelled_by = keeper
    locked.save(update_fields=["cancelled_by"])
    record(
        "документ остаётся отменённым",
        locked,
        organisation=locked.organisation,
        user=by,
        before={"отменён": str(order)},
        after={"отменён": str(keeper)},
        on_behalf=on_behalf,
    )
