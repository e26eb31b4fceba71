"""A draft of an order: answers and wording on one side, the page on the other."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.kept import sent
from schools.access.roles import STAFF
from schools.enums import Role
from schools.papers.engine.blocks import AnnexMark, Block
from schools.papers.engine.docx import render_docx
from schools.papers.engine.html import sheets_html
from schools.papers.engine.pdf import render_pdf
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import StaleDraft
from schools.views.generic import attachment, here

from ..composing import compose, stamp_of
from ..forms.order import OrderForm
from ..kinds import kind_of
from ..letterhead import page_of
from ..order_kinds import KINDS_OF_ORDERS
from ..selectors.obstacles import obstacles_of, told
from ..services.orders import edit_order
from ..services.wording import check_texts, keep_wording, reset_wording, tidied

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draft_or_404(request: OrganisationRequest, pk: int) -> Document:
    """An order on pairs that was composed here; other papers have no page in this room."""
    orders = Document.objects.filter(kind__in=KINDS_OF_ORDERS, elsewhere=False)
    return object_or_404(orders.select_related("organisation", "changes", "edited_by"), request, pk=pk)


@require_http_methods(["GET", "POST"])
@open_to(*STAFF)
def order_edit(request: OrganisationRequest, pk: int) -> HttpResponse:
    """The curator edits; the head, who comes by the same link, reads and issues."""
    document = draft_or_404(request, pk)
    if document.status != DocumentStatus.DRAFT:
        return redirect(here(request, "papers:document_detail", pk=pk))
    if Role.CURATOR not in request.roles:
        if request.method == "POST":
            raise PermissionDenied
        return redirect(here(request, "documents:order_issue", pk=pk))
    form = OrderForm(sent(request), document=document)
    differing: list[str] = []
    # Before a refusal takes words out of the form: the page shows what was written.
    preview, problems = preview_of(document, form)
    if request.method == "POST" and form.is_valid():
        try:
            saved(request, document, form)
        except StaleDraft as stale:
            differing = form.differing(stale.document)
            form.add_error(None, stale)
            # The user's words stay in the form; sent again they are kept knowingly.
            form.replace_sent(version=str(stale.document.version))
        except ValidationError as error:
            form.put_errors(error)
        else:
            name = "documents:order_issue" if "issue" in request.POST else "documents:order_edit"
            return redirect(here(request, name, pk=pk))
    found = obstacles_of(document, stamp_of(document).day or request.organisation.today())
    context = {
        "form": form,
        "document": document,
        "kind": kind_of(document.kind),
        "preview": preview,
        "problems_of_preview": problems,
        "differing": differing,
        **told(document, found),
    }
    return render(
        request, "documents/order_form.html", context, status=409 if form.has_error("__all__", "stale") else 200
    )


def saved(request: OrganisationRequest, document: Document, form: OrderForm) -> Document:
    """Keep the draft; and, when asked, its wording as the organisation's own or the product's again."""
    texts = form.texts()
    if "reset_wording" in request.POST:
        texts = {part.code: part.default for part in kind_of(document.kind).parts}
    document = edit_order(
        document, version=form.cleaned_data["version"], data=form.data_of_draft(), texts=texts, by=request.user
    )
    if "keep_wording" in request.POST:
        keep_wording(request.organisation, document.kind, texts, request.user)
        messages.success(request, "Сохранено. Следующие приказы этого вида начнутся с ваших формулировок.")
    elif "reset_wording" in request.POST:
        reset_wording(request.organisation, document.kind, request.user)
        messages.success(request, "Исходные формулировки возвращены.")
    else:
        messages.success(request, "Черновик сохранён.")
    return document


def preview_of(document: Document, form: OrderForm) -> tuple[SafeString, list[str]]:
    """The page as the form would make it now, and what is wrong with the form; nothing is saved."""
    probe, problems = document, []
    if form.is_bound and form.is_valid():
        probe = Document(
            pk=document.pk,
            organisation=document.organisation,
            kind=document.kind,
            changes=document.changes,
            data={**document.data, **form.data_of_draft()},
            texts=tidied(form.texts()),
        )
        try:
            check_texts(probe.kind, probe.texts)
        except ValidationError as error:
            problems = error.messages
    elif form.is_bound:
        fields = (form.fields[name].label for name in form.errors if name in form.fields)
        problems = [f"Проверьте: {', '.join(str(label) for label in fields)}. Пока показан сохранённый черновик."]
    return sheet_html(probe), problems


def sheet_html(document: Document) -> SafeString:
    """The page in the browser; the engine escapes every word."""
    return mark_safe(sheets_html(compose(document, stamp_of(document)), page_of(document.organisation)))


@require_POST
@open_to(Role.CURATOR)
def order_preview(request: OrganisationRequest, pk: int) -> HttpResponse:
    """The sheet alone, for the form's live preview."""
    document = draft_or_404(request, pk)
    preview, problems = preview_of(document, OrderForm(request.POST, document=document))
    return render(request, "documents/order_preview.html", {"preview": preview, "problems_of_preview": problems})


@require_GET
@open_to(*STAFF)
def order_draft_file(request: OrganisationRequest, pk: int, ending: str) -> HttpResponse:
    """The draft as PDF or Word, to be read or argued about; it says that it is one and orders nothing."""
    document = draft_or_404(request, pk)
    if document.status != DocumentStatus.DRAFT:
        return redirect(here(request, "papers:document_detail", pk=pk))
    blocks: list[Block] = [AnnexMark(("ПРОЕКТ",)), *compose(document, stamp_of(document))]
    page = page_of(document.organisation)
    if ending == "pdf":
        content, content_type = render_pdf(blocks, page, document.title, None), "application/pdf"
    elif ending == "docx":
        content, content_type = render_docx(blocks, page, document.title), DOCX
    else:
        raise Http404
    headers = {"Content-Type": content_type, "Content-Disposition": attachment(f"Проект приказа.{ending}")}
    return HttpResponse(content, headers=headers)
