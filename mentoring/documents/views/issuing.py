"""The deed of issue: what will be ordered, by name; number and date; what still stands in the way; the page itself."""

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
from schools.papers.services.numbering import propose_number, register_of
from schools.views.generic import here

from ..composing import compose, stamp_of
from ..forms.issue import IssueForm
from ..kinds import kind_of
from ..letterhead import page_of
from ..selectors.obstacles import obstacles_of, told
from ..services.orders import issue_order, pairs_of, removed_of
from ..services.orders.issuing import DraftMovedOn
from .editing import draft_or_404


@require_http_methods(["GET", "POST"])
@open_to(*STAFF)
def order_issue(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Shown for a date and, by «look», for another one: the signer and the warnings follow from it."""
    document = draft_or_404(request, pk)
    if document.status != DocumentStatus.DRAFT:
        return redirect(here(request, "papers:document_detail", pk=pk))
    day = stamp_of(document).day or request.organisation.today()
    form = form_of(request, document, day)
    status = 200
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        day = asked["date"]
        if "look" in request.POST:
            propose_again(request, document, form, day)
        else:
            try:
                issued = issue_order(
                    document,
                    number=asked["number"],
                    proposed=asked["proposed"],
                    day=day,
                    by=request.user,
                    version=asked["version"],
                )
            except ValidationError as error:
                if isinstance(error, StaleDraft | DraftMovedOn):
                    status = 409
                    document = draft_or_404(request, pk)
                    form.replace_sent(version=str(document.version))
                for sentence in error.messages:
                    form.add_error(None, sentence)
            else:
                messages.success(request, f"Приказ № {issued.number} издан. Напечатайте его и дайте подписать.")
                return redirect(here(request, "papers:document_detail", pk=pk))
    return render(request, "documents/order_issue.html", context_of(request, document, form, day), status=status)


def propose_again(request: OrganisationRequest, document: Document, form: IssueForm, day: date) -> None:
    """Numbers begin anew each calendar year: an untouched one follows the date."""
    if form.cleaned_data["number"] == form.cleaned_data["proposed"]:
        register = register_of(request.organisation, kind_of(document.kind).register)
        following = propose_number(register, day)
        form.replace_sent(number=following, proposed=following)


def form_of(request: OrganisationRequest, document: Document, day: date) -> IssueForm:
    register = register_of(request.organisation, kind_of(document.kind).register)
    by_office = register.mode == NumberMode.OFFICE
    proposed = "" if by_office else propose_number(register, day)
    return IssueForm(
        sent(request),
        initial={"number": proposed, "proposed": proposed, "date": day, "version": document.version},
        document=document,
        by_office=by_office,
        register=register,
        look_url=request.path,
    )


def context_of(request: OrganisationRequest, document: Document, form: IssueForm, day: date) -> dict:
    stamp = stamp_of(document, str(form["number"].value() or "")[:40], day)
    found = obstacles_of(document, day)
    return {
        "form": form,
        "document": document,
        "pairs": pairs_of(document),
        "removed": removed_of(document),
        "day": day,
        "signer": stamp.signer,
        **told(document, found),
        "preview": mark_safe(sheets_html(compose(document, stamp), page_of(document.organisation))),
        "may_edit": Role.CURATOR in request.roles,
        "may_allow": bool(request.roles & HEADS),
    }
