"""What became of the measures that a municipality handed down: schools × measures, in counts and marks.

Only states and days cross the line between organisations: no words of a school, no names, no evidence.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from schools.enums import OrganisationLevel
from schools.models import Organisation
from schools.years import AcademicYear

from ..enums import OPEN, MeasureStatus
from ..models import Measure, Occasion, Roadmap


@dataclass(frozen=True, slots=True)
class Cell:
    """A measure in a school: its state in the year; `done_on` for what is done."""

    status: str
    ends: date | None
    done_on: date | None
    is_overdue: bool
    # Its time is over, but the school's head has not approved the plan: nothing of it is owed yet.
    is_unapproved: bool = False

    @property
    def label(self) -> str:
        if self.is_unapproved:
            return f"{MeasureStatus(self.status).label}, срок прошёл, карта не утверждена"
        return "просрочено" if self.is_overdue else MeasureStatus(self.status).label

    @property
    def mark(self) -> str:
        """One sign that reads without colour."""
        if self.is_overdue:
            return "!"
        if self.is_unapproved:
            return "?"
        return {
            MeasureStatus.DONE: "✓",
            MeasureStatus.UNDER_WAY: "…",
            MeasureStatus.NOT_HELD: "—",
            MeasureStatus.PLANNED: "○",
        }[MeasureStatus(self.status)]

    @property
    def css(self) -> str:
        return "overdue" if self.is_overdue else "unapproved" if self.is_unapproved else str(self.status)


@dataclass(slots=True)
class Row:
    """A school with a cell for each measure; None: not handed to it."""

    organisation: Organisation
    cells: list[Cell | None]
    # Some of it stands in a plan that the school's head has not approved yet: nothing of that is owed.
    has_draft: bool = False

    @property
    def handed(self) -> int:
        return sum(cell is not None for cell in self.cells)

    @property
    def done(self) -> int:
        return sum(cell is not None and cell.status == MeasureStatus.DONE for cell in self.cells)

    @property
    def overdue(self) -> int:
        return sum(cell is not None and cell.is_overdue for cell in self.cells)


@dataclass(slots=True)
class Column:
    """A municipal measure over all schools."""

    measure: Measure
    mark: str  # heads the column: the measure's number, or its place in the plan
    counts: Counter[str] = field(default_factory=Counter)
    overdue: int = 0
    late: list[str] = field(default_factory=list)  # short names of the schools that are late
    unapproved: list[str] = field(default_factory=list)  # and of those whose past-due plan nobody has approved

    @property
    def handed(self) -> int:
        return self.counts.total()

    @property
    def done(self) -> int:
        return self.counts[MeasureStatus.DONE]


@dataclass(slots=True)
class HandedTable:
    columns: list[Column]
    rows: list[Row]

    @property
    def is_empty(self) -> bool:
        return not any(column.handed for column in self.columns)


def schools_of(office: Organisation) -> list[Organisation]:
    """The legal entities under the office, by name."""
    places = Organisation.objects.filter(parent=office, level=OrganisationLevel.LEGAL_ENTITY)
    return list(places.order_by("short_name", "pk"))


def handed_already(roadmap: Roadmap, year: AcademicYear) -> dict[int, list[str]]:
    """Measure of the municipal roadmap → short names of the schools whose plans of the year have it; one query."""
    rows = Measure.objects.filter(
        handed_from__roadmap=roadmap,
        roadmap__in=Roadmap.objects.of_year(year.begins),
        roadmap__organisation__parent=roadmap.organisation,
    )
    found: dict[int, list[str]] = {}
    pairs = rows.order_by("roadmap__organisation__short_name", "pk")
    for measure, school in pairs.values_list("handed_from", "roadmap__organisation__short_name"):
        if measure is not None:
            found.setdefault(measure, []).append(school)
    return {measure: list(dict.fromkeys(schools)) for measure, schools in found.items()}


def handed_table(roadmap: Roadmap, year: AcademicYear, day: date) -> HandedTable:
    """Schools × handed measures of a municipal roadmap in a year; three queries, however many of both.

    `roadmap` has come through `visible_to`; `day` is the office's today. What stands in a plan that nobody has approved yet
    is not overdue, as on the desks of the school itself.
    """
    measures = list(
        roadmap.measures.filter(handed_to__isnull=False)
        .distinct()
        .select_related("stage")
        .order_by("stage__position", "position", "pk")
    )
    numbers = {measure.number for measure in measures}
    by_number = "" not in numbers and len(numbers) == len(measures)
    columns = [
        Column(measure, measure.number if by_number else str(place)) for place, measure in enumerate(measures, 1)
    ]
    places = {measure.pk: index for index, measure in enumerate(measures)}
    rows = {school.pk: Row(school, [None] * len(columns)) for school in schools_of(roadmap.organisation)}
    done = Occasion.objects.filter(measure__handed_from__roadmap=roadmap, year=year.begins).order_by()
    names = ("measure__handed_from", "measure__roadmap__organisation", "measure__roadmap__approved")
    for handed, school, approved, status, ends, done_on in done.values_list(*names, "status", "ends", "done_on"):
        row = rows.get(school)
        if row is None or handed not in places:
            continue
        row.has_draft |= approved is None
        place = places[handed]
        if row.cells[place] is not None and approved is None:
            continue  # a school with two plans of the year: the approved one speaks
        past = status in OPEN and ends is not None and ends < day
        row.cells[place] = Cell(status, ends, done_on, past and approved is not None, past and approved is None)
    for row in rows.values():
        for column, cell in zip(columns, row.cells, strict=True):
            if cell is not None:
                column.counts.update([cell.status])
                if cell.is_overdue:
                    column.overdue += 1
                    column.late.append(row.organisation.short_name)
                if cell.is_unapproved:
                    column.unapproved.append(row.organisation.short_name)
    for column in columns:
        column.late.sort()
        column.unapproved.sort()
    return HandedTable(columns, list(rows.values()))
