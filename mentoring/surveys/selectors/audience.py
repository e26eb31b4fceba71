"""Whom a wave asks: which people, as which side, about which pair or child, in which days."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mentoring.pairs.models import Pair
from schools.enums import Role
from schools.models import Membership, Organisation, Person
from schools.models.person import Representation

from ..anonymity import FEWEST
from ..enums import AnswerSide, Audience, Timing
from ..models import Wave
from .pools import Pool, pool_of
from .terms import ABOUT_PAIR, pairs_of, rounds_of


@dataclass(frozen=True)
class Asked:
    """One asking of one person. `person`, `about` and `pair` are rows; the days are inclusive."""

    side: str
    person: Person
    opens_on: date
    closes_on: date
    # The child of whom a parent speaks.
    about: Person | None = None
    pair: Pair | None = None
    # Whether the pair is what is spoken of; else it only tells the form of mentoring.
    of_pair: bool = False
    round: int = 1

    @property
    def subject(self) -> str:
        """`Ticket.subject`: «p12», «c5», «p12c5» or nothing."""
        pair = f"p{self.pair.pk}" if self.of_pair and self.pair else ""
        return pair + (f"c{self.about.pk}" if self.about else "")

    @property
    def key(self) -> tuple[str, int, str, int]:
        return self.side, self.person.pk, self.subject, self.round


def scarce_sides(asked: Iterable[Asked]) -> list[tuple[str, int]]:
    """(side, people) where fewer than `FEWEST` people of a side are asked: no figure of theirs could ever be shown."""
    sides: dict[str, set[int]] = {}
    for one in asked:
        sides.setdefault(one.side, set()).add(one.person.pk)
    return [(side, len(people)) for side, people in sides.items() if len(people) < FEWEST]


def people_of(wave: Wave, sides: Collection[str] | None = None, today: date | None = None) -> list[Asked]:
    """Everybody whom the wave is to ask by what the banks and pairs say today, by name; a constant number of queries.

    The wave need not be saved when `sides` are given. Of a wave that follows pairs: the askings that are due today or in the
    next days (`terms.AHEAD`).
    """
    today = today or wave.organisation.today()
    wanted = list(sides) if sides is not None else [part.side for part in wave.parts.all()]
    if wave.timing != Timing.DATES or wave.audience == Audience.PAIRS:
        found = list(_of_pairs(wave, wanted, today))
    else:
        found = list(_of_pool(wave, wanted, today))
    if AnswerSide.CURATOR in wanted and wave.timing == Timing.DATES:
        found += [_in_days(wave, AnswerSide.CURATOR, one) for one in curators(wave.organisation, today)]
    once: dict[tuple, Asked] = {}
    for one in found:
        if all(card.archived_on is None and card.destroyed_at is None for card in (one.person, one.about) if card):
            once.setdefault(one.key, one)
    return sorted(
        once.values(), key=lambda one: (wanted.index(one.side), one.person.name_key, one.person.pk, one.round)
    )


def _of_pairs(wave: Wave, sides: list[str], today: date) -> Iterator[Asked]:
    pairs = pairs_of(wave, today)
    # A wave that repeats for each pair, or whose questions are about the pair, asks for each pair anew. Anonymously everybody
    # answers once: two sheets of one person would be two voices.
    each = wave.timing != Timing.DATES or (wave.purpose in ABOUT_PAIR and not wave.is_anonymous)
    alone = _single_pairs(pairs) if not each else {}
    parents = _parents(pairs, wave.year) if AnswerSide.PARENT in sides else {}
    for pair in pairs:
        mentor, mentees = pair.mentor.person, [seat.mentee.person for seat in pair.seats.all()]
        people: list[tuple[str, Person, Person | None]] = [(AnswerSide.MENTOR, mentor, None)]
        people += [(AnswerSide.MENTEE, one, None) for one in mentees]
        people += [
            (AnswerSide.PARENT, parent, None if wave.is_anonymous else child)
            for child in mentees
            for parent in parents.get(child.pk, ())
        ]
        if AnswerSide.ANYBODY in sides:
            people += [(AnswerSide.ANYBODY, one, None) for one in (mentor, *mentees)]
        for number, opens_on, closes_on in rounds_of(wave, pair, today):
            for side, person, about in people:
                if side not in sides:
                    continue
                # «Все из списка» answer once, whatever they answer about.
                own = each and side != AnswerSide.ANYBODY
                told = pair if own else alone.get((side, (about or person).pk))
                yield Asked(side, person, opens_on, closes_on, about, told, own, number)


def _of_pool(wave: Wave, sides: list[str], today: date) -> Iterator[Asked]:
    pool: Pool = pool_of(wave, sides)
    alone = _single_pairs(pairs_of(wave, today, every_form=True))
    for side in sides:
        for person, child in pool.of(side):
            about = None if wave.is_anonymous else child
            yield _in_days(wave, side, person, about, alone.get((side, (about or person).pk)))


def _in_days(wave: Wave, side: str, person: Person, about: Person | None = None, pair: Pair | None = None) -> Asked:
    return Asked(side, person, wave.opens_on, wave.closes_on, about, pair)


def _single_pairs(pairs: Iterable[Pair]) -> dict[tuple[str, int], Pair]:
    """(side, person's pk) → the pair, of those who stand in exactly one: by it figures are told by form."""
    found: dict[tuple[str, int], list[Pair]] = {}
    for pair in pairs:
        found.setdefault((AnswerSide.MENTOR, pair.mentor.person_id), []).append(pair)
        for seat in pair.seats.all():
            for side in (AnswerSide.MENTEE, AnswerSide.PARENT):
                found.setdefault((side, seat.mentee.person_id), []).append(pair)
    return {key: own[0] for key, own in found.items() if len(own) == 1}


def _parents(pairs: Iterable[Pair], year: int) -> dict[int, list[Person]]:
    """Representatives of mentees who are pupils of the year: child's pk → cards."""
    children = {seat.mentee.person_id for pair in pairs for seat in pair.seats.all()}
    return parents_of(children, year)


def parents_of(children: Collection[int], year: int) -> dict[int, list[Person]]:
    """Child's pk → cards of the representatives, of those children who have a class in the year."""
    rows = (
        Representation.objects.filter(pupil__in=set(children), pupil__enrolments__year=year)
        .select_related("representative")
        .order_by("representative__name_key", "pk")
    )
    found: dict[int, list[Person]] = {}
    for row in rows:
        found.setdefault(row.pupil_id, []).append(row.representative)
    return found


def curators(organisation: Organisation, day: date) -> list[Person]:
    """Cards of those who are curator on the day. A curator without a card cannot be asked: see `curators_without_card`."""
    users = _curator_users(organisation, day)
    return list(Person.objects.present().filter(organisation=organisation, user__in=users).order_by("name_key", "pk"))


def curators_without_card(organisation: Organisation, day: date) -> int:
    """How many curators of the day have no card in the organisation and so cannot be asked."""
    return len(set(_curator_users(organisation, day)) - {one.user_id for one in curators(organisation, day)})


def _curator_users(organisation: Organisation, day: date) -> list[int]:
    rows = Membership.objects.active(day).filter(organisation=organisation.legal_entity, role=Role.CURATOR)
    return list(rows.values_list("user", flat=True).distinct())


def left_out(wave: Wave, asked: Iterable[Asked]) -> list[Person]:
    """Those of the chosen list whom the wave does not ask: not in the bank, not in use."""
    if wave.audience != Audience.LIST:
        return []
    reached = {pk for one in asked for pk in (one.person.pk, one.about.pk if one.about else 0)}
    chosen = set(wave.choice.get("people", [])) - reached
    return list(Person.objects.filter(organisation=wave.organisation, pk__in=chosen).order_by("name_key", "pk"))
