"""Slips to hand out, reminders, and the sheets that come back on paper."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.kept import sent
from schools.access.qr import qr_svg
from schools.enums import Role
from schools.papers.services.jobs import start_job
from schools.russian import search_key
from schools.views.generic import attempt, back, here, number_in, say

from ..answers import Sent
from ..enums import WaveStatus
from ..fields import Field, fields_of
from ..jobs import REMINDERS
from ..models import Ticket, Wave, WavePart
from ..selectors.sheets import Sheet
from ..selectors.slips import BY_GRADE, BY_NAME, PROMISES, pages, slips_of
from ..selectors.waves import counts, missing_people
from ..services.paper import enter_answers, enter_nameless, read
from ..services.reminding import can_mail, reminder_of


def _wave(request: OrganisationRequest, pk: int) -> Wave:
    return object_or_404(Wave.objects.select_related("organisation"), request, pk=pk)


@never_cache
@require_safe
@open_to(Role.CURATOR)
def wave_slips(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Eight slips on a sheet, by class or by name. `?ticket=` shows one person's, `?all=1` also of those who answered."""
    wave = _wave(request, pk)
    order = BY_NAME if request.GET.get("order") == BY_NAME else BY_GRADE
    one = number_in(request.GET, "ticket")
    taking = wave.status == WaveStatus.OPEN
    slips = slips_of(wave, order=order, only=[one] if one else None) if taking else []
    rows = [
        {"slip": slip, "address": address, "qr": qr_svg(address)}
        for slip in slips
        if (address := request.build_absolute_uri(reverse("answer:first", args=[slip.token])))
    ]
    context = {
        "wave": wave,
        "sheets": [rows[start : start + 8] for start in range(0, len(rows), 8)],
        "n_sheets": len(pages(slips)),
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
    wave = _wave(request, pk)
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


@require_safe
@open_to(Role.CURATOR)
def wave_paper(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Whose sheet lies on top: choose the person; of an anonymous wave only the questionnaire."""
    wave = _wave(request, pk)
    if wave.status != WaveStatus.OPEN:
        return HttpResponseRedirect(here(request, "surveys:wave_detail", pk=pk))
    rows = missing_people(wave)
    words = request.GET.get("q", "")
    for word in search_key(words).split():
        rows = rows.filter(person__search_text__contains=word)
    context = {"wave": wave, "missing": list(rows), "counts": counts(wave), "words": words}
    return render(request, "surveys/wave_paper.html", context)


def _fields(sheet: Any, questions: list, data: Any, problems: dict[str, str], people: dict) -> list[Field]:
    return fields_of(sheet, questions, {}, problems, people, sent=Sent(data) if data is not None else None)


@open_to(Role.CURATOR)
def paper_entry(request: OrganisationRequest, pk: int) -> HttpResponse:
    """The whole questionnaire of one person on one page. Enter saves and goes on to the next."""
    mine = Ticket.objects.filter(wave__in=Wave.objects.visible_to(request.user), is_blind=False)
    mine = mine.filter(wave__organisation=request.organisation.legal_entity, wave__started_at__isnull=False)
    ticket = get_object_or_404(
        mine.select_related("wave__organisation", "part__edition", "person", "about", "pair__form"), pk=pk
    )
    wave = ticket.wave
    sheet = Sheet(ticket, whole=True)
    questions = list(sheet.wording.questions())
    people = sheet.people(questions)
    data, problems, faults = sent(request), {}, []
    if request.method == "POST" and data is not None:
        cleaned = read(questions, data, people)
        problems = cleaned.problems
        if not problems:
            try:
                enter_answers(ticket, cleaned.values, request.user)
            except ValidationError as error:
                problems, faults = _split(error, questions)
            else:
                say(request, f"Записано: {ticket.person.full_name}.")
                return HttpResponseRedirect(_next(request, ticket))
    context = {
        "wave": wave,
        "ticket": ticket,
        "fields": _fields(sheet.wording, questions, data, problems, people),
        "faults": faults,
        "left": missing_people(wave).count(),
        "closed": wave.status != WaveStatus.OPEN,
        "done": ticket.answered_at is not None,
    }
    return render(request, "surveys/paper_form.html", context)


def _split(error: ValidationError, questions: list) -> tuple[dict[str, str], list[str]]:
    """({item: sentence}, sentences on the whole sheet)."""
    if not hasattr(error, "error_dict"):
        return {}, list(error.messages)
    known = {one.code for one in questions}
    told = error.message_dict
    return (
        {code: " ".join(sentences) for code, sentences in told.items() if code in known},
        [sentence for code, sentences in told.items() if code not in known for sentence in sentences],
    )


def _next(request: OrganisationRequest, ticket: Ticket) -> str:
    """The next one by name who has not answered; back to the choice when this was the last."""
    if request.POST.get("then") == "list":
        return here(request, "surveys:wave_paper", pk=ticket.wave_id)
    left = list(missing_people(ticket.wave).values_list("person__name_key", "pk"))
    here_now = (ticket.person.name_key, ticket.pk)
    following = next((pk for key, pk in left if (key, pk) > here_now), left[0][1] if left else None)
    if following is None:
        return here(request, "surveys:wave_detail", pk=ticket.wave_id)
    return here(request, "surveys:paper_entry", pk=following)


@open_to(Role.CURATOR)
def paper_sheet(request: OrganisationRequest, pk: int) -> HttpResponse:
    """A nameless sheet of an anonymous wave; not more of them than people who have not answered."""
    mine = WavePart.objects.filter(wave__in=Wave.objects.visible_to(request.user), edition__isnull=False)
    part = get_object_or_404(
        mine.filter(wave__organisation=request.organisation.legal_entity).select_related(
            "wave__organisation", "edition", "questionnaire"
        ),
        pk=pk,
    )
    wave = part.wave
    if not wave.is_anonymous:
        return HttpResponseRedirect(here(request, "surveys:wave_paper", pk=wave.pk))
    wording = part.edition.wording if part.edition else None
    questions = list(wording.questions()) if wording else []
    data, problems, faults = sent(request), {}, []
    if request.method == "POST" and data is not None:
        cleaned = read(questions, data, {})
        problems = cleaned.problems
        if not problems:
            try:
                enter_nameless(part, cleaned.values, request.user)
            except ValidationError as error:
                problems, faults = _split(error, questions)
            else:
                say(request, "Лист записан.")
                name, key = (
                    ("surveys:wave_paper", wave.pk) if data.get("then") == "list" else ("surveys:paper_sheet", pk)
                )
                return HttpResponseRedirect(here(request, name, pk=key))
    own = next((one for one in counts(wave).parts if one.part == part.pk), None)
    context = {
        "wave": wave,
        "part": part,
        "fields": _fields(wording, questions, data, problems, {}),
        "faults": faults,
        # Of a side of few it is not told how many have answered.
        "left": (own.left if own.is_told else None) if own else 0,
        "closed": wave.status != WaveStatus.OPEN,
    }
    return render(request, "surveys/paper_form.html", context)
