"""Signing day: what waits for whose signature, and the packet of it for the printer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import STAFF
from schools.enums import Role
from schools.papers.services.jobs import start_job
from schools.russian import count
from schools.views.generic import here

from ..jobs import SIGNING_PACKET
from ..selectors.unsigned import signing_day as unsigned

ENDINGS = ("pdf", "zip")


@require_http_methods(["GET", "POST"])
@open_to(*STAFF)
def signing_day(request: OrganisationRequest) -> HttpResponse:
    """Chosen papers, or all of them, are bound by the worker; GET shows what there is and what is missing, by name."""
    day = unsigned(request.organisation, request.year.begins, request.user)
    if request.method == "POST":
        keys = {due.key for due in day.dues}
        asked = keys if "everything" in request.POST else keys & set(request.POST.getlist("ids"))
        form = next((form for form in ENDINGS if form in request.POST.getlist("form")), ENDINGS[0])
        if asked:
            return started(request, [due.key for due in day.dues if due.key in asked], form)
        messages.error(request, "Ничего не отмечено. Отметьте документы или соберите все.")
    context = {
        "day": day,
        "papers": day.papers,
        "copies": len(day.dues),
        "may_write": Role.CURATOR in request.roles,
    }
    return render(request, "documents/signing_day.html", context)


def started(request: OrganisationRequest, keys: list[str], form: str) -> HttpResponse:
    title = f"Документы на подпись: {count(len(keys), 'документ', 'документа', 'документов')}"
    arguments = {"keys": keys, "year": request.year.begins, "form": form}
    job = start_job(request.organisation, request.user, SIGNING_PACKET, title, arguments)
    return redirect(here(request, "papers:job", pk=job.pk))
