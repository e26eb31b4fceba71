"""Tickets: made for everybody whom the wave asks, taken back from those who left. The wave's row is locked by the caller."""

import random
import uuid
from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from mentoring.pairs.enums import PairStatus
from schools.journal.services import record
from schools.models import User
from schools.russian import count

from ..enums import ENTRY, AnswerSide, Audience, WaveStatus
from ..models import Ticket, Wave
from ..selectors.audience import Asked, people_of
from ..selectors.terms import statuses_of, survives_end
from ..tokens import ticket_hash
from .rights import require_curator

_dice = random.SystemRandom()
BLIND = "Анонимно спрашивают всех сразу: список после начала не меняют, иначе видно, кто уже ответил."


def issue_tickets(wave: Wave, today: date) -> list[Ticket]:
    """Make the tickets that are missing; what came back (a pair resumed) is asked again. Returns the new and the revived.

    Called twice it makes nothing anew. Of an anonymous wave all are made at its start, at random places.
    """
    parts = {part.side: part for part in wave.parts.all()}
    known = {(t.part_id, t.person_id, t.subject, t.round): t for t in wave.tickets.all()}
    if wave.is_anonymous and known:
        return []
    fresh: list[Ticket] = []
    revived: list[Ticket] = []
    for one in people_of(wave, list(parts), today):
        part = parts[one.side]
        old = known.get((part.pk, one.person.pk, one.subject, one.round))
        if old is None:
            fresh.append(_ticket(wave, part.pk, one))
        elif old.cancelled_at and not old.is_dropped and not old.answered_at:
            old.cancelled_at, old.opens_on, old.closes_on, old.pair = None, one.opens_on, one.closes_on, one.pair
            revived.append(old)
    last = wave.tickets.aggregate(last=Max("place"))["last"]
    first = 0 if last is None else last + 1
    places = list(range(first, first + len(fresh)))
    if wave.is_anonymous:
        _dice.shuffle(places)
    for ticket, place in zip(fresh, places, strict=True):
        ticket.place = place
    Ticket.objects.bulk_create(fresh, batch_size=500)
    Ticket.objects.bulk_update(revived, ["cancelled_at", "opens_on", "closes_on", "pair"], batch_size=500)
    return fresh + revived


def _ticket(wave: Wave, part: int, one: Asked) -> Ticket:
    nonce = uuid.uuid4()
    return Ticket(
        wave=wave,
        part_id=part,
        person=one.person,
        about=one.about,
        pair=one.pair,
        subject=one.subject,
        round=one.round,
        is_blind=wave.is_anonymous,
        nonce=nonce,
        token_hash=ticket_hash(nonce),
        opens_on=one.opens_on,
        closes_on=one.closes_on,
    )


def issue_due(wave: Wave, today: date) -> int:
    """The tickets of a running wave that have become due, and those of people who came later. How many; 0 the second time."""
    with transaction.atomic():
        row = Wave.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").get(pk=wave.pk)
        if row.status != WaveStatus.OPEN or row.is_anonymous:
            return 0
        issued = issue_tickets(row, today)
        if issued:
            words = count(len(issued), "приглашение", "приглашения", "приглашений")
            record(
                "добавлены приглашения к анкете",
                row,
                organisation=row.organisation,
                user=None,
                after={"добавлено": words},
            )
        return len(issued)


