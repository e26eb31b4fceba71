"""Years in a due date: calendar and academic ones, their beginnings, middles, ends and halves."""

from __future__ import annotations

import re

from . import lexis
from .lexis import Token
from .points import Points
from .prose import HALVES, PARTS, Entry, Point, give_year

YEAR_PARTS = {"нач": ((9, 1), (9, 0)), "сер": ((12, 1), (1, 0)), "кон": ((5, 1), (5, 0))}
CALENDAR_PARTS = {"нач": ((1, 1), (1, 0)), "сер": ((6, 1), (6, 0)), "кон": ((12, 1), (12, 0))}


class NamedYears(Points):
    """«2025 года», «2024–2025 учебный год», «в конце учебного года»."""

    def _year(self, token: Token) -> None:
        year = int(token.values["y"])
        if "уч" in token.values.get("w", ""):
            self.prose.is_sure = False  # «2024 учебный год»: which of two?
        if self.part in CALENDAR_PARTS:
            first, last = CALENDAR_PARTS[self.part]
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
        if self.part in YEAR_PARTS or self.part == "1/2":
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
            if days in HALVES.values():
                self._add(*lexis.periods("полугодие")[0 if days == HALVES[1] else 1])
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
                self._add(*YEAR_PARTS[part], is_sure=is_sure)
