"""What is overdue and what is due soon: of a person's own duties, and of a whole organisation.

A measure is told of as soon fourteen days before the end of its dates. One whose dates are a month or less («август», a week of
events) is told of from their first day if that is earlier: it is the work of the month at hand, and on the 17th half of it
would be gone. One that lasts longer («сентябрь – май») is not told of all year: only its last fourteen days.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from schools.access.roles import HEADS, roles_in
from schools.enums import Role
from schools.models import Employment, Organisation, User
from schools.years import AcademicYear

from ..enums import OPEN, ResponsibleRole
from ..models import Occasion, Responsible
from ..responsible import roles_of_post
from ..roles import OFFICES
from .plan import spans_of

# Days ahead.
SOON = 14
# Days of the longest month: dates as long as this are one month's work.
MONTH = 31
# Days of a new year during which what the last one left open is still told.
CARRIED = 60

# A condition that no row fulfils.
NOBODYS = Q(pk__in=[])
# What follows from a role in the product, whatever the post says.
_BY_MEMBERSHIP = frozenset(
    {ResponsibleRole.HEAD, ResponsibleRole.CURATOR, ResponsibleRole.COORDINATOR, ResponsibleRole.SCHOOL_HEADS}
)


@dataclass(frozen=True)
class DueItem:
    """A measure that is owed. `day` is its last day when overdue, else the nearest end of its dates."""

    occasion: Occasion
    responsible: list[Responsible]
    day: date
    # Days past `day` (overdue) or left until it (soon).
    days: int
    # The user is named; else a role of the user's is, and a participant cannot open it.
    by_name: bool


@dataclass
class DueList:
    """Earliest first."""

    overdue: list[DueItem] = field(default_factory=list)
    soon: list[DueItem] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.overdue or self.soon)


def due_for(user: User, organisation: Organisation, year: AcademicYear, day: date, also: Q = NOBODYS) -> DueList:
    """The user's own duties: measures that name one of the user's cards in the organisation, or a role that the user has.

    Of the given year, and of its neighbours what `beside` adds while it is the current one.
    `also`: which rows of `Responsible` are the user's by what rooms above know of (a part in mentoring). Five queries at most,
    however many measures.
    """
    entity = organisation.legal_entity
    by_duty = Q(role__in=duties_of(user, entity, day)) | also
    own = Responsible.objects.filter(Q(person__user=user, person__organisation=entity) | by_duty)
    return _listed(_owed(entity, year, day).filter(measure__in=own.values("measure")), day, user)


def due_in(organisation: Organisation, year: AcademicYear, day: date) -> DueList:
    """Of the whole organisation, for its curator and head; two queries. Whoever calls it has passed a gate."""
    return _listed(_owed(organisation.legal_entity, year, day), day, None)


def _owed(entity: Organisation, year: AcademicYear, day: date) -> QuerySet[Occasion]:
    """What could be overdue or soon: narrowed by the outer days, decided by the spans. Drafts owe nothing yet."""
    return Occasion.objects.filter(
        Q(year=year.begins) | beside(year, day),
        measure__roadmap__organisation=entity,
        measure__roadmap__approved__isnull=False,
        status__in=OPEN,
        starts__lte=day + timedelta(days=SOON),
    )


def beside(year: AcademicYear, day: date) -> Q:
    """What of the neighbouring years stands beside the given one while it is the current one; else nothing.

    Preparation in August belongs to the year that follows: what of the next year has begun or begins within `SOON` days.
    What the last year left open and overdue does not vanish on 1 September: it stays for the first `CARRIED` days.
    """
    owing = Q(measure__roadmap__approved__isnull=False, status__in=OPEN)
    if day not in year:
        return Q(pk__in=[])
    found = owing & Q(year=year.next.begins, starts__lte=day + timedelta(days=SOON))
    if day < year.start + timedelta(days=CARRIED):
        found |= owing & Q(year=year.previous.begins, ends__lt=day)
    return found


def _listed(rows: QuerySet[Occasion], day: date, user: User | None) -> DueList:
    people = Prefetch("measure__responsible", Responsible.objects.select_related("person").order_by("pk"))
    found = DueList()
    for occasion in rows.select_related("measure__stage", "measure__roadmap__organisation").prefetch_related(people):
        responsible = list(occasion.measure.responsible.all())
        by_name = user is not None and any(one.person and one.person.user_id == user.pk for one in responsible)
        spans = spans_of(occasion)
        ends = [last for _, last in spans]
        near = [last for first, last in spans if told_from(first, last) <= day <= last]
        if ends and max(ends) < day:
            found.overdue.append(DueItem(occasion, responsible, max(ends), (day - max(ends)).days, by_name))
        elif near:
            found.soon.append(DueItem(occasion, responsible, min(near), (min(near) - day).days, by_name))
    for items in (found.overdue, found.soon):
        items.sort(key=lambda item: (item.day, item.occasion.measure.roadmap_id, item.occasion.measure.position))
    return found


def told_from(first: date, last: date) -> date:
    """The first day on which dates from `first` to `last` are told of as soon: see the rule above."""
    warned = last - timedelta(days=SOON)
    return min(first, warned) if (last - first).days < MONTH else warned


def duties_of(user: User, organisation: Organisation, day: date) -> frozenset[ResponsibleRole]:
    """Roles of a plan that the user has on the day: head and curator by their rights, the rest by posts. Two queries."""
    entity = organisation.legal_entity
    held = roles_in(user, entity)
    found: set[ResponsibleRole] = set()
    if held & HEADS:
        found |= {ResponsibleRole.HEAD, ResponsibleRole.ADMINISTRATION}
        if entity.kind not in OFFICES:
            # In a plan handed down «руководители организаций» is the head of each.
            found.add(ResponsibleRole.SCHOOL_HEADS)
    if Role.CURATOR in held:
        found.add(ResponsibleRole.CURATOR)
    if Role.COORDINATOR in held:
        found |= {ResponsibleRole.COORDINATOR, ResponsibleRole.OFFICE}
    posts = Employment.objects.active(day).filter(person__user=user, person__organisation=entity)
    for post in posts.values_list("post", flat=True):
        roles = roles_of_post(post)
        found |= roles - _BY_MEMBERSHIP
        if ResponsibleRole.DEPUTIES in roles:
            found.add(ResponsibleRole.ADMINISTRATION)
    return frozenset(found)
