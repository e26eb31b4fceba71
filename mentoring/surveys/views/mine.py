"""The surveys that wait for the person who has signed in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import ANYONE

from ..selectors.tickets import waiting_for


@require_safe
@open_to(*ANYONE)
def my_surveys(request: OrganisationRequest) -> HttpResponse:
    return render(request, "surveys/my_surveys.html", {"waiting": waiting_for(request.user, request.organisation)})
