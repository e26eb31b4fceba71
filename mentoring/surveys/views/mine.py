"""The surveys that wait for the person who has signed in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import ANYONE

from ..selectors.tickets import answered_by, ended_blind, now_at, waiting_for
from ..services.settling import settle


@require_safe
@open_to(*ANYONE)
def my_surveys(request: OrganisationRequest) -> HttpResponse:
    settle(request.organisation, now_at(request.organisation.legal_entity), closing=False)
    context = {
        "waiting": waiting_for(request.user, request.organisation),
        "answered": answered_by(request.user, request.organisation),
        "ended": ended_blind(request.user, request.organisation),
    }
    return render(request, "surveys/my_surveys.html", context)
