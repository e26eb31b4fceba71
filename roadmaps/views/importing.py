"""A file or pasted text on its way to a roadmap: read → look and correct → load → undo. Nothing is written before «Загрузить»."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from schools.access.gates import open_to
from schools.access.kept import sent
from schools.editing.stale import StaleRow
from schools.views.generic import FormPage, attempt, back, here, say, show_errors

from ..enums import RoadmapImportStatus
from ..forms.importing import CellForm, ReadHeadForm
from ..forms.making import PasteForm, UploadForm
from ..models import RoadmapImport
from ..reading.errors import RoadmapUnreadable
from ..reading.structure import DUE, RESPONSIBLE
from ..roles import EDITORS
from ..services.importing import (
    TOUCHED,
    apply_import,
    correct_cell,
    correct_head,
    discard_import,
    is_touched,
    start_import,
    undo_import,
)
from ..services.importing.rows import NOTHING_TO_SPLIT
from .editing import renew
from .plan import quietly
from .preview import cell_of, preview_of
from .reach import done

_STEPS = ["Проверка", "Готово"]
TEXT = "text"


def steps_of(*, pasted: bool) -> list[str]:
    return ["Текст" if pasted else "Файл", *_STEPS]


class ImportStart(FormPage):
    """Step 1: a file, or with `?way=text` the text itself."""

    open_to = EDITORS
    done_text = ""

    def pasted(self) -> bool:
        return self.request.GET.get("way") == TEXT

    def get_template_names(self) -> list[str]:
        return ["roadmaps/import_text.html" if self.pasted() else "roadmaps/import_start.html"]

    def get_form_class(self) -> Any:
        return PasteForm if self.pasted() else UploadForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"year": self.request.year}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = RoadmapImport.objects.visible_to(self.request.user).filter(
            organisation=self.request.organisation.legal_entity, status=RoadmapImportStatus.PREVIEW
        )
        return super().get_context_data(steps=steps_of(pasted=self.pasted()), waiting=waiting[:5], **kwargs)

    def save(self, form: Any) -> RoadmapImport:
        data = form.cleaned_data
        source: dict[str, Any] = (
            {"text": data["text"], "filename": ""}
            if self.pasted()
            else {"content": data["file"].read(), "filename": data["file"].name}
        )
        try:
            return start_import(
                self.request.organisation.legal_entity,
                **source,
                begins=data["begins"],
                years=data["years"],
                by=self.request.user,
                nonce=data["nonce"],
                own_head=True,
            )
        except RoadmapUnreadable as error:
            raise ValidationError({"text" if self.pasted() else "file": str(error)}) from error

    def get_success_url(self) -> str:
        return here(self.request, "roadmaps:import_preview", pk=self.object.pk)


def import_here(request: Any, pk: int) -> RoadmapImport:
    found = RoadmapImport.objects.visible_to(request.user).select_related("organisation", "roadmap", "created_by")
    return get_object_or_404(found, organisation=request.organisation.legal_entity, pk=pk)


def to_preview(request: Any, imported: RoadmapImport, anchor: str = "") -> HttpResponseRedirect:
    page = here(request, "roadmaps:import_preview", pk=imported.pk)
    return HttpResponseRedirect(f"{page}#{anchor}" if anchor else page)


@require_safe
@open_to(*EDITORS)
def import_preview(request: Any, pk: int) -> HttpResponse:
    """Step 2: the table as understood; afterwards step 3, what was made of it."""
    imported = import_here(request, pk)
    if imported.status != RoadmapImportStatus.PREVIEW:
        context = {"object": imported, "steps": steps_of(pasted=not imported.filename), **_made_of(imported)}
        return render(request, "roadmaps/import_done.html", context)
    context = {
        "object": imported,
        "steps": steps_of(pasted=not imported.filename),
        "unsplit": request.GET.get("unsplit", ""),
        "nothing": NOTHING_TO_SPLIT,
    }
    return render(request, "roadmaps/import_preview.html", context | preview_of(imported))


def _made_of(imported: RoadmapImport) -> dict[str, Any]:
    """What of the loaded plan there is to look at, and why the load cannot be taken back any more."""
    if imported.roadmap is None:
        return {}
    roles = {column.get("role") for column in imported.roadmap.columns}
    looks = [words for role, words in ((DUE, "сроки"), (RESPONSIBLE, "ответственных")) if role in roles]
    return {"look_at": " и ".join(looks), "kept": TOUCHED if is_touched(imported.roadmap) else ""}


@open_to(*EDITORS)
def import_cell(request: Any, pk: int) -> HttpResponse:
    """One cell to correct: in the cell itself, or on a page of its own."""
    imported = import_here(request, pk)
    if imported.status != RoadmapImportStatus.PREVIEW:
        return to_preview(request, imported)
    asked = request.POST if request.method == "POST" else request.GET
    key, field = asked.get("key", ""), asked.get("field", "")
    cell = cell_of(imported, key, field)
    if cell is None:
        say(request, "Этой ячейки больше нет: строку удалили или разделили.", level=messages.WARNING)
        return to_preview(request, imported)
    if request.htmx and request.GET.get("shown"):  # the editor closed without saving
        return HttpResponse(cell.fresh)
    initial = {"value": cell.text, "key": key, "field": field, "version": imported.version}
    form = CellForm(sent(request), initial=initial, heading=cell.heading)
    if request.method == "POST" and form.is_valid():
        value = form.cleaned_data["value"].replace("\r\n", "\n")
        try:
            correct_cell(imported, form.cleaned_data["version"] or 0, key, field, value, request.user)
        except StaleRow as error:
            show_errors(form, error)
            renew(form, import_here(request, pk).version)
        except ValidationError as error:
            show_errors(form, error)
        else:
            if not request.htmx:
                return to_preview(request, imported, cell.anchor)
            imported = import_here(request, pk)
            fresh = cell_of(imported, key, field)
            context = {"cell": fresh, "object": imported, **preview_of(imported)}
            return quietly(request, render(request, "roadmaps/import_cell_done.html", context))
    context = {"form": form, "object": imported, "cell": cell, "steps": steps_of(pasted=not imported.filename)}
    if request.htmx:
        return quietly(request, render(request, "roadmaps/import_cell_form.html", context))
    return render(request, "roadmaps/import_cell.html", context)


@open_to(*EDITORS)
def import_head(request: Any, pk: int) -> HttpResponse:
    """Title, organisation, years, marks as read."""
    imported = import_here(request, pk)
    if imported.status != RoadmapImportStatus.PREVIEW:
        return to_preview(request, imported)
    form = ReadHeadForm(sent(request), imported=imported)
    if request.method == "POST" and form.is_valid():
        try:
            correct_head(imported, form.cleaned_data["version"] or 0, form.values(), request.user)
        except StaleRow as error:
            show_errors(form, error)
            renew(form, import_here(request, pk).version)
        except ValidationError as error:
            show_errors(form, error)
        else:
            return to_preview(request, imported)
    return render(
        request,
        "roadmaps/import_head.html",
        {"form": form, "object": imported, "steps": steps_of(pasted=not imported.filename)},
    )


def shown_version(request: Any, imported: RoadmapImport) -> int:
    told = request.POST.get("version", "")
    return int(told) if told.isdecimal() and told.isascii() and len(told) < 10 else imported.version


@require_POST
@open_to(*EDITORS)
def import_apply(request: Any, pk: int) -> HttpResponse:
    imported = import_here(request, pk)
    roadmap = attempt(request, lambda: apply_import(imported, request.user))
    if roadmap is None:
        return to_preview(request, imported)
    say(
        request,
        "Дорожная карта загружена.",
        undo=here(request, "roadmaps:import_undo", pk=pk),
    )
    return HttpResponseRedirect(here(request, "roadmaps:roadmap_detail", pk=roadmap.pk))


@require_POST
@open_to(*EDITORS)
def import_undo(request: Any, pk: int) -> HttpResponse:
    imported = import_here(request, pk)
    # The page of the import says it itself.
    attempt(request, lambda: undo_import(imported, request.user))
    return to_preview(request, imported)


@require_POST
@open_to(*EDITORS)
def import_discard(request: Any, pk: int) -> HttpResponse:
    imported = import_here(request, pk)
    attempt(request, done(lambda: discard_import(imported, request.user)), "Прочитанное удалено, ничего не загружено.")
    return back(request, "roadmaps:roadmap_list")
