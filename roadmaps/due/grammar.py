"""The grammar of due dates: tokens into entries."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from . import lexis
from .lexis import Token
from .named_years import NamedYears
from .prose import Prose, carry_years, modified
from .shades import Shades


@lru_cache(maxsize=4096)
def read_prose(text: str) -> Prose:
    """Cached: the result is shared, nobody changes it."""
    reader = _Reader()
    for token in lexis.tokens(text):
        reader.take(token)
    return reader.finish()


class _Reader(Shades, NamedYears):
    """A token of the kind `day` goes to `_day`, and so on; what has no method of its own says nothing."""

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

    # All along, again and again, no date

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
