"""The municipal desk: organisations with counts, the order and the state of the plan. No personal data crosses the line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from mentoring.documents.order_kinds import ORDER_KINDS
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from roadmaps.enums import RoadmapStatus
from roadmaps.models import Roadmap
from schools.enums import OrganisationLevel
from schools.models import Employment, Organisation
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.workbooks.writing import Value, write_table
from schools.years import AcademicYear


@dataclass
class Row:
    organisation: Organisation
    staff: int = 0
    mentors: int = 0
    mentees: int = 0
    pairs: dict[str, int] = field(default_factory=dict)
    order: Document | None = None
    # Of the year's plans the one nearest to approval; empty: there is none.
    plan: str = ""
    approved_on: date | None = None

    @property
    def plan_words(self) -> str:
        """«утверждена 10.09.2026», «изменена после утверждения 10.09.2026», «у руководителя», «составляется»; empty for none."""
        words = RoadmapStatus(self.plan).label if self.plan else ""
        return f"{words} {self.approved_on:%d.%m.%Y}" if self.approved_on else str(words)

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


@dataclass(frozen=True)
class Totals:
    """Of all organisations together; `orders` and `plans`: in how many there is an order, an approved plan."""

    places: int
    staff: int
    mentors: int
    mentees: int
    pairs_forming: int
    pairs_approved: int
    pairs_ordered: int
    pairs_ended: int
    orders: int
    plans: int

    @property
    def without_order(self) -> int:
        return self.places - self.orders


# The higher, the nearer to approval.
_NEARNESS: dict[str, int] = {
    RoadmapStatus.DRAFT: 0,
    RoadmapStatus.SUBMITTED: 1,
    RoadmapStatus.CHANGED: 2,
    RoadmapStatus.APPROVED: 3,
}


def places_under(office: Organisation) -> QuerySet[Organisation]:
    """Legal entities under the office, by name. The caller stands behind a gate that only its coordinator and head pass."""
    places = Organisation.objects.filter(parent=office, level=OrganisationLevel.LEGAL_ENTITY)
    return places.order_by("short_name", "pk")


def municipal_table(office: Organisation, year: AcademicYear, places: Iterable[Organisation]) -> list[Row]:
    """These of `places_under` with their counts for the year; seven queries, however many schools."""
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
    plans = Roadmap.objects.filter(organisation__in=rows).of_year(year.begins).order_by("-approved__approved_on", "pk")
    for pk, status, day_of_approval in plans.values_list("organisation", "status", "approved__approved_on"):
        row = rows[pk]
        if not row.plan or _NEARNESS[status] >= _NEARNESS[row.plan]:
            row.plan, row.approved_on = status, day_of_approval
    return list(rows.values())


def totals_of(rows: Sequence[Row]) -> Totals:
    counted = ("staff", "mentors", "mentees", "pairs_forming", "pairs_approved", "pairs_ordered", "pairs_ended")
    return Totals(
        places=len(rows),
        orders=sum(row.order is not None for row in rows),
        plans=sum(row.approved_on is not None for row in rows),
        **{name: sum(getattr(row, name) for row in rows) for name in counted},
    )


def workbook_of(office: Organisation, year: AcademicYear, rows: Sequence[Row]) -> bytes:
    """The same table to be taken away."""
    headings = ["Организация", "Сотрудников", "Наставников", "Наставляемых", "Пары составляются", "Пары утверждены"]
    headings += ["Пары по приказу", "Пары завершены", "Приказ", "Дорожная карта"]
    total = totals_of(rows)
    lines: list[list[Value]] = [
        [
            row.organisation.short_name,
            *_counts(row),
            f"№ {row.order.number} от {row.order.date:%d.%m.%Y}" if row.order else "нет",
            row.plan_words or "нет",
        ]
        for row in rows
    ]
    lines.append(["Итого", *_counts(total), f"есть у {total.orders}", f"утверждена у {total.plans}"])
    caption = f"{office.short_name}. На {office.today():%d.%m.%Y}. Карточки людей остаются в организациях."
    return write_table(f"Наставничество в организациях, {year} учебный год", headings, lines, caption=caption)


def _counts(row: Row | Totals) -> list[Value]:
    pairs = [row.pairs_forming, row.pairs_approved, row.pairs_ordered, row.pairs_ended]
    return [row.staff, row.mentors, row.mentees, *pairs]


def _orders(year: AcademicYear) -> QuerySet[Document]:
    return Document.objects.filter(
        kind__in=ORDER_KINDS.values(), status=DocumentStatus.ISSUED, date__range=(year.start, year.end)
    )
