"""Deeds on the year of a measure: its status, evidence, dates by hand, who answers."""

from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from schools.access.gates import open_to
from schools.access.kept import sent
from schools.editing.forms import Conflict
from schools.editing.merging import merge
from schools.editing.stale import StaleRow
from schools.models import Person
from schools.papers.views.serving import file_response
from schools.views.generic import attempt, back, here, say, show_errors

from ..enums import EvidenceKind, MeasureStatus
from ..forms.doing import DatesForm, EvidenceForm, ResponsibleForm, StatusForm, comparable
from ..models import Measure, Occasion
from ..roles import DOERS, EDITORS
from ..services.doing import add_evidence, amend_occasion, move_occasion, remove_evidence
from ..services.editing import set_dates, set_responsible
from .cards import card_of, documents_for
from .editing import renew
from .gone import keeping_words
from .reach import evidence_here, measure_here, occasion_here


def to_card(request: Any, measure: Measure) -> HttpResponseRedirect:
    return back(request, "roadmaps:measure_detail", pk=measure.pk)


@require_POST
@open_to(*DOERS)
@keeping_words
def measure_status(request: Any, pk: int) -> HttpResponse:
    """The status; evidence typed beside it is saved with it, so that nothing written is lost by the other button."""
    occasion = occasion_here(request, pk)
    form = StatusForm(request.POST, occasion=occasion, today=request.organisation.today())
    typed: EvidenceForm | None = EvidenceForm(request.POST, request.FILES, documents=documents_for(request))
    typed = typed if typed and typed.is_given else None
    conflict: Conflict = []
    if form.is_valid() and (typed is None or typed.is_valid()):
        try:
            status = _record(occasion, form, request.user)
        except StaleRow as error:
            show_errors(form, error)
            occasion = occasion_here(request, pk)
            conflict = form.settle(StatusForm(occasion=occasion, today=request.organisation.today()), error)
        except ValidationError as error:
            show_errors(form, error)
        else:
            if typed is None:
                say(request, f"Записано: {status.label}.")
                return to_card(request, occasion.measure)
            try:
                _add(occasion, typed.cleaned_data, request.user)
            except ValidationError as error:
                say(request, f"Записано: {status.label}. Подтверждение не добавлено.")
                show_errors(typed, error)
                occasion = occasion_here(request, pk)
                context = card_of(request, occasion.measure, occasion, evidence=typed)
                return render(request, "roadmaps/measure_detail.html", context)
            say(request, f"Записано: {status.label}. Подтверждение добавлено.")
            return to_card(request, occasion.measure)
    context = card_of(request, occasion.measure, occasion, status=form, evidence=typed) | {"conflict": conflict}
    return render(request, "roadmaps/measure_detail.html", context)


def _record(occasion: Occasion, form: StatusForm, by: Any) -> MeasureStatus:
    """The status saved. Somebody may have marked the measure meanwhile: what each changed in other fields is kept together,
    what both changed raises `StaleRow`.
    """
    data = form.cleaned_data
    try:
        return _mark(occasion, data, data["version"] or 0, by)
    except StaleRow as error:
        shown = form.shown()
        if shown is None or not isinstance(error.row, Occasion):
            raise
        saved = {name: getattr(error.row, name) for name in ("done_on", "reason", "comment")} | {"to": error.row.status}
        saved["done_on"] = saved["done_on"] or error.row.measure.roadmap.organisation.today()
        merged = merge(comparable(data), comparable(saved), shown)
        if merged.clashes:
            raise StaleRow(error.row, error.who, error.at, clashes=merged.clashes, kept=merged.kept) from error
        own = {name: data[name] for name in merged.values}
        return _mark(error.row, saved | own, error.row.version, by)


def _mark(occasion: Occasion, data: dict[str, Any], version: int, by: Any) -> MeasureStatus:
    to = MeasureStatus(data["to"])
    done_on = data["done_on"] if to == MeasureStatus.DONE else None
    reason = data["reason"] if to == MeasureStatus.NOT_HELD else ""
    details = {"version": version, "by": by, "done_on": done_on, "reason": reason, "comment": data["comment"]}
    if to == occasion.status:
        amend_occasion(occasion, **details)
    else:
        move_occasion(occasion, to, **details)
    return to


