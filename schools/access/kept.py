"""Words typed into a form whose sign-in has ended: kept for a short while, shown again, never sent by themselves.

A form sent by nobody (the session ended, somebody signed in anew in another tab) is not executed. Its fields, without files,
passwords and tokens, stay in the session; after the sign-in a page shows them in the form again (`refill`) or, where the form
belongs to a deed of another address, as text to copy. Only who opens them first sees them, and only at the same address:
another user's sign-in finds nothing. What was sent goes into effect only when the person presses the button again.
"""

import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

LIFE = 60 * 60  # seconds
# Characters of one form; more is no form of ours, and rows of sessions must not become a store for strangers.
ROOM = 120_000
# Shorter values are choices, numbers and dates: quickly made again, and meaningless without their form.
WORDY = 12
_NAME = "kept_form"
_HIDDEN = ("csrfmiddlewaretoken", "password")


@dataclass
class Kept:
    """What the page shows: `texts` to copy; `refilled` when the form on the page holds the fields already."""

    action: str
    fields: list[tuple[str, str]]
    files: bool
    refilled: bool = field(default=False)

    @property
    def texts(self) -> list[str]:
        return wordy(self.fields)


def wordy(fields: list[tuple[str, str]]) -> list[str]:
    """Values worth copying by hand, each once."""
    shown = (value.strip() for name, value in fields if not name.startswith("version"))
    return list(dict.fromkeys(value for value in shown if len(value) >= WORDY and any(map(str.isalpha, value))))


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form held, without what must not be stored or shown."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, str(value)) for name, value in fields if not any(word in name.lower() for word in _HIDDEN)]


def page_of(request: HttpRequest) -> str:
    """The page on which the form stood, by what the browser says; else the form's own address."""
    told = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(told)
        if parts.netloc and parts.path.startswith("/o/"):
            return parts.path + (f"?{parts.query}" if parts.query else "")
    return request.get_full_path()


def is_own_page(request: HttpRequest) -> bool:
    """Whether the browser itself says that a page of ours sent the form: another site's words are never kept."""
    own = f"{request.scheme}://{request.get_host()}"
    told = request.headers.get("Origin") or request.headers.get("Referer", "")
    return told == own or told.startswith(f"{own}/")


def keep(request: HttpRequest) -> bool:
    """Put the fields aside. False when there is nothing to keep or too much of it."""
    fields = typed(request)
    if not fields or sum(len(name) + len(value) for name, value in fields) > ROOM:
        return False
    if not ratelimit.consume(request, action="keep_form"):
        return False
    user = request.user.pk if request.user.is_authenticated else None
    if user is None:
        # Signing in sets the session's own term; until then the row lives no longer than the words in it.
        request.session.set_expiry(LIFE)
    request.session[_NAME] = {
        "action": request.path,
        "page": urlsplit(page_of(request)).path,
        "at": time.time(),
        "user": user,
        "fields": fields,
        "files": bool(request.FILES),
    }
    return True


def recall(request: HttpRequest) -> None:
    """For the gate: set `request.kept` on the page the words belong to; forget what is old, sent again or another's."""
    found = request.session.get(_NAME)
    if found is None:
        return
    old = not 0 <= time.time() - found["at"] < LIFE
    foreign = found["user"] not in (None, request.user.pk)
    if old or foreign or (request.method == "POST" and request.path == found["action"] and not _partial(request)):
        del request.session[_NAME]
        return
    if request.method != "GET" or request.path not in (found["page"], found["action"]):
        return
    if found["user"] is None:
        request.session[_NAME] = found | {"user": request.user.pk}
    fields = [(str(name), str(value)) for name, value in found["fields"]]
    request.kept = Kept(found["action"], fields, found["files"])


def forget(request: HttpRequest) -> HttpResponse:
    """The words are given up: back to the page without them, and without the order to forget in its address."""
    request.session.pop(_NAME, None)
    rest = request.GET.copy()
    rest.pop("forget", None)
    return HttpResponseRedirect(f"{request.path}?{rest.urlencode()}" if rest else request.path)


def _partial(request: HttpRequest) -> bool:
    """A fragment asked for while the form is still being filled in."""
    return bool(getattr(request, "htmx", False))


def refill(request: HttpRequest, action: str = "") -> QueryDict | None:
    """The kept fields for a form that sends to `action` (this page when empty); None when there are none."""
    kept: Kept | None = getattr(request, "kept", None)
    if kept is None or kept.action != (action or request.path):
        return None
    kept.refilled = True
    data = QueryDict(mutable=True)
    for name, value in kept.fields:
        data.appendlist(name, value)
    return data


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent, be it empty, or what was kept of it; None while the page is only asked for."""
    return request.POST if request.method == "POST" else refill(request)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Instead of Django's CSRF failure: what happened, the words to copy, and the way back to the form."""
    context: dict[str, Any] = {"texts": [], "page": ""}
    match = request.resolver_match
    if request.method == "POST" and match is not None and "organisation" in match.kwargs and is_own_page(request):
        context = {"texts": wordy(typed(request)), "page": page_of(request), "kept": keep(request)}
    return render(request, "403_csrf.html", context, status=403)
