"""Answering: a sheet is finished once, however often and from wherever it is sent.

`send` expects a ticket that is `taking.held`; `finish` holds it itself.
"""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from ..answers import Cleaned, Sent, Values, numberless
from ..enums import WaveStatus
from ..models import Answer, Reply, Ticket, Wave
from ..rows import rows_of
from ..selectors.sheets import Sheet
from ..selectors.tickets import TicketState
from ..telling import told
from . import blind
from .drafts import Saved, begun, checked, keep, take_in
from .taking import NotTaking, check_taking


def send(ticket: Ticket, sheet: Sheet, sent: Sent, now: datetime) -> Saved:
    """The last page: put in what it sent and finish. Faults (`ValidationError` by item) are raised when all is kept.

    Of a held ticket in the named modes; of an anonymous one nothing is kept but the finished sheet.
    """
    state = check_taking(ticket, now, answered_is_fine=True)
    if state == TicketState.ANSWERED:
        return Saved({}, Cleaned(), is_changed=False)
    saved = take_in(ticket, sheet, sent)
    whole = checked(sheet, saved.values)
    whole.problems |= numberless(sheet.wording.questions(), whole.values)
    if faults := _unseen(sheet, saved) | whole.problems | saved.cleaned.problems:
        if saved.is_changed and not ticket.is_blind:
            keep(ticket, saved.values, now)
        raise NotComplete(faults, saved)
    _store(ticket, sheet, whole.values, now, on_paper=False)
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
    if check_taking(fresh, now, answered_is_fine=True, on_paper=on_paper) == TicketState.ANSWERED:
        return None if fresh.is_blind else Reply.objects.get(ticket=fresh)
    sheet = Sheet(fresh)
    if on_paper:
        values = begun(sheet, values) | values
    whole = checked(sheet, values, may_lack=on_paper)
    if whole.problems:
        raise NotComplete(whole.problems, Saved(values, whole))
    return _store(fresh, sheet, whole.values, now, on_paper=on_paper)


def finished_values(sheet: Sheet, values: Values) -> Values:
    """A sheet from paper as it is to be stored. Raises `NotComplete` with what is wrong on it; gaps are no fault."""
    whole = checked(sheet, values, may_lack=True)
    if whole.problems:
        raise NotComplete(whole.problems, Saved(values, whole))
    return whole.values


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
