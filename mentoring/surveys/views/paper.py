"""The sheets that come back on paper."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from schools.access.gates import OrganisationRequest, open_to
from schools.access.kept import sent
from schools.enums import Role
from schools.russian import search_key
from schools.views.generic import attempt, back, here, say

from ..answers import Sent, Values
from ..enums import WaveStatus
from ..fields import Field, fields_of
from ..models import Ticket, Wave, WavePart
from ..selectors.sheets import Sheet
from ..selectors.waves import counts, missing_people, typed_in
from ..services.paper import (
    NearlyEmpty,
    correct_sheet,
    enter_answers,
    enter_nameless,
    read,
    remove_sheet,
    stored_values,
    why_not_mended,
)
from ..wording import Wording
from .reach import tickets_here, wave_here


@require_safe
@open_to(Role.CURATOR)
def wave_paper(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Whose sheet lies on top: choose the person; of an anonymous wave only the questionnaire."""
    wave = wave_here(request, pk)
    if wave.status != WaveStatus.OPEN:
        return HttpResponseRedirect(here(request, "surveys:wave_detail", pk=pk))
    words = request.GET.get("q", "")
    rows, typed = missing_people(wave), typed_in(wave)
    for word in search_key(words).split():
        rows = rows.filter(person__search_text__contains=word)
        typed = typed.filter(person__search_text__contains=word)
    missing, entered = list(rows), list(typed)
    if words.strip() and len(missing) == 1 and not entered:
        return HttpResponseRedirect(here(request, "surveys:paper_entry", pk=missing[0].pk))
    context = {"wave": wave, "missing": missing, "entered": entered, "counts": counts(wave), "words": words}
    return render(request, "surveys/wave_paper.html", context)


def _fields(
    wording: Wording, questions: list, data: Any, problems: dict[str, str], people: dict, stored: Values
) -> list[Field]:
    return fields_of(wording, questions, stored, problems, people, sent=Sent(data) if data is not None else None)


def _named(request: OrganisationRequest, pk: int) -> Ticket:
    """A ticket of a wave that was begun and is not anonymous."""
    begun = tickets_here(request).filter(is_blind=False, wave__started_at__isnull=False)
    rows = begun.select_related("part__edition", "about", "pair__form", "pair__mentor__person", "reply__wave")
    return get_object_or_404(rows, pk=pk)


@open_to(Role.CURATOR)
def paper_entry(request: OrganisationRequest, pk: int) -> HttpResponse:
    """The whole questionnaire of one person on one page; Enter saves and goes on to the next. A sheet that has been typed
    stands there again, to be mended."""
    ticket = _named(request, pk)
    wave = ticket.wave
    reply = getattr(ticket, "reply", None)
    mends = reply is not None and not why_not_mended(reply)
    sheet = Sheet(ticket, whole=True)
    questions = list(sheet.wording.questions())
    people = sheet.people(questions)
    data, problems, faults, asks = sent(request), {}, [], False
    if request.method == "POST" and data is not None:
        cleaned = read(questions, data, people)
        problems = cleaned.problems
        # A page that was opened for a new sheet never writes over one that has come meanwhile.
        deed, words = (correct_sheet, "Исправлено") if data.get("mend") else (enter_answers, "Записано")
        if not problems:
            try:
                deed(ticket, cleaned.values, request.user, is_meant=bool(data.get("meant")))
            except ValidationError as error:
                problems, faults = _split(error, questions)
                asks = isinstance(error, NearlyEmpty)
            else:
                added = ticket.draft and ticket.draft.keys() - cleaned.values.keys()
                begun = " Чего на листе не было, взято из того, что человек начал сам." if added else ""
                say(request, f"{words}: {whose(ticket)}.{begun}")
                return HttpResponseRedirect(_next(request, ticket))
    stored = stored_values(ticket) if mends else {}
    context = {
        "wave": wave,
        "ticket": ticket,
        "fields": _fields(sheet.wording, questions, data, problems, people, stored),
        "faults": faults,
        "asks": asks,
        "left": missing_people(wave).count(),
        "closed": wave.status != WaveStatus.OPEN,
        "done": reply is not None,
        "mends": mends if data is None else bool(data.get("mend")),
        "begun_at": _moment(ticket, ticket.draft_saved_at) if ticket.draft else "",
        "entered_at": _moment(ticket, reply.sent_at) if reply is not None else "",
        "why_not": why_not_mended(reply) if reply is not None else "",
    }
    return render(request, "surveys/paper_form.html", context)


def whose(ticket: Ticket) -> str:
    """The person, and whom the sheet is about where it is about a pair."""
    about = f" (о работе с: {ticket.partner_names})" if ticket.partners else ""
    return ticket.person.full_name + about


def _moment(ticket: Ticket, moment: datetime | None) -> str:
    return f"{timezone.localtime(moment, ticket.wave.organisation.tz):%d.%m.%Y в %H:%M}" if moment else ""


@require_POST
@open_to(Role.CURATOR)
def paper_remove(request: OrganisationRequest, pk: int) -> HttpResponse:
    """A sheet typed for the wrong person goes; the person is asked again."""
    ticket = _named(request, pk)
    words = f"Лист удалён: {whose(ticket)}. Человек снова среди неответивших."
    attempt(request, lambda: remove_sheet(ticket, request.user), words)
    return back(request, "surveys:wave_paper", pk=ticket.wave_id)


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
    wording = part.edition.wording if part.edition else Wording("")
    questions = list(wording.questions())
    data, problems, faults, asks = sent(request), {}, [], False
    if request.method == "POST" and data is not None:
        cleaned = read(questions, data, {})
        problems = cleaned.problems
        if not problems:
            try:
                enter_nameless(part, cleaned.values, request.user, is_meant=bool(data.get("meant")))
            except ValidationError as error:
                problems, faults = _split(error, questions)
                asks = isinstance(error, NearlyEmpty)
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
        "fields": _fields(wording, questions, data, problems, {}, {}),
        "faults": faults,
        "asks": asks,
        # Of a side of few it is not told how many have answered.
        "left": (own.left if own.is_told else None) if own else 0,
        "closed": wave.status != WaveStatus.OPEN,
    }
    return render(request, "surveys/paper_form.html", context)
