"""An order cancels issued papers; annulled itself, it leaves them in force again."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from schools.models import User

from ...enums import DocumentStatus
from ...models import Document
from .door import DocumentRefused, lock, move_document


def cancel_documents(
    papers: Iterable[Document], order: Document, by: User | None, on_behalf: str = ""
) -> list[Document]:
    """The papers are in force no longer from the issue of `order` on. Cancelled by it already, they are left as they are.

    Called inside the transaction that issues the order. Raises DocumentRefused by name for papers of another
    organisation, for the order itself and for papers that are not in force.
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

    def prepare(issued: Document) -> dict[str, Any]:
        issued.cancelled_by = order
        return {"отменён": str(order)}

    return move_document(
        locked, DocumentStatus.CANCELLED, "отменён документ", by=by, prepare=prepare, on_behalf=on_behalf
    )


def restore_cancelled(order: Document, by: User | None, on_behalf: str = "") -> list[Document]:
    """What the order had cancelled is in force again. Called inside the transaction that annuls the order."""

    def prepare(cancelled: Document) -> dict[str, Any]:
        cancelled.cancelled_by = None
        return {"аннулирован отменивший": str(order)}

    with transaction.atomic():
        return [
            move_document(
                paper, DocumentStatus.ISSUED, "документ снова действует", by=by, prepare=prepare, on_behalf=on_behalf
            )
            for paper in order.cancelled.filter(status=DocumentStatus.CANCELLED).order_by("pk")
        ]