def gone(waves: Collection[Wave], today: date) -> Q:
    """Which open tickets of these waves ask nobody any more: the card was put away, the person left the bank, the pair is over."""
    year = OuterRef("wave__year")
    left = {"status": BankStatus.WITHDRAWN, "year": year}
    person, child = OuterRef("person"), OuterRef("about")
    cards = Q()
    for name in ("person", "about"):
        cards |= Q(**{f"{name}__archived_on__isnull": False}) | Q(**{f"{name}__destroyed_at__isnull": False})
    banks = (
        Q(Exists(Mentor.objects.filter(person=person, **left)), part__side=AnswerSide.MENTOR)
        | Q(Exists(Mentee.objects.filter(person=person, **left)), part__side=AnswerSide.MENTEE)
        | Q(Exists(Mentee.objects.filter(person=child, **left)), part__side=AnswerSide.PARENT)
    )
    goes_on = Q(wave__in=[wave.pk for wave in waves if survives_end(wave)])
    undone = Q()
    for statuses in {statuses_of(wave) for wave in waves}:
        these = [wave.pk for wave in waves if statuses_of(wave) == statuses]
        undone |= Q(wave__in=these) & ~Q(pair__status__in=statuses)
    over = Q(pair__ends__lt=today) | Q(pair__status=PairStatus.ENDED, pair__ended_on__lt=today)
    # Only those who are asked about the pair; for the rest it merely tells the form of mentoring.
    pairs = Q(subject__startswith="p") & (undone | (over & ~goes_on))
    # A list or a class asked for entry are not asked as people of a bank.
    of_bank = Q(wave__audience__in=[Audience.BANK, Audience.PAIRS]) | ~Q(wave__purpose__in=ENTRY)
    return cards | (banks & ~goes_on & of_bank) | pairs


def cancel_gone(waves: Collection[Wave], today: date, now: datetime) -> int:
    """Take back the unanswered tickets of those who are not asked any more. How many. Anonymous waves are left alone."""
    found = Ticket.objects.filter(
        gone(waves, today),
        wave__in=[wave.pk for wave in waves],
        wave__status=WaveStatus.OPEN,
        answered_at__isnull=True,
        cancelled_at__isnull=True,
        is_blind=False,
    )
    ids = list(found.values_list("pk", flat=True))
    if not ids:
        return 0
    return Ticket.objects.filter(pk__in=ids, answered_at__isnull=True, cancelled_at__isnull=True).update(
        cancelled_at=now
    )


def _open_ticket(ticket: Ticket, words: str) -> Ticket:
    """The ticket under its lock, of a running wave that is not anonymous and not answered."""
    rows = Ticket.objects.select_for_update(of=("self",), no_key=True).select_related("wave__organisation", "person")
    row = rows.get(pk=ticket.pk)
    if row.is_blind:
        raise ValidationError(BLIND)
    if row.wave.status != WaveStatus.OPEN:
        raise ValidationError("Анкетирование не идёт.")
    if row.answered_at:
        raise ValidationError(f"{row.person.short_name} уже ответил(а): {words}.")
    return row


@transaction.atomic
def drop_ticket(ticket: Ticket, by: User) -> Ticket:
    """Do not ask this person: the link says so. A draft stays, in case the person is asked again."""
    require_curator(by, ticket.wave.organisation)
    row = _open_ticket(ticket, "снять уже нельзя")
    row.cancelled_at, row.is_dropped = timezone.now(), True
    row.save(update_fields=["cancelled_at", "is_dropped"])
    record("снят с опроса", row.wave, organisation=row.wave.organisation, user=by, after={"кто": row.person.short_name})
    return row


@transaction.atomic
def restore_ticket(ticket: Ticket, by: User) -> Ticket:
    """Ask this person after all, with the link and the draft there were."""
    require_curator(by, ticket.wave.organisation)
    row = _open_ticket(ticket, "возвращать не нужно")
    row.cancelled_at, row.is_dropped = None, False
    row.save(update_fields=["cancelled_at", "is_dropped"])
    record(
        "возвращён в опрос", row.wave, organisation=row.wave.organisation, user=by, after={"кто": row.person.short_name}
    )
    return row


@transaction.atomic
def reissue(ticket: Ticket, by: User) -> Ticket:
    """A new link instead of a lost slip; the old one goes out. What was answered so far stays."""
    require_curator(by, ticket.wave.organisation)
    rows = Ticket.objects.select_for_update(of=("self",), no_key=True).select_related("wave__organisation", "person")
    row = rows.get(pk=ticket.pk)
    if row.wave.status != WaveStatus.OPEN:
        raise ValidationError("Анкетирование не идёт.")
    row.nonce = uuid.uuid4()
    row.token_hash = ticket_hash(row.nonce)
    row.save(update_fields=["nonce", "token_hash"])
    record(
        "выдана новая ссылка",
        row.wave,
        organisation=row.wave.organisation,
        user=by,
        after={"кто": row.person.short_name},
    )
    return row
