"""Deeds on what was read: whose head it gets, of which years it is, what its columns and rows are. Each can be taken back."""

from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from schools.access.gates import open_to
from schools.views.generic import attempt, here, say

from ..models import RoadmapImport
from ..roles import EDITORS
from ..services.importing import (
    add_row,
    drop_row,
    keep_head,
    set_columns,
    settle_row,
    shift_years,
    split_row,
    take_back,
    take_own_head,
    unshift_years,
)
from ..services.importing.rows import has_nothing_to_split
from .importing import import_here, shown_version, to_preview

HEAD = "head"


def corrected(request: Any, imported: RoadmapImport, words: str, deed: Any) -> RoadmapImport | None:
    """Do it, and say so with the way back where there is one; None when it was refused."""
    made = attempt(request, deed)
    if made is not None:
        back = here(request, "roadmaps:import_row", pk=imported.pk) + f"?back={made.version}"
        say(request, words, undo=back if made.version != imported.version else "")
    return made


@require_POST
@open_to(*EDITORS)
def import_heading(request: Any, pk: int) -> HttpResponse:
    """`take` is «own» or «file»."""
    imported = import_here(request, pk)
    deeds = {
        "own": (take_own_head, "Поставили свою организацию, чужой и прошлый гриф убрали."),
        "file": (keep_head, "Организация и грифы оставлены как в файле."),
    }
    if request.POST.get("take") not in deeds:
        say(request, "Выберите, чьи организация и гриф останутся.", level=messages.WARNING)
        return to_preview(request, imported)
    deed, words = deeds[request.POST["take"]]
    attempt(request, lambda: deed(imported, shown_version(request, imported), request.user), words)
    return to_preview(request, imported)


@require_POST
@open_to(*EDITORS)
def import_years(request: Any, pk: int) -> HttpResponse:
    """Years in the due words move to those of the plan; with `back` they are again as in the file."""
    imported = import_here(request, pk)
    version = shown_version(request, imported)
    if request.POST.get("back") or request.GET.get("back"):
        attempt(request, lambda: unshift_years(imported, version, request.user), "Годы снова как в файле.")
    else:
        attempt(
            request,
            lambda: shift_years(imported, version, request.user),
            "Годы сдвинуты в сроках, названии и содержании.",
            undo=here(request, "roadmaps:import_years", pk=pk) + "?back=1",
        )
    return to_preview(request, imported)


@require_POST
@open_to(*EDITORS)
def import_columns(request: Any, pk: int) -> HttpResponse:
    """What each column is, said by the curator."""
    imported = import_here(request, pk)
    roles = [request.POST.get(f"role-{index}", "") for index in range(len(imported.reading.get("columns", ())))]
    version = shown_version(request, imported)
    corrected(
        request, imported, "Столбцы поняты по-новому.", lambda: set_columns(imported, version, roles, request.user)
    )
    return to_preview(request, imported)


@require_POST
@open_to(*EDITORS)
def import_row(request: Any, pk: int) -> HttpResponse:
    """A row of the preview is dropped, split by its items, or followed by an empty one: the button says which and where.

    `?back=` and a version take back the correction that made it.
    """
    imported = import_here(request, pk)
    if (told := request.GET.get("back", "")).isdecimal() and told.isascii() and len(told) < 10:
        attempt(request, lambda: take_back(imported, int(told), request.user), "Отменили: как было.")
        return to_preview(request, imported, "rows")
    version = shown_version(request, imported)
    deeds: dict[str, Any] = {"drop": drop_row, "split": split_row, "add": add_row, "settle": settle_row}
    words = {
        "drop": "Строка убрана.",
        "split": "Строка разделена.",
        "add": "Строка добавлена. Впишите, что будет сделано.",
        "settle": "Пометка «проверьте» снята.",
    }
    for name, deed in deeds.items():
        if key := request.POST.get(name, ""):
            # The head has no key of its own.
            row = "" if key == HEAD else key
            if name == "split" and has_nothing_to_split(imported, row):
                # Said at the row: the top of the page may be far away.
                page = here(request, "roadmaps:import_preview", pk=pk)
                return HttpResponseRedirect(f"{page}?{urlencode({'unsplit': row})}#r-{quote(row)}")
            corrected(request, imported, words[name], partial(deed, imported, version, row, request.user))
            return to_preview(request, imported, f"r-{key}" if name not in ("drop", "settle") else "rows")
    say(request, "Выберите строку, с которой это сделать.", level=messages.WARNING)
    return to_preview(request, imported)
