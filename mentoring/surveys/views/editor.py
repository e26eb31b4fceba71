"""The editor: a question becomes a form in its own place, on a page of its own where there is no JavaScript."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.http import push_url, reselect, reswap, retarget

from schools.access.gates import OrganisationRequest, open_to
from schools.access.kept import sent
from schools.editing.forms import Conflict
from schools.enums import Role
from schools.views.generic import here, say, show_errors

from ..forms.question import QuestionForm, written
from ..forms.questionnaire import HeadForm
from ..models import Questionnaire
from ..selectors.questionnaires import filled, running_waves, wording_of
from ..services.editing import (
    StalePiece,
    add_question,
    earlier_at,
    earlier_than,
    edit_head,
    edit_question,
    last_edit,
    place_of,
    question_marks,
    section_marks,
    sections_of,
)
from ..wording import Question, Wording, check
from .preview import preview_of
from .questionnaires import questionnaire_here


@require_safe
@open_to(Role.CURATOR)
def questionnaire_edit(request: OrganisationRequest, pk: int) -> HttpResponse:
    own = questionnaire_here(request, pk)
    wording = wording_of(own)
    preview = preview_of(filled(wording, request.organisation))
    typed = {one.code: one for one in wording.questions()}
    rows = [
        {
            "shown": part,
            "versions": written(section_marks(part.section)),
            "questions": [(one, written(question_marks(typed[one.question.code]))) for one in part.questions],
        }
        for part in preview.sections
    ]
    context = {
        "object": own,
        "preview": preview,
        "rows": rows,
        "sections": sections_of(wording),
        "faults": list(check(wording)),
        "running": running_waves(own),
        "last_edit": last_edit(own, request.user),
        "at": request.GET.get("at", ""),
    }
    return quietly(request, render(request, "surveys/questionnaire_edit.html", context))


def quietly(request: OrganisationRequest, response: HttpResponse) -> HttpResponse:
    """A piece put into a page that stays open: its address stays too."""
    return push_url(response, False) if request.htmx and request.htmx.boosted else response


def to_editor(request: OrganisationRequest, pk: int, anchor: str = "", *, at: str = "") -> HttpResponseRedirect:
    """To the place `anchor`, or to the question `at`, whose link then has the focus."""
    page = here(request, "surveys:questionnaire_edit", pk=pk)
    if at:
        return HttpResponseRedirect(f"{page}?at={at}#e-{at}")
    return HttpResponseRedirect(f"{page}#{anchor}" if anchor else page)


def undo_of(request: OrganisationRequest, pk: int) -> str:
    return here(request, "surveys:questionnaire_undo", pk=pk)


def done(deed: Callable[[], object]) -> Callable[[], bool]:
    """For a deed that gives nothing back: True tells it from one that was refused."""

    def told() -> bool:
        deed()
        return True

    return told


def question_here(own: Questionnaire, item: str) -> tuple[Wording, Question]:
    wording = wording_of(own)
    question = wording.question(item)
    if question is None:
        raise Http404
    return wording, question


@open_to(Role.CURATOR)
def questionnaire_head(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Title, intro, thanks, for what and whom it is."""
    own = questionnaire_here(request, pk)
    form = HeadForm(sent(request), questionnaire=own)
    conflict: Conflict = []
    if request.method == "POST" and form.is_valid():
        try:
            edit_head(own, form.values(), request.user, shown=form.shown())
        except StalePiece as error:
            show_errors(form, error)
            conflict = form.settle(HeadForm(questionnaire=questionnaire_here(request, pk)), error)
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(request, "Сохранено.", undo=undo_of(request, pk))
            return to_editor(request, pk)
    return render(request, "surveys/questionnaire_head.html", {"form": form, "object": own, "conflict": conflict})


