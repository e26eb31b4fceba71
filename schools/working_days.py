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


@dataclass(frozen=True)
class Calendar:
    """Days that depart from the rule, read once: date → is it a working day."""

    known: dict[date, bool] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Calendar":
        """As the administrator keeps it now; one query, some ten rows a year."""
        return cls(dict(CalendarDay.objects.values_list("date", "is_working")))

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
        """Years of the interval for which no day was entered: the decree on moved days off may change the count."""
        entered = {day.year for day in self.known}
        return [
            year for year in range(first.year, min(last.year, first.year + FURTHEST // 365) + 1) if year not in entered
        ]


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
