"""The grammar of due dates: tokens into entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from . import lexis
from .lexis import MONTH_DAY, Token
from .prose import PARTS, Entry, Point, Prose, carry_years, give_year, modified

_HALVES = {1: (1, 15), 2: (16, 0)}
_YEAR_PARTS = {"нач": ((9, 1), (9, 0)), "сер": ((12, 1), (1, 0)), "кон": ((5, 1), (5, 0))}
_CALENDAR_PARTS = {"нач": ((1, 1), (1, 0)), "сер": ((6, 1), (6, 0)), "кон": ((12, 1), (12, 0))}


@lru_cache(maxsize=4096)
def read_prose(text: str) -> Prose:
    """Cached: the result is shared, nobody changes it."""
    reader = _Reader()
    for token in lexis.tokens(text):
        reader.take(token)
    return reader.finish()


class _Reader:
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

    def take(self, token: Token) -> None:
        getattr(self, f"_{token.kind}", self._skip)(token)
        if token.kind not in ("range", "to", "noise", "deadline", "since", "after", "and", "part", "week"):
            self.is_range = False
        if token.kind in ("junk", "comma", "close"):
            self.lead = ""
        if token.kind not in ("during", "noise", "next"):
            self.is_during = False
        if token.kind not in ("later", "noise", "and", "comma", "range"):
            self.is_later = False

    # -- points ----------------------------------------------------------------------------------------------------

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

    # -- what shades a point ---------------------------------------------------------------------------------------

    def _part(self, token: Token) -> None:
        self.part = token.values["part"][:3]
        if self.part not in PARTS:
            self.part = "кон"  # «до окончания»
        self.mods.append(PARTS[self.part])

    def _week(self, token: Token) -> None:
        unit, word = token.values["unit"], token.values["wk"]
        for number in [0] if word.startswith("последн") else lexis.ordinals(word):
            if unit == "недел":
                self.mods.append((-6, 0) if number in (0, 5) else (7 * number - 6, 7 * number))
            elif unit == "декад":
                self.mods.append(PARTS[("кон", "нач", "сер", "кон")[min(number, 3)]])
            else:
                self.mods.append(_HALVES[1 if number == 1 else 2])
        self.part = "" if unit != "половин" else "1/2"

    def _monthday(self, token: Token) -> None:
        """«Апрель, до 20 числа»; «до 5 числа» of every month says nothing more."""
        day = int(token.values["md"])
        if self.prose.entries and (point := self.prose.entries[-1].end).is_whole and 1 <= day <= 31:
            month = point.first[0]
            point = replace(point, first=(month, 1), last=(month, day))
            self.prose.entries[-1] = replace(self.prose.entries[-1], start=point, end=point)

    def _since(self, token: Token) -> None:
        self.lead = "since"

    def _after(self, token: Token) -> None:
        self.lead = "past" if token.text in ("после", "позднее") else "since"

    def _deadline(self, token: Token) -> None:
        if token.text == "до" and self.prose.entries and self.prose.entries[-1].kind == "since":
            self.is_range = True
        else:
            self.lead = "before" if token.text in ("до", "к", "ко") else "until"

    def _to(self, token: Token) -> None:
        if self.prose.entries and self.prose.entries[-1].kind in ("span", "since"):
            self.is_range = True
        else:
            self.lead = "until"

    def _range(self, token: Token) -> None:
        self.is_range = bool(self.prose.entries)

    def _during(self, token: Token) -> None:
        self.is_during = True

    # -- years -----------------------------------------------------------------------------------------------------

    def _year(self, token: Token) -> None:
        year = int(token.values["y"])
        if "уч" in token.values.get("w", ""):
            self.prose.is_sure = False  # «2024 учебный год»: which of two?
        if self.part in _CALENDAR_PARTS:
            first, last = _CALENDAR_PARTS[self.part]
            self.mods = []
            self.lead = self.lead and "until"
            self._add(first, last, year)
            return
        waiting = self._yearless()
        if waiting and not self.is_during:
            give_year(waiting, year)
            return
        self._flush_year()
        self.year = year
        if self.is_during or self.lead:
            self._flush_year()

    def _flush_year(self) -> None:
        """A calendar year by itself: half of it in each of two academic years."""
        if self.year is None:
            return
        year, self.year = self.year, None
        if self.undated_here:
            self.prose.named |= {year - 1, year}
        elif self.lead in ("until", "before"):
            last = year - 1 if self.lead == "before" else year
            self.prose.entries.append(
                Entry(Point((9, 1), (9, 1), last - 1), Point((12, 0), (12, 0), last), is_sure=False)
            )
        else:
            kind = "since" if self.lead in ("since", "past") else "span"
            self.prose.entries.append(
                Entry(Point((1, 1), (1, 1), year), Point((12, 0), (12, 0), year), kind, is_sure=False)
            )
        self.lead = ""

    def _yearless(self) -> list[Entry]:
        """The last entries without a year, in order: those to which a year after them belongs."""
        found: list[Entry] = []
        for entry in reversed(self.prose.entries):
            if entry.academic is not None or entry.end.year is not None:
                break
            found.insert(0, entry)
            if entry.start.year is not None:
                break
        return found

    def _years(self, token: Token) -> None:
        first, last = int(token.values["y1"]), int(token.values.get("y2") or token.values["y3"])
        last = first // 100 * 100 + last if last < 100 else last
        word = token.values.get("yw", "")
        if last <= first:
            self.prose.is_sure = False
            self.year = first
        elif last == first + 1:
            if "уч" not in word and re.search(r"гг|годы|годов|годах", word):
                self.prose.is_sure = False  # two calendar years, or one academic?
            self._academic(first)
        else:
            self.prose.window = (first, last)
            if self.is_during or not self.prose.entries:
                self.year_word = True

    def _shortyears(self, token: Token) -> None:
        first, last = int(token.values["z1"]), int(token.values["z2"])
        if last == first + 1:
            self._academic(2000 + first)
        else:
            self.prose.is_sure = False

    def _academic(self, year: int) -> None:
        self.prose.named.add(year)
        if self.part in _YEAR_PARTS or self.part == "1/2":
            self.academic = year
            self._year_part("учебного года")
            return
        waiting = self._yearless()
        if self.is_during:
            self.prose.whole.append(year)
        elif waiting:
            for entry in waiting:
                entry.academic = year
        elif not self.undated_here:
            self._flush_academic()
            self.academic = year
        self.lead = ""

    def _flush_academic(self) -> None:
        if self.academic is not None and not any(entry.academic == self.academic for entry in self.prose.entries):
            self.prose.whole.append(self.academic)
        self.academic = None

    def _yearword(self, token: Token) -> None:
        if self.part:
            self._year_part(token.text)
        elif self.is_during:
            self.prose.whole.append(None)
            self.prose.is_sure &= "календ" not in token.text
        elif token.text.startswith("уч"):
            self.year_word = True

    def _year_part(self, word: str) -> None:
        """«В начале и в конце учебного года», «до конца учебного года», «к началу учебного года», «второе полугодие»."""
        mods, lead = self.mods, self.lead
        self.mods, self.part, self.lead = [], "", ""
        is_sure = "уч" in word
        for days in mods:
            if days in _HALVES.values():
                self._add(*lexis.periods("полугодие")[0 if days == _HALVES[1] else 1])
                continue
            part = next((name for name, value in PARTS.items() if value == days), "")
            if not part:  # «первая неделя, конец учебного года»
                self.prose.is_sure = False
                continue
            if lead == "before" and part == "нач":
                self._add((8, 1), (8, 0), is_sure=is_sure)
            elif lead in ("until", "before") and part == "кон" and len(mods) == 1:
                self.prose.whole.append(self.academic)
                self.academic = None
                self.prose.is_sure &= is_sure
            else:
                self._add(*_YEAR_PARTS[part], is_sure=is_sure)

    # -- all along, again and again, no date ------------------------------------------------------------------------

    def _always(self, token: Token) -> None:
        if self.is_later and self.prose.entries:
            self.prose.entries[-1].kind = "since"
        else:
            self.prose.whole.append(None)
        self.is_told = True
        self.prose.is_constant |= (
            re.match(r"пост|сист|регул|непрер|круг|на (?:пост|всех)", token.text) is not None
            and "протяж" not in token.text
        )

    def _yearly(self, token: Token) -> None:
        self.prose.is_yearly = True

    def _each(self, token: Token) -> None:
        if self.is_later and self.prose.entries:
            self.prose.entries[-1].kind = "since"
        self.prose.each = next((name for name in ("четв", "полуг", "триместр", "семестр") if name in token.text), "")

    def _weekday(self, token: Token) -> None:
        self.prose.each = self.prose.each or ""

    def _later(self, token: Token) -> None:
        self.is_later = True

    def _undated(self, token: Token) -> None:
        self.prose.is_undated = self.undated_here = True
        self.lead = ""

    def _comma(self, token: Token) -> None:
        self.undated_here = self.is_told = False

    _open = _close = _comma

    def _vague(self, token: Token) -> None:
        self.prose.is_sure = False

    _next = _vague

    def _junk(self, token: Token) -> None:
        # What a plan is called («по плану работы методического совета») needs no understanding.
        if not (self.undated_here or self.is_told):
            self.prose.is_sure = False

    def _skip(self, token: Token) -> None:
        pass

    def finish(self) -> Prose:
        prose = self.prose
        if self.mods and prose.entries:
            last = prose.entries.pop()
            for days in self.mods:
                point, fits = modified(last.end, days)
                prose.entries.append(replace(last, start=point, end=point, is_sure=last.is_sure and fits))
        elif self.mods and prose.each is None:
            prose.is_sure = False
        self._flush_year()
        self._flush_academic()
        carry_years(prose.entries)
        if self.year_word and not (prose.entries or prose.whole or prose.is_undated or prose.each is not None):
            prose.whole.append(None)
        return prose
