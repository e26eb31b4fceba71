"""Whom people of the banks work with: what this room contributes to the banks' tables."""

from collections.abc import Sequence

from mentoring.banks.partners import Partner

from ..enums import EndReason, PairStatus
from ..models import Pair, Seat
from .lists import SHOWN_TO_PARTICIPANTS
from .people import load_facts, post_of


def of_mentors(entries: Sequence[int]) -> dict[int, list[Partner]]:
    """Mentees of mentors, by the mentor's entry."""
    return _partners("mentor", "mentee", entries)


def of_mentees(entries: Sequence[int]) -> dict[int, list[Partner]]:
    """Mentors of mentees, by the mentee's entry."""
    return _partners("mentee", "mentor", entries)


def _partners(side: str, other: str, entries: Sequence[int]) -> dict[int, list[Partner]]:
    seats = list(
        Seat.objects.filter(**{f"{side}__in": entries}, pair__in=Pair.objects.begun())
        .exclude(pair__status=PairStatus.CANCELLED)
        .select_related("pair__form", "pair__organisation", f"{other}__person")
        .order_by("-is_living", f"{other}__person__name_key", "pk")
    )
    people = [getattr(seat, other).person for seat in seats]
    load_facts(people)
    found: dict[int, list[Partner]] = {}
    for seat, person in zip(seats, people, strict=True):
        pair = seat.pair
        partner = Partner(
            name=person.full_name,
            place=post_of(person, pair.organisation.today()),
            form=pair.form.name,
            ends=pair.last_day,
            result=pair.get_end_reason_display() if pair.end_reason else "",
            is_living=seat.is_living,
            is_completed=pair.end_reason == EndReason.COMPLETED,
            is_decided=pair.status in SHOWN_TO_PARTICIPANTS,
            is_ordered=pair.status == PairStatus.ORDERED,
        )
        found.setdefault(getattr(seat, f"{side}_id"), []).append(partner)
    return found
