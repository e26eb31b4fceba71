"""A document's page and its downloads."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF
from schools.enums import Role
from schools.views.generic import DOCX, CardPage, attachment, here

from ..engine.freezing import blocks_from_json
from ..engine.html import sheets_html
from ..engine.page import PageSetup
from ..enums import DocumentStatus
from ..forms.marks import AcquaintedForm, ReturnedForm
from ..kinds import ORDER, kind_of
from ..models import Document
from ..selectors.acquaintance import list_of
from ..selectors.links import approving_order, links_of
from ..services.documents import is_voidable, signed_refusal
from ..services.documents.freezing import file_name
from ..services.files import PDF
from .refused_marks import kept_marks
from .serving import file_response


class DocumentDetail(CardPage):
    open_to = STAFF
    model = Document
    template_name = "papers_room/document_detail.html"

    def get_queryset(self) -> Any:
        return Document.objects.select_related(
            "organisation",
            "register",
            "changes",
            "ground",
            "cancelled_by",
            "person",
            "pdf",
            "scan",
            "issued_by",
            "edited_by",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = self.object
        kind = kind_of(document.kind)
        may_write = Role.CURATOR in self.request.roles
        is_issued = document.status == DocumentStatus.ISSUED
        acquaintances = [] if document.is_draft or document.is_annulled else list_of(document)
        today = self.request.organisation.today()
        kept = kept_marks(self.request, document.pk)
        return super().get_context_data(
            document=document,
            sheets=sheets_of(document),
            edit_url=address(self.request, kind.edit_url, document) if document.is_draft else "",
            change_url=address(self.request, kind.change_url, document) if is_issued else "",
            ground_url=address(self.request, kind.ground_url, document) if may_write and grounds(document) else "",
            retention=str(kind.retention),
            links=links_of(document, self.request.user),
            voidable=is_voidable(document) and approving_order(document) is None,
            approved_by=approving_order(document),
            signed=signed_refusal(document),
            cancelled_with=kind.cancelled_with if may_write else "",
            # A consent is signed, and its scan kept, where the room above keeps it.
            keeps_signed=is_voidable(document)
            and document.is_signed
            and document.status in (DocumentStatus.ISSUED, DocumentStatus.CANCELLED),
            returned_form=ReturnedForm(initial={"returned_on": today}),
            acquaintances=acquaintances,
            unread=sum(row.acquainted_on is None and row.person.archived_on is None for row in acquaintances),
            may_mark=is_issued,
            # A sheet is signed by its own person; an order is told to those whom it names.
            may_list=may_write and is_issued and is_told(document),
            kept_marks=kept,
            acquainted_form=AcquaintedForm(initial={"acquainted_on": kept["day"] if kept else document.date or today}),
            **kwargs,
        )


def is_told(document: Document) -> bool:
    """Whether people are acquainted with such a paper: an order, made here or issued elsewhere."""
    kind = kind_of(document.kind)
    return kind.told is not None or (document.elsewhere and kind.noun == ORDER.noun)


def grounds(document: Document) -> bool:
    """An order that came from paper and stands may be made the ground of what it says."""
    return document.elsewhere and document.status == DocumentStatus.ISSUED


def sheets_of(document: Document) -> str:
    """The frozen paper as it looks; "" for a draft and for a paper issued elsewhere."""
    if not document.blocks:
        return ""
    markup = sheets_html(blocks_from_json(document.blocks), PageSetup(**document.page), f"Текст документа {document}")
    return mark_safe(markup)  # the engine escapes every word


def address(request: HttpRequest, name: str, document: Document) -> str:
    """The upper room's page for the document; "" when it has none."""
    return here(request, name, pk=document.pk) if name else ""


@require_safe
@open_to(*STAFF)  # type: ignore[arg-type]  # the gate gives the view its own request
def document_pdf(request: OrganisationRequest, pk: int) -> HttpResponseBase:
    """The frozen PDF; a sheet that was frozen without one is printed from its blocks."""
    document = _own(request, pk)
    download = request.GET.get("download") == "1"
    if document.pdf is not None:
        return file_response(request, document.pdf, download=download)
    if not document.blocks:
        raise Http404
    from ..engine.pdf import render_pdf  # slow import: WeasyPrint

    content = render_pdf(blocks_from_json(document.blocks), PageSetup(**document.page), document.title, document.date)
    headers = {"Content-Type": PDF, "Cache-Control": "private, no-cache"}
    if download:
        headers["Content-Disposition"] = attachment(file_name(document, "pdf"))
    return HttpResponse(content, headers=headers)


@require_safe
@open_to(*STAFF)
def document_docx(request: OrganisationRequest, pk: int) -> HttpResponse:
    """The frozen blocks for Word."""
    document = _own(request, pk)
    if not document.blocks:
        raise Http404
    from ..engine.docx import render_docx  # slow import: python-docx

    content = render_docx(
        blocks_from_json(document.blocks),
        PageSetup(**document.page),
        document.title,
        author=document.organisation.short_name,
        day=document.date,
    )
    headers = {"Content-Type": DOCX, "Content-Disposition": attachment(file_name(document, "docx"))}
    return HttpResponse(content, headers=headers)


def _own(request: OrganisationRequest, pk: int) -> Document:
    return object_or_404(Document.objects.select_related("pdf", "organisation"), request, pk=pk)