@require_POST
@open_to(*DOERS)
@keeping_words
def evidence_add(request: Any, pk: int) -> HttpResponse:
    occasion = occasion_here(request, pk)
    form = EvidenceForm(request.POST, request.FILES, documents=documents_for(request))
    if form.is_valid():
        try:
            _add(occasion, form.cleaned_data, request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            status = _unsaved_status(request, occasion)
            if status is None:
                say(request, "Подтверждение добавлено.")
                return to_card(request, occasion.measure)
            say(request, "Подтверждение добавлено. Состояние ещё не записано: нажмите «Записать».")
            return render(
                request, "roadmaps/measure_detail.html", card_of(request, occasion.measure, occasion, status=status)
            )
    context = card_of(request, occasion.measure, occasion, status=_unsaved_status(request, occasion), evidence=form)
    return render(request, "roadmaps/measure_detail.html", context)


def _unsaved_status(request: Any, occasion: Occasion) -> StatusForm | None:
    """What was changed in the status and not saved by the button of evidence."""
    status = StatusForm(request.POST, occasion=occasion, today=request.organisation.today())
    return status if "to" in request.POST and set(status.changed_data) & set(comparable({})) else None


def _add(occasion: Occasion, data: dict[str, Any], by: Any) -> None:
    """Each of what was given is evidence of its own. The same form sent again, be it because one of them was refused, adds
    each once.
    """
    given = {
        EvidenceKind.TEXT: ("text", data["text"]),
        EvidenceKind.FILE: ("upload", data["file"]),
        EvidenceKind.LINK: ("url", data["url"]),
        EvidenceKind.DOCUMENT: ("document", data.get("document")),
    }
    nonce: UUID | None = data["nonce"]
    for kind, (name, value) in given.items():
        if value:
            own = uuid5(nonce, kind.value) if nonce else None
            add_evidence(occasion, kind, **{name: value}, by=by, nonce=own)


@require_POST
@open_to(*DOERS)
def evidence_remove(request: Any, pk: int) -> HttpResponse:
    evidence = evidence_here(request, pk)
    attempt(request, lambda: remove_evidence(evidence, request.user), "Подтверждение убрано.")
    return to_card(request, evidence.occasion.measure)


@require_safe
@open_to(*DOERS)
def evidence_file(request: Any, pk: int) -> Any:
    """The file of an evidence, for whoever sees the measure."""
    evidence = evidence_here(request, pk)
    if evidence.file is None:
        return HttpResponseRedirect(here(request, "roadmaps:measure_detail", pk=evidence.occasion.measure_id))
    return file_response(request, evidence.file, download=request.GET.get("download") == "1")


@open_to(*EDITORS)
def measure_dates(request: Any, pk: int) -> HttpResponse:
    """Dates of the year set by hand; «по тексту» reads them from the words again."""
    occasion = occasion_here(request, pk)
    form = DatesForm(sent(request), occasion=occasion)
    if request.method == "POST":
        again = "again" in request.POST
        if form.is_valid():
            spans = None if again else form.cleaned_data["spans"]
            try:
                set_dates(occasion, form.cleaned_data["version"] or 0, spans, request.user)
            except StaleRow as error:
                show_errors(form, error)
                renew(form, occasion_here(request, pk).version)
            except ValidationError as error:
                show_errors(form, error)
            else:
                say(request, "Даты снова по тексту срока." if again else "Даты записаны.")
                return to_card(request, occasion.measure)
    context = {"form": form, "occasion": occasion, "measure": occasion.measure, "roadmap": occasion.measure.roadmap}
    return render(request, "roadmaps/measure_dates.html", context)


@open_to(*EDITORS)
def measure_responsible(request: Any, pk: int) -> HttpResponse:
    measure = measure_here(request, pk)
    people = Person.objects.present().visible_to(request.user).filter(organisation=request.organisation.legal_entity)
    named = list(measure.responsible.all())
    initial = {
        "persons": [one.person_id for one in named if one.person_id],
        "roles": [one.role for one in named if one.role],
        "version": measure.version,
    }
    kept = people.filter(employments__isnull=False) | people.filter(pk__in=initial["persons"])
    form = ResponsibleForm(sent(request), people=kept.distinct().order_by("name_key", "pk"), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            set_responsible(measure, data["version"] or 0, list(data["persons"]), data["roles"], request.user)
        except StaleRow as error:
            show_errors(form, error)
            renew(form, measure_here(request, pk).version)
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(request, "Ответственные записаны.", undo=here(request, "roadmaps:edit_undo", pk=measure.roadmap_id))
            return to_card(request, measure)
    context = {"form": form, "measure": measure, "roadmap": measure.roadmap}
    return render(request, "roadmaps/measure_responsible.html", context)
