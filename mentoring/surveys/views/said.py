"""One person's answers, where they have a name."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import STAFF

from ..selectors.said import readings, sheets_of
from ..selectors.sight import sight
from ..selectors.words import MODES


@require_safe
@open_to(*STAFF)
def ticket_answers(request: OrganisationRequest, pk: int) -> HttpResponse:
    """What one person answered: of a named wave the curator and the head read it, of a confidential one the curator."""
    ticket = get_object_or_404(sheets_of(request.user, request.organisation), pk=pk)
    if not sight(ticket.wave, request.roles).persons:
        raise PermissionDenied
    context = {
        "ticket": ticket,
        "sections": readings(ticket, request.roles),
        "meaning": MODES[ticket.wave.mode],
    }
    return render(request, "surveys/ticket_answers.html", context)
