"""All that is kept about a person: the page and its files."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from mentoring.documents.pages.letterhead import page_of
from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF
from schools.enums import Role
from schools.models import Person
from schools.papers.engine.blocks import Block
from schools.papers.engine.html import sheets_html
from schools.views.generic import DOCX, XLSX, attachment, here

from ..portrait import Section, portrait_of
from ..portrait.letter import letter, workbook
from ..selectors.children import child_of
from ..services.portrait import portrait_taken

# The person, the representative of a minor, and those who keep the cards.
READERS = STAFF | {Role.PARTICIPANT}


OWN, CHILD, OTHER = "own", "child", "other"


def told_of(request: OrganisationRequest, pk: int) -> tuple[Person, list[Section], str]:
    """Whose it is, what is kept, and who reads it: the person, the representative of the child, or the keeper of the cards.

    What was promised to the curator alone (confidential answers) the representative does not read.
    """
    card, reader = child_of(request.user, request.organisation, pk), CHILD
    if card is None or request.roles & STAFF:
        card, reader = object_or_404(Person.objects.select_related("organisation", "user"), request, pk=pk), OTHER
    if card.user_id == request.user.pk:
        reader = OWN
    whole = reader == OWN or Role.CURATOR in request.roles
    return card, portrait_of(card, whole=whole), reader


@require_safe
@open_to(*READERS)
def person_data(request: OrganisationRequest, pk: int) -> HttpResponse:
    person, sections, reader = told_of(request, pk)
    if person.destroyed_at is not None:
        return redirect(here(request, "schools:person_detail", pk=pk))
    blocks = letter(person, sections, request.organisation.today())
    sheets = mark_safe(sheets_html(blocks, page_of(request.organisation)))  # the engine escapes every word
    return render(request, "home/person_data.html", {"person": person, "sheets": sheets, "reader": reader})


@require_safe
@open_to(*READERS)
def person_data_file(request: OrganisationRequest, pk: int, ending: str) -> HttpResponse:
    """The answer to the person's request as a file; that it was taken stands in the journal."""
    person, sections, _ = told_of(request, pk)
    if person.destroyed_at is not None:
        raise Http404
    day, page = request.organisation.today(), page_of(request.organisation)
    title = f"Сведения о персональных данных: {person.full_name}"
    blocks: list[Block] = letter(person, sections, day)
    match ending:
        case "pdf":
            from schools.papers.engine.pdf import render_pdf  # slow import: WeasyPrint

            content, kind = render_pdf(blocks, page, title, day), "application/pdf"
        case "docx":
            from schools.papers.engine.docx import render_docx  # slow import: python-docx

            content, kind = render_docx(blocks, page, title), DOCX
        case "xlsx":
            content, kind = workbook(person, sections, day), XLSX
        case _:
            raise Http404
    if request.method == "GET":
        portrait_taken(person, ending, request.organisation, request.user, request.roles)
    return HttpResponse(content, headers={"Content-Type": kind, "Content-Disposition": attachment(f"{title}.{ending}")})
