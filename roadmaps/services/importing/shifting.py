"""Years of a plan that was read, moved to those for which it is loaded, and back. See `opened` for `version`."""

from collections.abc import Callable

from schools.models import User

from ...due import shift_due
from ...models import RoadmapImport
from ...reading.structure import RoadmapRead
from ...years import first_year_of, renewed, years_off
from ..refusals import RoadmapRefused
from .opened import correcting


def shift_years(imported: RoadmapImport, version: int, by: User | None) -> RoadmapImport:
    """All due words, the title and the school year, by as many years as the plan is off. What has no years stays."""
    with correcting(imported, version, by) as (row, read):
        off, first = years_off(read, row.begins, row.years), first_year_of(read, row.years)
        if not off or first is None:
            raise RoadmapRefused(["Сдвигать нечего: годы в сроках и так подходят."])
        _move(read, off, range(first, first + row.years + 1), lambda key, text: shift_due(text, off))
    return row


def unshift_years(imported: RoadmapImport, version: int, by: User | None) -> RoadmapImport:
    """The way back: words as in the file wherever they are those of the file moved; others move back."""
    with correcting(imported, version, by) as (row, read):
        original = RoadmapRead.from_dict(row.original)
        off = shifted_by(original, read, row.years)
        if not off:
            raise RoadmapRefused(["Годы стоят как в файле, возвращать нечего."])
        was = {one.key: one.due_text or "" for one in original.measures}
        first = first_year_of(read, row.years) or row.begins

        def back(key: str, text: str) -> str:
            return was[key] if shift_due(was.get(key, ""), off) == text else shift_due(text, -off)

        _move(read, -off, range(first, first + row.years + 1), back)
    return row


def shifted_by(original: RoadmapRead, read: RoadmapRead, years: int) -> int:
    """By how many years the plan's words stand from those of the file."""
    was, now = first_year_of(original, years), first_year_of(read, years)
    return 0 if was is None or now is None else now - was


def _move(read: RoadmapRead, off: int, covered: range, due: Callable[[str, str], str]) -> None:
    read.title = renewed(read.title, covered, off)
    read.school_year = read.school_year and shift_due(read.school_year, off)
    for one in read.measures:
        if one.due_text:
            one.due_text = due(one.key, one.due_text)
