"""Deeds on the whole of what was read: whose head it gets, and of which years it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from schools.access.gates import open_to
from schools.views.generic import attempt, here, say

from ..roles import EDITORS
from ..services.importing import keep_head, shift_years, take_own_head, unshift_years
from .importing import import_here, shown_version, to_preview


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
