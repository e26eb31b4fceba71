"""The municipal desk: organisations with counts. No personal data crosses the line."""

from dataclasses import dataclass, field

from django.db.models import Count

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from mentoring.documents.services.orders import ORDER_KINDS
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


def municipal_table(office: Organisation, year: AcademicYear) -> list[Row]:
    """Legal entities under the office with their counts for the year; six queries, however many schools.

    The caller stands behind a gate that only a coordinator of this office passes.
    """
    places = Organisation.objects.filter(parent=office, level=OrganisationLevel.LEGAL_ENTITY).order_by("short_name")
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
    pairs = Pair.objects.filter(organisation__in=rows).touching(year.start, year.end)
    for pk, status, n in pairs.order_by().values_list("organisation", "status").annotate(n=Count("pk")):
        rows[pk].pairs[status] = n
    orders = Document.objects.filter(
        organisation__in=rows,
        kind__in=ORDER_KINDS.values(),
        status=DocumentStatus.ISSUED,
        date__range=(year.start, year.end),
    )
    for order in orders.only("organisation", "number", "date", "status").order_by("date", "pk"):
        rows[order.organisation_id].order = order
    return list(rows.values())
