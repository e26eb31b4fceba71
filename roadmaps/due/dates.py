"""Entries of a due date laid onto an academic year."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from schools.years import AcademicYear

from . import lexis
from .grammar import read_prose
from .lexis import MONTH_DAY
from .prose import Entry, Point, Prose

Span = tuple[date, date]
_SUMMER = (6, 7, 8)
# A deadline in the first days of a month is work of the month before.
_EARLY = 7


@dataclass(frozen=True, slots=True)
class Due:
    """When a measure is due in one academic year. Spans are in order, do not overlap, both days included; a deadline
    («до 15 сентября») begins with the month in which one works for it. `repeats`: it happens again and again, each
    year, month or all along."""

    spans: tuple[Span, ...]
    is_sure: bool
    repeats: bool

    @property
    def starts(self) -> date:
        return self.spans[0][0]

    @property
    def ends(self) -> date:
        """Before this day is over nothing is overdue."""
        return max(end for _, end in self.spans)


def read_due(text: str, year: AcademicYear) -> Due | None:
    """The days of a due date in prose; None when the prose allows none in that year, or none at all."""
    prose = read_prose(text)
    spans, is_sure = _spans(prose, year)
    if not spans:
        return None
    return Due(tuple(_merged(spans)), is_sure, prose.is_yearly or prose.is_constant or prose.each is not None)


def falls_in(text: str, year: AcademicYear) -> bool:
    """False: the prose names years, and not this one. True also for what allows no date («по запросу»)."""
    prose = read_prose(text)
    if _spans(prose, year)[0]:
        return True
    names_years = any(entry.has_year for entry in prose.entries) or any(whole is not None for whole in prose.whole)
    if names_years or prose.window is not None:
        return False
    return not prose.named or year.begins in prose.named


def _spans(prose: Prose, year: AcademicYear) -> tuple[list[Span], bool]:
    first, last = prose.window or (year.begins, year.begins + 1)
    if not (first <= year.begins < last):
        return [], False
    spans, is_sure = [], prose.is_sure
    for entry in prose.entries:
        span, clear = _place(entry, year)
        if span is None and prose.is_yearly and entry.has_year and _owner(entry) < year.begins:
            span, clear = _place(_yearless(entry), year)
        if span is not None:
            spans.append(span)
            is_sure = is_sure and clear and entry.is_sure
    for whole in prose.whole:
        if whole is None or whole == year.begins or (prose.is_yearly and whole < year.begins):
            spans.append((year.start, year.end))
    nothing = not prose.entries and not prose.whole
    if nothing and (prose.each is not None or not prose.is_undated):
        spans += _repeated(prose, year)
    return spans, is_sure


def _repeated(prose: Prose, year: AcademicYear) -> list[Span]:
    """«Раз в четверть», «ежемесячно», «ежегодно» without a month."""
    if prose.each:
        return [_on_year(Point(*period), year)[0] for period in lexis.periods(prose.each)]
    return [(year.start, year.end)] if prose.each == "" or prose.is_yearly else []


def _place(entry: Entry, year: AcademicYear) -> tuple[Span | None, bool]:
    if entry.academic is not None and entry.academic != year.begins:
        return None, True
    named = entry.start.year is not None or entry.end.year is not None
    if entry.kind in ("until", "before"):
        return _deadline(entry, year, named)
    if entry.kind in ("since", "past"):
        return _open_end(entry, year, named)
    if not named:
        return _on_year(Point(entry.start.first, entry.end.last), year)
    start, end, is_sure = _named_days(entry)
    owner = _owner_of(start, end)
    if start.month not in _SUMMER and AcademicYear.of(start) != AcademicYear.of(end) and (end - start).days < 366:
        is_sure = False
    first = start if owner == year.begins else year.start
    last = min(end, year.end) if end.year > owner or end.month > 8 else end
    return ((first, last) if owner <= year.begins and first <= last else None), is_sure


def _deadline(entry: Entry, year: AcademicYear, named: bool) -> tuple[Span | None, bool]:
    if named:
        _, end, is_sure = _named_days(replace(entry, start=entry.end))
        start = _day(end.year if entry.end.first <= entry.end.last else end.year - 1, entry.end.first)
    else:
        (start, end), is_sure = _on_year(entry.end, year)
    if entry.kind == "before":
        end = start - timedelta(days=1)
    owner = _owner_of(end, end) if named else year.begins
    if owner != year.begins:
        return None, True
    begins = end.replace(day=1)
    if end.day <= _EARLY:
        begins = (begins - timedelta(days=1)).replace(day=1)
    return (begins, end), is_sure


def _open_end(entry: Entry, year: AcademicYear, named: bool) -> tuple[Span | None, bool]:
    if named:
        start, end, is_sure = _named_days(entry)
        if _owner_of(start, start) > year.begins:
            return None, True
        if _owner_of(start, start) < year.begins:
            return (year.start, year.end), is_sure
    else:
        (start, end), is_sure = _on_year(Point(entry.start.first, entry.start.last), year)
    if entry.kind == "past":
        start = end + timedelta(days=1)
    return ((start, year.end) if start <= year.end else None), is_sure


def _on_year(point: Point, year: AcademicYear) -> tuple[Span, bool]:
    """Months without a calendar year. What begins in summer and goes on in autumn stands before the year's first day."""
    (first, _), (last, _) = point.first, point.last
    here, there = year.begins, year.begins + 1
    if first == last == 8:
        return _ordered(_day(here, point.first), _day(here, point.last))
    if (first - 9) % 12 > (last - 9) % 12:
        start, end = _day(here, point.first), _day(here if last >= 9 else there, point.last)
        if end < start:  # «ноябрь – сентябрь»: goes on beyond the year
            return (start, year.end), False
        return (start, end), first in _SUMMER
    return _ordered(_day(here if first >= 9 else there, point.first), _day(here if last >= 9 else there, point.last))


def _named_days(entry: Entry) -> tuple[date, date, bool]:
    starts, ends = entry.start.year, entry.end.year
    wraps = entry.start.first[0] > entry.end.last[0]
    if ends is None and starts is not None:
        ends = starts + wraps
    elif ends is not None and (starts is None or entry.start is entry.end):
        starts = ends - wraps
    assert starts is not None
    assert ends is not None
    (start, end), is_sure = _ordered(_day(starts, entry.start.first), _day(ends, entry.end.last))
    return start, end, is_sure


def _ordered(start: date, end: date) -> tuple[Span, bool]:
    return ((start, end), True) if start <= end else ((end, start), False)


def _owner_of(start: date, end: date) -> int:
    """The academic year (its first calendar year) to which days belong; see the module's docstring in `__init__`."""
    year = AcademicYear.of(start)
    prepares = start.month == end.month == 8 and start.year == end.year
    goes_on = start.month in _SUMMER and end > year.end
    return year.begins + (prepares or goes_on)


def _owner(entry: Entry) -> int:
    if entry.academic is not None:
        return entry.academic
    start, end, _ = _named_days(entry)
    return _owner_of(start, end)


def _yearless(entry: Entry) -> Entry:
    return replace(entry, academic=None, start=replace(entry.start, year=None), end=replace(entry.end, year=None))


def _day(year: int, month_day: MONTH_DAY) -> date:
    """Day 0 is the month's last, -6 the sixth before it; a day that the month lacks is its last."""
    month, day = month_day
    longest = monthrange(year, month)[1]
    return date(year, month, min(day, longest) if day > 0 else longest + day)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
