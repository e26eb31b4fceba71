"""What shades a point of time: its part, and prepositions."""

from __future__ import annotations

from dataclasses import replace

from . import lexis
from .lexis import Token
from .points import Points
from .prose import HALVES, PARTS


class Shades(Points):
    """«В начале», «вторая неделя», «до», «после», «с … по …»."""

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
                self.mods.append(HALVES[1 if number == 1 else 2])
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
