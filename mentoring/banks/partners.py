"""Whom a mentor or a mentee works with, for the banks' tables.

Pairs live in a room to the right, which this one may not import, yet both banks must name the partners (domain,
section 1). The room of pairs therefore contributes two sources when it starts (`contribute`); without it the columns
stay empty.
Reverse accessors (`mentor.pairs`) would work as well, but would tie this room to names that it cannot see.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Partner:
    """The other side of one seat in a pair."""

    name: str
    # Post or class.
    place: str
    # Form of mentoring.
    form: str
    # Last day of the term, or the day of the end.
    ends: date | None
    # How it ended; empty while the pair lives.
    result: str = ""
    is_living: bool = True
    # The programme was carried out to its end.
    is_completed: bool = False
    # The two may know of it: a pair that is still being discussed is shown to the curator and the head only.
    is_decided: bool = True
    # The pair stands in an order: a place may be held by a pair that is only being discussed.
    is_ordered: bool = False


# Ids of bank entries → their partners, living first, in one query.
Source = Callable[[Sequence[int]], Mapping[int, list[Partner]]]


def _nobody(ids: Sequence[int]) -> Mapping[int, list[Partner]]:
    return {}


_sources: dict[str, Source] = {"mentor": _nobody, "mentee": _nobody}


def contribute(*, mentors: Source, mentees: Source) -> None:
    """Called once by the room of pairs: where the partners of mentors and of mentees come from."""
    _sources.update(mentor=mentors, mentee=mentees)


def partners_of_mentors(ids: Sequence[int]) -> Mapping[int, list[Partner]]:
    """Mentor entries' ids → their mentees."""
    return _sources["mentor"](ids) if ids else {}


def partners_of_mentees(ids: Sequence[int]) -> Mapping[int, list[Partner]]:
    """Mentee entries' ids → their mentors."""
    return _sources["mentee"](ids) if ids else {}
