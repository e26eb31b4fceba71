"""The journal of consents as a book (PDF) and as a workbook."""

from datetime import MAXYEAR, MINYEAR

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import STAFF
from schools.papers.services.printing import PAGE
from schools.views.generic import XLSX, attachment, number_in
from schools.workbooks.writing import write_table

from ..pages.consent_book import journal_blocks
from ..selectors.consent_journal import HEADINGS, journal_entries
from .consents import pdf_response


@require_GET
@open_to(*STAFF)
def consent_journal(request: OrganisationRequest, ending: str) -> HttpResponse:
    """Every consent ever given: who, to what, by which sheet, signed when and by whom, till when, withdrawn when.

    `?calendar=2026` narrows it to those signed in the year.
    """
    asked = number_in(request.GET, "calendar")
    year = asked if MINYEAR <= asked <= MAXYEAR else None
    entries = journal_entries(request.user, request.organisation, year)
    today = request.organisation.today()
    name = f"Журнал согласий, {f'{year} год' if year else f'{today:%d.%m.%Y}'}"
    if ending == "xlsx":
        caption = f"{request.organisation.legal_entity.short_name}, на {today:%d.%m.%Y}"
        book = write_table("Журнал согласий", HEADINGS, [entry.cells for entry in entries], caption=caption)
        headers = {"Content-Disposition": attachment(f"{name}.xlsx"), "Cache-Control": "private, no-cache"}
        return HttpResponse(book, content_type=XLSX, headers=headers)
    if ending != "pdf":
        raise Http404
    from schools.papers.engine.pdf import render_pdf  # slow import: WeasyPrint

    blocks = journal_blocks(request.organisation.legal_entity, entries, today)
    return pdf_response(render_pdf(blocks, PAGE, "Журнал согласий", today), f"{name}.pdf")
