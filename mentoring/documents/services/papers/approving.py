"""The order that approves a regulation, begun from the regulation's own page."""

from schools.models import User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import save_draft

from ...order_kinds import APPROVING
from .drafting import begin_paper


def approvals_of(regulation: Document, year: int) -> tuple[str, ...]:
    """Kinds of order that may approve it, the likelier first: the one that opens the year, until there is one."""
    opening, *others = APPROVING
    orders = Document.objects.filter(organisation=regulation.organisation, kind=opening, status=DocumentStatus.ISSUED)
    if any(order.data.get("year") == year for order in orders.only("data")):
        return (*others, opening)
    return APPROVING


def begin_approval(regulation: Document, code: str, year: int, by: User) -> Document:
    """The draft of the order with this regulation in it: one that waits for it, or a new one. Raises ValidationError."""
    drafts = Document.objects.filter(organisation=regulation.organisation, kind=code, status=DocumentStatus.DRAFT)
    waiting = [one for one in drafts.order_by("-edited_at", "-pk") if one.data.get("year") == year]
    named = [one for one in waiting if one.data.get("regulation") == regulation.pk]
    empty = [one for one in waiting if not one.data.get("regulation")]
    draft = next(iter((*named, *empty)), None) or begin_paper(regulation.organisation, code, year, by, None)
    if draft.data.get("regulation") == regulation.pk:
        return draft
    data = draft.data | {"regulation": regulation.pk, "contingent": regulation.data.get("contingent")}
    return save_draft(draft, version=draft.version, data=data, texts=draft.texts, by=by)
