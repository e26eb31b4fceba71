"""Where the QR mark of a paper leads: open to anybody, tells nothing but whether the paper stands."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..services.marking import state_of_mark

# A whole office behind one address checks a pile of papers; trying marks out at this pace leads nowhere.
RATE = "60/m/ip"


@require_safe
@never_cache
def document_mark(request: HttpRequest, mark: str) -> HttpResponse:
    # allauth's public `consume` counts no GET.
    usage = ratelimit.consume(
        request, config={"document_mark": RATE}, limit_get=True, app="schools.papers", action="document_mark"
    )
    state = "busy" if usage is None else state_of_mark(mark)
    status = {"busy": 429, "unknown": 404}.get(state, 200)
    response = render(request, "papers_room/document_mark.html", {"state": state}, status=status)
    # Marks are for those who hold the paper, not for search engines.
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
