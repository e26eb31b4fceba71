"""Slips to hand out, and reminders."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schools.access.gates import OrganisationRequest, open_to
from schools.access.qr import qr_svg
from schools.enums import Role
from schools.papers.services.jobs import start_job
from schools.views.generic import attempt, back, here, number_in

from ..enums import WaveStatus
from ..jobs import REMINDERS
from ..selectors.slips import BY_GRADE, BY_NAME, PROMISES, pages, slips_of
from ..services.reminding import can_mail, reminder_of
from .reach import wave_here


@never_cache
@require_safe
@open_to(Role.CURATOR)
def wave_slips(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Eight slips on a sheet, by class or by name. `?ticket=` shows one person's, `?all=1` also of those who answered."""
    wave = wave_here(request, pk)
    order = BY_NAME if request.GET.get("order") == BY_NAME else BY_GRADE
    one = number_in(request.GET, "ticket")
    taking = wave.status == WaveStatus.OPEN
    slips = slips_of(wave, order=order, only=[one] if one else None) if taking else []
    rows = [
        {"slip": slip, "address": address, "qr": qr_svg(address)}
        for slip in slips
        if (address := request.build_absolute_uri(reverse("answer:first", args=[slip.token])))
    ]
    sheets = pages(rows)
    context = {
        "wave": wave,
        "sheets": sheets,
        "n_sheets": len(sheets),
        "rows": rows,
        "order": order,
        "alone": bool(one),
        "typed": request.build_absolute_uri(reverse("answer:code_entry")).split("://", 1)[-1],
        "promise": PROMISES[wave.mode],
    }
    return render(request, "surveys/wave_slips.html", context)


@open_to(Role.CURATOR)
def wave_remind(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Whom a reminder reaches; by POST the worker begins to write."""
    wave = wave_here(request, pk)
    if wave.status != WaveStatus.OPEN:
        if request.method == "POST":
            attempt(request, _refuse("Анкетирование не идёт: напоминать не о чем."))
        return HttpResponseRedirect(here(request, "surveys:wave_detail", pk=pk))
    if request.method == "POST":
        if not can_mail():
            attempt(request, _refuse("Почтовый сервер не настроен. Напечатайте листки и раздайте их."))
            return back(request, "surveys:wave_remind", pk=pk)
        arguments = {"wave": wave.pk, "base": request.build_absolute_uri("/")}
        job = start_job(request.organisation, request.user, REMINDERS, f"Напоминания: {wave.title}"[:200], arguments)
        return HttpResponseRedirect(here(request, "papers:job", pk=job.pk))
    return render(
        request, "surveys/wave_remind.html", {"wave": wave, "reminder": reminder_of(wave), "mails": can_mail()}
    )


def _refuse(sentence: str) -> Any:
    def deed() -> None:
        raise ValidationError(sentence)

    return deed
