"""Acquaintance: the sheet of a paper, marked by the staff, and one's own papers to read."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF
from schools.enums import Role
from schools.journal.selectors import Span
from schools.russian import count
from schools.views.generic import attempt, back, here, ids_in, number_in, say

from ..forms.marks import AcquaintedForm
from ..models import Document
from ..selectors.acquaintance import acquaintances_of, own_acquaintances
from ..services.acquaintance import Told, click_acquainted, mark_on_paper, undo_marking, unmark
from .documents import sheets_of
from .refused_marks import keep_marks

READERS = STAFF | {Role.PARTICIPANT}
PEOPLE = "человек", "человека", "человек"


@require_POST
@open_to(*STAFF)
def document_acquaint(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Mark ticked people of the paper's sheet as acquainted on one day."""
    document = object_or_404(Document.objects.all(), request, pk=pk)
    form, ids = AcquaintedForm(request.POST), ids_in(request.POST)
    if not ids:
        keep_marks(request, pk, ids, "Отметьте тех, кто расписался.")
    elif not form.is_valid():
        keep_marks(request, pk, ids, str(form.errors["acquainted_on"][0]))
    else:
        try:
            told = mark_on_paper(document, ids, form.cleaned_data["acquainted_on"], request.user)
        except ValidationError as error:
            keep_marks(request, pk, ids, " ".join(error.messages))
        else:
            undo = here(request, "papers:document_acquaint_undo", pk=pk)
            _tell(request, told, "Отмечено ознакомленными", f"{undo}?after={told.span.after}&until={told.span.until}")
    return redirect(_sheet(request, pk))


@require_POST
@open_to(*STAFF)
def document_acquaint_undo(request: OrganisationRequest, pk: int) -> HttpResponse:
    document = object_or_404(Document.objects.all(), request, pk=pk)
    span = Span(number_in(request.GET, "after"), number_in(request.GET, "until"))
    told = undo_marking(document.organisation, span, request.user)
    _tell(request, told, "Отметка снята")
    return redirect(_sheet(request, pk))


@require_POST
@open_to(*STAFF)
def document_unacquaint(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Take the marks of ticked people back: ticked by mistake."""
    document = object_or_404(Document.objects.all(), request, pk=pk)
    if not (ids := ids_in(request.POST)):
        messages.error(request, "Отметьте тех, с кого снять отметку.")
    else:
        _tell(request, unmark(document, ids, request.user), "Отметка снята")
    return redirect(_sheet(request, pk))


@require_safe
@open_to(*READERS)
def my_papers(request: OrganisationRequest) -> HttpResponse:
    """«Мои документы»: what the reader was asked to read, as a person of this organisation."""
    rows = list(own_acquaintances(request.user, request.organisation))
    context = {
        "waiting": [row for row in rows if row.acquainted_on is None],
        "read": [row for row in rows if row.acquainted_on is not None],
    }
    return render(request, "papers_room/my_papers.html", context)


@require_safe
@open_to(*READERS)
def my_paper(request: OrganisationRequest, pk: int) -> HttpResponse:
    """The frozen page of a paper; `pk` is that of the row which lets its person in. No files, no other papers."""
    row = _row(request, pk)
    context = {
        "row": row,
        "document": row.document,
        "sheets": sheets_of(row.document),
        "is_own": row.person.user_id == request.user.pk,
    }
    return render(request, "papers_room/my_paper.html", context)


@require_POST
@open_to(*READERS)
def my_paper_read(request: OrganisationRequest, pk: int) -> HttpResponse:
    """The click of the person's own hand."""
    row = _row(request, pk)
    done = attempt(request, lambda: click_acquainted(row, request.user), f"Записано: вы ознакомлены. {row.document}.")
    return back(request, "papers:my_papers") if done else redirect(here(request, "papers:my_paper", pk=pk))


def _row(request: OrganisationRequest, pk: int) -> Any:
    rows = acquaintances_of(request.user, request.organisation)
    return get_object_or_404(rows.select_related("document", "person"), pk=pk)


def _sheet(request: OrganisationRequest, pk: int) -> str:
    return here(request, "papers:document_detail", pk=pk) + "#acquaintance"


def _tell(request: OrganisationRequest, told: Told, words: str, undo: str = "") -> None:
    if told.done:
        say(request, f"{words}: {count(len(told.done), *PEOPLE)}.", undo=undo)
    elif not told.refused:
        messages.warning(request, "Отметки не изменились.")
    for sentence in told.refused:
        messages.warning(request, sentence)
