"""Deeds on the whole of what was read: whose head it gets."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from schools.access.gates import open_to
from schools.views.generic import attempt, say

from ..services.importing import keep_head, take_own_head
from .importing import import_here, shown_version, to_preview
from .reach import EDITORS


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
