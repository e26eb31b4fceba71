"""Whom living pairs hold: what this room answers when a card is about to go to the archive."""

from collections.abc import Collection

from django.db.models import Q

from ..enums import PairStatus
from ..models import Pair


def held_by_pairs(people: Collection[int]) -> dict[int, str]:
    """Persons' ids → the sentence naming the living pairs in which they stand."""
    wanted = set(people)
    rows = (
        Pair.objects.filter(Q(seats__mentor__person__in=wanted) | Q(seats__mentee__person__in=wanted))
        .filter(seats__is_living=True)
        .select_related("mentor__person")
        .prefetch_related("seats__mentee__person")
        .distinct()
        .order_by("pk")
    )
    held: dict[int, list[Pair]] = {}
    for pair in rows:
        for person in {pair.mentor.person_id, *(seat.mentee.person_id for seat in pair.seats.all())} & wanted:
            held.setdefault(person, []).append(pair)
    return {person: _sentence(pairs) for person, pairs in held.items()}


def _sentence(pairs: list[Pair]) -> str:
    names = "; ".join(f"«{pair}»" for pair in pairs)
    deed = "завершите" if any(pair.status == PairStatus.ORDERED for pair in pairs) else "отмените"
    if len(pairs) == 1:
        return f"Состоит в паре {names}: сначала {deed} её."
    return f"Состоит в парах {names}: сначала завершите или отмените их."
