"""Working days as the labour law counts them: the week of five days, the holidays of ТК РФ, статья 112, and the days that
administrators entered (`CalendarDay`): moved by decree of the Government, or holidays of a region.

Where Saturday is a working day the count by the week of five days is never shorter, so a term kept here is kept there too.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from .models import CalendarDay

ONE = timedelta(days=1)
SATURDAY = 5
# A count goes no further than this many days: a year misprinted as 9999 must not hold up a page.
FURTHEST = 20_000
JANUARY = frozenset((1, day) for day in range(1, 9))
# Month and day of the holidays whose meeting with a day off moves that day off to the next working day.
MOVING = ((2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4))
HOLIDAYS = JANUARY | frozenset(MOVING)
# The ground of rows that only repeat the law: they say nothing of the decree on moved days off.
LAW = "ТК РФ, статья 112"


@dataclass(frozen=True)
class Calendar:
    """Days that depart from the rule, read once: date → is it a working day; years with a row that rests on more than the law."""

    known: dict[date, bool] = field(default_factory=dict)
    entered: frozenset[int] = frozenset()

    @classmethod
    def read(cls) -> "Calendar":
        """As the administrator keeps it now; one query, some ten rows a year."""
        rows = list(CalendarDay.objects.values_list("date", "is_working", "ground"))
        return cls(
            {day: is_working for day, is_working, _ in rows},
            frozenset(day.year for day, _, ground in rows if not ground.startswith(LAW)),
        )

    def is_working(self, day: date) -> bool:
        if day in self.known:
            return self.known[day]
        return not (_is_off(day) or day in _moved(day.year))

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after the day, which itself does not count (ТК РФ, статья 14); the last of all days when
        it is past that.
        """
        while n > 0 and day < date.max:
            day += ONE
            n -= self.is_working(day)
        return day

    def between(self, first: date, last: date) -> int:
        """How many whole working days lie between two days; neither of them counts. Nought when `last` is not later.

        Days further off than FURTHEST are not counted.
        """
        return sum(self.is_working(first + ONE * step) for step in range(1, min(max((last - first).days, 1), FURTHEST)))

    def unknown_years(self, first: date, last: date) -> list[int]:
        """Years of the interval of whose decree on moved days off nothing was entered: it may change the count."""
        until = min(last.year, first.year + FURTHEST // 365)
        return [year for year in range(first.year, until + 1) if year not in self.entered]


def by_law(year: int) -> dict[date, str]:
    """Days off that the law itself names for the year, each with its ground: holidays, and days moved by part 2."""
    holidays = {date(year, month, day): LAW for month, day in sorted(HOLIDAYS)}
    return dict(sorted((holidays | dict.fromkeys(_moved(year), f"{LAW}, часть 2")).items()))


def _is_off(day: date) -> bool:
    return day.weekday() >= SATURDAY or (day.month, day.day) in HOLIDAYS


def _moved(year: int) -> set[date]:
    """Working days that became days off because a holiday fell on Saturday or Sunday (статья 112, часть 2).

    Those of January move only by decree.
    """
    moved: set[date] = set()
    for month, number in MOVING:
        holiday = date(year, month, number)
        if holiday.weekday() < SATURDAY:
            continue
        day = holiday + ONE
        while _is_off(day) or day in moved:
            day += ONE
        moved.add(day)
    return moved
