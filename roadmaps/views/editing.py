"""Editing the plan in its own rows: a fragment where there is JavaScript, a page of its own where there is none."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST
from django_htmx.http import reselect, reswap, retarget

from schools.access.gates import open_to
from schools.access.kept import sent
from schools.editing.forms import Conflict
from schools.editing.stale import StaleRow
from schools.numbers import number_from
from schools.russian import count
from schools.views.generic import attempt, back, here, say, show_errors

from ..forms.measure import MeasureForm, MoveForm
from ..models import Measure, Roadmap, Stage
from ..roles import EDITORS
from ..services.editing import (
    add_measure,
    edit_measure,
    join_measure,
    move_measure,
    next_of,
    remove_measure,
    settle_doubts,
    settle_many,
    split_measure,
)
from .gone import at_the_head, keeping_words
from .plan import columns_of_page, quietly, to_plan
from .reach import done, measure_here, roadmap_here, stage_here


def undo_of(request: Any, roadmap: Roadmap) -> str:
    return here(request, "roadmaps:edit_undo", pk=roadmap.pk)


@open_to(*EDITORS)
@keeping_words
def measure_edit(request: Any, pk: int) -> HttpResponse:
    measure = measure_here(request, pk)
    if refused := at_the_head(request, measure.roadmap):
        return refused
    form = MeasureForm(sent(request), roadmap=measure.roadmap, measure=measure)
    conflict: Conflict = []
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            edit_measure(measure, version, form.values(), request.user, shown=form.shown())
        except StaleRow as error:
            show_errors(form, error)
            measure = measure_here(request, pk)
            conflict = form.settle(MeasureForm(roadmap=measure.roadmap, measure=measure), error)
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(request, "Сохранено.", undo=undo_of(request, measure.roadmap))
            return to_plan(request, measure.roadmap, measure)
    return _page(request, form, measure.roadmap, measure.stage, measure, conflict)


def renew(form: Any, version: int) -> None:
    """After a conflict the form stands on what is saved now: sent once more, it is sent knowingly."""
    form.data = form.data.copy()
    form.data["version"] = str(version)


def _page(
    request: Any,
    form: MeasureForm,
    roadmap: Roadmap,
    stage: Stage,
    measure: Measure | None,
    conflict: Conflict | None = None,
    after: Measure | None = None,
) -> HttpResponse:
    """The form as a row of the table, or as a page."""
    context = {
        "form": form,
        "roadmap": roadmap,
        "stage": stage,
        "measure": measure,
        "after": after,
        "conflict": conflict or [],
        "stages": list(roadmap.stages.all()) if measure is not None else [],
        "below": next_of(measure) if measure is not None else None,
        "width": len(columns_of_page(roadmap)) + 1,
        "row_id": f"m-{measure.pk}" if measure else f"new-{after.pk if after else f's{stage.pk}'}",
        "action": request.path,
    }
    # Several rows may be open at once: each form's fields are named apart.
    form.auto_id = f"{context['row_id']}_%s"
    if not request.htmx:
        return render(request, "roadmaps/measure_form.html", context)
    form.focus()
    response = quietly(request, render(request, "roadmaps/measure_row_form.html", context))
    if request.method == "POST":
        # The page waited for the whole plan; a form with errors goes back into its row.
        response = reselect(reswap(retarget(response, f"#{context['row_id']}"), "outerHTML"), f"#{context['row_id']}")
    return response


@open_to(*EDITORS)
def measure_create(request: Any, pk: int) -> HttpResponse:
    """A new measure at the end of a stage."""
    stage = stage_here(request, pk)
    return _add(request, stage, None)


@open_to(*EDITORS)
@keeping_words
def measure_add(request: Any, pk: int) -> HttpResponse:
    """A new measure after this one."""
    after = measure_here(request, pk)
    return _add(request, after.stage, after)


def _add(request: Any, stage: Stage, after: Measure | None) -> HttpResponse:
    roadmap = after.roadmap if after else stage.roadmap
    if refused := at_the_head(request, roadmap):
        return refused
    form = MeasureForm(sent(request), roadmap=roadmap)
    if request.method == "POST" and form.is_valid():
        last = after or stage.measures.order_by("-position", "-pk").first()
        try:
            measure = add_measure(stage, last, form.values(), request.user, nonce=form.cleaned_data["nonce"])
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(request, "Мероприятие добавлено.", undo=undo_of(request, roadmap))
            return to_plan(request, roadmap, measure)
    return _page(request, form, roadmap, stage, None, after=after)


@require_POST
@open_to(*EDITORS)
def measure_move(request: Any, pk: int) -> HttpResponse:
    """A place up or down, over the edge of the stage too; or to the end of another stage."""
    measure = measure_here(request, pk)
    form = MoveForm(request.POST, roadmap=measure.roadmap)
    if not form.is_valid():
        say(request, "Выберите, куда перенести мероприятие.", level=messages.WARNING)
        return to_plan(request, measure.roadmap, measure)
    where = _place(measure, form.cleaned_data["way"], form.cleaned_data["stage"])
    if where is None:
        say(request, "Дальше переносить некуда.", level=messages.WARNING)
        return to_plan(request, measure.roadmap, measure)
    stage, before = where
    attempt(
        request,
        done(lambda: move_measure(measure, stage, before, request.user)),
        f"Перенесено: {stage}." if stage.pk != measure.stage_id else "Переставлено.",
        undo=undo_of(request, measure.roadmap),
    )
    return to_plan(request, measure.roadmap, measure)


def _place(measure: Measure, way: str, chosen: Stage | None) -> tuple[Stage, Measure | None] | None:
    """The stage and the measure before which to stand (None: at the end); None when there is nowhere to go."""
    if way == "stage":
        return (chosen, None) if chosen is not None and chosen.pk != measure.stage_id else None
    here_rows = list(measure.stage.measures.order_by("position", "pk"))
    place = [one.pk for one in here_rows].index(measure.pk)
    stages = list(measure.roadmap.stages.order_by("position", "pk"))
    at = [one.pk for one in stages].index(measure.stage_id)
    if way == "up":
        if place:
            return measure.stage, here_rows[place - 1]
        return (stages[at - 1], None) if at else None
    if place + 1 < len(here_rows):
        return measure.stage, here_rows[place + 2] if place + 2 < len(here_rows) else None
    if at + 1 == len(stages):
        return None
    following = stages[at + 1]
    return following, following.measures.order_by("position", "pk").first()


@require_POST
@open_to(*EDITORS)
def measure_split(request: Any, pk: int) -> HttpResponse:
    measure = measure_here(request, pk)
    attempt(
        request,
        done(lambda: split_measure(measure, _version(request, measure), request.user)),
        "Мероприятие разделено.",
        undo=undo_of(request, measure.roadmap),
    )
    return to_plan(request, measure.roadmap, measure)


@require_POST
@open_to(*EDITORS)
def measure_join(request: Any, pk: int) -> HttpResponse:
    """With the measure below: the opposite of splitting."""
    measure = measure_here(request, pk)
    attempt(
        request,
        done(lambda: join_measure(measure, _version(request, measure), request.user)),
        "Мероприятия объединены.",
        undo=undo_of(request, measure.roadmap),
    )
    return to_plan(request, measure.roadmap, measure)


@require_POST
@open_to(*EDITORS)
def measure_remove(request: Any, pk: int) -> HttpResponse:
    measure = measure_here(request, pk)
    roadmap, name = measure.roadmap, str(measure)[:80]
    attempt(
        request,
        done(lambda: remove_measure(measure, _version(request, measure), request.user)),
        f"Удалено: {name}.",
        undo=undo_of(request, roadmap),
    )
    return to_plan(request, roadmap)


@require_POST
@open_to(*EDITORS)
def measure_settle(request: Any, pk: int) -> HttpResponse:
    """«Проверено»: what the reader was unsure of is right."""
    measure = measure_here(request, pk)
    attempt(
        request,
        lambda: settle_doubts(measure, _version(request, measure), request.user),
        "Пометка «проверьте» снята.",
        undo=undo_of(request, measure.roadmap),
    )
    if request.POST.get("next"):
        return back(request, "roadmaps:measure_detail", pk=pk)
    return to_plan(request, measure.roadmap, measure)


@require_POST
@open_to(*EDITORS)
def measures_settle(request: Any, pk: int) -> HttpResponse:
    """All that the list with «проверьте» shows, as it was shown: «number:version» each."""
    roadmap = roadmap_here(request, pk)
    shown = [one.partition(":") for one in request.POST.getlist("shown")[:5000]]
    versions = {number_from(pk): number_from(version) for pk, _, version in shown}
    attempt(
        request,
        lambda: settle_many(roadmap, versions, request.user),
        lambda n: f"Пометка «проверьте» снята: {count(n, 'мероприятие', 'мероприятия', 'мероприятий')}.",
        undo=undo_of(request, roadmap),
    )
    return back(request, "roadmaps:roadmap_detail", pk=pk)


def _version(request: Any, row: Measure | Stage) -> int:
    """Of the page from which the deed came; a deed without one is about what is there now."""
    told = request.POST.get("version", "")
    return int(told) if told.isdecimal() and told.isascii() and len(told) < 10 else row.version
