"""Found rows of a journal as a printed book: at once when short, by the worker when long."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from schools.access.gates import OrganisationRequest
from schools.views.generic import ListPage, attachment, here

from ..services.files import PDF
from ..services.jobs import start_job
from ..services.printing import JOURNALS, journal_pdf

# A longer book takes more than two seconds and is printed by the worker.
PRINTED_AT_ONCE = 100


def print_journal(request: OrganisationRequest, page: Any, kind: str, name: str) -> HttpResponse:
    """`page`: the list whose filters stand in the address, with a `caption()`; `kind`: of JOURNALS and of the job."""
    assert isinstance(page, ListPage)
    assert kind in JOURNALS
    page.request = request
    page.kwargs = {}
    page.query = page.query if page.query is not None else request.GET.copy()
    rows = page.get_queryset()
    place = request.organisation
    caption, day = page.caption(), place.today()  # type: ignore[attr-defined]  # journals have one
    if rows.count() > PRINTED_AT_ONCE:
        arguments = {"ids": list(rows.values_list("pk", flat=True)), "caption": caption, "day": day.isoformat()}
        job = start_job(place, request.user, kind, f"{name}: {caption}", arguments)
        return redirect(here(request, "papers:job", pk=job.pk))
    content = journal_pdf(kind, place, rows, caption, day)
    disposition = attachment(f"{name}, {caption}.pdf")
    return HttpResponse(content, headers={"Content-Type": PDF, "Content-Disposition": disposition})
