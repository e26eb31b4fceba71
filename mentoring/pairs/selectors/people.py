"""People of pairs as screens and checks need them, read in a constant number of queries."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from schools.models import Person
from schools.years import AcademicYear

from ..models import Seat
from ..models.pair import PairQuerySet


def with_people(pairs: PairQuerySet) -> PairQuerySet:
    """Everything that a list, a card or a check reads of pairs: eleven queries, however many pairs, and
    three more where some take the place of others."""
    return pairs.select_related(
        "organisation", "mentor__person", "form", "order", "end_order", "agreement", "notice", "decided_by",
        "replaces__mentor__person",
    ).prefetch_related(
        "kinds",
        "mentor__strengths__topic",
        "mentor__person__employments",
        "mentor__person__enrolments",
        Prefetch("seats", Seat.objects.select_related("mentee__person").order_by("mentee__person__name_key", "pk")),
        "seats__mentee__requests__topic",
        "seats__mentee__person__employments",
        "seats__mentee__person__enrolments",
        "replaces__seats__mentee__person",
    )  # fmt: skip


def load_facts(people: Iterable[Person]) -> None:
    """Fetch posts and classes of all these cards at once; cards that have them already cost nothing."""
    prefetch_related_objects(list(people), "employments", "enrolments")


def posts_of(person: Person, day: date) -> list:
    """Employments that hold on the day, the main one first. Reads what `load_facts` fetched."""
    return [
        row
        for row in person.employments.all()
        if (not row.starts or row.starts <= day) and (not row.ends or row.ends >= day)
    ]


def grade_of(person: Person, day: date) -> str:
    year = AcademicYear.of(day).begins
    return next((row.grade for row in person.enrolments.all() if row.year == year), "")


def post_of(person: Person, day: date) -> str:
    """What stands beside the name: the post, or the class, or nothing."""
    if posts := posts_of(person, day):
        return posts[0].post
    grade = grade_of(person, day)
    return f"обучающийся, {grade}" if grade else ""
