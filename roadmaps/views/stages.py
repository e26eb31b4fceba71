"""Stages of a plan: add, rename, move, remove."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from schools.access.gates import open_to
from schools.access.kept import sent
from schools.editing.forms import Conflict
from schools.editing.stale import StaleRow
from schools.views.generic import attempt, say, show_errors

from ..forms.measure import StageForm
from ..roles import EDITORS
from ..services.editing import add_stage, edit_stage, move_stage, remove_stage
from .editing import undo_of
from .gone import at_the_head
from .plan import to_plan
from .reach import done, roadmap_here, stage_here


@open_to(*EDITORS)
def stage_add(request: Any, pk: int) -> HttpResponse:
    """A new stage at the end of the plan."""
    roadmap = roadmap_here(request, pk)
    if refused := at_the_head(request, roadmap):
        return refused
    form = StageForm(sent(request))
    if request.method == "POST" and form.is_valid():
        last = roadmap.stages.order_by("-position", "-pk").first()
        try:
            add_stage(roadmap, last, form.values(), request.user, nonce=form.cleaned_data["nonce"])
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(request, "Этап добавлен.", undo=undo_of(request, roadmap))
            return to_plan(request, roadmap)
    return render(request, "roadmaps/stage_form.html", {"form": form, "roadmap": roadmap, "stage": None})


@open_to(*EDITORS)
def stage_edit(request: Any, pk: int) -> HttpResponse:
    stage = stage_here(request, pk)
    if refused := at_the_head(request, stage.roadmap):
        return refused
    form = StageForm(sent(request), stage=stage)
    conflict: Conflict = []
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            edit_stage(stage, version, form.values(), request.user, shown=form.shown())
        except StaleRow as error:
            show_errors(form, error)
            conflict = form.settle(StageForm(stage=stage_here(request, pk)), error)
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(request, "Сохранено.", undo=undo_of(request, stage.roadmap))
            return to_plan(request, stage.roadmap)
    rows = stage.measures.count()
    context = {"form": form, "roadmap": stage.roadmap, "stage": stage, "rows": rows, "conflict": conflict}
    return render(request, "roadmaps/stage_form.html", context)


@require_POST
@open_to(*EDITORS)
def stage_move(request: Any, pk: int) -> HttpResponse:
    """A place up or down among the stages, with its measures."""
    stage = stage_here(request, pk)
    stages = list(stage.roadmap.stages.order_by("position", "pk"))
    at = [one.pk for one in stages].index(stage.pk)
    way = request.POST.get("way")
    if (way == "up" and at == 0) or (way == "down" and at + 1 == len(stages)) or way not in ("up", "down"):
        say(request, "Дальше переносить некуда.", level=messages.WARNING)
        return to_plan(request, stage.roadmap)
    before = stages[at - 1] if way == "up" else stages[at + 2] if at + 2 < len(stages) else None
    attempt(
        request,
        done(lambda: move_stage(stage, before, request.user)),
        "Этап переставлен.",
        undo=undo_of(request, stage.roadmap),
    )
    return to_plan(request, stage.roadmap)


@require_POST
@open_to(*EDITORS)
def stage_remove(request: Any, pk: int) -> HttpResponse:
    stage = stage_here(request, pk)
    roadmap = stage.roadmap
    attempt(
        request,
        done(lambda: remove_stage(stage, stage.version, request.user)),
        f"Этап удалён: {stage}.",
        undo=undo_of(request, roadmap),
    )
    return to_plan(request, roadmap)
