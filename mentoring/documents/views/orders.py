"""Orders on pairs: from approved pairs to a draft, its editing beside the page, the deed of issue."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentoring.banks.enums import Contingent
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF
from schools.enums import Role
from schools.papers.engine.docx import render_docx
from schools.papers.engine.html import sheets_html
from schools.papers.engine.pdf import render_pdf
from schools.papers.enums import DocumentStatus, NumberMode
from schools.papers.models import Document
from schools.papers.services.documents import StaleDraft
from schools.papers.services.numbering import propose_number, register_of
from schools.views.generic import attachment, attempt, back, here

from ..composing import compose, stamp_of
from ..forms.order import TEXT_PREFIX, IssueForm, OrderForm
from ..kinds import kind_of
from ..letterhead import page_of
from ..selectors.obstacles import obstacles_of
from ..services.orders import CHANGE_KIND, ORDER_KINDS, draft_change, draft_order, edit_order, issue_order, pairs_of, removed_of
from ..services.wording import check_texts, keep_wording, reset_wording

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draft_or_404(request: OrganisationRequest, pk: int) -> Document:
    """A draft of an order on pairs; other kinds have no page here."""
    return object_or_404(
        Document.objects.filter(kind__in=[*ORDER_KINDS.values(), CHANGE_KIND], elsewhere=False).select_related("organisation", "changes"), request, pk=pk
    )


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def order_create(request: OrganisationRequest) -> HttpResponse:
    """Which approved pairs go into the order; teachers' and pupils' are separate papers."""
    approved = (
        Pair.objects.visible_to(request.user)
        .filter(organisation=request.organisation.legal_entity, status=PairStatus.APPROVED)
        .select_related("mentor__person", "form")
        .prefetch_related("seats__mentee__person")
        .order_by("mentor__person__name_key", "pk")
    )
    if request.method == "POST":
        contingent = request.POST.get("contingent", "")
        ids = [int(value) for value in request.POST.getlist("ids") if value.isdecimal() and len(value) < 18]
        if contingent not in Contingent.values:
            messages.error(request, "Выберите, о чьих парах приказ.")
            return redirect(here(request, "documents:order_create"))
        chosen = [pair for pair in approved if pair.pk in ids]
        document = attempt(
            request,
            lambda: draft_order(
                request.organisation, contingent, chosen, request.year.begins, request.user, nonce_of(request)
            ),
        )
        if document is not None:
            return redirect(here(request, "documents:order_edit", pk=document.pk))
        return redirect(here(request, "documents:order_create"))
    asked = {int(value) for value in request.GET.getlist("ids") if value.isdecimal() and len(value) < 18}
    groups = [
        (contingent, [pair for pair in approved if pair.form.contingent == contingent]) for contingent in Contingent
    ]
    drafts = Document.objects.visible_to(request.user).filter(
        organisation=request.organisation.legal_entity, status=DocumentStatus.DRAFT, kind__startswith="pairs_"
    )
    return render(
        request,
        "documents/order_create.html",
        {
            "groups": [(contingent, pairs, uuid4()) for contingent, pairs in groups if pairs],
            "asked": asked,
            "drafts": drafts,
        },
    )


def nonce_of(request: HttpRequest) -> UUID | None:
    """The form's own mark, by which the same form sent twice makes one draft; a spoilt one is as good as none."""
    try:
        return UUID(request.POST.get("nonce", ""))
    except ValueError:
        return None


