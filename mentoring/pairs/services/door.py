"""The one door of a pair's status, and behind it: the order of locks and the recounting of loads.

Locks are always taken in one order — pairs, then mentors, then mentees, each by number — so that two deeds wait for each other
and never block each other for good. A deed on many pairs takes all its locks first; taking them again is harmless.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from mentoring.banks.models import Mentee, Mentor
from schools.journal.services import record
from schools.models import User
from schools.refusals import told_as

from ..enums import LIVING, TRANSITIONS, PairStatus
from ..models import Pair, Seat


class PairsRefused(ValidationError):
    """A deed on pairs that did not happen. `messages` holds a Russian sentence for each reason; nothing was changed."""


@dataclass(frozen=True)
class Locked:
    """Rows read under their locks, by number."""

    pairs: dict[int, Pair]
    mentors: dict[int, Mentor]
    mentees: dict[int, Mentee]

    def mentees_of(self, pair: Pair) -> list[Mentee]:
        return [self.mentees[seat.mentee_id] for seat in pair.seats.all()]


def lock(pairs: Iterable[int] = (), mentors: Iterable[int] = (), mentees: Iterable[int] = ()) -> Locked:
    """Lock the pairs with their people, and the people named besides. Needs an open transaction."""
    found = {
        pair.pk: pair
        for pair in Pair.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation", "form", "decided_by")
        .prefetch_related("seats", "kinds")
        .filter(pk__in=set(pairs))
        .order_by("pk")
    }
    mentor_ids = {*mentors, *(pair.mentor_id for pair in found.values())}
    mentee_ids = {*mentees, *(seat.mentee_id for pair in found.values() for seat in pair.seats.all())}
    mentor_rows = {row.pk: row for row in _locked(Mentor, mentor_ids)}
    mentee_rows = {row.pk: row for row in _locked(Mentee, mentee_ids)}
    for pair in found.values():
        pair.mentor = mentor_rows[pair.mentor_id]
        for seat in pair.seats.all():
            seat.mentee = mentee_rows[seat.mentee_id]
    return Locked(found, mentor_rows, mentee_rows)


def _locked(model: type[models.Model], ids: Collection[int]) -> models.QuerySet:
    rows = model._default_manager.select_for_update(of=("self",), no_key=True).select_related("person")
    return rows.filter(pk__in=ids).order_by("pk")


def recount(mentors: Iterable[int], mentees: Iterable[int]) -> None:
    """Bring `Mentor.load` and `Mentee.pairs_count` to what the living seats say. The rows must be locked by the caller."""

    def living(field: str) -> Coalesce:
        seats = Seat.objects.filter(**{field: OuterRef("pk")}, is_living=True).order_by().values(field)
        return Coalesce(Subquery(seats.annotate(n=Count("pk")).values("n")), 0)

    Mentor.objects.filter(pk__in=set(mentors)).update(load=living("mentor"))
    Mentee.objects.filter(pk__in=set(mentees)).update(pairs_count=living("mentee"))


def in_words() -> AbstractContextManager[None]:
    """One transaction whose broken database rules come out as the Russian sentences of their constraints."""
    return told_as(PairsRefused, (Mentor, Mentee, Pair, Seat))


def state_of(pair: Pair) -> dict[str, str]:
    """What the journal keeps of a pair before and after a deed, in words."""
    facts = {
        "состояние": PairStatus(pair.status).label,
        "с": f"{pair.starts:%d.%m.%Y}",
        "по": f"{pair.ends:%d.%m.%Y}",
        "замечание": pair.comment,
        "приказ": str(pair.order) if pair.order_id else "",
        "завершена": f"{pair.ended_on:%d.%m.%Y}" if pair.ended_on else "",
        "причина завершения": pair.get_end_reason_display() if pair.end_reason else "",
    }
    return {name: value for name, value in facts.items() if value}


def move_pair(
    pair: Pair,
    to: str,
    *,
    deed: str,
    by: User | None,
    reason: str = "",
    on_behalf: str = "",
    guard: Callable[[Pair], None] | None = None,
    values: Mapping[str, Any] | None = None,
) -> Pair:
    """Change a pair's status: lock, table, guard, save, seats and loads, journal — all or nothing. Returns the fresh pair.

    `deed` is the journal's phrase, `guard(pair)` raises `ValidationError` for what the table cannot know, `values` are the
    fields saved together with the status. Raises `PairsRefused` when the table does not allow the change.
    """
    with in_words():
        locked = lock([pair.pk])
        row = locked.pairs.get(pair.pk)
        if row is None:
            raise PairsRefused(["Этой пары больше нет."])
        if to not in TRANSITIONS[row.status]:
            raise PairsRefused(
                [f"{row}: сейчас «{PairStatus(row.status).label}», сделать «{PairStatus(to).label}» нельзя."]
            )
        if guard is not None:
            guard(row)
        before, was_living = state_of(row), row.status in LIVING
        row.status = to
        for name, value in (values or {}).items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        if was_living != (to in LIVING):
            row.seats.update(is_living=to in LIVING)
            recount([row.mentor_id], locked.mentees)
        record(
            deed,
            row,
            organisation=row.organisation,
            user=by,
            before=before,
            after=state_of(row),
            reason=reason,
            on_behalf=on_behalf,
        )
    return row
