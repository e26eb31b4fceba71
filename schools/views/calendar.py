"""The production calendar: read inside an organisation, kept by the administrator of the installation outside of any."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schools.access.gates import OrganisationRequest, ask_to_sign_in, open_to
from schools.access.roles import STAFF
from schools.forms.calendar import CalendarDayForm, CalendarRemoveForm, CalendarYearForm
from schools.journal.models import Entry
from schools.models import CalendarDay, User
from schools.selectors.calendar import calendar_of, changes_of_calendar, year_asked
from schools.services.calendar import enter_year, fill_year, remove_day, set_day, told_of, undo_change
from schools.views.generic import attempt, say

CHANGES_SHOWN = 10


class AdministratorRequest(HttpRequest):
    """What a view behind `administrator_only` receives; for type hints only."""

    user: User  # type: ignore[assignment]  # signed in


@require_safe
@open_to(*STAFF)
def calendar(request: OrganisationRequest) -> HttpResponse:
    """By what the working days of a warning are counted; kept by the administrator of the installation."""
    year = calendar_of(year_asked(request.GET.get("of", ""), request.organisation.today()))
    return render(request, "schools/calendar.html", {"year_shown": year})


def administrator_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Reference data of the whole installation: the same door as that of `/admin/`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        if not request.user.is_superuser:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@administrator_only
def keep(request: AdministratorRequest) -> HttpResponse:
    return page(request, year_asked(request.GET.get("of", ""), timezone.localdate()))


def page(request: AdministratorRequest, number: int, **forms: BaseForm) -> HttpResponse:
    """The year with the forms that change it; one that was refused comes with its errors."""
    context = {
        "year_shown": calendar_of(number),
        "day_form": CalendarDayForm(),
        "year_form": CalendarYearForm(initial={"year": number}),
        "changes": changes_of_calendar()[:CHANGES_SHOWN],
        "form": next(iter(forms.values()), None),
        **forms,
    }
    return render(request, "schools/calendar_keep.html", context)


def done(request: AdministratorRequest, deed: Callable[[], Entry | None], number: int) -> HttpResponse:
    """Call the service, say what came of it with a way back, show the year."""
    entry = attempt(request, deed)
    if entry is not None:
        say(request, told_of(entry), undo=reverse("calendar_undo", args=[entry.pk]))
    return redirect(shown(number))


def shown(number: int) -> str:
    return f"{reverse('calendar_keep')}?of={number}"


@require_POST
@administrator_only
def day(request: AdministratorRequest) -> HttpResponse:
    form = CalendarDayForm(request.POST)
    if not form.is_valid():
        return page(request, year_asked(request.POST.get("date", "")[:4], timezone.localdate()), day_form=form)
    asked = form.cleaned_data
    return done(
        request,
        lambda: set_day(asked["date"], asked["is_working"], asked["ground"], request.user),
        asked["date"].year,
    )


@require_POST
@administrator_only
def year(request: AdministratorRequest) -> HttpResponse:
    form = CalendarYearForm(request.POST)
    number = year_asked(request.POST.get("year", ""), timezone.localdate())
    if not form.is_valid():
        return page(request, number, year_form=form)
    asked = form.cleaned_data
    return done(
        request, lambda: enter_year(number, asked["off"], asked["working"], asked["ground"], request.user), number
    )


@require_POST
@administrator_only
def fill(request: AdministratorRequest) -> HttpResponse:
    number = year_asked(request.POST.get("year", ""), timezone.localdate())
    return done(request, lambda: fill_year(number, request.user), number)


@require_http_methods(["GET", "POST"])
@administrator_only
def remove(request: AdministratorRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(CalendarDay, pk=pk)
    form = CalendarRemoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return done(request, lambda: remove_day(row.date, form.cleaned_data["reason"], request.user), row.date.year)
    return render(request, "schools/calendar_remove.html", {"row": row, "form": form, "back": shown(row.date.year)})


@require_POST
@administrator_only
def undo(request: AdministratorRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(changes_of_calendar(), pk=pk)
    days = [*entry.before, *entry.after]
    number = year_asked(days[0][-4:] if days else "", timezone.localdate())
    if attempt(request, lambda: undo_change(entry, request.user) or entry) is not None:
        say(request, f"Изменение отменено: {entry.subject_name}.")
    return redirect(shown(number))
