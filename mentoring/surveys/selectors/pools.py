"""The people of a bank, of classes, of a chosen list, by side."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor, MentoringForm
from mentoring.banks.selectors.sides import sides_of_people
from schools.models import Person
from schools.models.person import Representation

from ..enums import ENTRY, AnswerSide, Audience
from ..models import Wave

BANKS = frozenset({AnswerSide.MENTOR, AnswerSide.MENTEE})


@dataclass
class Pool:
    mentors: list[Person] = field(default_factory=list)
    mentees: list[Person] = field(default_factory=list)
    # (representative, child)
    parents: list[tuple[Person, Person]] = field(default_factory=list)
    anybody: list[Person] = field(default_factory=list)

    def of(self, side: str) -> Iterator[tuple[Person, Person | None]]:
        """(who, about whom) of a side; curators are not of a pool."""
        if side == AnswerSide.PARENT:
            yield from self.parents
        for person in {
            AnswerSide.MENTOR: self.mentors,
            AnswerSide.MENTEE: self.mentees,
            AnswerSide.ANYBODY: self.anybody,
        }.get(AnswerSide(side), []):
            yield person, None


def pool_of(wave: Wave, sides: list[str]) -> Pool:
    """Who answers as which side.

    Into a bank leads a questionnaire of entry: as long as it is for one of the two banks, everybody of the classes or the list
    is asked, also who does not stand there yet.
    """
    mentors, mentees = _bank(Mentor, wave), _bank(Mentee, wave)
    if wave.audience == Audience.BANK:
        if codes := wave.choice.get("forms"):
            mentors, mentees = _of_forms(wave, codes, mentors, mentees)
        people = [row.person for row in (*mentors, *mentees)]
        pool = Pool([row.person for row in mentors], [row.person for row in mentees], anybody=people)
        children = [one.pk for one in pool.mentees]
    else:
        people = list(_chosen(wave))
        in_mentors, in_mentees = ({row.person_id for row in rows} for rows in (mentors, mentees))
        if wave.purpose in ENTRY and len(BANKS & set(sides)) < 2:
            in_mentors = in_mentees = {one.pk for one in people}
        pool = Pool(
            [one for one in people if one.pk in in_mentors],
            [one for one in people if one.pk in in_mentees],
            anybody=people,
        )
        children = [one.pk for one in pool.mentees]
    if AnswerSide.PARENT in sides:
        pool.parents = _parents(wave, children, {one.pk for one in people})
    return pool


def _bank(model: type[Mentor] | type[Mentee], wave: Wave) -> list:
    """Entries of the wave's year: confirmed ones; when asked for entry, candidates too."""
    statuses = [BankStatus.CONFIRMED, *([BankStatus.CANDIDATE] if wave.purpose in ENTRY else [])]
    rows: QuerySet = model._default_manager.filter(organisation=wave.organisation, year=wave.year, status__in=statuses)
    return list(rows.select_related("person").order_by("person__name_key", "pk"))


def _of_forms(wave: Wave, codes: list[str], mentors: list[Mentor], mentees: list[Mentee]) -> tuple[list, list]:
    """Mentors who named one of the forms, or who named none and may stand in it; mentees who may stand in it."""
    forms = list(MentoringForm.objects.offered_to(wave.organisation).filter(code__in=codes))
    named: dict[int, set[int]] = {}
    links = Mentor.forms.through.objects.filter(mentor__in=[row.pk for row in mentors])
    for mentor, form in links.values_list("mentor_id", "mentoringform_id"):
        named.setdefault(mentor, set()).add(form)
    wanted = {form.pk for form in forms}
    giving = {side for form in forms for side in form.mentor_sides}
    taking = {side for form in forms for side in form.mentee_sides}
    sides = sides_of_people([row.person for row in (*mentors, *mentees)], wave.organisation.today())

    def gives(row: Mentor) -> bool:
        own = named.get(row.pk)
        return bool(own & wanted if own else sides[row.person_id] & giving)

    return [row for row in mentors if gives(row)], [row for row in mentees if sides[row.person_id] & taking]


def _chosen(wave: Wave) -> QuerySet[Person]:
    people = Person.objects.present().filter(organisation=wave.organisation)
    if wave.audience == Audience.GRADE:
        grades = wave.choice.get("grades", [])
        people = people.filter(enrolments__year=wave.year, enrolments__grade__in=grades)
    else:
        people = people.filter(pk__in=wave.choice.get("people", []))
    return people.order_by("name_key", "pk")


def _parents(wave: Wave, children: list[int], chosen: set[int]) -> list[tuple[Person, Person]]:
    """Representatives of those mentees who are pupils; of a chosen representative, of every child of his who is a mentee."""
    rows = Representation.objects.filter(pupil__enrolments__year=wave.year, pupil__organisation=wave.organisation)
    rows = rows.select_related("representative", "pupil").order_by("representative__name_key", "pupil__name_key", "pk")
    own = rows.filter(pupil__in=children)
    found = [(row.representative, row.pupil) for row in own]
    if wave.audience == Audience.LIST:
        mentees = Mentee.objects.filter(organisation=wave.organisation, year=wave.year, status=BankStatus.CONFIRMED)
        listed = rows.filter(representative__in=chosen, pupil__in=mentees.values("person"))
        found += [(row.representative, row.pupil) for row in listed]
    return found