@open_to(Role.CURATOR)
def question_edit(request: OrganisationRequest, pk: int, item: str) -> HttpResponse:
    own = questionnaire_here(request, pk)
    if request.method == "POST" and wording_of(own).question(item) is None:
        return _gone(request, own, item)
    wording, question = question_here(own, item)
    form = _form(request, own, wording, question)
    conflict: Conflict = []
    if request.method == "POST" and form.is_valid():
        try:
            saved = edit_question(own, item, form.values(), request.user, shown=form.shown())
        except StalePiece as error:
            show_errors(form, error)
            own = questionnaire_here(request, pk)
            wording, question = question_here(own, item)
            conflict = form.settle(_form(None, own, wording, question), error)
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(request, "Сохранено.", undo=undo_of(request, pk))
            return to_editor(request, pk, at=saved.code)
    return _page(request, form, own, f"e-{item}", question=question, conflict=conflict)


def _form(
    request: OrganisationRequest | None, own: Questionnaire, wording: Wording, question: Question
) -> QuestionForm:
    data = sent(request) if request is not None else None
    return QuestionForm(data, earlier=earlier_than(wording, question.code), question=question, version=own.version)


def _gone(request: OrganisationRequest, own: Questionnaire, item: str) -> HttpResponse:
    """The question was removed while its form was open: what was typed is not lost, it can be added anew at the end."""
    wording = wording_of(own)
    form = QuestionForm(request.POST, earlier=list(wording.questions()))
    form.is_valid()
    form.add_error(
        None,
        "Этот вопрос удалили, пока вы правили. Ваши слова ниже: сохраните их, и вопрос встанет в конец анкеты заново.",
    )
    return _page(request, form, own, f"e-{item}", action=here(request, "surveys:question_add", pk=own.pk))


@open_to(Role.CURATOR)
def question_add(request: OrganisationRequest, pk: int) -> HttpResponse:
    """A new question: behind `?after=<code>`, or at the end of `?section=<number>`."""
    own = questionnaire_here(request, pk)
    wording = wording_of(own)
    after, section, place = _where(request, wording)
    form = QuestionForm(sent(request), earlier=earlier_at(wording, section, place))
    if request.method == "POST" and form.is_valid():
        try:
            made = add_question(own, form.values(), request.user, section=section, after=after)
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(request, "Вопрос добавлен.", undo=undo_of(request, pk))
            return to_editor(request, pk, at=made.code)
    return _page(request, form, own, f"new-{after or section}")


def _where(request: OrganisationRequest, wording: Wording) -> tuple[str, int, int]:
    """(code of the question in front, section, place in it); what is not there any more is the end of the questionnaire."""
    after = request.GET.get("after", "")
    if wording.question(after) is not None:
        section, place = place_of(wording, after)
        return after, section, place + 1
    asked = request.GET.get("section", "")
    last = len(wording.sections) - 1
    section = min(int(asked), last) if asked.isdecimal() and asked.isascii() and len(asked) < 4 else last
    return "", section, len(wording.sections[section].questions)


def _page(
    request: OrganisationRequest,
    form: QuestionForm,
    own: Questionnaire,
    row_id: str,
    *,
    question: Question | None = None,
    conflict: Conflict | None = None,
    action: str = "",
) -> HttpResponse:
    """The form in its place, or as a page."""
    # Several may be open at once: each form's fields are named apart.
    form.auto_id = f"{row_id}_%s"
    context = {
        "form": form,
        "object": own,
        "question": question,
        "conflict": conflict or [],
        "row_id": row_id,
        "action": action or request.get_full_path(),
        "running": running_waves(own),
    }
    if not request.htmx:
        return render(request, "surveys/question_form.html", context)
    form.focus()
    response = quietly(request, render(request, "surveys/question_row_form.html", context))
    if request.method == "POST":
        # The page waited for the whole editor; a form with errors goes back into its place.
        response = reselect(reswap(retarget(response, f"#{row_id}"), "outerHTML"), f"#{row_id}")
    return response
