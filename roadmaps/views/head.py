"""The head of a roadmap, undoing the last edit, removing a draft."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from schools.access.gates import open_to
from schools.access.kept import sent
from schools.editing.forms import Conflict
from schools.editing.stale import StaleRow
from schools.views.generic import attempt, back, here, say, show_errors

from ..forms.head import HeadForm
from ..roles import EDITORS
from ..services.editing import edit_head, undo_edit
from ..services.removing import remove_roadmap, why_not_removed
from .gone import at_the_head
from .plan import to_plan
from .reach import done, roadmap_here


@open_to(*EDITORS)
def roadmap_edit(request: Any, pk: int) -> HttpResponse:
    """Title, years, marks."""
    roadmap = roadmap_here(request, pk)
    if refused := at_the_head(request, roadmap):
        return refused
    form = HeadForm(sent(request), roadmap=roadmap)
    conflict: Conflict = []
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            edit_head(roadmap, version, form.values(), request.user, shown=form.shown())
        except StaleRow as error:
            show_errors(form, error)
            conflict = form.settle(HeadForm(roadmap=roadmap_here(request, pk)), error)
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(request, "Сохранено.", undo=here(request, "roadmaps:edit_undo", pk=pk))
            return to_plan(request, roadmap)
    return render(request, "roadmaps/roadmap_form.html", {"form": form, "roadmap": roadmap, "conflict": conflict})


@require_POST
@open_to(*EDITORS)
def edit_undo(request: Any, pk: int) -> HttpResponse:
    roadmap = roadmap_here(request, pk)
    attempt(request, lambda: undo_edit(roadmap, request.user), lambda edit: f"Отменено: {edit.deed}.")
    return to_plan(request, roadmap)


@open_to(*EDITORS)
def roadmap_delete(request: Any, pk: int) -> HttpResponse:
    """A draft that nobody has approved; the page says what goes with it."""
    roadmap = roadmap_here(request, pk)
    if request.method == "POST":
        if attempt(request, done(lambda: remove_roadmap(roadmap, request.user)), f"Удалено: {roadmap.title}."):
            return back(request, "roadmaps:roadmap_list")
        return to_plan(request, roadmap)
    rows = roadmap.measures.count()
    context = {"roadmap": roadmap, "rows": rows, "why_not": why_not_removed(roadmap)}
    return render(request, "roadmaps/roadmap_delete.html", context)
