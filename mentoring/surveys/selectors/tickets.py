"""Tickets as their holders meet them: found by a link, in which state, and those that wait for a person who has signed in."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import F, Q
from django.utils import timezone

from schools.access.tokens import hash_of
from schools.models import Organisation, User

from ..enums import WaveStatus
from ..models import BlindMarks, Ticket
from ..models.wave import GRACE
from ..tokens import token_of
from ..wording import Wording

# Longer is no code of ours, with whatever spaces and hyphens it was typed.
LONGEST_CODE = 60
# So many answered ones a person is shown.
LATELY = 20
# Signs of our codes as a Russian keyboard writes them; look-alikes only.
_RUSSIAN = str.maketrans("авсенкмртухАВСЕНКМРТУХ", "abcehkmptyxabcehkmptyx")


class NoSuchTicket(Exception):
    """No ticket has this code."""


class TicketState(StrEnum):
    NOT_YET = "not_yet"
    OPEN = "open"
    # The term is over, what was on its way is still taken.
    GRACE = "grace"
    CLOSED = "closed"
    ANSWERED = "answered"
    CANCELLED = "cancelled"

    @property
    def is_taking(self) -> bool:
        return self in (TicketState.OPEN, TicketState.GRACE)


def find_ticket(token: str, *, lock: bool = False) -> Ticket:
    """The ticket of a code however it was typed, with all that answering needs, in one query.

    `lock` holds the row to the end of the transaction; a blind one is never locked: the lock's trace in the row (`xmax`) would
    tell when its holder answered. Raises `NoSuchTicket`.
    """
    if len(token) > LONGEST_CODE:
        raise NoSuchTicket
    tickets = Ticket.objects.select_related(
        "wave__organisation", "wave__marks", "part__edition", "person", "about", "pair__form"
    ).filter(token_hash=hash_of(token.translate(_RUSSIAN)))
    found = None
    if lock:
        found = tickets.filter(is_blind=False).select_for_update(of=("self",)).first()
    found = found or tickets.first()
    if found is None:
        raise NoSuchTicket
    return found


def now_at(organisation: Organisation) -> datetime:
    """The moment by the organisation's calendar: its day is what the whole product calls today there."""
    now = timezone.now().astimezone(organisation.tz)
    day = organisation.today()
    return now.replace(year=day.year, month=day.month, day=day.day)


def state_of(ticket: Ticket, now: datetime) -> TicketState:
    """What the holder of the link meets at the moment."""
    wave = ticket.wave
    if ticket.cancelled_at is not None or wave.status == WaveStatus.CANCELLED:
        return TicketState.CANCELLED
    if is_answered(ticket):
        return TicketState.ANSWERED
    if wave.status == WaveStatus.DRAFT or now.astimezone(wave.organisation.tz).date() < ticket.opens_on:
        return TicketState.NOT_YET
    over_by = now - wave.end_of(ticket.closes_on)
    if over_by > GRACE:
        return TicketState.CLOSED
    if wave.status == WaveStatus.CLOSED:
        # Figures of an anonymous wave stand from its close on: one answer more would be seen in their difference.
        in_time = not ticket.is_blind and wave.closed_at is not None and now - wave.closed_at <= GRACE
        return TicketState.GRACE if in_time else TicketState.CLOSED
    return TicketState.GRACE if over_by.total_seconds() >= 0 else TicketState.OPEN


def is_answered(ticket: Ticket) -> bool:
    """Whether the link is used. Of a blind one only the wave's marks tell, and after the close they are forgotten."""
    if not ticket.is_blind:
        return ticket.answered_at is not None
    marks: BlindMarks | None = getattr(ticket.wave, "marks", None)
    return marks is not None and marks.has(ticket.place)


@dataclass(frozen=True)
class Waiting:
    """A survey that a person has not answered yet."""

    ticket: Ticket
    token: str
    title: str
    # Of whom, where it is somebody: a given name.
    about: str

    @property
    def is_begun(self) -> bool:
        return self.ticket.draft is not None


def waiting_for(user: User, organisation: Organisation) -> list[Waiting]:
    """The surveys that the signed-in person may answer today, those that close first in front. Three queries at most."""
    today = organisation.today()
    tickets = (
        Ticket.objects.visible_to(user)
        .filter(
            person__user=user,
            wave__organisation__in=[organisation, organisation.legal_entity],
            wave__status=WaveStatus.OPEN,
            cancelled_at=None,
            answered_at=None,
            opens_on__lte=today,
            closes_on__gte=today,
        )
        .select_related("wave__marks", "part__edition", "person", "about", "pair__mentor__person")
        .prefetch_related("pair__seats__mentee__person")
        .order_by("closes_on", "pk")
        .distinct()
    )
    return [
        Waiting(ticket, token_of(ticket.nonce), wording_of(ticket).title, whom(ticket))
        for ticket in tickets
        if not is_answered(ticket)
    ]


@dataclass(frozen=True)
class Answered:
    """A survey that a person has answered. Of an anonymous one no day is known, only that the link is used."""

    title: str
    about: str
    day: date | None


def answered_by(user: User, organisation: Organisation) -> list[Answered]:
    """What the signed-in person has answered lately, the latest first, anonymous ones behind. Four queries at most."""
    tickets = (
        Ticket.objects.visible_to(user)
        .filter(person__user=user, wave__organisation__in=[organisation, organisation.legal_entity], cancelled_at=None)
        .filter(Q(answered_at__isnull=False) | Q(is_blind=True, wave__status__in=[WaveStatus.OPEN, WaveStatus.CLOSED]))
        .select_related("wave__marks", "wave__organisation", "part__edition", "person", "about", "pair__mentor__person")
        .prefetch_related("pair__seats__mentee__person")
        .order_by(F("answered_at").desc(nulls_last=True), "-pk")
        .distinct()
    )
    return [
        Answered(
            wording_of(ticket).title,
            whom(ticket),
            ticket.answered_at.astimezone(ticket.wave.organisation.tz).date() if ticket.answered_at else None,
        )
        for ticket in tickets[:LATELY]
        if is_answered(ticket)
    ]


@dataclass(frozen=True)
class Ended:
    """An anonymous survey that is over. Whether the person answered is not known any more, and was never to be told."""

    title: str
    day: date


def ended_blind(user: User, organisation: Organisation) -> list[Ended]:
    """Anonymous surveys of the signed-in person that were closed lately, the latest first: the same for whoever was asked. One
    query."""
    tickets = (
        Ticket.objects.visible_to(user)
        .filter(person__user=user, wave__organisation__in=[organisation, organisation.legal_entity], cancelled_at=None)
        .filter(is_blind=True, wave__status=WaveStatus.CLOSED, wave__closed_at__isnull=False)
        .select_related("wave__organisation", "part__edition")
        .order_by("-wave__closed_at", "-pk")
        .distinct()
    )
    return [
        Ended(wording_of(ticket).title, ticket.wave.closed_at.astimezone(ticket.wave.organisation.tz).date())
        for ticket in tickets[:LATELY]
        if ticket.wave.closed_at is not None
    ]


def wording_of(ticket: Ticket) -> Wording:
    """The frozen words of the ticket's side."""
    if ticket.part.edition is None:
        raise NoSuchTicket
    return ticket.part.edition.wording


def whom(ticket: Ticket) -> str:
    """Given names of those whom the ticket is about, no surnames: the page may be seen by a neighbour."""
    if ticket.about is not None:
        return ticket.about.name
    return ", ".join(f"{one.name} {one.patronymic}".strip() for one in ticket.partners)
