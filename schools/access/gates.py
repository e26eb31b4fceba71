"""The gates of views: one sentence above each view says who may enter.

`@open_to(Role.CURATOR)` on a function whose address begins with `o/<slug:organisation>/`:
anonymous → sign-in; no role in the organisation → 404, as if it did not exist; a role, but not one of these → 403.
The gate sets `request.organisation` (Organisation), `request.roles` (frozenset) and `request.year` (AcademicYear),
and takes `organisation` out of the view's arguments. The rule stays readable on the view as `view.open_to`.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from schools.models import Organisation, User
from schools.years import AcademicYear

from .kept import forget, keep, page_of, recall
from .roles import held_in, held_near
from .second_factor import is_confirmed, owes_second_factor


class OrganisationRequest(HttpRequest):
    """What a view behind a gate receives; for type hints only."""

    user: User  # type: ignore[assignment]  # signed in
    organisation: Organisation
    roles: frozenset[str]
    year: AcademicYear


def enter(request: HttpRequest, slug: str, roles: Iterable[str]) -> None:
    """Set organisation, roles and year on the request, or raise Http404 / PermissionDenied.

    Also `held`: all roles of the user, from which the shell tells the other places.
    """
    organisation = Organisation.objects.visible_to(request.user).filter(slug=slug).select_related("parent").first()
    if organisation is None:
        raise Http404
    request.held = held_near(request.user)
    held = held_in(request.held, organisation)
    if not held:
        raise Http404
    if request.session.get("organisation") not in (None, organisation.slug):
        # The year was chosen for the other organisation: here one begins with the current one.
        request.session.pop("year", None)
    request.organisation = organisation
    request.roles = held
    request.year = chosen_year(request, organisation)
    timezone.activate(organisation.tz)
    if request.session.get("organisation") != organisation.slug:
        request.session["organisation"] = organisation.slug
    if not held & frozenset(roles):
        raise PermissionDenied


def chosen_year(request: HttpRequest, organisation: Organisation) -> AcademicYear:
    """The year asked for in the address (`?year=2026`), else the one chosen before, else the current one."""
    asked = request.GET.get("year", "")
    if len(asked) == 4 and asked.isdecimal() and 2015 <= int(asked) <= 2100:
        request.session["year"] = int(asked)
    return AcademicYear(request.session.get("year") or organisation.current_year().begins)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in and back to the page; what a form sent stands there again, to be sent knowingly."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    if getattr(request, "htmx", False):
        # A fragment of a page that is still open: the sign-in page does not belong into it.
        return HttpResponse(status=401)
    keep(request)
    return redirect_to_login(page_of(request))


def ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    """To the page that switches it on, which names the organisation that requires it."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=401)
    if request.method == "POST":
        keep(request)
    return redirect("mfa_activate_totp")


def ask_for_code(request: HttpRequest) -> HttpResponse:
    """To the page that asks for a code of the telephone and leads back; what a form sent stands there again."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=401)
    if request.method != "POST":
        return redirect_to_login(request.get_full_path(), reverse("mfa_reauthenticate"))
    keep(request)
    return redirect_to_login(page_of(request), reverse("mfa_reauthenticate"))


def open_to(*roles: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Decorate a view of an organisation; see the module."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, organisation: str, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return ask_to_sign_in(request)
            enter(request, organisation, roles)
            if owes_second_factor(request.user, request.organisation, request.roles):
                return ask_for_second_factor(request)
            if not is_confirmed(request):
                return ask_for_code(request)
            if request.method == "GET" and "forget" in request.GET:
                return forget(request)
            recall(request)
            return view(request, *args, **kwargs)

        guarded.open_to = frozenset(roles)  # type: ignore[attr-defined]  # read by the sweeps
        return guarded

    return decorate


class Gate:
    """The same for class-based views: `class PersonList(Gate, ListView): open_to = STAFF`."""

    open_to: Iterable[str] = ()

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        return open_to(*cls.open_to)(super().as_view(**initkwargs))  # type: ignore[misc]  # of the mixed-in view


def object_or_404(queryset: QuerySet, request: OrganisationRequest, **lookup: Any) -> Any:
    """One object of the current organisation that the user may see; anything else does not exist."""
    return get_object_or_404(
        queryset.visible_to(request.user), organisation=request.organisation.legal_entity, **lookup
    )  # type: ignore[attr-defined]  # our querysets have it
