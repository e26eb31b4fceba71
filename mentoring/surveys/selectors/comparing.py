"""Before and after of the same persons, and both sides of the same pair."""

from collections import defaultdict
from collections.abc import Collection

from django.db import connection
from django.db.models import Avg, Exists, F, Q, QuerySet

from mentoring.pairs.models import Pair, Seat

from ..enums import AnswerSide
from ..models import Answer, Reply, Wave
from .counting import answers_that_count, other_round, replies_that_count
from .figures import PairLine

# As far apart as a disagreement is (product, section 5).
GAP = 2.0
PAIRS_SHOWN = 60

# (side, item, row of a matrix)
type Seen = tuple[str, str, str]
type Pairs = dict[tuple[float, float], int]


def before_and_after(wave: Wave, before: Wave | None) -> dict[Seen, Pairs]:
    """{statement: {(before, after): how many persons}}, in one query: against another wave, or the first time against the last of
    a wave that repeats.

    A person is the same card, on the same side, about the same child; of one who answered about several pairs the mean counts,
    so that nobody weighs more than others.
    """
    if before is not None:
        earlier: QuerySet[Reply] = replies_that_count(before)
        later: QuerySet[Reply] = replies_that_count(wave)
    else:
        replies = Reply.objects.filter(wave=wave)
        has_earlier, has_later = Exists(other_round(wave, "lt")), Exists(other_round(wave, "gt"))
        earlier, later = replies.filter(~has_earlier, has_later), replies.filter(has_earlier, ~has_later)
    persons = (
        Answer.objects.filter(Q(reply__in=earlier) | Q(reply__in=later), number__isnull=False, choice="")
        .annotate(
            who=F("reply__ticket__person_id"),
            about=F("reply__ticket__about_id"),
            side=F("reply__part__side"),
            line=F("row"),
        )
        .values("who", "about", "side", "item", "line")
        .annotate(was=Avg("number", filter=Q(reply__in=earlier)), became=Avg("number", filter=Q(reply__in=later)))
        .order_by()
    )
    sql, params = persons.query.sql_with_params()
    found: dict[Seen, Pairs] = defaultdict(dict)
    with connection.cursor() as cursor:
        # The database means the persons first and counts them then: so many rows as there are steps, not as there are people.
        cursor.execute(
            f"SELECT side, item, line, was, became, COUNT(*) FROM ({sql}) persons "  # Django's own SQL
            "WHERE was IS NOT NULL AND became IS NOT NULL GROUP BY side, item, line, was, became",
            params,
        )
        for side, item, line, was, became, persons_count in cursor.fetchall():
            found[side, item, line][float(was), float(became)] = persons_count
    return found


def by_pair(
    wave: Wave, names: dict[tuple[str, str], str], most: int | None = PAIRS_SHOWN
) -> tuple[tuple[PairLine, ...], int]:
    """Pairs with the means of both sides over the statements `names` ({(item, row): words}), those furthest apart first; and how
    many pairs are left out. Three queries at most."""
    means = _means(wave, {item for item, _ in names})
    if not means:
        return (), 0

    def order(pair: int) -> tuple[bool, float, int]:
        both = means[pair]
        apart = both.keys() >= {True, False}
        return not apart, -abs(both[True] - both[False]) if apart else 0.0, pair

    chosen = sorted(means, key=order)[:most]
    details = _details(wave, {item for item, _ in names}, chosen)
    pairs = _pairs(chosen)
    lines = []
    for pk in chosen:
        if pk not in pairs:
            continue
        gaps = sorted(
            (
                (names[place], both[True], both[False])
                for place, both in details[pk].items()
                if place in names and both.keys() >= {True, False} and abs(both[True] - both[False]) >= GAP
            ),
            key=lambda gap: (-abs(gap[1] - gap[2]), gap[0]),
        )
        lines.append(PairLine(pairs[pk], means[pk].get(True), means[pk].get(False), tuple(gaps)))
    return tuple(lines), len(means) - len(chosen)


def _pairs(keys: Collection[int]) -> dict[int, Pair]:
    """Pairs with all their people, in one query; there is no pair without a mentee."""
    seats: dict[int, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(pair__in=keys).select_related("mentee__person", "pair__mentor__person"):
        seats[seat.pair_id].append(seat)
    found = {pk: own[0].pair for pk, own in seats.items()}
    for pk, pair in found.items():
        pair._prefetched_objects_cache = {"seats": seats[pk]}  # type: ignore[attr-defined]
    return found


def _of_pairs(wave: Wave, items: Collection[str]) -> QuerySet[Answer]:
    sides = [AnswerSide.MENTOR, AnswerSide.MENTEE]
    return answers_that_count(wave).filter(
        number__isnull=False,
        choice="",
        item__in=items,
        reply__part__side__in=sides,
        reply__ticket__pair__isnull=False,
    )


def _means(wave: Wave, items: Collection[str]) -> dict[int, dict[bool, float]]:
    """{pair: {whether the mentor's: mean}}"""
    rows = _of_pairs(wave, items).values_list("reply__ticket__pair_id", "reply__part__side").order_by()
    found: dict[int, dict[bool, float]] = defaultdict(dict)
    for pair, side, mean in rows.annotate(mean=Avg("number")):
        found[pair][side == AnswerSide.MENTOR] = float(mean)
    return found


def _details(
    wave: Wave, items: Collection[str], pairs: Collection[int]
) -> dict[int, dict[tuple[str, str], dict[bool, float]]]:
    rows = _of_pairs(wave, items).filter(reply__ticket__pair__in=pairs).order_by()
    means = rows.values_list("reply__ticket__pair_id", "item", "row", "reply__part__side").annotate(mean=Avg("number"))
    found: dict[int, dict[tuple[str, str], dict[bool, float]]] = defaultdict(lambda: defaultdict(dict))
    for pair, item, row, side, mean in means:
        found[pair][item, row][side == AnswerSide.MENTOR] = float(mean)
    return found
