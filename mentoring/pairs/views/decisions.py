"""The head's desk: what awaits a decision, what was decided and may still be taken back."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.kept import refill
from schools.access.roles import HEADS
from schools.selectors.headship import stand_in_of
from schools.views.generic import attempt, back, here, ids_in, number_in, say

from ..enums import PairStatus
from ..models import Pair
from ..selectors.findings import Draft, judge
from ..selectors.people import post_of, with_people
from ..selectors.words import called, count_pairs
from ..services import approve_pairs, return_pairs, undo_decision, undo_decisions

# So many decided pairs are shown under the desk.
DECIDED = 30


@open_to(*HEADS)
def decision_list(request: OrganisationRequest) -> HttpResponse:
    kept = refill(request, here(request, "pairs:decide"))
    if kept is None:
        # After a decision on some the others are not ticked again: they were left out knowingly.
        return desk(request, ticked=[] if "rest" in request.GET else None)
    return desk(request, ticked=ids_in(kept), comment=kept.get("comment", ""))


def desk(
    request: OrganisationRequest,
    *,
    ticked: Iterable[int] | None = None,
    problems: Iterable[str] = (),
    comment: str = "",
    settled: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page; `ticked` None means all. A refused decision comes back here with nothing lost; `settled`: because somebody
    has decided on all of them already.
    """
    organisation, today = request.organisation.legal_entity, request.organisation.today()
    mine = Pair.objects.visible_to(request.user).filter(organisation=organisation)
    waiting = list(with_people(mine.filter(status=PairStatus.SUBMITTED)).order_by("mentor__person__name_key", "pk"))
    rows = list(zip(waiting, judge([Draft.of(pair) for pair in waiting], today), strict=True))
    for pair, found in rows:
        pair.mentor_post = post_of(pair.mentor.person, today)
        pair.people = [(seat.mentee.person, post_of(seat.mentee.person, today)) for seat in pair.seats.all()]
        pair.debtors = [person.short_name for person in Draft.of(pair).people if person.pk in found.missing]
    decided = with_people(mine.filter(decided_at__isnull=False).exclude(status=PairStatus.SUBMITTED))
    decided = decided.filter(status__in=[PairStatus.APPROVED, PairStatus.RETURNED, PairStatus.ORDERED])
    chosen = {pair.pk for pair in waiting} if ticked is None else set(ticked)
    context = {
        "rows": rows,
        "ticked": chosen,
        "picked": [pair for pair in waiting if pair.pk in chosen],
        "decided": decided.order_by("-decided_at", "pk")[:DECIDED],
        "problems": list(problems),
        "comment": comment,
        "settled": settled,
        "stand_in": stand_in_of(request.user, organisation, today),
    }
    return render(request, "pairs/decision_list.html", context, status=status)


@require_POST
@open_to(*HEADS)
def decision_names(request: OrganisationRequest) -> HttpResponse:
    """The count and the names of the ticked pairs, which stand before the button."""
    pairs = (
        with_people(_waiting(request)).filter(pk__in=ids_in(request.POST)).order_by("mentor__person__name_key", "pk")
    )
    return render(request, "pairs/decision_names.html", {"picked": pairs})


@require_POST
@open_to(*HEADS)
def decide(request: OrganisationRequest) -> HttpResponse:
    """Approve or return the ticked pairs, as they were shown: each comes with the version that the page knew."""
    pairs = [object_or_404(Pair.objects.all(), request, pk=pk) for pk in ids_in(request.POST)]
    versions = {pair.pk: number_in(request.POST, f"version-{pair.pk}") for pair in pairs}
    comment = request.POST.get("comment", "")
    returning = request.POST.get("action") == "return"
    try:
        done = (
            return_pairs(pairs, comment, request.user, versions)
            if returning
            else approve_pairs(pairs, request.user, versions)
        )
    except ValidationError as error:
        # What changed meanwhile is to be looked at first, and ticked by the head's own hand.
        same = _waiting(request).filter(pk__in=versions)
        ticked = [pk for pk, version in same.values_list("pk", "version") if versions[pk] == version]
        settled = bool(pairs) and not same.exists()
        return desk(request, ticked=ticked, problems=error.messages, comment=comment, settled=settled)
    # Decided in another tab before; a whole form sent twice is answered as the first time.
    reached = PairStatus.RETURNED if returning else PairStatus.APPROVED
    before = {pair.pk for pair in pairs if pair.status == reached}
    now = [pair for pair in done if pair.pk not in before] or done
    words = count_pairs(now)
    if rest := [pair for pair in done if pair not in now]:
        words += f"; раньше уже решено: {count_pairs(rest)}"
    undo = here(request, "pairs:decisions_undo") + "?" + "&".join(f"ids={pair.pk}" for pair in now)
    say(
        request,
        f"Возвращено с замечанием: {words}." if returning else f"Утверждено: {words}. Приказ составит куратор.",
        undo=undo,
    )
    return HttpResponseRedirect(here(request, "pairs:decision_list") + "?rest=1")


@require_POST
@open_to(*HEADS)
def decision_undo(request: OrganisationRequest, pk: int) -> HttpResponse:
    pair = object_or_404(Pair.objects.all(), request, pk=pk)
    attempt(request, lambda: undo_decision(pair, request.user), called(pair, "Решение отменено: пара снова ждёт его."))
    return back(request, "pairs:decision_list")


@require_POST
@open_to(*HEADS)
def decisions_undo(request: OrganisationRequest) -> HttpResponse:
    """«Отменить» beside the message of a decision on many."""
    pairs = [object_or_404(Pair.objects.all(), request, pk=pk) for pk in ids_in(request.GET)]
    words = called(pairs[0], "пара снова ждёт") if len(pairs) == 1 else "пары снова ждут"
    attempt(request, lambda: undo_decisions(pairs, request.user), f"Решение отменено: {words} его.")
    return back(request, "pairs:decision_list")


def _waiting(request: OrganisationRequest) -> Any:
    return Pair.objects.visible_to(request.user).filter(
        organisation=request.organisation.legal_entity, status=PairStatus.SUBMITTED
    )
