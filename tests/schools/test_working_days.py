"""Working days against the official calendars of 2025 and 2026, and the term of a warning over holidays."""

from datetime import date, timedelta

import pytest

from schools.models import CalendarDay
from schools.working_days import Calendar

pytestmark = pytest.mark.django_db


def working_in(year: int, month: int | None = None, calendar: Calendar | None = None) -> int:
    calendar = calendar or Calendar.read()
    day, found = date(year, 1, 1), 0
    while day.year == year:
        found += (month is None or day.month == month) and calendar.is_working(day)
        day += timedelta(days=1)
    return found


@pytest.mark.parametrize(
    ("year", "months"),
    [
        (2025, [17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22]),
        (2026, [15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22]),
    ],
)
def test_the_year_counts_as_the_official_calendar_does(year, months):
    assert [working_in(year, month) for month in range(1, 13)] == months
    assert working_in(year) == sum(months) == 247


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 1, 8), False),
        (date(2026, 1, 9), False),  # moved from 3 January
        (date(2026, 1, 12), True),
        (date(2026, 3, 9), False),  # 8 March was a Sunday
        (date(2026, 5, 11), False),  # 9 May was a Saturday
        (date(2026, 5, 4), True),
        (date(2025, 2, 24), True),  # the day off of 23 February went to 8 May
        (date(2025, 5, 8), False),
        (date(2025, 11, 1), True),  # a working Saturday
        (date(2025, 11, 3), False),
        (date(2026, 12, 31), False),
    ],
)
def test_days_that_a_newcomer_would_miss(day, working):
    assert Calendar.read().is_working(day) is working


def test_what_the_administrator_enters_is_stronger_than_the_rule():
    CalendarDay.objects.create(date=date(2026, 9, 15), ground="закон региона")
    assert not Calendar.read().is_working(date(2026, 9, 15))
    CalendarDay.objects.create(date=date(2026, 9, 19), is_working=True)
    assert Calendar.read().is_working(date(2026, 9, 19))


@pytest.mark.parametrize(
    ("handed", "last", "whole"),
    [
        (date(2026, 9, 14), date(2026, 9, 18), 3),  # Monday → Friday: Tuesday, Wednesday, Thursday
        (date(2026, 9, 14), date(2026, 9, 17), 2),
        (date(2026, 9, 17), date(2026, 9, 23), 3),  # over a week-end
        (date(2026, 12, 29), date(2027, 1, 11), 1),  # 31 December moved off; only the 30th is left of the old year
        (date(2025, 12, 29), date(2026, 1, 13), 2),  # 30 December and 12 January
        (date(2026, 4, 30), date(2026, 5, 6), 2),  # 4 and 5 May
        (date(2026, 5, 7), date(2026, 5, 13), 2),  # 8 and 12 May
        (date(2025, 10, 31), date(2025, 11, 7), 3),  # the working Saturday, Wednesday and Thursday
        (date(2026, 9, 14), date(2026, 9, 14), 0),
        (date(2026, 9, 18), date(2026, 9, 14), 0),
    ],
)
def test_whole_working_days_between(handed, last, whole):
    assert Calendar.read().between(handed, last) == whole


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [
        (date(2026, 9, 14), 3, date(2026, 9, 17)),
        (date(2026, 9, 18), 1, date(2026, 9, 21)),
        (date(2025, 12, 30), 1, date(2026, 1, 12)),
        (date(2026, 5, 8), 3, date(2026, 5, 14)),
        (date(2026, 9, 14), 0, date(2026, 9, 14)),
    ],
)
def test_adding_working_days(day, n, found):
    assert Calendar.read().add_working_days(day, n) == found


def test_a_year_whose_decree_is_not_entered_is_told():
    assert Calendar.read().unknown_years(date(2026, 12, 28), date(2026, 12, 30)) == []
    assert Calendar.read().unknown_years(date(2026, 12, 28), date(2027, 1, 12)) == [2027]
    CalendarDay.objects.create(date=date(2027, 12, 31))
    assert Calendar.read().unknown_years(date(2026, 12, 28), date(2027, 1, 12)) == []


def test_without_a_decree_the_law_itself_moves_days_off():
    """1 and 9 May 2027 are a Saturday and a Sunday."""
    bare = Calendar()
    assert [bare.is_working(date(2027, 5, day)) for day in (3, 4, 10, 11)] == [False, True, False, True]
    # New Year's days that fall on a week-end move only by decree: 11 January 2027 is a plain Monday.
    assert bare.is_working(date(2027, 1, 11))


def test_the_calendar_is_read_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        Calendar.read().between(date(2026, 1, 1), date(2026, 12, 31))


def test_a_misprinted_year_ends_the_count_instead_of_holding_it_up():
    """Days kept before years were checked: a count of them comes to an end, near the last of all days too."""
    last = date.max
    assert Calendar.read().add_working_days(last, 3) == last
    calendar = Calendar.read()
    assert calendar.between(date(2026, 9, 14), last) == calendar.between(date(2026, 9, 14), date(2500, 1, 1))
    assert len(calendar.unknown_years(date(2026, 9, 14), last)) < 60
