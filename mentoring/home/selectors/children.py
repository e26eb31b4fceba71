"""What a parent finds here: each child apart, with the mentor, the consents to bring and the surveys to answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

from mentoring.banks.models import Mentee, Mentor
from mentoring.consents.selectors import is_minor
from mentoring.documents.selectors.consent_lines import Line, gave_up_signing, owed_of
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.lists import pairs_of_children
from mentoring.pairs.selectors.people import grade_of, post_of, with_people
from mentoring.surveys.selectors.tickets import Waiting
from schools.models import Employment, Enrolment, Organisation, Person, Representation, User


@dataclass(frozen=True)
class Family:
    """The minors whom a user represents in an organisation, by name; and whether the user takes part here himself."""

    children: list[Person]
    takes_part: bool


@dataclass(frozen=True)
class ChildPair:
    """A pair of the child as the parent sees it: of the others only the mentor is named."""

    pair: Pair
    is_mentor: bool
    mentor: Person
    post: str
    runs: bool


@dataclass
class Child:
    person: Person
    grade: str
    pairs: list[ChildPair] = field(default_factory=list)
    # What the parent is to sign or has signed for the child this year.
    lines: list[Line] = field(default_factory=list)
    asked: list[Waiting] = field(default_factory=list)
    # The parent took back the own consent: somebody else signs for the child.
    given_up: bool = False

    @property
    def owes(self) -> list[Line]:
        return [] if self.given_up else owed_of(self.lines)


def family_of(user: User, organisation: Organisation) -> Family:
    """One query for who represents nobody, four for the others. A grown child's papers are no business of the parent."""
    entity, day = organisation.legal_entity, organisation.today()
    links = Representation.objects.filter(
        representative__user=user,
        representative__organisation=entity,
        pupil__archived_on__isnull=True,
        pupil__destroyed_at__isnull=True,
    ).select_related("pupil")
    rows = links.prefetch_related("pupil__enrolments", "pupil__employments").order_by("pupil__name_key", "pupil")
    children = list({link.pupil_id: link.pupil for link in rows if is_minor(link.pupil, day)}.values())
    if not children:
        return Family([], True)
    of_person = {"person": OuterRef("pk")}
    own = Person.objects.filter(user=user, organisation=entity).filter(
        Exists(Employment.objects.filter(**of_person).active(day))
        | Exists(Enrolment.objects.filter(**of_person))
        | Exists(Mentor.objects.filter(**of_person))
        | Exists(Mentee.objects.filter(**of_person))
    )
    return Family(children, own.exists())


def child_of(user: User, organisation: Organisation, pk: int) -> Person | None:
    """The minor of this number whom the user represents in the organisation, also one who has left; None for anybody else.

    Until 18 the representative asks for the child what is kept about it (152-ФЗ, статья 14; ГК РФ, статьи 26 и 28).
    """
    found = Person.objects.filter(
        pk=pk,
        organisation=organisation.legal_entity,
        destroyed_at__isnull=True,
        represented_by__representative__user=user,
        represented_by__representative__organisation=organisation.legal_entity,
    )
    child = found.select_related("organisation", "user").first()
    return child if child is not None and is_minor(child, organisation.today()) else None


def children_of(
    family: Family,
    user: User,
    organisation: Organisation,
    day: date,
    lines: Iterable[Line],
    asked: Iterable[Waiting] = (),
) -> list[Child]:
    """Each child of the family apart. `lines` are those of `own_lines`, `asked` those of `waiting_for`."""
    if not family.children:
        return []
    lines = list(lines)
    given_up = gave_up_signing(lines, user)
    found = {person.pk: Child(person, grade_of(person, day), given_up=given_up) for person in family.children}
    for pair in with_people(pairs_of_children(user, organisation)):
        mentor = pair.mentor.person
        seen = ChildPair(pair, False, mentor, post_of(mentor, day), pair.is_active(day))
        for seat in pair.seats.all():
            if seat.mentee.person_id in found:
                found[seat.mentee.person_id].pairs.append(seen)
        if mentor.pk in found:
            found[mentor.pk].pairs.append(ChildPair(pair, True, mentor, seen.post, seen.runs))
    for line in lines:
        if line.person.pk in found:
            found[line.person.pk].lines.append(line)
    for one in asked:
        if one.ticket.about_id in found:
            found[one.ticket.about_id].asked.append(one)
    return list(found.values())