@require_POST
@open_to(Role.CURATOR)
def change_create(request: OrganisationRequest, pk: int) -> HttpResponse:
    base = object_or_404(Document.objects.filter(kind__startswith="pairs_"), request, pk=pk)
    document = attempt(request, lambda: draft_change(base, request.user, nonce_of(request)))
    if document is None:
        return back(request, "papers:document_detail", pk=pk)
    return redirect(here(request, "documents:order_edit", pk=document.pk))


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def order_edit(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Answers and wording on one side, the page on the other."""
    document = draft_or_404(request, pk)
    if document.status != DocumentStatus.DRAFT:
        return redirect(here(request, "papers:document_detail", pk=pk))
    form = OrderForm(request.POST or None, document=document)
    if request.method == "POST" and form.is_valid():
        try:
            document = saved(request, document, form)
        except StaleDraft as stale:
            form.add_error(None, stale)
            # The user's words stay in the form; sent again they are kept knowingly.
            form.data = form.data.copy()
            form.data["version"] = str(stale.document.version)
        except ValidationError as error:
            put_errors(form, error)
        else:
            if "issue" in request.POST:
                return redirect(here(request, "documents:order_issue", pk=pk))
            return redirect(here(request, "documents:order_edit", pk=pk))
    preview, problems = preview_of(document, form)
    return render(
        request,
        "documents/order_form.html",
        {
            "form": form,
            "document": document,
            "kind": kind_of(document.kind),
            "preview": preview,
            "problems_of_preview": problems,
            "obstacles": obstacles_of(document, stamp_of(document).day or request.organisation.today()),
        },
        status=409 if form.has_error(None, "stale") else 200,
    )


def saved(request: OrganisationRequest, document: Document, form: OrderForm) -> Document:
    """Keep the draft; and, when asked, its wording as the organisation's own or the product's again."""
    texts = form.texts()
    if "reset_wording" in request.POST:
        reset_wording(request.organisation, document.kind, request.user)
        texts = kind_of(document.kind).default_texts(request.organisation.legal_entity)
    document = edit_order(
        document, version=form.cleaned_data["version"], data=form.data_of_draft(), texts=texts, by=request.user
    )
    if "keep_wording" in request.POST:
        keep_wording(request.organisation, document.kind, texts, request.user)
        messages.success(request, "Сохранено. Следующие приказы этого вида начнутся с ваших формулировок.")
    elif "reset_wording" in request.POST:
        messages.success(request, "Исходные формулировки возвращены.")
    else:
        messages.success(request, "Черновик сохранён.")
    return document


def put_errors(form: OrderForm, error: ValidationError) -> None:
    """Errors of the wording go to the field of their part."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for part, errors in error.error_dict.items():
        field = TEXT_PREFIX + part
        form.add_error(field if field in form.fields else None, errors)


def preview_of(document: Document, form: OrderForm) -> tuple[str, list[str]]:
    """The page as the form would make it now, and what in the wording is wrong; nothing is saved."""
    probe = document
    problems: list[str] = []
    if form.is_bound and form.is_valid():
        probe = Document(
            pk=document.pk,
            organisation=document.organisation,
            kind=document.kind,
            changes=document.changes,
            data={**document.data, **form.data_of_draft()},
            texts=form.texts(),
        )
        try:
            check_texts(probe.kind, probe.texts)
        except ValidationError as error:
            problems = error.messages
    return sheets_html(compose(probe, stamp_of(probe)), page_of(probe.organisation)), problems


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
    """The draft as PDF or Word, to be read or argued about; it has no number and orders nothing."""
    document = draft_or_404(request, pk)
    if document.status != DocumentStatus.DRAFT:
        return redirect(here(request, "papers:document_detail", pk=pk))
    blocks, page = compose(document, stamp_of(document)), page_of(document.organisation)
    if ending == "pdf":
        content, content_type = render_pdf(blocks, page, document.title, None), "application/pdf"
    else:
        content, content_type = render_docx(blocks, page, document.title), DOCX
    return HttpResponse(
        content,
        headers={"Content-Type": content_type, "Content-Disposition": attachment(f"Проект приказа.{ending}")},
    )


@require_http_methods(["GET", "POST"])
@open_to(*STAFF)
def order_issue(request: OrganisationRequest, pk: int) -> HttpResponse:
    """The deed: what will be ordered, by name; number and date; what still stands in the way."""
    document = draft_or_404(request, pk)
    if document.status != DocumentStatus.DRAFT:
        return redirect(here(request, "papers:document_detail", pk=pk))
    day = stamp_of(document).day or request.organisation.today()
    register = register_of(request.organisation, kind_of(document.kind).register)
    proposed = propose_number(register, day) if register.mode == NumberMode.HERE else ""
    form = IssueForm(request.POST or None, initial={"number": proposed, "proposed": proposed, "date": day})
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            issued = issue_order(
                document, number=asked["number"], proposed=asked["proposed"], day=asked["date"], by=request.user
            )
        except ValidationError as error:
            for sentence in error.messages:
                form.add_error(None, sentence)
        else:
            messages.success(request, f"Приказ № {issued.number} издан. Напечатайте его и дайте подписать.")
            return HttpResponseRedirect(here(request, "papers:document_detail", pk=pk))
    return render(
        request,
        "documents/order_issue.html",
        {
            "form": form,
            "document": document,
            "pairs": pairs_of(document),
            "removed": removed_of(document),
            "register": register,
            "signer": stamp_of(document, day=day).signer,
            "obstacles": obstacles_of(document, day),
            "office_numbers": register.mode == NumberMode.OFFICE,
        },
    )
