"""The tables of the banks: filters, order, counts. The number of queries does not depend on the number of rows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Aggregate, Count, F, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from schools.models import Employment, Enrolment, Organisation, User
from schools.russian import normalise_key, search_key

from ..enums import BankStatus
from ..models import Mentee, MenteeRequest, Mentor, MentorStrength
from ..models.entry import BankQuerySet

# Not in a table only: with these a bank counts as «people in the bank».
PRESENT = Q(status__in=[BankStatus.CANDIDATE, BankStatus.CONFIRMED])


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
    # Nothing to match by: mentors without strengths, mentees without requests.
    bare: bool = False


@dataclass(frozen=True)
class BankTotals:
    """People in the bank of the year; those who left are counted in `everybody` only."""

    everybody: int
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


def narrow_mentors(rows: QuerySet, organisation: Organisation, filters: BankFilters) -> QuerySet:
    rows = _narrow(rows, filters)
    if filters.form:
        rows = rows.filter(forms=filters.form)
    if filters.kind:
        rows = rows.filter(kinds=filters.kind)
    if filters.free:
        rows = rows.filter(load__lt=F("capacity"))
    if filters.bare:
        rows = rows.filter(strengths__isnull=True)
    if filters.topic:
        rows = rows.filter(pk__in=MentorStrength.objects.filter(topic=filters.topic).values("mentor"))
    if filters.subject:
        named = MentorStrength.objects.filter(detail_key=normalise_key(filters.subject)).values("mentor")
        rows = rows.filter(Q(person__in=_teaching(organisation, filters.subject)) | Q(pk__in=named))
    return rows


def narrow_mentees(rows: QuerySet, organisation: Organisation, filters: BankFilters) -> QuerySet:
    rows = _narrow(rows, filters)
    asked = {"topic": filters.topic, "priority": filters.priority, "source": filters.source}
    wanted = {name: value for name, value in asked.items() if value}
    if wanted:
        # One request must answer all of them: «методика, в первую очередь», not one of each.
        rows = rows.filter(pk__in=MenteeRequest.objects.filter(**wanted).values("mentee"))
    if filters.unpaired:
        rows = rows.filter(pairs_count=0)
    if filters.bare:
        rows = rows.filter(requests__isnull=True)
    if filters.subject:
        named = MenteeRequest.objects.filter(detail_key=normalise_key(filters.subject)).values("mentee")
        rows = rows.filter(Q(person__in=_teaching(organisation, filters.subject)) | Q(pk__in=named))
    return rows


def with_places(entries: QuerySet, day: date, year: int) -> QuerySet:
    """Prefetch what `place_of` needs: the posts of the day and the class of the year."""
    return entries.prefetch_related(
        Prefetch("person__employments", Employment.objects.active(day), to_attr="posts_today"),
        Prefetch("person__enrolments", Enrolment.objects.filter(year=year), to_attr="grade_of_year"),
    )


def place_of(entry: Mentor | Mentee) -> str:
    """Posts, or the class of a pupil; of an entry read through `with_places`."""
    person = entry.person
    words = [employment.post for employment in person.posts_today]
    words += [
        f"{enrolment.grade} класс" if enrolment.grade[:1].isdigit() else enrolment.grade
        for enrolment in person.grade_of_year
    ]
    return ", ".join(words)


def totals_of(model: type[Mentor] | type[Mentee], organisation: Organisation, year: int) -> BankTotals:
    """The counts of the title, in one query."""
    rows = model._default_manager.filter(organisation=organisation, year=year)
    counts: dict[str, Aggregate | Coalesce] = {
        "everybody": Count("pk"),
        "people": Count("pk", filter=PRESENT),
        "candidates": Count("pk", filter=Q(status=BankStatus.CANDIDATE)),
    }
    if model is Mentor:
        counts["seats"] = Coalesce(Sum("capacity", filter=PRESENT), 0)
        counts["taken"] = Coalesce(Sum("load", filter=PRESENT), 0)
    else:
        counts["unpaired"] = Count("pk", filter=PRESENT & Q(pairs_count=0))
    sums = rows.aggregate(**counts)
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


def _narrow(rows: QuerySet, filters: BankFilters) -> QuerySet:
    rows = rows.filter(status=filters.status) if filters.status else rows.filter(PRESENT)
    for word in search_key(filters.q).split():
        rows = rows.filter(person__search_text__contains=word)
    return rows


def _teaching(organisation: Organisation, subject: str) -> list[int]:
    """Ids of people who teach the subject."""
    key = normalise_key(subject)
    taught = Employment.objects.filter(person__organisation=organisation).values_list("person", "subjects")
    return [person for person, subjects in taught if key in map(normalise_key, subjects or [])]
