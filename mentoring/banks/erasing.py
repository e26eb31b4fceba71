"""A person's places in the banks when the data are destroyed: the year and the dates stay, for reports count them."""

from collections.abc import Iterator

from schools.destruction import About
from schools.models import Person, User
from schools.traces import Traces, scrub_rows

from .enums import BankStatus
from .models import Mentee, MenteeRequest, Mentor, MentorStrength
from .services.status import change_status

WHY = "данные уничтожены"


def categories(person: Person) -> Iterator[str]:
    if person.mentor_entries.exists():
        yield "сведения наставника: сильные стороны, достижения, интересы, пожелания"
    if person.mentee_entries.exists():
        yield "сведения наставляемого: запросы, затруднения, стаж"


def erase(person: Person, traces: Traces, by: User) -> Iterator[About]:
    """Places of this year and later are left with a reason; in all of them what people wrote goes."""
    year = person.organisation.current_year().begins
    for mentor in Mentor.objects.filter(person=person, year__gte=year).exclude(status=BankStatus.WITHDRAWN):
        change_status(mentor, BankStatus.WITHDRAWN, by, WHY)
    for mentee in Mentee.objects.filter(person=person, year__gte=year).exclude(status=BankStatus.WITHDRAWN):
        change_status(mentee, BankStatus.WITHDRAWN, by, WHY)
    mentors, mentees = Mentor.objects.filter(person=person), Mentee.objects.filter(person=person)
    MentorStrength.objects.filter(mentor__in=mentors).delete()
    MenteeRequest.objects.filter(mentee__in=mentees).delete()
    mentors.update(achievements="", interests="", wished_age="", hours_per_week=None, case_url="", note="")
    mentees.update(experience_years=None, case_url="", note="")
    for rows in (mentors, mentees):
        rows.exclude(withdrawal_reason="").update(withdrawal_reason=WHY)
    _erase_mentions(person, traces)
    yield About(Mentor, list(mentors.values_list("pk", flat=True)))
    yield About(Mentee, list(mentees.values_list("pk", flat=True)))


def _erase_mentions(person: Person, traces: Traces) -> None:
    place = person.organisation
    texts = ["note", "withdrawal_reason", "case_url"]
    scrub_rows(Mentor.objects.filter(organisation=place), [*texts, "achievements", "interests", "wished_age"], traces)
    scrub_rows(Mentee.objects.filter(organisation=place), texts, traces)
    scrub_rows(MentorStrength.objects.filter(mentor__organisation=place), ["detail", "detail_key"], traces)
    scrub_rows(MenteeRequest.objects.filter(mentee__organisation=place), ["detail", "detail_key"], traces)
