"""A row that was removed while somebody typed about it, and a plan that went to the head while its form was about to open."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect, reselect, reswap, retarget

from schools.access.kept import typed, wordy
from schools.views.generic import here, say

from ..enums import RoadmapStatus
from ..models import Roadmap
from ..services.editing.deed import AT_THE_HEAD


def keeping_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view of a measure or of its year: what was typed about a row that is not there is shown to be copied.

    The answer stays that of a row that never was (404), so nobody learns by it which rows others have; a fragment that goes
    into an open page must be shown there, so that one is 200 whatever row was asked for.
    """

    @wraps(view)
    def kept(request: Any, pk: int, **more: Any) -> HttpResponse:
        try:
            return view(request, pk, **more)
        except Http404:
            texts = wordy(typed(request)) if request.method == "POST" else []
            if not texts:
                raise
        if not request.htmx:
            return render(request, "roadmaps/measure_gone.html", {"texts": texts}, status=404)
        row = f"m-{pk}"
        response = render(request, "roadmaps/measure_gone_row.html", {"texts": texts, "row_id": row})
        return reselect(reswap(retarget(response, f"#{row}"), "outerHTML"), f"#{row}")

    return kept


def at_the_head(request: Any, roadmap: Roadmap) -> HttpResponse | None:
    """Instead of a form that could not be saved: the plan, and a sentence why. What was typed before is refused with its form."""
    if request.method == "POST" or roadmap.status != RoadmapStatus.SUBMITTED:
        return None
    say(request, AT_THE_HEAD, level=messages.WARNING)
    page = here(request, "roadmaps:roadmap_detail", pk=roadmap.pk)
    # A row of a page opened before: the whole page is out of date.
    return HttpResponseClientRedirect(page) if request.htmx else redirect(page)
