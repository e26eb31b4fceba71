"""Deeds on a wave: begin, end, another last day, drop; tickets one by one."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from schools.access.gates import OrganisationRequest, open_to
from schools.access.kept import sent
from schools.enums import Role
from schools.views.generic import attempt, back, here, say, show_errors

from ..enums import AnswerSide, Timing, WaveStatus
from ..forms.ending import EndForm
from ..models import Wave
from ..selectors.audience import curators_without_card, people_of
from ..selectors.doubts import doubts_of
from ..selectors.waves import counts
from ..selectors.words import MODES, how_many, sheets, when
from ..services.tickets import drop_ticket, reissue, restore_ticket
from ..services.waves import cancel_wave, close_wave, extend_wave, reasons_not_to_start, start_wave, why_not_reopen
from .reach import tickets_here, wave_here


@open_to(Role.CURATOR)
def wave_start(request: OrganisationRequest, pk: int) -> HttpResponse:
    """What the start will do, to whom by name; by POST it happens."""
    wave = wave_here(request, pk)
    if request.method == "POST":
        done = attempt(request, lambda: start_wave(wave, request.user))
        if done is not None:
            say(request, "Анкетирование началось.")
            return back(request, "surveys:wave_detail", pk=pk)
        return HttpResponseRedirect(here(request, "surveys:wave_start", pk=pk))
    if wave.status != WaveStatus.DRAFT:
        return HttpResponseRedirect(here(request, "surveys:wave_detail", pk=pk))
    parts = list(wave.parts.select_related("questionnaire"))
    asked = people_of(wave, [part.side for part in parts])
    sides = [(AnswerSide(part.side).label, part, [one for one in asked if one.side == part.side]) for part in parts]
    cardless = AnswerSide.CURATOR in [part.side for part in parts]
    context = {
        "wave": wave,
        "sides": sides,
        "whom": how_many(asked),
        "n_sheets": len(asked),
        "sheets": sheets(asked),
        "when": when(wave),
        "relative": wave.timing != Timing.DATES,
        "meaning": MODES[wave.mode],
        "reasons": reasons_not_to_start(wave),
        "doubts": doubts_of(wave),
        "cardless": curators_without_card(wave.organisation, wave.organisation.today()) if cardless else 0,
        "later": wave.opens_on > wave.organisation.today(),
    }
    return render(request, "surveys/wave_start.html", context)


@open_to(Role.CURATOR)
def wave_close(request: OrganisationRequest, pk: int) -> HttpResponse:
    """What ending means; by POST it ends."""
    wave = wave_here(request, pk)
    if request.method == "POST":
        undo = "" if why_not_reopen(wave) else _until(request, wave)
        attempt(request, lambda: close_wave(wave, request.user), "Анкетирование завершено.", undo=undo)
        return back(request, "surveys:wave_detail", pk=pk)
    if wave.status != WaveStatus.OPEN:
        return HttpResponseRedirect(here(request, "surveys:wave_detail", pk=pk))
    return render(
        request,
        "surveys/wave_close.html",
        {"wave": wave, "counts": counts(wave), "when": when(wave), "for_good": why_not_reopen(wave)},
    )


def _until(request: OrganisationRequest, wave: Wave) -> str:
    """Where «Отменить» posts to: the last day as it was, if that is still to come."""
    if wave.closes_on < wave.organisation.today():
        return ""
    return here(request, "surveys:wave_extend", pk=wave.pk) + f"?closes_on={wave.closes_on:%Y-%m-%d}&undo=1"


@open_to(Role.CURATOR)
def wave_extend(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Another last day; a closed wave opens again."""
    wave = wave_here(request, pk)
    undoing = request.method == "POST" and "undo" in request.GET
    form = EndForm(request.GET if undoing else sent(request), initial={"closes_on": wave.closes_on})
    if request.method == "POST" and form.is_valid():
        day, undo = form.cleaned_data["closes_on"], "" if undoing else _until(request, wave)
        try:
            extend_wave(wave, day, request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            words = f"Ответы принимаются по {day:%d.%m.%Y} включительно."
            say(request, words, undo=undo if wave.status == WaveStatus.OPEN else "")
            return HttpResponseRedirect(here(request, "surveys:wave_detail", pk=pk))
    if wave.status not in (WaveStatus.OPEN, WaveStatus.CLOSED):
        return HttpResponseRedirect(here(request, "surveys:wave_detail", pk=pk))
    return render(request, "surveys/wave_extend.html", {"wave": wave, "form": form})


@open_to(Role.CURATOR)
def wave_cancel(request: OrganisationRequest, pk: int) -> HttpResponse:
    """What cancelling means; by POST it is cancelled for good."""
    wave = wave_here(request, pk)
    if request.method == "POST":
        attempt(request, lambda: cancel_wave(wave, request.user), "Анкетирование отменено: никого не спросят.")
        return back(request, "surveys:wave_detail", pk=pk)
    if wave.status != WaveStatus.DRAFT:
        return HttpResponseRedirect(here(request, "surveys:wave_detail", pk=pk))
    return render(request, "surveys/wave_cancel.html", {"wave": wave})


@require_POST
@open_to(Role.CURATOR)
def ticket_drop(request: OrganisationRequest, pk: int) -> HttpResponse:
    ticket = get_object_or_404(tickets_here(request), pk=pk)
    undo = here(request, "surveys:ticket_restore", pk=pk)
    words = f"Больше не спрашиваем: {ticket.person.full_name}."
    attempt(request, lambda: drop_ticket(ticket, request.user), words, undo=undo)
    return back(request, "surveys:wave_detail", pk=ticket.wave_id)


@require_POST
@open_to(Role.CURATOR)
def ticket_restore(request: OrganisationRequest, pk: int) -> HttpResponse:
    ticket = get_object_or_404(tickets_here(request), pk=pk)
    attempt(request, lambda: restore_ticket(ticket, request.user), f"Снова спрашиваем: {ticket.person.full_name}.")
    return back(request, "surveys:wave_detail", pk=ticket.wave_id)


@require_POST
@open_to(Role.CURATOR)
def ticket_renew(request: OrganisationRequest, pk: int) -> HttpResponse:
    """A new link instead of a lost one: its slip is shown."""
    ticket = get_object_or_404(tickets_here(request), pk=pk)
    words = f"Новая ссылка готова: {ticket.person.full_name}. Старая больше не действует."
    if attempt(request, lambda: reissue(ticket, request.user), words) is None:
        return back(request, "surveys:wave_detail", pk=ticket.wave_id)
    return HttpResponseRedirect(here(request, "surveys:wave_slips", pk=ticket.wave_id) + f"?ticket={pk}")
