"""Points of time in a due date: months, days, dates, quarters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from . import lexis
from .lexis import MONTH_DAY, Token
from .prose import Entry, Point, Prose, modified


class Points:
    """What was read so far, and what the words before the next point make of it."""

    def __init__(self) -> None:
        self.prose = Prose()
        self.lead = ""  # "since", "until", "before", "past": what the preposition makes of the next point
        self.is_range = False
        self.is_during = False
        self.is_later = False
        self.undated_here = False
        self.is_told = False  # «в течение всего периода …»: what the period is called needs no understanding
        self.mods: list[tuple[int, int]] = []
        self.part = ""
        self.year: int | None = None  # named, waits for its months
        self.academic: int | None = None
        self.year_word = False

    def _add(self, first: MONTH_DAY, last: MONTH_DAY, year: int | None = None, *, is_sure: bool = True) -> None:
        shades: Sequence[tuple[int, int] | None] = self.mods or [None]
        for days in shades:
            point, fits = modified(Point(first, last, year), days)
            self._put(point, is_sure=is_sure and fits and not self.undated_here)
        self.mods, self.part = [], ""

    def _put(self, point: Point, *, is_sure: bool) -> None:
        entries = self.prose.entries
        if self.is_range and entries and entries[-1].kind in ("span", "since"):
            entry = entries[-1]
            entry.end, entry.kind, entry.is_sure = point, "span", entry.is_sure and is_sure
        else:
            kind = self.lead or "span"
            if kind == "before" and not point.is_whole:
                kind = "until"
            if kind == "before":
                is_sure = False  # «до мая»: with May or without
            if self.year is not None and point.year is None:
                point, self.year = replace(point, year=self.year), None
            entries.append(Entry(point, point, kind, self.academic if point.year is None else None, is_sure))
        self.is_range, self.lead = False, ""

    def _clamped(self, month: int, word: str, year: int | None = None) -> None:
        day = lexis.day_number(word)
        longest = 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
        self._add((month, min(day, longest)), (month, min(day, longest)), year, is_sure=day <= longest)

    def _month(self, token: Token) -> None:
        month = lexis.month_number(token.values["mm"])
        self._add((month, 1), (month, 0))

    def _adjective(self, token: Token) -> None:
        month = lexis.adjective_month(token.values["adj"])
        self._add((month, 1), (month, 0), is_sure=False)

    def _season(self, token: Token) -> None:
        self._add(*lexis.season(token.values["sea"]))

    def _longseason(self, token: Token) -> None:
        start = token.values["ls"]
        self._add(*lexis.long_season(start, token.values.get("le", start)), is_sure=False)

    def _holidays(self, token: Token) -> None:
        self._add(*lexis.holidays(token.values.get("hol") or token.values["hol2"]), is_sure=False)

    def _day(self, token: Token) -> None:
        self._clamped(lexis.month_number(token.values["m"]), token.values["d"])

    def _dayspan(self, token: Token) -> None:
        month, lead = lexis.month_number(token.values["dm"]), self.lead
        if lead in ("until", "before"):
            self._clamped(month, token.values["d2"])
            return
        self._clamped(month, token.values["d1"])
        self.is_range = True
        self._clamped(month, token.values["d2"])

    def _daylist(self, token: Token) -> None:
        for day in re.findall(r"\d+", token.values["dl"]):
            self._clamped(lexis.month_number(token.values["lm"]), day)

    def _date(self, token: Token) -> None:
        year = int(token.values["yy"])
        self._numbers(token.values["day"], token.values["mon"], year + 2000 if year < 100 else year)

    def _iso(self, token: Token) -> None:
        self._numbers(token.values["id"], token.values["im"], int(token.values["iy"]))

    def _short(self, token: Token) -> None:
        self._numbers(token.values["sd"], token.values["sm"], None)

    def _shortspan(self, token: Token) -> None:
        self._numbers(token.values["s1"], token.values["s2"], None)
        self.is_range = True
        self._numbers(token.values["s3"], token.values["s4"], None)

    def _numbers(self, day: str, month: str, year: int | None) -> None:
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            self._clamped(int(month), day, year)
        else:
            self.prose.is_sure = False

    def _term(self, token: Token) -> None:
        periods = lexis.periods(token.values["per"])
        numbers = lexis.ordinals(token.values["ords"])
        for number in numbers:
            if number <= len(periods):
                self._add(*periods[number - 1])
            else:
                self.prose.is_sure = False
