"""A draft: answers and wording on one side, the page on the other. Orders on pairs ask in a form of their own, every other
kind in the one made of its questions.
"""

from collections.abc import Iterable

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
from schools.views.generic import DOCX, attachment, attempt, here

from ..composing import compose, page_for, stamp_of
from ..forms.draft import DraftForm
from ..forms.order import OrderForm
from ..forms.paper import PaperForm
from ..kinds import all_kinds, kind_of
from ..kinds.kind import Shelf, Stamp
from ..order_kinds import APPROVING, KINDS_OF_ORDERS
from ..regulations.kinds import BY_ORDER
from ..selectors.hindrances import hindrances_of
from ..selectors.obstacles import told
from ..services.papers import approvals_of, begin_approval, edit_paper
from ..services.papers.drafting import with_answers
from ..services.wording import check_texts, keep_wording, own_texts, reset_wording, tidied
from .gone import told_when_gone


def order_or_404(request: OrganisationRequest, pk: int) -> Document:
    """An order on pairs that was composed here."""
    return _draft_or_404(request, pk, KINDS_OF_ORDERS)


def paper_or_404(request: OrganisationRequest, pk: int) -> Document:
    """A paper that was begun on the page of choice; those with pages of their own are not found."""
    return _draft_or_404(request, pk, [kind.code for kind in all_kinds().values() if kind.begins != "elsewhere"])


def _draft_or_404(request: OrganisationRequest, pk: int, kinds: Iterable[str]) -> Document:
    papers = Document.objects.filter(kind__in=kinds, elsewhere=False)
    related = ("organisation", "changes", "ground", "person", "edited_by")
    return object_or_404(papers.select_related(*related), request, pk=pk)


def form_class(document: Document) -> type[DraftForm]:
    return OrderForm if document.kind in KINDS_OF_ORDERS else PaperForm


def page_name(document: Document, deed: str) -> str:
    """Name of the address of the draft's page: «edit», «issue», «preview», «draft_file»."""
    return f"documents:{'order' if document.kind in KINDS_OF_ORDERS else 'paper'}_{deed}"


@require_http_methods(["GET", "POST"])
@open_to(*STAFF)
@told_when_gone
def order_edit(request: OrganisationRequest, pk: int) -> HttpResponse:
    return edit_page(request, order_or_404(request, pk), "documents/order_form.html")


@require_http_methods(["GET", "POST"])
@open_to(*STAFF)
@told_when_gone
def paper_edit(request: OrganisationRequest, pk: int) -> HttpResponse:
    return edit_page(request, paper_or_404(request, pk), "documents/paper_form.html")


def edit_page(request: OrganisationRequest, document: Document, template: str) -> HttpResponse:
    """The curator edits; the head, who comes by the same link, reads and issues."""
    if document.status != DocumentStatus.DRAFT:
        return redirect(here(request, "papers:document_detail", pk=document.pk))
    if Role.CURATOR not in request.roles:
        if request.method == "POST":
            raise PermissionDenied
        return redirect(here(request, page_name(document, "issue"), pk=document.pk))
    form = form_class(document)(sent(request), document=document)
    differing: list[str] = []
    taken: list[str] = []
    # Before a refusal takes words out of the form: the page shows what was written.
    preview, problems, remarks = preview_of(document, form)
    # «Показать» of a browser without scripts: the page as the form would make it, nothing kept.
    if request.method == "POST" and "show" not in request.POST and form.is_valid():
        try:
            saved(request, document, form)
        except StaleDraft as stale:
            form.add_error(None, stale)
            # The user's words stay in the form; sent again they are kept knowingly.
            taken = form.take_untouched(stale.document)
            differing = form.differing(stale.document)
            if taken:
                merged = form_class(document)(form.data, document=document)
                preview, problems, remarks = preview_of(document, merged)
        except ValidationError as error:
            form.put_errors(error)
        else:
            if "issue" in request.POST and kind_of(document.kind).shelf == Shelf.REGULATIONS:
                # A regulation is approved by an order and by nothing else.
                return redirect(approval_page(request, document))
            return redirect(
                here(request, page_name(document, "issue" if "issue" in request.POST else "edit"), pk=document.pk)
            )
    found = hindrances_of(document, stamp_of(document).day or request.organisation.today())
    of_rules = kind_of(document.kind).shelf == Shelf.REGULATIONS
    if of_rules:
        # That an order has to approve it is no mistake of the draft: the page says it as the next step.
        found = [one for one in found if one.code != BY_ORDER]
    context = {
        "approvals": approvals_of(document, year_of_rules(request, document)) if of_rules else (),
        "form": form,
        "document": document,
        "kind": kind_of(document.kind),
        "preview": preview,
        "problems_of_preview": problems,
        "remarks": remarks,
        "differing": differing,
        "taken": taken,
        **addresses_of(request, document),
        **told(document, found),
    }
    return render(request, template, context, status=409 if form.has_error("__all__", "stale") else 200)


def year_of_rules(request: OrganisationRequest, document: Document) -> int:
    return document.data.get("year") or request.year.begins


