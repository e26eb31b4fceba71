"""«Ребёнок в программе»: what a parent needs to know of the child's mentoring."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mentoring.documents.selectors.owed import own_lines
from mentoring.surveys.selectors.tickets import waiting_for
from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import STAFF
from schools.enums import Role

from ..selectors.children import children_of, family_of


@require_safe
@open_to(*STAFF, Role.PARTICIPANT)
def my_children(request: OrganisationRequest) -> HttpResponse:
    user, place = request.user, request.organisation
    family, day = family_of(user, place), place.today()
    lines, asked = [], []
    if family.children:
        lines, asked = own_lines(place, request.year.begins, day, user), waiting_for(user, place)
    children = children_of(family, user, place, day, lines, asked)
    return render(request, "home/my_children.html", {"children": children, "in_full": True})
