"""Which pairs a wave asks, and on which days: the calendar of waves that follow pairs."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Prefetch

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair, Seat

from ..enums import Purpose, Timing
from ..models import Wave

# Questions of these are about one pair: whoever stands in two answers for each.
ABOUT_PAIR = frozenset({Purpose.PULSE, Purpose.INTERIM, Purpose.BEFORE, Purpose.AFTER, Purpose.SATISFACTION})
# Asked of those whose work is over.
AFTER_THE_END = frozenset({Purpose.AFTER, Purpose.SATISFACTION})
# Tickets of a wave that follows pairs are made so long before they open: whoever looks in seldom still prints slips in time.
AHEAD = timedelta(days=14)


def survives_end(wave: Wave) -> bool:
    """Whether the end of a pair is no reason to stop asking its people."""
    return wave.purpose in AFTER_THE_END or wave.timing == Timing.PAIR_END


def statuses_of(wave: Wave) -> frozenset[str]:
    """States of pairs that may be asked. Before the work begins: also pairs that wait for their order."""
    if wave.purpose == Purpose.BEFORE and wave.timing == Timing.DATES:
        return frozenset({PairStatus.APPROVED, PairStatus.ORDERED})
    return frozenset({PairStatus.ORDERED, PairStatus.ENDED})


def term_of(pair: Pair) -> tuple[date, date]:
    """From the first to the last day of work: as `Pair.is_active` counts. Reads `pair.order`."""
    starts = max(pair.order.date, pair.starts) if pair.order and pair.order.date else pair.starts
    return starts, pair.last_day


def pairs_of(wave: Wave, today: date, *, every_form: bool = False) -> list[Pair]:
    """The pairs that the wave asks, with people and form, in two queries. `every_form`: whatever the wave is narrowed to."""
    rows = (
        Pair.objects.filter(organisation=wave.organisation, status__in=statuses_of(wave))
        .begun()
        .select_related("mentor__person", "form", "order")
        .prefetch_related(Prefetch("seats", Seat.objects.select_related("mentee__person")))
        .order_by("mentor__person__name_key", "pk")
    )
    if not every_form:
        if forms := wave.choice.get("forms"):
            rows = rows.filter(form__code__in=forms)
        if chosen := wave.choice.get("pairs"):
            rows = rows.filter(pk__in=chosen)
    return [pair for pair in rows if _fits(wave, pair, today)]


def _fits(wave: Wave, pair: Pair, today: date) -> bool:
    starts, ends = term_of(pair)
    if wave.timing != Timing.DATES:
        return starts <= wave.closes_on and ends >= wave.opens_on - AHEAD
    if wave.purpose == Purpose.BEFORE:
        return ends >= wave.opens_on
    if survives_end(wave):
        # The whole year's pairs, those that ended in it too.
        return starts <= wave.closes_on and ends >= wave.academic_year.start
    return starts <= wave.closes_on and ends >= max(wave.opens_on, min(today, wave.closes_on))


def rounds_of(wave: Wave, pair: Pair, today: date) -> Iterator[tuple[int, date, date]]:
    """(which asking, first day, last day) that are due until `today + AHEAD` and not over yet.

    Counted from the pair's own term, so an asking keeps its number whenever it is looked at.
    """
    if wave.timing == Timing.DATES:
        yield 1, wave.opens_on, wave.closes_on
        return
    first, lasts = timedelta(wave.first_after or 0), timedelta((wave.open_for or 1) - 1)
    starts, ends = term_of(pair)
    horizon = min(wave.closes_on, today + AHEAD)
    if wave.timing == Timing.PAIR_END:
        # Who ended early is asked from that day: nobody knew of it so many days before.
        opens_on = ends if pair.ended_on and pair.ended_on < pair.ends else ends - first
        if opens_on <= horizon and opens_on + lasts >= max(wave.opens_on, today):
            yield 1, opens_on, opens_on + lasts
        return
    number, opens_on = 1, starts + first
    while opens_on <= min(horizon, ends):
        if opens_on + lasts >= max(wave.opens_on, today):
            yield number, opens_on, opens_on + lasts
        if not wave.every:
            return
        number, opens_on = number + 1, opens_on + timedelta(wave.every)
