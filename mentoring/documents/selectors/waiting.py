"""What waits for an order: approved pairs, the drafts they already stand in, and the step that comes next."""

from collections.abc import Iterable

from django.db.models import Count, Q

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.lists import pairs_of_year
from schools.models import Organisation, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.models.document import DocumentQuerySet
from schools.years import AcademicYear

from ..kinds import all_kinds, kind_of
from ..order_kinds import CHANGES, KINDS_OF_ORDERS
from .agreements import AGREEMENT


def waiting_drafts(user: User, organisation: Organisation) -> list[Document]:
    """Orders that are drafts, the oldest first."""
    rows = Document.objects.visible_to(user).filter(
        organisation=organisation.legal_entity, status=DocumentStatus.DRAFT, kind__in=KINDS_OF_ORDERS
    )
    return list(rows.order_by("pk"))


def waiting_papers(user: User, organisation: Organisation, *, for_signature: bool = False) -> DocumentQuerySet:
    """Drafts of all other kinds, the oldest first; `for_signature` leaves those that will take a number: the head's."""
    kinds = [
        kind.code
        for kind in all_kinds().values()
        if kind.begins != "elsewhere" and (kind.register or not for_signature)
    ]
    rows = Document.objects.visible_to(user).filter(
        organisation=organisation.legal_entity, status=DocumentStatus.DRAFT, kind__in=kinds
    )
    return rows.order_by("pk")


def is_being_written(draft: Document) -> bool:
    """Nobody has finished it yet: what must be answered is not, no pair or change is named, or the form was never saved. Drafts
    of agreements are made for many at once, and their forms need not be opened.
    """
    if draft.kind in KINDS_OF_ORDERS:
        return not any(draft.data.get(key) for key in CHANGES)
    unanswered = any(ask.required and not draft.data.get(ask.name) for ask in kind_of(draft.kind).asks)
    return unanswered or (draft.version == 1 and draft.kind != AGREEMENT)


def drafts_by_pair(drafts: Iterable[Document]) -> dict[int, Document]:
    """Pairs' ids → the first draft that is to make them ordered."""
    found: dict[int, Document] = {}
    for draft in drafts:
        for pair in draft.data.get("pairs", []):
            found.setdefault(pair, draft)
    return found


def draft_with(drafts: Iterable[Document], pairs: Iterable[Pair]) -> Document | None:
    """The draft in which all these pairs stand already: a second one would order them again. None for no pairs."""
    wanted = {pair.pk for pair in pairs}
    return next((draft for draft in drafts if wanted and wanted <= set(draft.data.get("pairs", []))), None)


def step_after_consents(user: User, organisation: Organisation, year: AcademicYear) -> tuple[str, str, dict] | None:
    """Everybody has signed: words of the next step, the name of its page and the page's arguments, nearest to the order first.

    None when nothing is left to do for pairs that are with the head or ordered.
    """
    if drafts := waiting_drafts(user, organisation):
        return "Дальше: издать приказ", "documents:order_issue", {"pk": drafts[0].pk}
    statuses = (PairStatus.APPROVED, PairStatus.DRAFT, PairStatus.RETURNED, PairStatus.SUBMITTED, PairStatus.ORDERED)
    counts = pairs_of_year(user, organisation, year).aggregate(
        **{status.value: Count("pk", filter=Q(status=status)) for status in statuses}
    )
    if counts[PairStatus.APPROVED]:
        return "Дальше: составить приказ", "documents:order_create", {}
    if counts[PairStatus.DRAFT] or counts[PairStatus.RETURNED]:
        return "Дальше: передать пары руководителю", "pairs:pair_list", {}
    if counts[PairStatus.SUBMITTED] or counts[PairStatus.ORDERED]:
        return None
    return "Дальше: составить пары", "pairs:pair_create", {}