def approval_page(request: OrganisationRequest, document: Document) -> str:
    """The draft of the order that approves the regulation, begun with it; the regulation's own page when that is refused."""
    asked = request.POST["issue"]
    code = asked if asked in APPROVING else APPROVING[-1]
    year = year_of_rules(request, document)
    order = attempt(request, lambda: begin_approval(document, code, year, request.user))
    return here(request, page_name(order or document, "edit"), pk=(order or document).pk)


def addresses_of(request: OrganisationRequest, document: Document) -> dict[str, str]:
    """Addresses of the draft's pages, for the templates that all kinds share."""
    pk = document.pk
    names = {f"{deed}_url": here(request, page_name(document, deed), pk=pk) for deed in ("edit", "preview", "issue")}
    files = {
        f"{ending}_url": here(request, page_name(document, "draft_file"), pk=pk, ending=ending)
        for ending in ("pdf", "docx")
    }
    return names | files


def saved(request: OrganisationRequest, document: Document, form: DraftForm) -> Document:
    """Keep the draft; and, when asked, its wording as the organisation's own or the product's again."""
    texts = form.texts()
    if "reset_wording" in request.POST:
        texts = {part.code: part.default for part in kind_of(document.kind).parts}
    document = edit_paper(
        document, version=form.cleaned_data["version"], data=form.data_of_draft(), texts=texts, by=request.user
    )
    if "keep_wording" in request.POST:
        keep_wording(request.organisation, document.kind, texts, request.user)
        whose = "ваших" if own_texts(request.organisation, document.kind) else "исходных"
        messages.success(request, f"Сохранено. Следующие бумаги этого вида начнутся с {whose} формулировок.")
    elif "reset_wording" in request.POST:
        reset_wording(request.organisation, document.kind, request.user)
        messages.success(request, "Исходные формулировки возвращены.")
    else:
        messages.success(request, "Черновик сохранён.")
    return document


def preview_of(document: Document, form: DraftForm) -> tuple[SafeString, list[str], list[str]]:
    """The page as the form would make it now, what is wrong with the form, what the page leaves out; nothing is saved."""
    probe, problems = document, []
    if form.is_bound and form.is_valid():
        probe = with_answers(document, form.data_of_draft(), tidied(form.texts()))
        try:
            check_texts(probe.kind, probe.texts)
        except ValidationError as error:
            problems = error.messages
    elif form.is_bound:
        fields = (form.fields[name].label for name in form.errors if name in form.fields)
        problems = [f"Проверьте: {', '.join(str(label) for label in fields)}. Пока показан сохранённый черновик."]
    return sheet_html(probe), problems, remarks_on(probe, stamp_of(probe))


def remarks_on(document: Document, stamp: Stamp) -> list[str]:
    """What the page leaves out."""
    said = kind_of(document.kind).remarks
    return list(said(document, stamp)) if said is not None else []


def sheet_html(document: Document) -> SafeString:
    """The page in the browser; the engine escapes every word."""
    return mark_safe(sheets_html(compose(document, stamp_of(document)), page_for(document)))


@require_POST
@open_to(Role.CURATOR)
@told_when_gone
def order_preview(request: OrganisationRequest, pk: int) -> HttpResponse:
    return sheet_alone(request, order_or_404(request, pk))


@require_POST
@open_to(Role.CURATOR)
@told_when_gone
def paper_preview(request: OrganisationRequest, pk: int) -> HttpResponse:
    return sheet_alone(request, paper_or_404(request, pk))


def sheet_alone(request: OrganisationRequest, document: Document) -> HttpResponse:
    """For the form's live preview."""
    preview, problems, remarks = preview_of(document, form_class(document)(request.POST, document=document))
    context = {"preview": preview, "problems_of_preview": problems, "remarks": remarks}
    return render(request, "documents/order_preview.html", context)


@require_GET
@open_to(*STAFF)
@told_when_gone
def order_draft_file(request: OrganisationRequest, pk: int, ending: str) -> HttpResponse:
    return draft_file(request, order_or_404(request, pk), ending)


@require_GET
@open_to(*STAFF)
@told_when_gone
def paper_draft_file(request: OrganisationRequest, pk: int, ending: str) -> HttpResponse:
    return draft_file(request, paper_or_404(request, pk), ending)


def draft_file(request: OrganisationRequest, document: Document, ending: str) -> HttpResponse:
    """The draft as PDF or Word, to be read or argued about; it says that it is one and orders nothing."""
    if document.status != DocumentStatus.DRAFT:
        return redirect(here(request, "papers:document_detail", pk=document.pk))
    blocks: list[Block] = [AnnexMark(("ПРОЕКТ",)), *compose(document, stamp_of(document))]
    page = page_for(document)
    if ending == "pdf":
        content, content_type = render_pdf(blocks, page, document.title, None), "application/pdf"
    elif ending == "docx":
        content, content_type = render_docx(blocks, page, document.title), DOCX
    else:
        raise Http404
    name = f"Проект. {kind_of(document.kind).label}.{ending}"
    return HttpResponse(content, headers={"Content-Type": content_type, "Content-Disposition": attachment(name)})
