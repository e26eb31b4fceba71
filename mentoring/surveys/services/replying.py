"""Answering: page by page, so that nothing is lost and nothing is stored twice.

Per question the later saving wins. A page sends with each question a mark of the answer it showed (`telling.digest`): what has
not been touched on the page leaves alone what another device has stored meanwhile; of what both have changed the later one
stays, and the answer that gave way is named to the person.

Services here that say «held» expect a ticket found with `lock=True`, in a transaction; the others hold it themselves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.russian import date_words

from ..answers import Cleaned, Sent, Values, clean, merge, missing, numberless, settled
from ..enums import WaveStatus
from ..models import Answer, Reply, Ticket, Wave
from ..rows import rows_of
from ..selectors.sheets import Sheet, people_for
from ..selectors.tickets import NoSuchTicket, TicketState, find_ticket, state_of
from ..telling import data_of, digest, told
from ..wording import Question
from . import blind

__all__ = [
    "NoSuchTicket",
    "NotTaking",
    "Saved",
    "TicketState",
    "find_ticket",
    "finish",
    "finished_values",
    "people_for",
    "rows_of",
    "save_draft",
    "save_page",
    "send",
    "state_of",
]


class NotTaking(ValidationError):
    """The ticket takes no answers at the moment; the sentence says why, `state` which page to show."""

    def __init__(self, ticket: Ticket, state: TicketState):
        self.state = state
        super().__init__(_why(ticket, state))


@dataclass
class Saved:
    """What came of a page: all answers so far; what is wrong with those of the page; which stored ones gave way."""

    values: Values
    cleaned: Cleaned
    # {code: the answer of another device that was written over}
    replaced: Values = field(default_factory=dict)
    is_changed: bool = True
    # {code: the answer of another device} where the page still shows an older one that was not touched on it
    elsewhere: Values = field(default_factory=dict)


def save_page(ticket: Ticket, sheet: Sheet, sent: Sent, now: datetime) -> Saved:
    """Keep a page's answers in the held ticket's draft, right or not. Raises `NotTaking`."""
    _check_taking(ticket, now)
    saved = take_in(ticket, sheet, sent)
    if saved.is_changed:
        _keep(ticket, saved.values, now)
    return saved


def send(ticket: Ticket, sheet: Sheet, sent: Sent, now: datetime) -> Saved:
    """The last page: put in what it sent and finish. Faults (`ValidationError` by item) are raised when all is kept.

    Of a held ticket in the named modes; of an anonymous one nothing is kept but the finished sheet.
    """
    state = _check_taking(ticket, now, answered_is_fine=True)
    if state == TicketState.ANSWERED:
        return Saved({}, Cleaned(), is_changed=False)
    saved = take_in(ticket, sheet, sent)
    checked = _checked(sheet, saved.values)
    checked.problems |= numberless(sheet.wording.questions(), checked.values)
    if faults := _unseen(sheet, saved) | checked.problems | saved.cleaned.problems:
        if saved.is_changed and not ticket.is_blind:
            _keep(ticket, saved.values, now)
        raise NotComplete(faults, saved)
    _store(ticket, sheet, checked.values, now, on_paper=False)
    return saved


def _unseen(sheet: Sheet, saved: Saved) -> dict[str, str]:
    """Whoever sends must have seen what is sent: answers given elsewhere since the page was shown are told first."""
    sentence = "С другого устройства вы ответили иначе: «{}». Выберите, что верно, и отправьте ещё раз."
    return {
        one.code: sentence.format(told(one, saved.elsewhere[one.code], sheet.people([one]).get(one.code, [])))
        for one in sheet.wording.questions()
        if one.code in saved.elsewhere
    }


class NotComplete(ValidationError):
    """{item: sentence}, and what has been saved nevertheless."""

    def __init__(self, faults: Mapping[str, str], saved: Saved):
        self.faults, self.saved = dict(faults), saved
        super().__init__({item: [sentence] for item, sentence in faults.items()})


@transaction.atomic
def save_draft(ticket: Ticket, values: Values, now: datetime) -> datetime:
    """Put these answers in among those so far; None takes an answer back. In the named modes only. Raises `NotTaking`."""
    held = Ticket.objects.select_for_update(of=("self",)).select_related("wave__organisation").get(pk=ticket.pk)
    _check_taking(held, now)
    merged = {**(held.draft or {}), **values}
    _keep(held, {code: value for code, value in merged.items() if value is not None}, now)
    return now


@transaction.atomic
def finish(ticket: Ticket, values: Values, now: datetime, *, on_paper: bool = False) -> Reply | None:
    """Store the finished sheet, once: a second time the first one is handed back. None for an anonymous sheet.

    Raises `NotTaking`, or `ValidationError` with a sentence by item. A sheet from paper may lack answers, and may be entered
    after the ticket's last day as long as the wave is not closed; where it says nothing, what the person has begun by the link
    stays.
    """
    held = Ticket.objects.select_related("wave__organisation", "wave__marks", "part__edition", "pair__form")
    if not ticket.is_blind:
        # Never a blind one, see `find_ticket`.
        held = held.select_for_update(of=("self",))
    fresh = held.get(pk=ticket.pk)
    if _check_taking(fresh, now, answered_is_fine=True, on_paper=on_paper) == TicketState.ANSWERED:
        return None if fresh.is_blind else Reply.objects.get(ticket=fresh)
    sheet = Sheet(fresh)
    if on_paper:
        values = _begun(sheet, values) | values
    checked = _checked(sheet, values, may_lack=on_paper)
    if checked.problems:
        raise NotComplete(checked.problems, Saved(values, checked))
    return _store(fresh, sheet, checked.values, now, on_paper=on_paper)


def take_in(ticket: Ticket, sheet: Sheet, sent: Sent) -> Saved:
    """The answers so far with those of a page put in; writes nothing."""
    before: Values = ticket.draft or {}
    there = [one for one in sheet.wording.questions() if sent.has(one)]
    cleaned = _clean(sheet, there, sent)
    cleaned.problems |= numberless(there, cleaned.values)
    touched = [one for one in there if digest(cleaned.values.get(one.code)) != sent.one(f"was.{one.code}")]
    new = {one.code: cleaned.values[one.code] for one in touched if one.code in cleaned.values}
    values = merge(sheet.wording, before, touched, new)
    replaced = {
        one.code: before[one.code]
        for one in touched
        if one.code in before
        and digest(before[one.code]) not in (sent.one(f"was.{one.code}"), digest(cleaned.values.get(one.code)))
    }
    elsewhere = {
        one.code: before[one.code]
        for one in there
        if one not in touched and one.code in before and digest(before[one.code]) != sent.one(f"was.{one.code}")
    }
    return Saved(values, cleaned, replaced, is_changed=values != before, elsewhere=elsewhere)


def _clean(sheet: Sheet, questions: Iterable[Question], sent: Sent) -> Cleaned:
    """`answers.clean` for questions of which each may have people of its own."""
    result = Cleaned()
    for question in questions:
        people = sheet.people([question]).get(question.code, [])
        one = clean([question], sent.data, people)
        result.values |= one.values
        result.problems |= one.problems
    return result


def _checked(sheet: Sheet, values: Values, *, may_lack: bool = False) -> Cleaned:
    """A whole sheet as it is to be stored, with all that is wrong with it, whoever filled it in."""
    data: dict[str, list[str]] = {}
    for code, value in settled(sheet.wording, values).items():
        if question := sheet.wording.question(code):
            data |= data_of(question, value)
    cleaned = _clean(sheet, sheet.wording.questions(), Sent(data))
    gaps = {} if may_lack else missing(sheet.wording, cleaned.values)
    return Cleaned(settled(sheet.wording, cleaned.values), gaps | cleaned.problems)


def _begun(sheet: Sheet, values: Values) -> Values:
    """What the person has begun by the link and the sheet from paper says nothing about; what is wrong there is left out."""
    begun = {code: value for code, value in (sheet.ticket.draft or {}).items() if code not in values}
    wrong = _checked(sheet, begun | values, may_lack=True).problems
    return {code: value for code, value in begun.items() if code not in wrong}


def finished_values(sheet: Sheet, values: Values) -> Values:
    """A sheet from paper as it is to be stored. Raises `NotComplete` with what is wrong on it; gaps are no fault."""
    checked = _checked(sheet, values, may_lack=True)
    if checked.problems:
        raise NotComplete(checked.problems, Saved(values, checked))
    return checked.values


def _keep(ticket: Ticket, values: Values, now: datetime) -> None:
    if ticket.is_blind:
        raise ValueError("an anonymous sheet leaves no draft")
    ticket.draft, ticket.draft_saved_at = values, now
    ticket.started_at = ticket.started_at or now
    ticket.save(update_fields=["draft", "draft_saved_at", "started_at"])


def _store(ticket: Ticket, sheet: Sheet, values: Values, now: datetime, *, on_paper: bool) -> Reply | None:
    if ticket.is_blind:
        blind.cast(ticket, values)
        # `cast` holds the wave's marks, and so does the close when it mixes the sheets: seen from here, it has or has not come.
        if not Wave.objects.filter(pk=ticket.wave_id, status=WaveStatus.OPEN).exists():
            raise NotTaking(ticket, TicketState.CLOSED)
        return None
    reply = Reply.objects.create(
        wave=ticket.wave,
        part=ticket.part,
        ticket=ticket,
        round=ticket.round,
        form=ticket.pair.form.code if ticket.pair else "",
        on_paper=on_paper,
        sent_at=now,
    )
    rows = rows_of(sheet.wording, values)
    for row in rows:
        row.reply = reply
    Answer.objects.bulk_create(rows)
    ticket.draft, ticket.draft_saved_at, ticket.answered_at = None, None, now
    ticket.started_at = ticket.started_at or now
    ticket.save(update_fields=["draft", "draft_saved_at", "started_at", "answered_at"])
    return reply


def _check_taking(
    ticket: Ticket, now: datetime, *, answered_is_fine: bool = False, on_paper: bool = False
) -> TicketState:
    state = state_of(ticket, now)
    if state.is_taking or (answered_is_fine and state == TicketState.ANSWERED):
        return state
    if on_paper and state == TicketState.CLOSED and ticket.wave.status == WaveStatus.OPEN:
        return state
    raise NotTaking(ticket, state)


def _why(ticket: Ticket, state: TicketState) -> str:
    match state:
        case TicketState.NOT_YET:
            return f"Анкета откроется {date_words(ticket.opens_on)}"
        case TicketState.ANSWERED:
            return "Эта анкета уже отправлена."
        case TicketState.CANCELLED:
            return "По этой ссылке больше не спрашивают."
        case _:
            return "Анкета закрыта, ответы больше не принимаются."
