"""The municipal desk: organisations with counts. No personal data crosses the line."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from mentoring.documents.order_kinds import ORDER_KINDS
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.enums import OrganisationLevel
from schools.models import Employment, Organisation
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.years import AcademicYear


@dataclass
class Row:
    organisation: Organisation
    staff: int = 0
    mentors: int = 0
    mentees: int = 0
    pairs: dict[str, int] = field(default_factory=dict)
    order: Document | None = None

    @property
    def pairs_forming(self) -> int:
        return sum(
            self.pairs.get(status, 0) for status in (PairStatus.DRAFT, PairStatus.SUBMITTED, PairStatus.RETURNED)
        )

    @property
    def pairs_approved(self) -> int:
        return self.pairs.get(PairStatus.APPROVED, 0)

    @property
    def pairs_ordered(self) -> int:
        return self.pairs.get(PairStatus.ORDERED, 0)

    @property
    def pairs_ended(self) -> int:
        return self.pairs.get(PairStatus.ENDED, 0)


def places_under(office: Organisation) -> QuerySet[Organisation]:
    """Legal entities under the office, by name. The caller stands behind a gate that only its coordinator passes."""
    places = Organisation.objects.filter(parent=office, level=OrganisationLevel.LEGAL_ENTITY)
    return places.order_by("short_name", "pk")


def without_order(office: Organisation, year: AcademicYear) -> int:
    """How many of them have no order on pairs in the year; one query."""
    return places_under(office).exclude(pk__in=_orders(year).values("organisation")).count()


def municipal_table(office: Organisation, year: AcademicYear, places: Iterable[Organisation]) -> list[Row]:
    """These of `places_under` with their counts for the year; five queries, however many schools."""
    rows = {place.pk: Row(place) for place in places}
    day = office.today()
    staff = Employment.objects.active(day).filter(
        person__organisation__in=rows, person__archived_on=None, person__destroyed_at=None
    )
    for pk, n in staff.order_by().values_list("person__organisation").annotate(n=Count("person", distinct=True)):
        rows[pk].staff = n
    for model, name in ((Mentor, "mentors"), (Mentee, "mentees")):
        entries = model.objects.filter(organisation__in=rows, year=year.begins).exclude(status=BankStatus.WITHDRAWN)
        for pk, n in entries.order_by().values_list("organisation").annotate(n=Count("pk")):
            setattr(rows[pk], name, n)
    pairs = Pair.objects.filter(organisation__in=rows).touching(year.start, year.end).begun()
    for pk, status, n in pairs.order_by().values_list("organisation", "status").annotate(n=Count("pk")):
        rows[pk].pairs[status] = n
    orders = _orders(year).filter(organisation__in=rows)
    for order in orders.only("organisation", "number", "date", "status").order_by("date", "pk"):
        rows[order.organisation_id].order = order
    return list(rows.values())


def _orders(year: AcademicYear) -> QuerySet[Document]:
    return Document.objects.filter(
        kind__in=ORDER_KINDS.values(), status=DocumentStatus.ISSUED, date__range=(year.start, year.end)
    )
