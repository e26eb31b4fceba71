"""The production calendar of a year as a page shows it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from schools.journal.models import Entry
from schools.models import CalendarDay
from schools.numbers import number_from
from schools.working_days import HOLIDAYS, SATURDAY, Calendar, by_law

MONTHS = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2015, 2100


@dataclass(frozen=True)
class Cell:
    """A day of the table. `mark`: "holiday" is a holiday of the law, whatever its weekday, or a weekday off; "off" is a plain
    day off, "work" a working week-end day.
    """

    day: date
    mark: str = ""
    words: str = ""


@dataclass(frozen=True)
class Month:
    name: str
    # Monday to Sunday; None where the week belongs to another month.
    weeks: list[list[Cell | None]]
    working: int


@dataclass(frozen=True)
class Special:
    """A day that is not what its weekday would make it, or that was entered: what it is and why. `row`: as entered."""

    day: date
    is_working: bool
    ground: str
    row: CalendarDay | None


@dataclass(frozen=True)
class Year:
    number: int
    months: list[Month]
    special: list[Special]
    # Whether days were entered that rest on more than the law: the decree is known.
    is_known: bool
    # Whether holidays of the law could still be entered.
    may_fill: bool

    @property
    def working(self) -> int:
        return sum(month.working for month in self.months)

    @property
    def has_work(self) -> bool:
        """Whether some Saturday or Sunday is a working day."""
        return any(one.is_working and one.day.weekday() >= SATURDAY for one in self.special)

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > FIRST_YEAR else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < LAST_YEAR else None


def year_asked(text: str, today: date) -> int:
    """The year of the address, else this one."""
    number = number_from(text)
    return number if FIRST_YEAR <= number <= LAST_YEAR else today.year


def calendar_of(number: int) -> Year:
    """Two queries."""
    calendar, law = Calendar.read(), by_law(number)
    rows = {row.date: row for row in CalendarDay.objects.filter(date__year=number)}
    special = []
    for day in sorted({*rows, *law}):
        row = rows.get(day)
        special.append(Special(day, calendar.is_working(day), row.ground if row else law[day], row))
    months = [_month(calendar, number, month) for month in range(1, 13)]
    return Year(number, months, special, number in calendar.entered, any(day not in rows for day in law))


def _month(calendar: Calendar, year: int, month: int) -> Month:
    day, weeks, working = date(year, month, 1), [], 0
    week: list[Cell | None] = [None] * day.weekday()
    while day.month == month:
        is_working, is_weekend = calendar.is_working(day), day.weekday() >= SATURDAY
        working += is_working
        is_plain = is_weekend and (day.month, day.day) not in HOLIDAYS
        mark = "work" if is_working and is_weekend else "" if is_working else "off" if is_plain else "holiday"
        words = {"work": "рабочий", "off": "выходной", "holiday": "нерабочий"}.get(mark, "")
        week.append(Cell(day, mark, words))
        if len(week) == 7:
            weeks.append(week)
            week = []
        day += timedelta(days=1)
    if week:
        weeks.append(week + [None] * (7 - len(week)))
    return Month(MONTHS[month - 1], weeks, working)


def changes_of_calendar() -> QuerySet[Entry]:
    """Deeds on the calendar, the latest first; for its administrator, who stands in no organisation."""
    return (
        Entry.objects.filter(subject_type=CalendarDay._meta.label_lower).select_related("user").order_by("-at", "-pk")
    )
