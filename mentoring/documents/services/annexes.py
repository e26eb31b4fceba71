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
from schools.papers.services.documents import cancel_documents, create_draft, fates_of
from schools.papers.services.documents.door import lock, move_document
from schools.papers.services.documents.freezing import freeze

from ..composing import compose, page_for, stamp_of, title_of
from ..order_kinds import ORDER_CURATOR, REGULATIONS, ROADMAP
from ..pages.annexes import FORMER_CURATOR, REPLACED, annexes_of, regulation_of, replaced_of, roadmap_named
from .roadmap_versions import approve_by_order, unapprove

# What is replaced by naming it: nothing else in the rooms follows from these. «order» is an order entered from paper.
REPLACEABLE = (*REGULATIONS, ORDER_CURATOR, "order")


@transaction.atomic
def approve_annexes(order: Document, by: User) -> None:
    """The part of the rooms when the order is issued; inside its transaction. Raises ValidationError by name."""
    wanted = [name for name in ("regulation", "roadmap", REPLACED, FORMER_CURATOR) if order.data.get(name)]
    found: dict[str, Any] = {
        "regulation": regulation_of(order),
        "roadmap": roadmap_named(order),
        REPLACED: replaced_of(order),
        FORMER_CURATOR: replaced_of(order, FORMER_CURATOR),
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
    """What the order says to be in force no longer is cancelled by it.

    Raises ValidationError for papers of other kinds: pairs and labour papers follow from those, and replacing undoes nothing.
    """
    papers = [paper for name in (REPLACED, FORMER_CURATOR) if (paper := replaced_of(order, name)) is not None]
    for replaced in papers:
        if replaced.kind not in REPLACEABLE:
            raise ValidationError(
                f"{name_of(replaced)}: так этот документ не заменяют. "
                "Уберите его из приказа и отмените отдельным приказом."
            )
    cancel_documents(papers, order, by)


def approve_regulation(regulation: Document, order: Document, by: User) -> Document:
    """The draft becomes the regulation in force: frozen on the order's day, resting on it. It takes no number of its own.

    Its PDF is drawn from the blocks when it is asked for: nothing is rendered inside a transaction (design, decision 14).
    """
    if regulation.kind not in REGULATIONS:
        raise ValidationError(f"«{regulation.title}» — не положение. Выберите в черновике приказа положение.")
    locked = lock(regulation)
    if locked.status != DocumentStatus.DRAFT:
        raise ValidationError(f"{locked.title} уже утверждено: {locked.ground}. Выберите в черновике другое положение.")

    def prepare(draft: Document) -> dict[str, Any]:
        draft.ground, draft.date, draft.year = order, order.date, order.year
        draft.signer, draft.issued_by, draft.issued_at = order.signer, by, timezone.now()
        stamp = stamp_of(draft, day=order.date)
        draft.title = title_of(draft, stamp)
        return {
            "приказ": str(order),
            **freeze(draft, blocks_to_json(compose(draft, stamp)), page_for(draft).to_json(), None),
        }

    return move_document(locked, DocumentStatus.ISSUED, "утверждено положение", by=by, prepare=prepare)


def annul_annexes(order: Document, by: User) -> None:
    """The order is void: so is all that it approved, replaced meanwhile or not. The words of a regulation in force go on as a
    new draft; a roadmap waits for the head again.
    """
    for paper in _annexed(order, DocumentStatus.ISSUED, DocumentStatus.CANCELLED):
        void_with(paper, order, by)
        if paper.kind in REGULATIONS and paper.status == DocumentStatus.ISSUED:
            create_draft(paper.organisation, paper.kind, paper.title, paper.data, by, None, texts=paper.texts)
    for roadmap in roadmaps_of(order):
        unapprove(roadmap, order, by, deed="приказ об утверждении аннулирован")


def void_with(paper: Document, order: Document, by: User) -> None:
    """The annex is annulled together with its order. One that was out of force already must never come back."""

    def prepare(annex: Document) -> dict[str, Any]:
        annex.cancelled_by = None
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
    return said + waiting_plans(order) + returning_words(order)


def waiting_plans(*orders: Document) -> list[str]:
    """What becomes of the plans whose version in force these orders approved, when they fall."""
    plans = [plan for order in orders for plan in roadmaps_of(order)]
    return [f"Дорожная карта «{plan}» снова будет ждать решения руководителя." for plan in plans]


def returning_words(order: Document) -> list[str]:
    """What its annulment brings back into force, and what stays out of force all the same."""
    return [
        f"Снова вступит в силу: {name_of(fate.paper)}."
        if fate.kept_by is None
        else f"Не вступит в силу: {name_of(fate.paper)}. Причина: {fate.kept_by}."
        for fate in fates_of(order)
    ]


def name_of(paper: Document) -> str:
    return str(paper) if paper.number else f"«{paper.title}»"


def annexes_in_force(order: Document) -> list[Document]:
    """Papers that the order approved and that stand with it: the regulation and the roadmap's paper."""
    return _annexed(order, DocumentStatus.ISSUED)


def _annexed(order: Document, *statuses: str) -> list[Document]:
    kinds = [*REGULATIONS, ROADMAP]
    return list(order.resting.filter(kind__in=kinds, status__in=statuses).select_related("organisation").order_by("pk"))


def roadmaps_of(order: Document) -> list[Roadmap]:
    """Plans whose version in force was approved by this order."""
    rows = Roadmap.objects.filter(approved__document__ground=order).select_related("organisation", "approved")
    return list(rows.order_by("pk"))
