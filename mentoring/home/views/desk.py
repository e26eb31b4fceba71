"""«Что ждёт меня»: what is owed, until when, one button each; by role."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mentoring.surveys.selectors.tickets import now_at
from mentoring.surveys.services.settling import settle
from roadmaps.roles import OFFICES
from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import ANYONE, HEADS, STAFF
from schools.enums import Role
from schools.views.generic import XLSX, attachment

from ..selectors.coordinator import municipal_table, places_under, totals_of, workbook_of
from ..selectors.desk import desk_of
from ..selectors.roadmaps import handed_plan_of

PLACES_ON_PAGE = 50


@require_safe
@open_to(*ANYONE)
def desk(request: OrganisationRequest) -> HttpResponse:
    """One page; a human with several roles in an organisation sees all of them."""
    place, roles = request.organisation, request.roles
    is_office = place.kind in OFFICES
    # Who keeps the municipality's plan and who answers for it see the same figures.
    sees_places = Role.COORDINATOR in roles or is_office and bool(roles & HEADS)
    if sees_places and request.GET.get("format") == "xlsx":
        return places_workbook(request)
    if not is_office:
        # Waves that follow pairs ask whoever is due today; nothing waits for a nightly job. Only staff end what is over.
        settle(place, now_at(place), closing=bool(roles & STAFF))
    context = desk_of(request.user, place, request.year, roles)
    if sees_places:
        context |= places_table(request)
    return render(request, "home/desk.html", context)


def places_table(request: OrganisationRequest) -> dict[str, Any]:
    """The organisations under an office with their counts, fifty to a page, all of them in the last line."""
    place, year = request.organisation, request.year
    rows = municipal_table(place, year, places_under(place))
    paginator = Paginator(rows, PLACES_ON_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    return {
        "sees_places": True,
        "rows": page.object_list,
        "totals": totals_of(rows),
        "handed_plan": handed_plan_of(request.user, place, year),
        "page_obj": page,
        "paginator": paginator,
        "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2),
    }


def places_workbook(request: OrganisationRequest) -> HttpResponse:
    place, year = request.organisation, request.year
    book = workbook_of(place, year, municipal_table(place, year, places_under(place)))
    name = f"Организации {str(year).replace('/', '-')}.xlsx"
    return HttpResponse(book, headers={"Content-Type": XLSX, "Content-Disposition": attachment(name)})
