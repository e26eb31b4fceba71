"""What the curator begins with one button: for each side its questionnaire, with mode and timing."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from schools.models import Organisation

from ..enums import AnswerSide, Audience, Mode, Purpose, Timing
from .loading import LibraryItem, library_item, only_known, sources

TIMING_KEYS = frozenset({"audience", "timing", "first_after", "every", "open_for"})
SET_KEYS = TIMING_KEYS | {"code", "title", "about", "parts", "before"}


@dataclass(frozen=True)
class LibrarySet:
    """A wave ready to begin; everything can be changed before the start."""

    code: str
    title: str
    about: str
    purpose: Purpose
    mode: Mode
    # Codes of `banks.MentoringForm` to narrow the audience to; none is any form.
    forms: tuple[str, ...]
    for_kinds: tuple[str, ...]
    audience: Audience
    timing: Timing
    # Days after the pair's start (before its end); None with dates.
    first_after: int | None
    # Days between repeated askings; None is once.
    every: int | None
    # How many days the survey takes answers.
    open_for: int
    # Who answers which item of the library.
    parts: tuple[tuple[AnswerSide, str], ...]
    # Code of the set with which the answers are compared, person by person.
    before: str

    @property
    def items(self) -> list[LibraryItem]:
        return [item for _, code in self.parts if (item := library_item(code))]


@cache
def sets() -> list[LibrarySet]:
    """Every set, in the order of the files."""
    return [_build(source, raw) for source in sources() for raw in source.get("set", [])]


def sets_for(organisation: Organisation) -> list[LibrarySet]:
    """Those that suit the organisation's kind."""
    return [one for one in sets() if organisation.kind in one.for_kinds]


def set_for(organisation: Organisation, code: str) -> LibrarySet | None:
    """The set of this code, or the first whose code begins with it («before» in a kindergarten is «before_kindergarten»)."""
    offered = sets_for(organisation)
    exact = (one for one in offered if one.code == code)
    return next(exact, None) or next((one for one in offered if one.code.startswith(f"{code}_")), None)


def _build(source: dict[str, Any], raw: dict[str, Any]) -> LibrarySet:
    only_known(raw, SET_KEYS, raw["code"])
    only_known(source.get("sets", {}), TIMING_KEYS, source["purpose"])
    told = source.get("sets", {}) | raw
    items = [_item(code) for code in raw["parts"]]
    kinds = [kind for kind in items[0].for_kinds if all(kind in item.for_kinds for item in items)]
    return LibrarySet(
        code=raw["code"],
        title=raw["title"],
        about=raw["about"],
        purpose=Purpose(source["purpose"]),
        mode=items[0].mode,
        forms=_forms(items),
        for_kinds=tuple(kinds),
        audience=Audience(told["audience"]),
        timing=Timing(told["timing"]),
        first_after=told.get("first_after"),
        every=told.get("every"),
        open_for=told["open_for"],
        parts=tuple((item.side, item.code) for item in items),
        before=raw.get("before", ""),
    )


def _forms(items: list[LibraryItem]) -> tuple[str, ...]:
    """Those that every item suits; an item without forms suits any."""
    narrow = [item.forms for item in items if item.forms]
    return tuple(form for form in narrow[0] if all(form in forms for forms in narrow)) if narrow else ()


def _item(code: str) -> LibraryItem:
    item = library_item(code)
    if item is None:
        raise ValueError(f"A set asks {code}, which is not in the library")
    return item
