"""Deeds on questions that need no form: move, copy, remove; taking the last one back."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from schools.access.gates import OrganisationRequest, open_to
from schools.enums import Role
from schools.views.generic import attempt

from ..forms.question import marks_sent
from ..services.editing import copy_question, move_question, remove_question, undo_edit
from .editor import done, question_here, to_editor, undo_of
from .questionnaires import questionnaire_here


@require_POST
@open_to(Role.CURATOR)
def question_move(request: OrganisationRequest, pk: int, item: str) -> HttpResponse:
    """`way`: «up», «down», or the number of a section."""
    own = questionnaire_here(request, pk)
    _, question = question_here(own, item)
    way = request.POST.get("way", "")
    attempt(
        request,
        done(lambda: move_question(own, question.code, way, request.user)),
        "Вопрос переставлен.",
        undo=undo_of(request, pk),
    )
    return to_editor(request, pk, f"e-{item}")


@require_POST
@open_to(Role.CURATOR)
def question_copy(request: OrganisationRequest, pk: int, item: str) -> HttpResponse:
    own = questionnaire_here(request, pk)
    question_here(own, item)
    made = attempt(
        request,
        lambda: copy_question(own, item, request.user),
        "Вопрос скопирован, копия стоит за ним.",
        undo=undo_of(request, pk),
    )
    return to_editor(request, pk, at=made.code if made else item)


@require_POST
@open_to(Role.CURATOR)
def question_remove(request: OrganisationRequest, pk: int, item: str) -> HttpResponse:
    own = questionnaire_here(request, pk)
    question_here(own, item)
    gone = attempt(
        request,
        done(lambda: remove_question(own, item, request.user, shown=marks_sent(request.POST))),
        "Вопрос удалён.",
        undo=undo_of(request, pk),
    )
    return to_editor(request, pk, "" if gone else f"e-{item}")


@require_POST
@open_to(Role.CURATOR)
def questionnaire_undo(request: OrganisationRequest, pk: int) -> HttpResponse:
    own = questionnaire_here(request, pk)
    attempt(request, lambda: undo_edit(own, request.user), lambda edit: f"Отменено: {edit.deed}.")
    return to_editor(request, pk)
