"""«Подписанный экземпляр получен»: of one paper and of many."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF
from schools.journal.selectors import Span
from schools.russian import count
from schools.views.generic import attempt, back, here, ids_in, number_in, say

from ..forms.marks import ReturnedForm
from ..models import Document
from ..services.returning import Returned, note_many, note_not_returned, note_returned, undo_many
from .register import DocumentList, keep_ticks

PAPERS = "документ", "документа", "документов"


@require_POST
@open_to(*STAFF)
def document_returned(request: OrganisationRequest, pk: int) -> HttpResponse:
    document = object_or_404(Document.objects.all(), request, pk=pk)
    form = ReturnedForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["returned_on"][0]))
    else:
        undo = here(request, "papers:document_not_returned", pk=pk)
        day = form.cleaned_data["returned_on"]
        words = "Записано: подписанный экземпляр получен."
        attempt(request, lambda: note_returned(document, day, request.user), words, undo=undo)
    return redirect(here(request, "papers:document_detail", pk=pk))


@require_POST
@open_to(*STAFF)
def document_not_returned(request: OrganisationRequest, pk: int) -> HttpResponse:
    document = object_or_404(Document.objects.all(), request, pk=pk)
    attempt(request, lambda: note_not_returned(document, request.user), "Отметка о подписанном экземпляре снята.")
    return redirect(here(request, "papers:document_detail", pk=pk))


@require_POST
@open_to(*STAFF)
def document_returned_many(request: OrganisationRequest) -> HttpResponse:
    """Ticked papers of the list, or all that its filters found."""
    form = ReturnedForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["returned_on"][0]))
        keep_ticks(request, ids_in(request.POST))
        return back(request, "papers:document_list")
    picked = DocumentList.picked(request)
    told = note_many(picked, form.cleaned_data["returned_on"], request.user)
    if not (told.done or told.refused):
        messages.error(request, "Отметьте документы, которые вернулись с подписью.")
    if told.left:
        keep_ticks(request, [document.pk for document in told.left])
    undo = here(request, "papers:document_returned_undo")
    _tell(request, told, "Отмечено полученными", f"{undo}?after={told.span.after}&until={told.span.until}")
    return back(request, "papers:document_list")


@require_POST
@open_to(*STAFF)
def document_returned_undo(request: OrganisationRequest) -> HttpResponse:
    span = Span(number_in(request.GET, "after"), number_in(request.GET, "until"))
    told = undo_many(request.organisation.legal_entity, span, request.user)
    if not (told.done or told.refused):
        messages.warning(request, "Отменять нечего.")
    _tell(request, told, "Отметка снята")
    return back(request, "papers:document_list")


def _tell(request: OrganisationRequest, told: Returned, words: str, undo: str = "") -> None:
    if told.done:
        say(request, f"{words}: {count(len(told.done), *PAPERS)}.", undo=undo)
    for sentence in told.refused[:5]:
        messages.warning(request, sentence)
    if len(told.refused) > 5:
        messages.warning(request, f"Не отмечено ещё: {count(len(told.refused) - 5, *PAPERS)}.")
