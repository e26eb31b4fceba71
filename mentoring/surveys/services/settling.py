"""Bringing running waves up to the day: tickets that fell due, people who left, terms that ran out.

Nothing depends on a nightly job. The curator's and the head's desk and pages of waves call `settle` for their organisation, which
looks a wave through once a day; the command `open_surveys` does the same for all. Whoever is asked only looks: a visit of theirs
may add sheets that fell due, but never ends a wave (`closing`), for an anonymous one would be mixed and told of in their request.

A wave whose term is over takes no answers whether or not it has been closed yet: `selectors.tickets.state_of` computes that from
the time. Closing fixes the moment, mixes what is anonymous and opens the figures to the head.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max, Q
from django.db.models.functions import Coalesce, Greatest

from schools.models import Organisation

from ..enums import WaveStatus
from ..models import Wave
from ..models.wave import GRACE
from .tickets import cancel_gone, issue_due
from .waves import WaveRefused, close_wave


@dataclass
class Settled:
    issued: int = 0
    cancelled: int = 0
    closed: list[Wave] = field(default_factory=list)


def settle(organisation: Organisation, now: datetime, *, again: bool = False, closing: bool = True) -> Settled:
    """Close what is past, ask who is due, take back who is gone. One query when today's looking through is done.

    `again`: look also at waves looked through today. `closing`: False leaves what is past as it is, for the next one.
    """
    entity = organisation.legal_entity
    today = now.astimezone(entity.tz).date()
    waves = Wave.objects.filter(organisation=entity, status=WaveStatus.OPEN).select_related("organisation")
    if not again:
        # What ends at midnight is looked at in the minutes after it, whenever it was looked at before.
        waves = waves.filter(Q(settled_on=None) | Q(settled_on__lt=today))
    done = Settled()
    past: set[int] = set()
    found = list(waves.annotate(last=_last_day()).order_by("pk"))
    for wave in found:
        over = now > wave.end_of(wave.last) + GRACE
        if over and not closing:
            past.add(wave.pk)
        elif over:
            try:
                done.closed.append(close_wave(wave, None))
            except WaveRefused:
                continue  # somebody closed it meanwhile
        else:
            done.issued += issue_due(wave, today)
    running = [wave for wave in found if wave.pk not in past | {one.pk for one in done.closed}]
    done.cancelled = cancel_gone(running, today, now)
    # Within the grace minute it is not settled yet: the next look closes it.
    ready = [wave.pk for wave in running if now <= wave.end_of(wave.last)]
    Wave.objects.filter(pk__in=ready, status=WaveStatus.OPEN).update(settled_on=today)
    return done


def _last_day() -> Coalesce:
    """The day on which the wave's last ticket closes: of one that follows pairs it may be after the wave's own."""
    waiting = Q(tickets__cancelled_at__isnull=True)
    return Coalesce(Greatest("closes_on", Max("tickets__closes_on", filter=waiting)), "closes_on")
