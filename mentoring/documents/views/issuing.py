"""The deed of issue: what it will do, by name; number and date; what still stands in the way; the page itself."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from schools.access.gates import OrganisationRequest, open_to
from schools.access.kept import sent
from schools.access.roles import HEADS, STAFF
from schools.enums import Role
from schools.papers.engine.html import sheets_html
from schools.papers.enums import DocumentStatus, NumberMode
from schools.papers.models import Document
from schools.papers.services.documents import StaleDraft
from schools.papers.services.numbering import propose_number, register_of_draft
from schools.views.generic import here

from ..composing import compose, page_for, stamp_of
from ..forms.issue import IssueForm
from ..kinds import kind_of
from ..order_kinds import KINDS_OF_ORDERS
from ..selectors.hindrances import hindrances_of
from ..selectors.obstacles import told
from ..services.orders import issue_order, pairs_of, removed_of, terms_of
from ..services.papers import DraftMovedOn, issue_paper, mark_of
from ..words.corrections import misprinted
from ..words.order_text import closed
from .editing import addresses_of, order_or_404, paper_or_404, remarks_on
from .gone import told_when_gone


@require_http_methods(["GET", "POST"])
@open_to(*STAFF)
@told_when_gone
def order_issue(request: OrganisationRequest, pk: int) -> HttpResponse:
    return issue_page(request, pk, order_or_404, issue_order, "documents/order_issue.html")


@require_http_methods(["GET", "POST"])
@open_to(*STAFF)
@told_when_gone
def paper_issue(request: OrganisationRequest, pk: int) -> HttpResponse:
    return issue_page(request, pk, paper_or_404, issue_paper, "documents/paper_issue.html")


def issue_page(
    request: OrganisationRequest,
    pk: int,
    found: Callable[[OrganisationRequest, int], Document],
    issue: Callable[..., Document],
    template: str,
) -> HttpResponse:
    """Shown for a date and, by «look», for another one: the signer and the warnings follow from it."""
    document = found(request, pk)
    if document.status != DocumentStatus.DRAFT:
        return redirect(here(request, "papers:document_detail", pk=pk))
    day = stamp_of(document).day or request.organisation.today()
    form = form_of(request, document, day)
    status = 200
    if request.method == "POST":
        valid, day = form.is_valid(), form.day or day
        asked = form.cleaned_data
        if form.day and (form.looking or form.moved):
            propose_again(form, day)
        elif valid:
            try:
                issued = issue(
                    document,
                    number=asked.get("number", ""),
                    proposed=asked.get("proposed", ""),
                    day=day,
                    by=request.user,
                    version=asked["version"],
                    seen=asked["seen"],
                )
            except ValidationError as error:
                if isinstance(error, StaleDraft | DraftMovedOn):
                    status = 409
                    document = found(request, pk)
                    form.replace_sent(version=str(document.version), seen=mark_of(document))
                for sentence in error.messages:
                    form.add_error(None, sentence)
            else:
                messages.success(request, done_words(issued))
                return redirect(here(request, "papers:document_detail", pk=pk))
    return render(request, template, context_of(request, document, form, day), status=status)


def done_words(issued: Document) -> str:
    if issued.kind in KINDS_OF_ORDERS:
        return f"Приказ № {issued.number} издан. Напечатайте его и дайте подписать."
    return f"{closed(f'Готово: {issued}', '.')} Напечатайте и дайте подписать."


def propose_again(form: IssueForm, day: date) -> None:
    """Numbers begin anew each calendar year: an untouched one follows the date."""
    if form.register is not None and form.cleaned_data.get("number") == form.cleaned_data.get("proposed"):
        following = propose_number(form.register, day)
        form.replace_sent(number=following, proposed=following)
        form.look_at_day(day, following)


def form_of(request: OrganisationRequest, document: Document, day: date) -> IssueForm:
    """Number and date for a paper that takes a number, the date alone for a sheet."""
    register = register_of_draft(document) if kind_of(document.kind).register else None
    by_office = register is not None and register.mode == NumberMode.OFFICE
    proposed = propose_number(register, day) if register is not None and not by_office else ""
    return IssueForm(
        sent(request),
        initial={
            "number": proposed,
            "proposed": proposed,
            "date": day,
            "shown": day,
            "version": document.version,
            "seen": mark_of(document),
        },
        document=document,
        by_office=by_office,
        register=register,
        look_url=request.path,
    )


def context_of(request: OrganisationRequest, document: Document, form: IssueForm, day: date) -> dict:
    number = str(form["number"].value() or "")[:40] if "number" in form.fields else ""
    stamp = stamp_of(document, number, day)
    kind = kind_of(document.kind)
    found = hindrances_of(document, day)
    ordering = document.kind in KINDS_OF_ORDERS
    people = kind.acquainted(document, stamp) if kind.acquainted is not None and not ordering else []
    return {
        "form": form,
        "document": document,
        "kind": kind,
        "pairs": pairs_of(document) if ordering else [],
        "removed": removed_of(document) if ordering else [],
        "terms": terms_of(document) if ordering else [],
        "corrected": list(misprinted(document, stamp).values()) if ordering else [],
        # A mentor of two pairs is named by each of them; whoever is told is told once.
        "acquainted": list({named.person.pk: named for named in people}.values()),
        "day": day,
        "signer": stamp.signer if kind.register else None,
        **told(document, found),
        **addresses_of(request, document),
        "preview": mark_safe(sheets_html(compose(document, stamp), page_for(document))),
        "remarks": remarks_on(document, stamp),
        "may_edit": Role.CURATOR in request.roles,
        "may_allow": bool(request.roles & HEADS),
    }
