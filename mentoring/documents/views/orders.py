"""Orders on pairs begun: from approved pairs, from the order that is to be changed, from an order issued on paper."""

from itertools import groupby
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mentoring.banks.enums import Contingent
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF
from schools.enums import Role
from schools.papers.enums import DocumentStatus
from schools.papers.kinds import kind_of
from schools.papers.models import Document
from schools.russian import count
from schools.views.generic import attempt, back, here, ids_in, nonce_of
from schools.years import AcademicYear

from ..forms.order import pairs_removable
from ..order_kinds import KINDS_OF_ORDERS, ORDER_CHANGE, is_amended_by_words, root_of
from ..selectors.order_words import words_now
from ..selectors.replacing import by_order, waiting_in, with_former
from ..selectors.waiting import draft_with, drafts_by_pair, waiting_drafts
from ..services.orders import draft_change, draft_order, ground_pairs, groundable_pairs
from ..services.papers import begin_paper


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def order_create(request: OrganisationRequest) -> HttpResponse:
    """Which approved pairs go into the order; teachers' and pupils', and those of different years, are separate papers."""
    mine = Pair.objects.visible_to(request.user).filter(organisation=request.organisation.legal_entity)
    found = list(with_former(mine.filter(status=PairStatus.APPROVED)))
    # What takes another pair's place goes into the order that changes that pair's order.
    approved = [pair for pair in found if pair.stands_in_for is None]
    drafts = waiting_drafts(request.user, request.organisation)
    drafted = drafts_by_pair(drafts)
    for pair in approved:
        pair.draft = drafted.get(pair.pk)  # type: ignore[attr-defined]  # for the page
    asked = set(ids_in(request.GET))
    if request.method == "POST":
        contingent, asked = request.POST.get("contingent", ""), set(ids_in(request.POST))
        if contingent in Contingent.values:
            chosen = [pair for pair in approved if pair.pk in asked]
            if waiting := draft_with(drafts, chosen):
                # The same form sent twice made it just now: nothing to be surprised at.
                if waiting.nonce != nonce_of(request):
                    words = "Эти пары уже стоят в этом черновике: второй приказ о них не составлен."
                    messages.info(request, words)
                return redirect(here(request, "documents:order_edit", pk=waiting.pk))
            document = attempt(
                request,
                lambda: draft_order(
                    request.organisation, contingent, chosen, request.year.begins, request.user, nonce_of(request)
                ),
            )
            if document is not None:
                return redirect(here(request, "documents:order_edit", pk=document.pk))
        else:
            messages.error(request, "Выберите, о чьих парах приказ.")
    papers = Document.objects.visible_to(request.user).filter(
        organisation=request.organisation.legal_entity, kind__in=KINDS_OF_ORDERS
    )
    context = {
        "groups": groups_of(approved, request.year),
        "replacements": by_order(found),
        "asked": asked,
        "drafts": drafts,
        "all_drafted": bool(approved) and all(pair.pk in drafted for pair in approved),
        "on_paper": papers.filter(elsewhere=True, status=DocumentStatus.ISSUED).order_by("-date", "-pk")[:5],
    }
    return render(request, "documents/order_create.html", context)


def groups_of(approved: list[Pair], year: AcademicYear) -> list[dict]:
    """Pairs that may stand in one order together: of one contingent and one year, the year looked at first."""

    def key(pair: Pair) -> tuple[bool, int, str]:
        return pair.mentor.year != year.begins, pair.mentor.year, pair.form.contingent

    return [
        {
            "contingent": Contingent(contingent),
            "year": None if begins == year.begins else AcademicYear(begins),
            "pairs": list(pairs),
            "nonce": uuid4(),
        }
        for (_, begins, contingent), pairs in groupby(sorted(approved, key=key), key)
    ]


@require_http_methods(["GET", "POST"])
@open_to(*STAFF)
def change_create(request: OrganisationRequest, pk: int) -> HttpResponse:
    """What changing an issued order means; then its draft. Orders on pairs are changed by pairs, others by points."""
    issued = Document.objects.exclude(status=DocumentStatus.DRAFT).filter(register__isnull=False)
    given = object_or_404(issued.select_related("organisation", "changes"), request, pk=pk)
    if not kind_of(given.kind).change_url:
        raise Http404
    base = root_of(given)
    may_write, by_words = Role.CURATOR in request.roles, is_amended_by_words(base)
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        document = attempt(request, lambda: _draft_of_change(request, base))
        if document is None:
            return back(request, "papers:document_detail", pk=base.pk)
        return redirect(here(request, "documents:paper_edit" if by_words else "documents:order_edit", pk=document.pk))
    context = {
        "base": base,
        "by_words": by_words,
        "present": words_now(base) if by_words else None,
        "pairs": [] if by_words else pairs_removable(Document(organisation=base.organisation, changes=base)),
        "waiting": [] if by_words else waiting_in(base),
        "drafts": base.changed_by.filter(status=DocumentStatus.DRAFT),
        "may_write": may_write,
        "nonce": uuid4(),
    }
    return render(request, "documents/change_create.html", context)


def _draft_of_change(request: OrganisationRequest, base: Document) -> Document:
    if not is_amended_by_words(base):
        return draft_change(base, request.user, nonce_of(request))
    year = request.year.begins
    return begin_paper(request.organisation, ORDER_CHANGE, year, request.user, nonce_of(request), ground=base)


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def order_ground(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Pairs that an order issued on paper has made: ticked, they become ordered by it."""
    on_paper = Document.objects.filter(kind__in=KINDS_OF_ORDERS, elsewhere=True).select_related("organisation")
    document = object_or_404(on_paper, request, pk=pk)
    offered = list(groundable_pairs(document))
    asked = set(ids_in(request.POST))
    if request.method == "POST":
        known = Pair.objects.visible_to(request.user).filter(
            organisation=request.organisation.legal_entity, pk__in=asked
        )
        chosen = list(known.select_related("mentor__person", "form"))
        done = attempt(
            request,
            lambda: ground_pairs(document, chosen, request.user),
            lambda pairs: f"Закреплено приказом № {document.number}: {count(len(pairs), 'пара', 'пары', 'пар')}.",
        )
        if done is not None:
            return redirect(here(request, "papers:document_detail", pk=pk))
    context = {
        "document": document,
        "pairs": offered,
        "asked": asked,
        "grounded": document.pairs.select_related("mentor__person").prefetch_related("seats__mentee__person"),
    }
    return render(request, "documents/order_ground.html", context)
