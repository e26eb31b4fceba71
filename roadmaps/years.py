"""Of which years a plan speaks, and the same plan some years later. Pure, no queries."""

import re
from collections import Counter

from schools.years import AcademicYear

from .due import falls_in, shift_due
from .reading.structure import RoadmapRead

# A year or an academic year in running text, not inside a date («30.08.2024») or after «№».
_YEARS = re.compile(r"(?<![\w№.])(?<!№ )(20\d\d)(?:\s?[/–—-]\s?(?:20\d\d|\d\d(?!\d)))?(?!\d)")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DAY_BEFORE = re.compile(r"\d{1,2}\s+[а-яё]+\s+$", re.IGNORECASE)


def renewed(text: str, covered: range, by_years: int) -> str:
    """Years of `covered` («на 2025–2026 учебный год») moved; dates of acts and orders stay."""

    def renew(match: re.Match[str]) -> str:
        is_a_date = _DAY_BEFORE.search(text, max(0, match.start() - 30), match.start())
        return match[0] if int(match[1]) not in covered or is_a_date else shift_due(match[0], by_years)

    return _YEARS.sub(renew, text)


def dated_in(read: RoadmapRead) -> list[str]:
    """Due words that name years."""
    return [one.due_text for one in read.measures if one.due_text and shift_due(one.due_text, 1) != one.due_text]


def first_year_of(read: RoadmapRead, years: int) -> int | None:
    """The first academic year of a plan of so many years, as most of its due words have it; without any such words, as its
    title has it. None when nothing names a year."""
    titled = _YEAR.search(read.school_year or "")
    by_title = int(titled[0]) if titled else None
    dated = dated_in(read)
    named = {int(year) for text in dated for year in _YEAR.findall(text)}
    if not named:
        return by_title
    texts = Counter(dated)

    # A calendar year is the second half of the academic year before it.
    near = {year - half for year in named for half in (0, 1)}
    fallen = {year: {text for text in texts if falls_in(text, AcademicYear(year))} for year in near}

    def score(begins: int) -> tuple[int, bool, int]:
        found: set[str] = set().union(*(fallen.get(begins + index, ()) for index in range(years)))
        return sum(texts[text] for text in found), begins == by_title, begins

    return max(sorted(near), key=score)


def years_off(read: RoadmapRead, begins: int, years: int) -> int:
    """By how many years the plan's words must move to be of `begins`; 0 when they are, or when nothing tells."""
    covered = [AcademicYear(begins + index) for index in range(years)]
    dated = dated_in(read)
    if dated and 2 * sum(not any(falls_in(text, year) for year in covered) for text in dated) <= len(dated):
        return 0
    first = first_year_of(read, years)
    return 0 if first is None else begins - first


def earlier_years(read: RoadmapRead, begins: int) -> str:
    """«2024, 2025» when the terms or the title of the file speak of years that end where the chosen one begins, or, with no
    years in them, when it was approved before that; else ""."""
    words = [read.school_year or "", *(one.due_text or "" for one in read.measures)]
    years = sorted({int(year) for text in words for year in _YEAR.findall(text)})
    if not years and read.approval is not None:
        years = sorted({int(year) for year in _YEAR.findall(read.approval.order_date or "") if int(year) < begins})
    return ", ".join(map(str, years)) if years and years[0] < begins and years[-1] <= begins else ""
