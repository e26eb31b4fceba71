"""«Мои мероприятия»: what a user answers for in a year, by name or by a role that the user has."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q

from schools.models import Organisation, User
from schools.years import AcademicYear

from ..enums import OPEN, ResponsibleRole
from ..models import Occasion, Responsible
from .due import NOBODYS, beside, duties_of
from .plan import is_overdue, spans_of


@dataclass(frozen=True)
class OwnRow:
    """A measure in the year. `roles` are the user's own of those that answer for it; who is not named cannot open its card."""

    occasion: Occasion
    is_late: bool
    is_named: bool
    roles: str
    spans: list[tuple[date, date]]

    @property
    def is_open(self) -> bool:
        return self.occasion.status in OPEN


@dataclass(frozen=True)
class OwnMeasures:
    """Earliest first. `drafts`: how many more stand in plans that nobody has approved yet, which owe nothing."""

    rows: list[OwnRow]
    drafts: int


def own_measures(
    user: User, organisation: Organisation, year: AcademicYear, day: date, also: Q = NOBODYS
) -> OwnMeasures:
    """Of the year, and of its neighbours what `beside` adds; what is done stays whatever became of its plan.

    `also`: which rows of `Responsible` are the user's by what rooms above know of (a part in mentoring). Six queries,
    however many measures.
    """
    entity = organisation.legal_entity
    by_duty = Q(role__in=duties_of(user, entity, day)) | also
    by_name = Responsible.objects.filter(person__user=user, person__organisation=entity)
    own = Responsible.objects.filter(Q(pk__in=by_name.values("pk")) | by_duty)
    found = Occasion.objects.filter(
        Q(year=year.begins) | beside(year, day),
        measure__roadmap__organisation=entity,
        measure__in=own.values("measure"),
    )
    draft = Q(measure__roadmap__approved__isnull=True, status__in=OPEN)
    rows = (
        found.exclude(draft)
        .select_related("measure__stage", "measure__roadmap")
        .prefetch_related(
            Prefetch("measure__responsible", Responsible.objects.filter(by_duty).order_by("pk"), to_attr="of_roles")
        )
        .annotate(proofs=Count("evidence"), named=Exists(by_name.filter(measure=OuterRef("measure"))))
        .order_by(F("ends").asc(nulls_last=True), "measure__roadmap", "measure__position", "pk")
    )
    listed = [
        OwnRow(
            one,
            is_overdue(one, day),
            one.named,
            "" if one.named else ", ".join(ResponsibleRole(duty.role).label for duty in one.measure.of_roles),
            spans_of(one),
        )
        for one in rows
    ]
    return OwnMeasures(listed, found.filter(draft).count())
