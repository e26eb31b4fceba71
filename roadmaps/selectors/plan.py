"""The plan of a year: stages, their measures, what is done, who owes it; its progress, and its months.

Also the one address of what is read of a whole roadmap: its words (`words`) and what differs (`differences`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, Prefetch

from schools.russian import search_key
from schools.years import AcademicYear

from ..enums import OPEN, MeasureStatus
from ..models import Measure, Occasion, Responsible, Roadmap, Stage
from .differences import Change, difference, same_words
from .words import measure_read, read_of, snapshot_of

__all__ = [
    "Change",
    "Month",
    "Plan",
    "PlanFilters",
    "Progress",
    "Row",
    "StagePlan",
    "difference",
    "is_overdue",
    "measure_read",
    "months_of",
    "plan_of",
    "progress_of",
    "read_of",
    "same_words",
    "snapshot_of",
    "spans_of",
    "whole_progress",
]

MONTHS = (
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
)


@dataclass(slots=True)
class Row:
    """A measure in the year of the plan. `occasion` is None when the measure does not fall into the year."""

    measure: Measure
    occasion: Occasion | None
    responsible: list[Responsible]
    evidence_count: int
    is_overdue: bool

    @property
    def status(self) -> str:
        return self.occasion.status if self.occasion else ""

    @property
    def spans(self) -> list[tuple[date, date]]:
        return spans_of(self.occasion) if self.occasion else []

    @property
    def is_doubtful(self) -> bool:
        return bool(self.measure.doubts)


@dataclass(slots=True)
class StagePlan:
    """A stage with the rows that the filters let through."""

    stage: Stage
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class PlanFilters:
    """What of the plan to show; empty ones let everything through. `stage`, `person` are numbers of rows, `month` is 1–12."""

    stage: int | None = None
    status: str = ""
    person: int | None = None
    role: str = ""
    month: int | None = None
    overdue: bool = False
    doubtful: bool = False
    words: str = ""

    def admit(self, row: Row) -> bool:
        text = (row.measure.title, row.measure.content, row.measure.responsible_text, row.measure.number)
        return (
            (self.stage is None or row.measure.stage_id == self.stage)
            and (not self.status or row.status == self.status)
            and (self.person is None or any(one.person_id == self.person for one in row.responsible))
            and (not self.role or any(one.role == self.role for one in row.responsible))
            and (self.month is None or any(self.month in _months_between(*span) for span in row.spans))
            and (not self.overdue or row.is_overdue)
            and (not self.doubtful or row.is_doubtful)
            and all(word in search_key(" ".join(text)) for word in search_key(self.words).split())
        )

    @property
    def is_empty(self) -> bool:
        return self == PlanFilters()


@dataclass
class Plan:
    """A roadmap in one academic year. `everything` holds all rows, `stages` those that the filters let through."""

    roadmap: Roadmap
    year: AcademicYear
    day: date
    filters: PlanFilters
    everything: list[StagePlan]

    @cached_property
    def stages(self) -> list[StagePlan]:
        """All stages when nothing is filtered, else only those with rows left."""
        if self.filters.is_empty:
            return self.everything
        left = [StagePlan(one.stage, [row for row in one.rows if self.filters.admit(row)]) for one in self.everything]
        return [one for one in left if one.rows]

    @property
    def rows(self) -> list[Row]:
        return [row for one in self.stages for row in one.rows]

    @property
    def undated(self) -> list[Row]:
        """Rows that fall into the year and whose words allow no dates."""
        return [row for row in self.rows if row.occasion and not row.spans]


def plan_of(roadmap: Roadmap, year: AcademicYear, *, filters: PlanFilters | None = None) -> Plan:
    """The plan of the year in a fixed number of queries, however many measures: stages, measures, occasions, responsible.

    `roadmap` has come through `visible_to`, best with its organisation.
    """
    day = roadmap.organisation.today()
    stages = {stage.pk: StagePlan(stage) for stage in Stage.objects.filter(roadmap=roadmap).order_by("position", "pk")}
    occasions = {
        occasion.measure_id: occasion
        for occasion in Occasion.objects.filter(measure__roadmap=roadmap, year=year.begins)
        .annotate(evidence_count=Count("evidence"))
        .select_related("changed_by")
    }
    people = Prefetch("responsible", Responsible.objects.select_related("person").order_by("pk"))
    measures = Measure.objects.filter(roadmap=roadmap).telling_origin().prefetch_related(people)
    for measure in measures.order_by("position", "pk"):
        measure.roadmap = roadmap
        measure.stage = stages[measure.stage_id].stage
        occasion = occasions.get(measure.pk)
        if occasion is not None:
            occasion.measure = measure
        stages[measure.stage_id].rows.append(
            Row(
                measure,
                occasion,
                list(measure.responsible.all()),
                getattr(occasion, "evidence_count", 0),
                occasion is not None and is_overdue(occasion, day),
            )
        )
    return Plan(roadmap, year, day, filters or PlanFilters(), list(stages.values()))


def is_overdue(occasion: Occasion, day: date) -> bool:
    """A plan that nobody has approved yet owes nothing. Asks for the measure's roadmap."""
    owes = occasion.measure.roadmap.approved_id is not None
    return owes and occasion.status in OPEN and occasion.ends is not None and occasion.ends < day


