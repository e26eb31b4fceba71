"""What follows in the rooms from an order that approves annexes: the regulation is frozen, the roadmap approved, what the
order replaces is in force no longer; and what becomes of them when the order is annulled.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from roadmaps.models import Roadmap
from schools.models import User
from schools.papers.engine.freezing import blocks_to_json
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import cancel_documents, create_draft
from schools.papers.services.documents.door import lock, move_document
from schools.papers.services.documents.freezing import freeze

from ..annexes import annexes_of, regulation_of, replaced_of, roadmap_named
from ..composing import compose, page_for, stamp_of, title_of
from ..selectors.offered import REGULATIONS
from .roadmap_versions import approve_by_order, unapprove


@transaction.atomic
def approve_annexes(order: Document, by: User) -> None:
    """The part of the rooms when the order is issued; inside its transaction. Raises ValidationError by name."""
    wanted = [name for name in ("regulation", "roadmap", "replaced") if order.data.get(name)]
    found: dict[str, Any] = {
        "regulation": regulation_of(order),
        "roadmap": roadmap_named(order),
        "replaced": replaced_of(order),
    }
    if any(found[name] is None for name in wanted):
        raise ValidationError("Того, что утверждает приказ, уже нет. Откройте черновик, выберите заново и сохраните.")
    replace_papers(order, by)
    annexes = annexes_of(order, stamp_of(order, order.number, order.date))
    for place, annex in enumerate(annexes, start=1):
        if annex.regulation is not None:
            approve_regulation(annex.regulation, order, by)
        elif annex.roadmap is not None:
            approve_by_order(annex.roadmap, order, str(place) if len(annexes) > 1 else "", by)


def replace_papers(order: Document, by: User) -> None:
    """What the order says to be in force no longer is cancelled by it."""
    replaced = replaced_of(order)
    if replaced is not None:
        cancel_documents([replaced], order, by)


def approve_regulation(regulation: Document, order: Document, by: User) -> Document:
    """The draft becomes the regulation in force: frozen on the order's day, resting on it. It takes no number of its own.

    Its PDF is drawn from the blocks when it is asked for: nothing is rendered inside a transaction (design, decision 14).
    """
    if regulation.kind not in REGULATIONS:
        raise ValidationError(f"«{regulation.title}» — не положение. Выберите в черновике приказа положение.")

    def prepare(draft: Document) -> dict[str, Any]:
        draft.ground, draft.date, draft.year = order, order.date, order.year
        draft.signer, draft.issued_by, draft.issued_at = order.signer, by, timezone.now()
        stamp = stamp_of(draft, day=order.date)
        draft.title = title_of(draft, stamp)
        return {
            "приказ": str(order),
            **freeze(draft, blocks_to_json(compose(draft, stamp)), page_for(draft).to_json(), None),
        }

    return move_document(lock(regulation), DocumentStatus.ISSUED, "утверждено положение", by=by, prepare=prepare)


def annul_annexes(order: Document, by: User) -> None:
    """The order is void: so is its regulation, whose words go on as a new draft; its roadmap waits for the head again."""
    for paper in _annexed(order, DocumentStatus.ISSUED):
        if paper.kind in REGULATIONS:
            void_with(paper, order, by)
            create_draft(paper.organisation, paper.kind, paper.title, paper.data, by, None, texts=paper.texts)
    for roadmap in roadmaps_of(order):
        version = roadmap.approved
        unapprove(roadmap, order, by, deed="приказ об утверждении аннулирован")
        if version is not None:
            void_with(version.document, order, by)


def void_with(paper: Document, order: Document, by: User) -> None:
    """The annex is annulled together with its order."""

    def prepare(annex: Document) -> dict[str, Any]:
        annex.annulled_at = timezone.now()
        annex.annul_reason = f"Аннулирован приказ: {order.annul_reason}"
        return {"аннулирован": str(order)}

    move_document(paper, DocumentStatus.ANNULLED, "аннулирован документ", by=by, prepare=prepare)


def annulment_of_annexes(order: Document) -> list[str]:
    """What annulment of the order will do besides, in sentences."""
    said = [
        f"«{paper.title}» перестанет действовать; его текст останется черновиком."
        for paper in _annexed(order, DocumentStatus.ISSUED)
        if paper.kind in REGULATIONS
    ]
    said += [f"Дорожная карта «{roadmap}» снова будет ждать решения руководителя." for roadmap in roadmaps_of(order)]
    said += [f"Снова вступит в силу: {paper.title}." for paper in order.cancelled.order_by("pk")]
    return said


def annexes_in_force(order: Document) -> list[Document]:
    """Papers that the order approved and that stand with it: the regulation and the roadmap's paper."""
    return _annexed(order, DocumentStatus.ISSUED)


def _annexed(order: Document, status: str) -> list[Document]:
    kinds = [*REGULATIONS, "roadmap"]
    return list(order.resting.filter(kind__in=kinds, status=status).select_related("organisation").order_by("pk"))


def roadmaps_of(order: Document) -> list[Roadmap]:
    """Plans whose version in force was approved by this order."""
    rows = Roadmap.objects.filter(approved__document__ground=order).select_related("organisation", "approved")
    return list(rows.order_by("pk"))
