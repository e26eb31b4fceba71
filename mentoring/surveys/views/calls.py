"""What calls for the curator, and that it was dealt with."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from schools.access.gates import OrganisationRequest, open_to
from schools.enums import Role
from schools.views.generic import attempt, back, here

from ..enums import SignalKind
from ..models import SignalMark, Ticket
from ..selectors.calls import open_signals
from ..services.calls import handle_signal, reopen_signal
from .reach import tickets_here


@require_safe
@open_to(Role.CURATOR)
def signal_list(request: OrganisationRequest) -> HttpResponse:
    place = request.organisation.legal_entity
    signals = open_signals(request.user, place, request.year)
    handled = (
        SignalMark.objects.visible_to(request.user)
        .filter(ticket__wave__organisation=place, ticket__wave__year=request.year.begins)
        .select_related("ticket__person", "ticket__wave", "handled_by")
        .order_by("-handled_at")[:20]
    )
    return render(request, "surveys/signal_list.html", {"signals": signals, "handled": handled})


def _ticket(request: OrganisationRequest, ticket: int, kind: str) -> Ticket:
    if kind not in SignalKind.values:
        raise Http404
    return get_object_or_404(tickets_here(request).filter(is_blind=False), pk=ticket)


@require_POST
@open_to(Role.CURATOR)
def signal_handle(request: OrganisationRequest, ticket: int, kind: str) -> HttpResponse:
    found = _ticket(request, ticket, kind)
    attempt(
        request,
        lambda: handle_signal(found, kind, request.POST.get("note", ""), request.user),
        f"Отмечено: {found.person.short_name} — {SignalKind(kind).label}.",
        undo=here(request, "surveys:signal_reopen", ticket=ticket, kind=kind),
    )
    return back(request, "surveys:signal_list")


@require_POST
@open_to(Role.CURATOR)
def signal_reopen(request: OrganisationRequest, ticket: int, kind: str) -> HttpResponse:
    marks = SignalMark.objects.visible_to(request.user).select_related("ticket__wave__organisation")
    mark = get_object_or_404(marks, ticket=_ticket(request, ticket, kind), kind=kind)
    reopen_signal(mark, request.user)
    return back(request, "surveys:signal_list")
