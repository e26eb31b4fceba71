"""Whether a ticket takes answers, and the hold on it while it takes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.russian import date_words

from ..enums import WaveStatus
from ..models import Ticket
from ..selectors.tickets import TicketState, find_ticket, state_of


class NotTaking(ValidationError):
    """The ticket takes no answers at the moment; the sentence says why, `state` which page to show."""

    def __init__(self, ticket: Ticket, state: TicketState):
        self.state = state
        super().__init__(_why(ticket, state))


@contextmanager
def held(token: str) -> Iterator[Ticket]:
    """The ticket of a code, locked to the end of this block, which is one transaction: what is shown is drawn after it.

    Raises `NoSuchTicket`. An anonymous ticket is never locked, see `find_ticket`.
    """
    with transaction.atomic():
        yield find_ticket(token, lock=True)


def check_taking(
    ticket: Ticket, now: datetime, *, answered_is_fine: bool = False, on_paper: bool = False
) -> TicketState:
    """The state in which answers are taken. Raises `NotTaking`. `on_paper`: also after the last day, while the wave runs."""
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
