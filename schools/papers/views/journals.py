"""«Журналы»: all journals of a calendar year with their books and workbooks, and where papers disagree."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import STAFF
from schools.views.generic import here, number_in

from ..disagreeing import Disagreement
from ..selectors.disagreements import disagreements_of
from ..selectors.documents import register_years
from ..selectors.journals import acquaintances_in, journals_of
from ..services.archive import YEAR_ARCHIVE
from ..services.jobs import start_job

# Told one by one; a longer list helps nobody.
TOLD = 100


@require_safe
@open_to(*STAFF)
def journal_list(request: OrganisationRequest) -> HttpResponse:
    user, place = request.user, request.organisation
    this_year = place.today().year
    with_papers = register_years(user, place)
    years = sorted({*with_papers, this_year}, reverse=True)
    asked = number_in(request.GET, "calendar")
    year = asked if asked in years else this_year
    found = disagreements_of(user, place, year)
    context = {
        "years": years,
        "calendar": year,
        "has_papers": year in with_papers,
        "journals": [
            (one, urlencode({"register": one.kind, "calendar": year})) for one in journals_of(user, place, year)
        ],
        "acquaintances": acquaintances_in(user, place, year),
        "disagreements": [(one, address_of(request, one)) for one in found[:TOLD]],
        "more": max(0, len(found) - TOLD),
    }
    return render(request, "papers_room/journal_list.html", context)


@require_POST
@open_to(*STAFF)
def year_archive(request: OrganisationRequest) -> HttpResponse:
    """«Документы года целиком»: gathered by the worker."""
    place = request.organisation
    asked = number_in(request.POST, "calendar")
    if asked not in register_years(request.user, place):
        messages.error(request, "За этот год документов с номером нет.")
        return redirect(here(request, "papers:journal_list"))
    job = start_job(place, request.user, YEAR_ARCHIVE, f"Документы за {asked} год", {"year": asked})
    return redirect(here(request, "papers:job", pk=job.pk))


def address_of(request: OrganisationRequest, one: Disagreement) -> str:
    url = here(request, one.page, **({"pk": one.pk} if one.pk is not None else {}))
    return f"{url}?{one.query}" if one.query else url
