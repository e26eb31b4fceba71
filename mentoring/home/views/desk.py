from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import ANYONE


@require_safe
@open_to(*ANYONE)
def desk(request: OrganisationRequest) -> HttpResponse:
    """«Что ждёт меня»: what is owed, until when, one button each; by role."""
    return render(request, "home/desk.html", {})