def spans_of(occasion: Occasion) -> list[tuple[date, date]]:
    """The stretches of days in which the measure is due, both ends included."""
    return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in occasion.spans]


@dataclass(frozen=True)
class Progress:
    """How far a stage has come (`stage` None: the whole plan), of what falls into the year; overdue are part of the open."""

    stage: Stage | None
    planned: int
    under_way: int
    done: int
    not_held: int
    overdue: int

    @property
    def total(self) -> int:
        return self.planned + self.under_way + self.done + self.not_held

    @property
    def settled(self) -> int:
        """Done or not held: nothing is owed."""
        return self.done + self.not_held

    @property
    def percent(self) -> int:
        """Of what was to be held; 0 of nothing."""
        owed = self.total - self.not_held
        return round(100 * self.done / owed) if owed else 0


def progress_of(plan: Plan) -> list[Progress]:
    """Stage by stage, the filters aside."""
    return [_progress(one.stage, one.rows) for one in plan.everything]


def whole_progress(plan: Plan) -> Progress:
    return _progress(None, [row for one in plan.everything for row in one.rows])


def _progress(stage: Stage | None, rows: list[Row]) -> Progress:
    statuses = [row.status for row in rows if row.occasion]
    return Progress(
        stage,
        statuses.count(MeasureStatus.PLANNED),
        statuses.count(MeasureStatus.UNDER_WAY),
        statuses.count(MeasureStatus.DONE),
        statuses.count(MeasureStatus.NOT_HELD),
        sum(row.is_overdue for row in rows),
    )


@dataclass(frozen=True)
class Month:
    """A month of the year's timeline, with the rows due in it."""

    first: date
    rows: list[Row]

    @property
    def label(self) -> str:
        return MONTHS[(self.first.month - 9) % 12]


def months_of(plan: Plan) -> list[Month]:
    """September to August, each month with the filtered rows that are due in it; undated ones are in `plan.undated`.

    Where something is due in the August before (preparation belongs to the year that follows), that August stands first:
    thirteen months.
    """
    firsts = [date(plan.year.begins + (month < 9), month, 1) for month in (*range(9, 13), *range(1, 9))]
    before = date(plan.year.begins, 8, 1)
    touched = [(row, {day for span in row.spans for day in _firsts_between(*span)}) for row in plan.rows]
    if any(before in days for _, days in touched):
        firsts.insert(0, before)
    return [Month(first, [row for row, days in touched if first in days]) for first in firsts]


def _firsts_between(first: date, last: date) -> Iterator[date]:
    """The first day of each month that the span touches."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield date(year, month, 1)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _months_between(first: date, last: date) -> set[int]:
    return {day.month for day in _firsts_between(first, last)}
