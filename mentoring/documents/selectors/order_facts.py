"""What an order on pairs says, reread from the rooms on the left each time that a page is composed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from mentoring.pairs.models import Pair, Seat
from schools.models import Employment, Enrolment, Person
from schools.papers.models import Document, LegalAct
from schools.years import AcademicYear

from ..words.people import Named


@dataclass(frozen=True)
class PairFacts:
    """One pair as an order names it."""

    pk: int
    mentor: Named
    mentees: tuple[Named, ...]
    form: str
    kinds: tuple[str, ...]
    starts: date
    ends: date
    # The pair in whose place the curator has formed this one.
    replaces: int | None = None


def named_people(people: Iterable[Person], day: date, year: AcademicYear | None = None) -> dict[int, Named]:
    """The people as papers of the day name them, by primary key; two queries whatever their number.

    Classes are those of `year`: an order of August already names the class of September.
    """
    cards = {person.pk: person for person in people}
    posts: dict[int, Employment] = {}
    for employment in Employment.objects.active(day).filter(person__in=cards).order_by("is_main", "-pk"):
        posts[employment.person_id] = employment
    begins = (year or AcademicYear.of(day)).begins
    grades = dict(Enrolment.objects.filter(person__in=cards, year=begins).values_list("person_id", "grade"))
    return {pk: Named.of(card, posts.get(pk), grades.get(pk, "")) for pk, card in cards.items()}


def pair_facts(pairs: Iterable[int], organisation_pk: int, day: date, year: AcademicYear) -> list[PairFacts]:
    """The pairs of the organisation in the order of their mentors' names, mentees by name within a pair."""
    seats = Seat.objects.select_related("mentee__person").order_by("mentee__person__name_key", "pk")
    rows = list(
        Pair.objects.filter(pk__in=list(pairs), organisation=organisation_pk)
        .select_related("mentor__person", "form")
        .prefetch_related("kinds", Prefetch("seats", seats))
        .order_by("mentor__person__name_key", "pk")
    )
    people = [pair.mentor.person for pair in rows]
    people += [seat.mentee.person for pair in rows for seat in pair.seats.all()]
    named = named_people(people, day, year)
    return [
        PairFacts(
            pk=pair.pk,
            mentor=named[pair.mentor.person_id],
            mentees=tuple(named[seat.mentee.person_id] for seat in pair.seats.all()),
            form=pair.form.name,
            kinds=tuple(kind.name for kind in pair.kinds.all()),
            starts=pair.starts,
            ends=pair.ends,
            replaces=pair.replaces_id,
        )
        for pair in rows
    ]


def named_person(pk: int | None, organisation_pk: int, day: date) -> Named | None:
    """One person of the organisation, or None when nobody is chosen or the card is of another organisation."""
    if not pk:
        return None
    card = Person.objects.filter(pk=pk, organisation=organisation_pk).first()
    return named_people([card], day)[card.pk] if card else None


def cited_acts(document: Document) -> list[str]:
    """Citations of the acts chosen for the draft, in the order of the list of acts."""
    chosen = document.data.get("acts", [])
    offered = LegalAct.objects.filter(pk__in=chosen).filter(organisation__isnull=True) | LegalAct.objects.filter(
        pk__in=chosen, organisation=document.organisation
    )
    return list(offered.order_by("position", "pk").values_list("citation", flat=True))
