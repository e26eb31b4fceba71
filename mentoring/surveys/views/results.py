"""Results of a wave: the page, the workbook, the summary on one sheet. Every way goes through the same sight."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF
from schools.papers.services.files import PDF
from schools.papers.views.documents import DOCX
from schools.views.generic import XLSX, attachment, back

from ..models import Wave
from ..selectors.figures import Results
from ..selectors.results import results


@require_safe
@open_to(*STAFF)
def wave_results(request: OrganisationRequest, pk: int) -> HttpResponse:
    found = _results(request, pk)
    context = {"wave": found.wave, "results": found, "seen": found.sight}
    return render(request, "surveys/results.html", context)


@require_safe
@open_to(*STAFF)
def wave_workbook(request: OrganisationRequest, pk: int) -> HttpResponse:
    found = _results(request, pk, whole=True)
    if not found.sight.figures:
        return _refused(request, found)
    from ..services.workbook import workbook_of  # slow import: openpyxl

    return _download(workbook_of(found), XLSX, f"{found.wave.title}.xlsx")


@require_safe
@open_to(*STAFF)
def wave_summary(request: OrganisationRequest, pk: int, ending: str) -> HttpResponse:
    """One sheet: PDF for looking and printing, Word for mending."""
    from ..services.summaries import summary_docx, summary_pdf  # slow import: WeasyPrint, python-docx

    found = _results(request, pk, paper=True)
    if ending not in ("pdf", "docx"):
        raise Http404
    if not found.sight.figures:
        return _refused(request, found)
    if ending == "docx":
        return _download(summary_docx(found), DOCX, f"{found.wave.title}.docx")
    content = summary_pdf(found)
    if request.GET.get("download") == "1":
        return _download(content, PDF, f"{found.wave.title}.pdf")
    return HttpResponse(content, headers={"Content-Type": PDF, "Cache-Control": "private, no-cache"})


def _results(request: OrganisationRequest, pk: int, *, whole: bool = False, paper: bool = False) -> Results:
    waves = Wave.objects.select_related("organisation", "before__organisation")
    wave = object_or_404(waves, request, pk=pk)
    return results(wave, request.roles, whole=whole, paper=paper)


def _refused(request: OrganisationRequest, found: Results) -> HttpResponse:
    """Nothing to take away yet: to the page, which says why."""
    messages.error(request, found.sight.why)
    return back(request, "surveys:wave_results", pk=found.wave.pk)


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, headers={"Content-Type": kind, "Content-Disposition": attachment(_tidy(name))})


def _tidy(name: str) -> str:
    return "Результаты — " + " ".join(name.split())
