"""On which sides of a form of mentoring a person may stand."""

import re
from collections.abc import Iterable
from datetime import date

from django.db.models import prefetch_related_objects

from schools.models import Person
from schools.russian import normalise_key
from schools.years import AcademicYear

from ..enums import Side

_ACTING = re.compile(
    r"^(и\. ?о\.|врио|вр\. ?и\. ?о\.|исполняющ(ий|ая) обязанности|временно исполняющ(ий|ая) обязанности) ?"
)
# The head word alone decides for a director and a deputy; the words after it decide for the rest, because a school also
# has руководитель кружка, заведующий библиотекой, заведующая хозяйством, who lead nobody to be mentored.
_HEAD = re.compile(r"^(директор|заместител|зам\.|замдиректор|завуч|начальник)")
_LEADS = re.compile(
    r"^(заведующ\w+|руководител\w*)"
    r"( (образовательн\w+ |дошкольн\w+ |структурн\w+ |детск\w+ |учебн\w+ |методическ\w+ )?"
    r"(организаци\w*|учреждени\w*|подразделени\w*|филиал\w*|отделени\w*|отдел\w*|сад\w*|часть\w*|частью|школ\w*|лаборатори\w*"
    r"|кафедр\w*|центр\w*|доу|мбдоу|мадоу)\b.*)?$"
)


def is_head_post(post: str) -> bool:
    """Whether the post is of a head or a deputy: «директор», «заместитель директора по УВР», «и.о. заведующего».

    «Классный руководитель», «руководитель кружка», «заведующая библиотекой» are not.
    """
    key = _ACTING.sub("", normalise_key(post))
    return bool(_HEAD.match(key) or _LEADS.match(key))


def sides_of(person: Person, day: date) -> set[Side]:
    """EMPLOYEE with a current post, HEAD with a head's or a deputy's post or a current headship, PUPIL with a class in
    the day's year, else OUTSIDE. Makes no query when `employments`, `enrolments` and `headships` are prefetched."""
    sides: set[Side] = set()
    for employment in person.employments.all():
        if _covers(employment.starts, employment.ends, day):
            sides.add(Side.EMPLOYEE)
            if is_head_post(employment.post):
                sides.add(Side.HEAD)
    if any(_covers(headship.starts, headship.ends, day) for headship in person.headships.all()):
        sides |= {Side.EMPLOYEE, Side.HEAD}
    year = AcademicYear.of(day).begins
    if any(enrolment.year == year for enrolment in person.enrolments.all()):
        sides.add(Side.PUPIL)
    return sides or {Side.OUTSIDE}


def sides_of_people(people: Iterable[Person], day: date) -> dict[int, set[Side]]:
    """The sides of many by person's id, in three queries whatever their number."""
    people = list(people)
    prefetch_related_objects(people, "employments", "enrolments", "headships")
    return {person.pk: sides_of(person, day) for person in people}


def _covers(starts: date | None, ends: date | None, day: date) -> bool:
    return (starts is None or starts <= day) and (ends is None or ends >= day)
