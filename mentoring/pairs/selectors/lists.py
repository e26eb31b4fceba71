"""Pairs as lists show them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from mentoring.consents.selectors import missing_for
from schools.models import Organisation, User
from schools.russian import search_key
from schools.years import AcademicYear

from ..enums import LIVING, PairStatus
from ..models import Pair, Seat
from ..models.pair import PairQuerySet
from .draft import OF_SIGNER, REQUIRED_OF_MENTEE, REQUIRED_OF_MENTOR

# What concerns a participant: a pair that is still being discussed is the curator's and the head's business.
SHOWN_TO_PARTICIPANTS = (PairStatus.APPROVED, PairStatus.ORDERED, PairStatus.ENDED)


def pairs_of_year(user: User, organisation: Organisation, year: AcademicYear) -> PairQuerySet:
    """Pairs that the user may see and whose term touches the year (design, decision 4)."""
    return Pair.objects.visible_to(user).filter(organisation=organisation.legal_entity).touching(year.start, year.end)


def own_pairs(user: User, organisation: Organisation) -> PairQuerySet:
    """Pairs in which the user stands, the running ones first; other people's pairs never, whatever other role the user has."""
    seats = Seat.objects.filter(Q(mentee__person__user=user) | Q(mentor__person__user=user))
    rows = Pair.objects.visible_to(user).filter(organisation=organisation.legal_entity, pk__in=seats.values("pair"))
    return rows.filter(status__in=SHOWN_TO_PARTICIPANTS).order_by("-ends", "pk")


def pairs_of_children(user: User, organisation: Organisation) -> PairQuerySet:
    """Pairs in which the children stand whom the user represents: a parent sees no other pair, and no card of these."""
    kin = Q(mentee__person__represented_by__representative__user=user)
    seats = Seat.objects.filter(kin | Q(mentor__person__represented_by__representative__user=user))
    rows = Pair.objects.filter(organisation=organisation.legal_entity, pk__in=seats.values("pair"))
    return rows.filter(status__in=SHOWN_TO_PARTICIPANTS).order_by("-ends", "pk")


def counts_by_status(pairs: PairQuerySet) -> dict[str, int]:
    """How many pairs stand in each status, and all of them under the empty key, cancelled ones left out."""
    counts = dict(pairs.order_by().values_list("status").annotate(n=Count("pk")))
    return {"": sum(n for status, n in counts.items() if status != PairStatus.CANCELLED), **counts}


def search(pairs: PairQuerySet, text: str) -> PairQuerySet:
    """Every word is found in the mentor or in one of the mentees (stored keys: design, decision 11)."""
    for word in search_key(text).split():
        seats = Seat.objects.filter(pair=OuterRef("pk"), mentee__person__search_text__contains=word)
        pairs = pairs.filter(Q(mentor__person__search_text__contains=word) | Exists(seats))
    return pairs


def debts_of(pairs: Iterable[Pair], day: date) -> dict[int, int]:
    """How many consents each living pair lacks on the day; one query. Pairs without debts are left out."""
    pairs = [pair for pair in pairs if pair.status in LIVING]
    owed: dict[int, set] = {}
    for pair in pairs:
        owed.setdefault(pair.mentor.person_id, set()).update(REQUIRED_OF_MENTOR)
        for seat in pair.filled_seats():
            owed.setdefault(seat.mentee.person_id, set()).update(REQUIRED_OF_MENTEE)
    missing = missing_for({person: sorted(purposes) for person, purposes in owed.items()}, day)
    debts = {}
    for pair in pairs:
        n = sum(purpose in (*REQUIRED_OF_MENTOR, *OF_SIGNER) for purpose in missing.get(pair.mentor.person_id, []))
        for seat in pair.filled_seats():
            n += sum(purpose in (*REQUIRED_OF_MENTEE, *OF_SIGNER) for purpose in missing.get(seat.mentee.person_id, []))
        if n:
            debts[pair.pk] = n
    return debts
