"""A roadmap to take away: PDF, Word, workbook, calendar — as it stands now, or as it was approved."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from roadmaps.calendar import calendar_of, has_dates
from roadmaps.enums import RoadmapStatus
from roadmaps.models import Roadmap, RoadmapVersion
from roadmaps.roles import READERS
from schools.access.gates import OrganisationRequest, open_to
from schools.papers.engine.freezing import blocks_from_json
from schools.papers.engine.page import PageSetup
from schools.papers.services.files import PDF
from schools.papers.views.documents import DOCX
from schools.papers.views.serving import file_response
from schools.views.generic import XLSX, attachment, here, say

from ..composing import compose, stamp_of
from ..pages.roadmap import page_for, paper_of, printed_words
from .roadmaps import roadmap_or_404, version_or_404

CALENDAR = "text/calendar; charset=utf-8"


@require_safe
@open_to(*READERS)
def roadmap_pdf(request: OrganisationRequest, pk: int) -> HttpResponseBase:
    """The frozen PDF of an approved plan; else the plan as it stands."""
    roadmap = roadmap_or_404(request, pk)
    if roadmap.status == RoadmapStatus.APPROVED and roadmap.approved is not None:
        return frozen_pdf(request, roadmap.approved)
    from schools.papers.engine.pdf import render_pdf  # slow import: WeasyPrint

    paper = paper_of(roadmap)
    content = render_pdf(compose(paper, stamp_of(paper)), page_for(roadmap), roadmap.title)
    disposition = attachment(name_of(roadmap, "pdf"))
    if request.GET.get("download") != "1":
        # Saved from the window of the browser, it still has a name.
        disposition = disposition.replace("attachment", "inline", 1)
    headers = {"Content-Type": PDF, "Cache-Control": "private, no-cache", "Content-Disposition": disposition}
    return HttpResponse(content, headers=headers)


@require_safe
@open_to(*READERS)
def roadmap_docx(request: OrganisationRequest, pk: int) -> HttpResponse:
    roadmap = roadmap_or_404(request, pk)
    if roadmap.status == RoadmapStatus.APPROVED and roadmap.approved is not None:
        return frozen_docx(roadmap.approved)
    from schools.papers.engine.docx import render_docx  # slow import: python-docx

    paper = paper_of(roadmap)
    content = render_docx(
        compose(paper, stamp_of(paper)), page_for(roadmap), roadmap.title, author=roadmap.organisation.short_name
    )
    return download(content, DOCX, name_of(roadmap, "docx"))


@require_safe
@open_to(*READERS)
def roadmap_xlsx(request: OrganisationRequest, pk: int) -> HttpResponse:
    from roadmaps.tables import workbook_of  # slow import: openpyxl

    roadmap = roadmap_or_404(request, pk)
    paper = paper_of(roadmap)
    read, form, annex = printed_words(roadmap, paper, stamp_of(paper))
    content = workbook_of(read, form, annex, roadmap.organisation.short_name)
    return download(content, XLSX, name_of(roadmap, "xlsx"))


@require_safe
@open_to(*READERS)
def roadmap_ics(request: OrganisationRequest, pk: int) -> HttpResponse:
    """What has dates, for a calendar of one's own; of a plan without any a sentence on its page."""
    roadmap = roadmap_or_404(request, pk)
    if not has_dates(roadmap):
        words = "В календарь добавить нечего: ни у одного мероприятия нет дат. Впишите даты в карточках мероприятий."
        say(request, words, level=messages.WARNING)
        return HttpResponseRedirect(here(request, "roadmaps:roadmap_detail", pk=roadmap.pk))
    return download(calendar_of(roadmap), CALENDAR, name_of(roadmap, "ics"))


@require_safe
@open_to(*READERS)
def roadmap_version_file(request: OrganisationRequest, pk: int, ending: str) -> HttpResponseBase:
    """The frozen paper of a version; it never changes after."""
    answers: dict[str, Callable[[RoadmapVersion], HttpResponseBase]] = {
        "pdf": lambda version: frozen_pdf(request, version),
        "docx": frozen_docx,
    }
    version = version_or_404(request, pk)
    if ending not in answers:
        raise Http404
    return answers[ending](version)


def frozen_pdf(request: OrganisationRequest, version: RoadmapVersion) -> HttpResponseBase:
    paper = version.document
    if paper.pdf is not None:
        return file_response(request, paper.pdf, download=request.GET.get("download") == "1")
    from schools.papers.engine.pdf import render_pdf  # slow import: WeasyPrint

    # Approved as an annex of an order: the blocks are the paper and give the same page.
    content = render_pdf(blocks_from_json(paper.blocks), PageSetup(**paper.page), paper.title, paper.date)
    return download(content, PDF, name_of(version.roadmap, "pdf"))


def frozen_docx(version: RoadmapVersion) -> HttpResponse:
    from schools.papers.engine.docx import render_docx  # slow import: python-docx

    paper = version.document
    content = render_docx(
        blocks_from_json(paper.blocks),
        PageSetup(**paper.page),
        paper.title,
        author=paper.organisation.short_name,
        day=paper.date,
    )
    return download(content, DOCX, name_of(version.roadmap, "docx"))


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, headers={"Content-Type": kind, "Content-Disposition": attachment(name)})


def name_of(roadmap: Roadmap, ending: str) -> str:
    title = " ".join(roadmap.title.split())[:120].rstrip("., ") or "Дорожная карта"
    return f"{title}.{ending}"
