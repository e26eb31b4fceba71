"""Sections of a questionnaire: add, rename, move, remove the heading."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from schools.access.gates import OrganisationRequest, open_to
from schools.access.kept import sent
from schools.editing.forms import Conflict
from schools.enums import Role
from schools.views.generic import attempt, say, show_errors

from ..forms.question import SectionForm, marks_sent
from ..models import Questionnaire
from ..selectors.questionnaires import wording_of
from ..services.editing import StalePiece, add_section, edit_section, move_section, remove_section
from ..wording import Section
from .editor import done, to_editor, undo_of
from .questionnaires import questionnaire_here


def section_here(own: Questionnaire, number: int) -> Section:
    sections = wording_of(own).sections
    if number >= len(sections):
        raise Http404
    return sections[number]


@open_to(Role.CURATOR)
def section_add(request: OrganisationRequest, pk: int) -> HttpResponse:
    """A new section at the end."""
    own = questionnaire_here(request, pk)
    form = SectionForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            number = add_section(own, form.values(), request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(request, "Раздел добавлен. Перенесите в него вопросы или добавьте новые.", undo=undo_of(request, pk))
            return to_editor(request, pk, f"s-{number}")
    return render(request, "surveys/section_form.html", {"form": form, "object": own, "number": None})


@open_to(Role.CURATOR)
def section_edit(request: OrganisationRequest, pk: int, number: int) -> HttpResponse:
    own = questionnaire_here(request, pk)
    form = SectionForm(sent(request), section=section_here(own, number), version=own.version)
    conflict: Conflict = []
    if request.method == "POST" and form.is_valid():
        try:
            edit_section(own, number, form.values(), request.user, shown=form.shown())
        except StalePiece as error:
            show_errors(form, error)
            fresh = questionnaire_here(request, pk)
            conflict = form.settle(SectionForm(section=section_here(fresh, number), version=fresh.version), error)
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(request, "Сохранено.", undo=undo_of(request, pk))
            return to_editor(request, pk, f"s-{number}")
    context = {"form": form, "object": own, "number": number, "conflict": conflict}
    return render(request, "surveys/section_form.html", context)


@require_POST
@open_to(Role.CURATOR)
def section_move(request: OrganisationRequest, pk: int, number: int) -> HttpResponse:
    own = questionnaire_here(request, pk)
    section_here(own, number)
    way = request.POST.get("way", "")
    attempt(
        request,
        done(lambda: move_section(own, number, way, request.user, shown=marks_sent(request.POST))),
        "Раздел переставлен.",
        undo=undo_of(request, pk),
    )
    return to_editor(request, pk)


@require_POST
@open_to(Role.CURATOR)
def section_remove(request: OrganisationRequest, pk: int, number: int) -> HttpResponse:
    """The heading goes, the questions stay."""
    own = questionnaire_here(request, pk)
    section_here(own, number)
    attempt(
        request,
        done(lambda: remove_section(own, number, request.user, shown=marks_sent(request.POST))),
        "Заголовок раздела убран, вопросы остались.",
        undo=undo_of(request, pk),
    )
    return to_editor(request, pk)
