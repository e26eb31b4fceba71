"""Whom to put together: the best fits among those who are free."""

from dataclasses import dataclass

from django.db.models import F

from schools.models import User

from ..enums import BankStatus
from ..models import Mentee, Mentor
from .fit import Fit, fits_of

SHOWN = 5


@dataclass(frozen=True)
class Suggestion:
    entry: Mentor | Mentee
    fit: Fit


def mentees_for(mentor: Mentor, user: User) -> list[Suggestion]:
    """Mentees without a pair whose requests this mentor answers best; those with nothing answered are left out."""
    waiting = (
        Mentee.objects.visible_to(user)
        .filter(organisation=mentor.organisation_id, year=mentor.year, pairs_count=0)
        .exclude(status=BankStatus.WITHDRAWN)
        .exclude(person=mentor.person_id)
        .select_related("person")
    )
    fits = fits_of([mentor], waiting)
    return _best([Suggestion(mentee, fits[mentor.pk, mentee.pk]) for mentee in waiting])


def mentors_for(mentee: Mentee, user: User) -> list[Suggestion]:
    """Mentors with places left who answer this mentee's requests best."""
    free = (
        Mentor.objects.visible_to(user)
        .filter(organisation=mentee.organisation_id, year=mentee.year, load__lt=F("capacity"))
        .exclude(status=BankStatus.WITHDRAWN)
        .exclude(person=mentee.person_id)
        .select_related("person")
    )
    fits = fits_of(free, [mentee])
    return _best([Suggestion(mentor, fits[mentor.pk, mentee.pk]) for mentor in free])


def _best(found: list[Suggestion]) -> list[Suggestion]:
    """Highest scores first; equal ones by name, so that the same bank always gives the same list."""
    fitting = [one for one in found if one.fit.score > 0]
    return sorted(fitting, key=lambda one: (-one.fit.score, one.entry.person.name_key, one.entry.pk))[:SHOWN]
