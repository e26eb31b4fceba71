"""The tables of the banks: filters, order, counts. The number of queries does not depend on the number of rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Prefetch, Q, Sum
from django.db.models.functions import Coalesce

from schools.models import Employment, Enrolment, Organisation, User
from schools.russian import normalise_key, search_key

from ..enums import BankStatus
from ..models import Mentee, Mentor
from ..models.entry import BankQuerySet

# Not in a table only: with these a bank counts as «people in the bank».
PRESENT = Q(status__in=[BankStatus.CANDIDATE, BankStatus.CONFIRMED])

MENTOR_SORTS: dict[str, tuple[str, ...]] = {
    "name": ("person__name_key", "pk"),
    "load": ("load", "person__name_key", "pk"),
    "hours": ("hours_per_week", "person__name_key", "pk"),
    "entered": ("entered_on", "person__name_key", "pk"),
    "status": ("status", "person__name_key", "pk"),
}
MENTEE_SORTS: dict[str, tuple[str, ...]] = {
    "name": ("person__name_key", "pk"),
    "pairs": ("pairs_count", "person__name_key", "pk"),
    "experience": ("experience_years", "person__name_key", "pk"),
    "entered": ("entered_on", "person__name_key", "pk"),
    "status": ("status", "person__name_key", "pk"),
}


@dataclass(frozen=True)
class BankFilters:
    """What the address asks for. An empty `status` means everybody who has not left the bank."""

    q: str = ""
    status: str = ""
    topic: int | None = None
    form: int | None = None
    kind: int | None = None
    priority: int | None = None
    source: str = ""
    subject: str = ""
    # Mentors with places left.
    free: bool = False
    # Mentees without a pair.
    unpaired: bool = False
    sort: str = "name"

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the order was chosen."""
        return self != BankFilters(sort=self.sort)


@dataclass(frozen=True)
class BankTotals:
    """People in the bank of the year, those who left not counted."""

    people: int
    candidates: int
    # Mentors' places.
    seats: int = 0
    taken: int = 0
    # Confirmed or candidate mentees without a pair.
    unpaired: int = 0

    @property
    def free(self) -> int:
        return self.seats - self.taken


def mentors_of(user: User, organisation: Organisation, year: int, filters: BankFilters | None = None) -> BankQuerySet:
    """The bank of mentors as the user may see it, filtered and sorted, with what a row shows prefetched."""
    filters = filters or BankFilters()
    rows = _bank(Mentor, user, organisation, year, filters)
    if filters.form:
        rows = rows.filter(forms=filters.form)
    if filters.kind:
        rows = rows.filter(kinds=filters.kind)
    if filters.free:
        rows = rows.filter(load__lt=F("capacity"))
    if filters.topic:
        rows = rows.filter(pk__in=_entries_with("strengths", Mentor, topic=filters.topic))
    if filters.subject:
        rows = _by_subject(rows, "strengths", Mentor, organisation, filters.subject)
    return _ordered(rows, filters.sort, MENTOR_SORTS).prefetch_related("strengths__topic", "forms")


def mentees_of(user: User, organisation: Organisation, year: int, filters: BankFilters | None = None) -> BankQuerySet:
    """The bank of mentees as the user may see it, filtered and sorted, with what a row shows prefetched."""
    filters = filters or BankFilters()
    rows = _bank(Mentee, user, organisation, year, filters)
    wanted: dict[str, Any] = {}
    if filters.topic:
        wanted["topic"] = filters.topic
    if filters.priority:
        wanted["priority"] = filters.priority
    if filters.source:
        wanted["source"] = filters.source
    if wanted:
        # One request must answer all of them: «методика, в первую очередь», not one of each.
        rows = rows.filter(pk__in=_entries_with("requests", Mentee, **wanted))
    if filters.unpaired:
        rows = rows.filter(pairs_count=0)
    if filters.subject:
        rows = _by_subject(rows, "requests", Mentee, organisation, filters.subject)
    return _ordered(rows, filters.sort, MENTEE_SORTS).prefetch_related("requests__topic")


