"""«Мои мероприятия»: by name, by post, and by one's part in mentoring, which the banks know."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from roadmaps.roles import DOERS, READERS
from roadmaps.selectors.mine import own_measures
from schools.access.gates import OrganisationRequest, open_to

from ..selectors.parts import parts_of


@require_safe
@open_to(*DOERS)
def my_measures(request: OrganisationRequest) -> HttpResponse:
    user, place, year = request.user, request.organisation, request.year
    found = own_measures(user, place, year, place.today(), also=parts_of(user, place, year))
    rows = found.rows
    context = {
        "late": [row for row in rows if row.is_late],
        "ahead": [row for row in rows if row.is_open and not row.is_late],
        "settled": [row for row in rows if not row.is_open],
        "total": len(rows),
        "drafts": found.drafts,
        "reader": bool(request.roles & READERS),
        "several": len({row.occasion.measure.roadmap_id for row in rows}) > 1,
    }
    return render(request, "roadmaps/my_measures.html", context)
