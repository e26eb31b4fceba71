"""Before and after of the same persons, and both sides of the same pair."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Avg, Count, Exists, F, Q, QuerySet, Window
from django.db.models.functions import Abs

from mentoring.pairs.models import Seat

from ..models import Answer, Reply, Ticket, Wave
from .counting import PARTS_OF_NAME, answers_that_count, other_round, replies_that_count, short_name
from .figures import PAIRS_SORTED, PairLine

# As far apart as a disagreement is (product, section 5).
GAP = 2.0
PAIRS_SHOWN = 40

# (side, item, row of a matrix)
type Seen = tuple[str, str, str]
type Pairs = dict[tuple[float, float], int]


@dataclass(frozen=True)
class PairStatements:
    """What pairs are compared by: `names` {(item, row): words}; `parts` {part: whether it is the mentors'}."""

    names: dict[tuple[str, str], str]
    parts: dict[int, bool]


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


def by_pair(wave: Wave, statements: PairStatements, most: int | None = PAIRS_SHOWN) -> tuple[tuple[PairLine, ...], int]:
    """Pairs with the means of both sides over the statements, those furthest apart first, and how many pairs are left out; four
    queries at most.

    Of more than `PAIRS_SORTED`, as no school has, those that were made first are compared, and the page says so: to compare
    thousands costs as much as all the other figures together. `most` of None compares all.
    """
    if not statements.names:
        return (), 0
    answered = Ticket.objects.filter(wave=wave, part__in=list(statements.parts), answered_at__isnull=False)
    every = list(answered.exclude(pair=None).order_by("pair_id").values_list("pair_id", flat=True).distinct())
    is_cut = most is not None and len(every) > PAIRS_SORTED
    means, total = _means(wave, statements, most, every[PAIRS_SORTED - 1] if is_cut else None)
    if not means:
        return (), 0
    if is_cut:
        total = len(every)
    gaps, names = _gaps(wave, statements, means), _names(means)
    lines = tuple(PairLine(pair, names[pair], *both, tuple(gaps.get(pair, ()))) for pair, both in means.items())
    return lines, total - len(lines)


def _means(
    wave: Wave, statements: PairStatements, most: int | None, last: int | None
) -> tuple[dict[int, tuple[float | None, float | None]], int]:
    """{pair: (mentor's mean, mentees' mean)} of all that was judged, those furthest apart first and those with one side last, at
    most so many, none made later than `last`; and how many pairs there are. One query: the database puts in order what nobody
    is shown."""
    rows_of: dict[str, set[str]] = defaultdict(set)
    for item, row in statements.names:
        rows_of[item].add(row)
    named = Q(item__in=[item for item, rows in rows_of.items() if rows == {""}])
    for item, rows in rows_of.items():
        if rows != {""}:
            named |= Q(item=item, row__in=rows)
    own = Q() if last is None else Q(reply__ticket__pair__lte=last)
    judged = (
        _by_side(_judged(wave, statements).filter(named, own, reply__ticket__pair__isnull=False), statements)
        .annotate(total=Window(Count("*")))
        .order_by(F("apart").desc(nulls_last=True), "reply__ticket__pair_id")
        .values_list("reply__ticket__pair_id", "mentor", "mentees", "total")
    )
    found = list(judged[:most])
    return {pair: (mentor, mentees) for pair, mentor, mentees, _ in found}, found[0][3] if found else 0


def _judged(wave: Wave, statements: PairStatements) -> QuerySet[Answer]:
    return answers_that_count(wave).filter(number__isnull=False, choice="", reply__part__in=list(statements.parts))


def _names(pairs: Collection[int]) -> dict[int, str]:
    """The pairs as they call themselves, in one query."""
    fields = [f"{whose}__person__{name}" for whose in ("mentor", "mentee") for name in PARTS_OF_NAME]
    seats = Seat.objects.filter(pair__in=pairs).values_list("pair_id", *fields)
    mentors: dict[int, str] = {}
    mentees: dict[int, list[str]] = defaultdict(list)
    for pair, *names in seats:
        mentors[pair] = short_name(*names[:3])
        mentees[pair].append(short_name(*names[3:]))
    return {pair: f"{mentors[pair]} — {', '.join(mentees[pair])}" if pair in mentors else "" for pair in pairs}


def _gaps(wave: Wave, statements: PairStatements, pairs: Collection[int]) -> dict[int, list[tuple[str, float, float]]]:
    """{pair: (words, mentor's mean, mentees' mean) of what they judge `GAP` apart, the furthest first}"""
    rows = (
        _by_side(_judged(wave, statements).filter(reply__ticket__pair__in=pairs), statements, "item", "row")
        .filter(apart__gte=GAP)
        .order_by()
        .values_list("reply__ticket__pair_id", "item", "row", "mentor", "mentees")
    )
    found: dict[int, list[tuple[str, float, float]]] = defaultdict(list)
    for pair, item, row, mentor, mentees in rows:
        if (item, row) in statements.names:
            found[pair].append((statements.names[item, row], mentor, mentees))
    for gaps in found.values():
        gaps.sort(key=lambda gap: (-abs(gap[1] - gap[2]), gap[0]))
    return found


def _by_side(answers: QuerySet[Answer], statements: PairStatements, *keys: str) -> Any:
    """By pair and `keys`: means of the mentor and of the mentees, and how far they are apart."""
    of_mentor = Q(reply__part__in=[part for part, is_mentor in statements.parts.items() if is_mentor])
    return (
        answers.values("reply__ticket__pair_id", *keys)
        .annotate(mentor=Avg("number", filter=of_mentor), mentees=Avg("number", filter=~of_mentor))
        .annotate(apart=Abs(F("mentor") - F("mentees")))
    )