def with_places(entries: BankQuerySet, day: date, year: int) -> BankQuerySet:
    """Prefetch what `place_of` needs: the posts of the day and the class of the year."""
    return entries.prefetch_related(
        Prefetch("person__employments", Employment.objects.active(day), to_attr="posts_today"),
        Prefetch("person__enrolments", Enrolment.objects.filter(year=year), to_attr="grade_of_year"),
    )


def totals_of(model: type[Mentor] | type[Mentee], organisation: Organisation, year: int) -> BankTotals:
    """The counts of the title, in one query."""
    rows = model._default_manager.filter(PRESENT, organisation=organisation, year=year)
    candidates = Count("pk", filter=Q(status=BankStatus.CANDIDATE))
    if model is Mentor:
        sums = rows.aggregate(
            people=Count("pk"),
            candidates=candidates,
            seats=Coalesce(Sum("capacity"), 0),
            taken=Coalesce(Sum("load"), 0),
        )
    else:
        sums = rows.aggregate(people=Count("pk"), candidates=candidates, unpaired=Count("pk", filter=Q(pairs_count=0)))
    return BankTotals(**sums)


def subjects_taught(organisation: Organisation) -> list[str]:
    """Subjects that the organisation's staff teach, for the filter's hints; spelling variants of one are folded."""
    rows = (
        Employment.objects.filter(person__organisation=organisation)
        .order_by()
        .values_list("subjects", flat=True)
        .distinct()
    )
    by_key: dict[str, str] = {}
    for subjects in rows:
        for subject in subjects or []:
            by_key.setdefault(normalise_key(subject), subject)
    return [by_key[key] for key in sorted(by_key)]


def copyable(model: type[Mentor] | type[Mentee], user: User, organisation: Organisation, year: int) -> BankQuerySet:
    """Last year's entries whose people are not yet in this year's bank and whose cards are in use."""
    here = model._default_manager.filter(organisation=organisation, year=year).values("person")
    return (
        model.objects.visible_to(user)
        .filter(organisation=organisation, year=year - 1, person__archived_on__isnull=True)
        .filter(person__destroyed_at__isnull=True)
        .exclude(person__in=here)
        .select_related("person")
        .order_by("person__name_key", "pk")
    )


def _bank(
    model: type[Mentor] | type[Mentee], user: User, organisation: Organisation, year: int, filters: BankFilters
) -> BankQuerySet:
    rows = model.objects.visible_to(user).filter(organisation=organisation, year=year).select_related("person")
    rows = rows.filter(status=filters.status) if filters.status else rows.filter(PRESENT)
    for word in search_key(filters.q).split():
        rows = rows.filter(person__search_text__contains=word)
    return rows


def _entries_with(relation: str, model: type[Mentor] | type[Mentee], **wanted: Any) -> Any:
    """Ids of entries that have one line with all of it. A subquery, so that an entry is never listed twice."""
    lines = model._meta.get_field(relation)
    return lines.related_model.objects.filter(**wanted).values(lines.field.name)  # type: ignore[union-attr]


def _by_subject(
    rows: BankQuerySet, relation: str, model: type[Mentor] | type[Mentee], organisation: Organisation, subject: str
) -> BankQuerySet:
    """Those who teach the subject or name it in a line."""
    key = normalise_key(subject)
    taught = Employment.objects.filter(person__organisation=organisation).values_list("person", "subjects")
    people = [person for person, subjects in taught if any(key in normalise_key(one) for one in subjects or [])]
    named = _entries_with(relation, model, detail_key__contains=key)
    return rows.filter(Q(person__in=people) | Q(pk__in=named))


def _ordered(rows: BankQuerySet, sort: str, sorts: dict[str, tuple[str, ...]]) -> BankQuerySet:
    fields: Iterable[str] = sorts.get(sort.removeprefix("-"), sorts["name"])
    if not sort.startswith("-"):
        return rows.order_by(*fields)
    first, *rest = fields
    return rows.order_by(F(first).desc(nulls_last=True), *rest)
