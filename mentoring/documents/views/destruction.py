"""The act of destruction as a file."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF
from schools.models import Destruction
from schools.papers.services.files import PDF
from schools.papers.views.documents import DOCX
from schools.views.generic import attachment

from ..composing import compose, page_for, stamp_of, title_of
from ..kinds.destruction_act import paper_of


@require_safe
@open_to(*STAFF)
def destruction_file(request: OrganisationRequest, pk: int, ending: str) -> HttpResponse:
    act = object_or_404(Destruction.objects.select_related("organisation"), request, pk=pk)
    paper = paper_of(act)
    stamp = stamp_of(paper)
    blocks, page, title = compose(paper, stamp), page_for(paper), title_of(paper, stamp)
    match ending:
        case "pdf":
            from schools.papers.engine.pdf import render_pdf  # slow import: WeasyPrint

            content, kind = render_pdf(blocks, page, title, act.date), PDF
        case "docx":
            from schools.papers.engine.docx import render_docx  # slow import: python-docx

            content, kind = render_docx(blocks, page, title), DOCX
        case _:
            raise Http404
    return HttpResponse(content, headers={"Content-Type": kind, "Content-Disposition": attachment(f"{title}.{ending}")})
