"""«Что ждёт меня»: what is owed, until when, one button each; by role."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mentoring.documents.selectors.owed import Signer, owed_of, own_lines, signers_of
from mentoring.surveys.selectors.tickets import now_at
from mentoring.surveys.services.settling import settle
from roadmaps.roles import OFFICES
from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import ANYONE, HEADS, STAFF
from schools.enums import Role
from schools.selectors.headship import signer_on
from schools.views.generic import XLSX, attachment
from schools.years import AcademicYear

from ..selectors.acquaintance import own_paper_waits, unread_waits
from ..selectors.agreements import agreement_waits
from ..selectors.children import children_of, family_of
from ..selectors.coordinator import municipal_table, places_under, totals_of, workbook_of
from ..selectors.curator import curator_waits, with_the_head
from ..selectors.first_day import path_to_order
from ..selectors.head import acting_until, head_waits, stand_in_of
from ..selectors.jobs import job_waits
from ..selectors.participant import own_pairs_of
from ..selectors.proofs import proved_occasions
from ..selectors.roadmaps import (
    due_waits,
    editor_waits,
    handed_plan_of,
    handed_waits,
    head_plan_waits,
    open_coded,
    own_due_waits,
)
from ..selectors.surveys import asked_waits, result_waits, signal_waits, survey_waits

PLACES_ON_PAGE = 50

# Offered on the desk itself; the rest stands on a page of its own.
SHOWN_PROOFS = 3


@require_safe
@open_to(*ANYONE)
def desk(request: OrganisationRequest) -> HttpResponse:
    """One page; a human with several roles in an organisation sees all of them, decisions first."""
    user, place, year, roles = request.user, request.organisation, request.year, request.roles
    day = place.today()
    is_office = place.kind in OFFICES
    # Who keeps the municipality's plan and who answers for it see the same figures.
    sees_places = Role.COORDINATOR in roles or is_office and bool(roles & HEADS)
    if sees_places and request.GET.get("format") == "xlsx":
        return places_workbook(request)
    context: dict[str, Any] = {"today": day, "is_office": is_office}
    waits = []
    # Read once for everything on the page that asks for them.
    sheets: tuple[AcademicYear, list[Signer]] | None = None
    asks = not is_office
    if asks:
        # Waves that follow pairs ask whoever is due today; nothing waits for a nightly job. Only staff end what is over.
        settle(place, now_at(place), closing=bool(roles & STAFF))
    if asks and Role.CURATOR in roles:
        waits += signal_waits(user, place, year)
    if roles & HEADS:
        # The head who is her own curator meets a draft order among the curator's lines.
        waits += head_waits(user, place, drafts=Role.CURATOR not in roles)
        waits += [] if Role.CURATOR in roles else agreement_waits(user, place, year, drafting=False)
        waits += head_plan_waits(user, place)
        waits += result_waits(user, place, roles, day) if asks else []
        context["acting"] = acting_until(user, place)
        context["stand_in"] = stand_in_of(user, place, day)
    if Role.CURATOR in roles:
        signers = signers_of(place.legal_entity, year.begins, day, user)
        sheets = (year, signers)
        waits += curator_waits(user, place, year, signers)
        waits += survey_waits(user, place, year, day) if asks else []
        context["with_head"] = 0 if roles & HEADS else with_the_head(user, place, year)
        context["tasks"] = tasks = path_to_order(user, place, year, signers)
        context["next_task"] = next((task for task in tasks if not task.done), None)
    if roles & {Role.CURATOR, Role.COORDINATOR}:
        waits += editor_waits(user, place, year, is_head=bool(roles & HEADS))
        waits += handed_waits(user, place, year)
        proved = proved_occasions(open_coded(user, place, year), place.legal_entity, sheets)
        context["more_proofs"] = max(0, len(proved) - SHOWN_PROOFS)
        context["proofs"] = proved[:SHOWN_PROOFS]
    if roles & (STAFF | {Role.COORDINATOR}):
        waits += due_waits(user, place, year, day)
    else:
        waits += own_due_waits(user, place, year, day)
    if asks:
        waits += asked_waits(user, place)
    if roles & (STAFF | {Role.PARTICIPANT}):
        waits += own_paper_waits(user, place)
    if Role.CURATOR in roles:
        waits += unread_waits(user, place)
    if roles & STAFF:
        waits += job_waits(user, place)
        context["no_signer"] = signer_on(place, day) is None
    context |= {"waits": sorted(waits, key=lambda wait: not wait.owed), "is_staff": bool(roles & STAFF)}
    if Role.PARTICIPANT in roles:
        lines = own_lines(place, year.begins, day, user)
        family = family_of(user, place)
        context |= {
            "is_participant": True,
            "takes_part": family.takes_part,
            "own": own_pairs_of(user, place),
            "owes": [line for line in owed_of(lines) if line.person.user_id == user.pk],
            "children": children_of(family, user, place, day, lines),
        }
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
