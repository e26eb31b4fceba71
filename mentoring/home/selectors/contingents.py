"""Whose mentoring a roadmap is about, so that a fact about teachers proves nothing of a plan for pupils, and the reverse."""

import re

from django.db.models import Exists, OuterRef, Q, QuerySet

from mentoring.banks.enums import Contingent
from mentoring.banks.models import Mentee, Mentor, MentoringForm
from roadmaps.models import Roadmap
from schools.models import Enrolment, Organisation
from schools.russian import normalise_key
from schools.years import AcademicYear

# The product's templates tell it by their names; the municipal one by its title, as an imported plan does.
_OF_PATTERN = {
    "teachers": Contingent.TEACHERS,
    "teachers_detail": Contingent.TEACHERS,
    "kindergarten": Contingent.TEACHERS,
    "pupils": Contingent.PUPILS,
}
_PUPIL = r"(?:ученик|ученич|школьник|студент|обучающ|обучаем|учащихся|учащиеся|воспитанник)\w*"
_TEACHER = r"(?:педагог|учител|воспитател|преподавател|молод\w+ специалист)\w*"
# «Учитель – ученик»: the mentee decides.
_FORM = re.compile(rf"\w+ ?[-–—] ?(?:(?P<pupil>{_PUPIL})|(?P<teacher>{_TEACHER}))")


def contingent_of(plan: Roadmap | None) -> Contingent | None:
    """By the template, else by the title: the form that it names, else the people. None: it does not tell, or tells both."""
    if plan is None:
        return None
    if plan.pattern in _OF_PATTERN:
        return _OF_PATTERN[plan.pattern]
    title = normalise_key(plan.title)
    forms = {match.lastgroup for match in _FORM.finditer(title)}
    if not forms:
        forms = {name for name, words in (("pupil", _PUPIL), ("teacher", _TEACHER)) if re.search(rf"\b{words}", title)}
    if len(forms) != 1:
        return None
    return Contingent.PUPILS if forms == {"pupil"} else Contingent.TEACHERS


def mentors_of(organisation: Organisation, year: AcademicYear, whose: Contingent | None) -> QuerySet[Mentor]:
    """Of the year's bank: for pupils, pupils and who named a form for pupils; for teachers, adults who named theirs or none."""
    entries = Mentor.objects.filter(organisation=organisation.legal_entity, year=year.begins)
    if whose is None:
        return entries
    through = Mentor.forms.through._default_manager.filter(mentor=OuterRef("pk"))
    named = MentoringForm._default_manager.filter(contingent=whose)
    fits = Q(Exists(through.filter(mentoringform__in=named.values("pk"))))
    if whose == Contingent.PUPILS:
        return entries.filter(fits | _is_pupil(year))
    return entries.filter(fits | ~Exists(through)).exclude(_is_pupil(year))


def mentees_of(organisation: Organisation, year: AcademicYear, whose: Contingent | None) -> QuerySet[Mentee]:
    """Of the year's bank; who has a class in the year is a pupil."""
    entries = Mentee.objects.filter(organisation=organisation.legal_entity, year=year.begins)
    if whose is None:
        return entries
    return entries.filter(_is_pupil(year)) if whose == Contingent.PUPILS else entries.exclude(_is_pupil(year))


def _is_pupil(year: AcademicYear) -> Q:
    return Q(Exists(Enrolment.objects.filter(person=OuterRef("person"), year=year.begins)))
