"""The banks of the demo: who is in them, with what strengths and requests."""

from collections.abc import Iterable
from decimal import Decimal

from mentoring.banks.enums import BankStatus, Priority, RequestSource
from mentoring.banks.lines import RequestLine, StrengthLine
from mentoring.banks.models import Mentee, Mentor, MentoringForm, MentoringKind, Topic
from mentoring.banks.services import (
    add_mentees,
    add_mentors,
    change_mentee_status,
    change_mentor_status,
    save_mentee,
    save_mentor,
)
from schools.models import Organisation, User

from .cast import BankLine
from .ground import (
    card,
)


def fill_banks(place: Organisation, mentors: Iterable[BankLine], mentees: Iterable[BankLine], by: User) -> None:
    """Both banks of the current year, confirmed, with strengths and requests."""
    year = place.current_year().begins
    mentors, mentees = list(mentors), list(mentees)
    add_mentors(place, year, [card(place, line.name) for line in mentors], by)
    add_mentees(place, year, [card(place, line.name) for line in mentees], by)
    form = MentoringForm.objects.get(code="teacher-teacher")
    kind = MentoringKind.objects.get(code="traditional")
    for line in mentors:
        mentor = change_mentor_status(mentor_of(place, line.name), BankStatus.CONFIRMED, by)
        save_mentor(
            mentor,
            capacity=line.capacity,
            hours_per_week=Decimal(2),
            achievements=line.note,
            interests="",
            forms=[form],
            kinds=[kind],
            strengths=[StrengthLine(*topic_of(words)) for words in line.topics],
            by=by,
        )
    for line in mentees:
        mentee = change_mentee_status(mentee_of(place, line.name), BankStatus.CONFIRMED, by)
        first, *others = line.topics
        requests = [RequestLine(*topic_of(first), Priority.HIGH, RequestSource.SELF)]
        requests += [RequestLine(*topic_of(words), Priority.MIDDLE, RequestSource.DEPARTMENT) for words in others]
        posts = mentee.person.employments.all()
        save_mentee(mentee, experience_years=posts[0].teaching_years if posts else None, requests=requests, by=by)


def topic_of(words: str) -> tuple[Topic, str]:
    """«предмет: Физика» as the topic and what makes it precise."""
    name, _, detail = (part.strip() for part in words.partition(":"))
    return Topic.objects.get(organisation=None, name=name), detail


def mentor_of(place: Organisation, name: str) -> Mentor:
    return Mentor.objects.get(person=card(place, name), year=place.current_year().begins)


def mentee_of(place: Organisation, name: str) -> Mentee:
    return Mentee.objects.get(person=card(place, name), year=place.current_year().begins)


def wait_in_bank(school: Organisation, by: User) -> None:
    """Candidates who have not said yes or no."""
    year = school.current_year().begins
    add_mentors(school, year, [card(school, "Кравец Юлия Олеговна"), card(school, "Шиллер Эмма Карловна")], by)
