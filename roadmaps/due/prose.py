"""What a due date says, before any academic year is known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .lexis import MONTH_DAY

# The beginning, the middle and the end of a month.
PARTS = {"нач": (1, 10), "сер": (11, 20), "кон": (21, 0)}
HALVES = {1: (1, 15), 2: (16, 0)}


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month, a quarter: from `first` to `last`, with a calendar year if one is named (of `last`)."""

    first: MONTH_DAY
    last: MONTH_DAY
    year: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.first[1] == 1 and self.last[1] == 0


@dataclass(slots=True)
class Entry:
    """A stretch of time. `kind`: span; until (a deadline: only the end is named); before (the same, the named month
    itself not included); since (only the beginning); past (the same, what is named not included)."""

    start: Point
    end: Point
    kind: str = "span"
    academic: int | None = None
    is_sure: bool = True

    @property
    def has_year(self) -> bool:
        return self.academic is not None or self.start.year is not None or self.end.year is not None


@dataclass(slots=True)
class Prose:
    """What a due date says. `whole`: academic years named as a whole, None being «any»."""

    entries: list[Entry] = field(default_factory=list)
    whole: list[int | None] = field(default_factory=list)
    # Calendar years, both included, outside of which nothing is due («2022–2025 годы»).
    window: tuple[int, int] | None = None
    # Period of «раз в четверть», "" of «ежемесячно», None when nothing of the kind is said.
    each: str | None = None
    is_yearly: bool = False
    is_constant: bool = False
    is_undated: bool = False
    is_sure: bool = True
    # Academic years that are named, whatever for («по плану на 2024–2025 учебный год»).
    named: set[int] = field(default_factory=set)


def modified(point: Point, days: tuple[int, int] | None) -> tuple[Point, bool]:
    """The last week of a month, the beginning of a quarter. False: the shade does not suit."""
    if days is None:
        return point, True
    if point.first[0] == point.last[0]:
        month = point.first[0]
        return replace(point, first=(month, days[0]), last=(month, days[1])), point.is_whole
    if days == PARTS["нач"]:
        return replace(point, last=(point.first[0], 15)), True
    if days == PARTS["кон"]:
        return replace(point, first=(point.last[0], 15)), True
    return point, False


def give_year(entries: list[Entry], year: int) -> None:
    """A year after a list is that of its last month; earlier months count back from it."""
    following: MONTH_DAY | None = None
    for entry in reversed(entries):
        if following is not None and entry.end.first[0] > following[0]:
            year -= 1
        single = entry.end is entry.start
        entry.end = replace(entry.end, year=year)
        if single:
            entry.start = entry.end
        elif entry.start.year is None:
            year -= entry.start.first[0] > entry.end.last[0]
            entry.start = replace(entry.start, year=year)
        following = entry.start.first


def carry_years(entries: list[Entry]) -> None:
    """«Сентябрь 2024, май»: what follows a named year without one of its own comes after it."""
    previous: Entry | None = None
    for entry in entries:
        if entry.has_year or previous is None:
            previous = entry if entry.end.year is not None or entry.academic is not None else previous
        elif previous.academic is not None:
            entry.academic = previous.academic
        elif previous.end.year is not None:
            year = previous.end.year + (entry.start.first[0] < previous.end.last[0])
            single = entry.end is entry.start
            entry.start = replace(entry.start, year=year)
            if single:
                entry.end = entry.start
            previous = entry if single else previous
