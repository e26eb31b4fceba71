"""Terms of pairs: what is offered when a pair is formed."""

from datetime import date, timedelta

from schools.years import AcademicYear


def default_term(year: AcademicYear, today: date) -> tuple[date, date]:
    """From today, or from the first day of a year that is not running, to the year's last day."""
    return (today if today in year else year.start), year.end


def quick_ends(starts: date, year: AcademicYear) -> list[tuple[str, date]]:
    """Ready last days: (words, day)."""
    return [
        ("3 месяца", add_months(starts, 3) - timedelta(days=1)),
        ("полгода", add_months(starts, 6) - timedelta(days=1)),
        ("до конца учебного года", year.end),
    ]


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    if year + month // 12 >= date.max.year:
        return date.max  # a slip of the hand in the year: there is no calendar beyond
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))
