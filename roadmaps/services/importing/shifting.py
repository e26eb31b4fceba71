"""Years of a plan that was read, moved to those for which it is loaded, and back. See `opened` for `version`."""

import re
from collections.abc import Callable, Iterator

from schools.models import User

from ...due import shift_due
from ...models import RoadmapImport
from ...reading.structure import CONTENT, DUE, RESULT, STAGE, TITLE, Doubt, MeasureRead, RoadmapRead, StageRead
from ...years import first_year_of, renewed, years_off
from ..refusals import RoadmapRefused
from .opened import correcting

# Field of a measure → the place of its doubts. Due words move whole; of other texts only the years that the plan covers.
_TEXTS = {"due_text": DUE, "title": TITLE, "content": CONTENT, "expected_result": RESULT}
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
LEFT = "Годы сдвинуты, а эта дата осталась как в файле. Поправьте её, если это не дата документа."


def shift_years(imported: RoadmapImport, version: int, by: User | None) -> RoadmapImport:
    """All due words, and in the title, the stages and the contents the years that the plan covers, by as many years as the
    plan is off. A date in the contents may be that of a document: it stays and is doubted.
    """
    with correcting(imported, version, by) as (row, read):
        off, first = years_off(read, row.begins, row.years), first_year_of(read, row.years)
        if not off or first is None:
            raise RoadmapRefused(["Сдвигать нечего: годы в сроках и так подходят."])
        covered = range(first, first + row.years + 1)
        _move(read, off, covered, lambda key, field, text: _moved(field, text, covered, off))
        read.doubts += _left(read, covered, off)
    return row


def unshift_years(imported: RoadmapImport, version: int, by: User | None) -> RoadmapImport:
    """The way back: words as in the file wherever they are those of the file moved; others move back."""
    with correcting(imported, version, by) as (row, read):
        original = RoadmapRead.from_dict(row.original)
        off = shifted_by(original, read, row.years)
        if not off:
            raise RoadmapRefused(["Годы стоят как в файле, возвращать нечего."])
        was = {(key, field): text for key, field, text in _texts(original)}
        first = first_year_of(read, row.years) or row.begins
        covered = range(first, first + row.years + 1)
        before = range(first - off, first - off + row.years + 1)

        def back(key: str, field: str, text: str) -> str:
            told = was.get((key, field), "")
            return told if _moved(field, told, before, off) == text else _moved(field, text, covered, -off)

        _move(read, -off, covered, back)
        read.doubts = [doubt for doubt in read.doubts if doubt.message != LEFT]
    return row


def shifted_by(original: RoadmapRead, read: RoadmapRead, years: int) -> int:
    """By how many years the plan's words stand from those of the file."""
    was, now = first_year_of(original, years), first_year_of(read, years)
    return 0 if was is None or now is None else now - was


def _moved(field: str, text: str, covered: range, off: int) -> str:
    return shift_due(text, off) if field == "due_text" else renewed(text, covered, off)


def _rows(read: RoadmapRead) -> Iterator[tuple[StageRead | MeasureRead, tuple[str, ...]]]:
    for stage in read.stages:
        yield stage, ("title", "printed")
        yield from ((one, tuple(_TEXTS)) for one in stage.measures)


def _texts(read: RoadmapRead) -> Iterator[tuple[str, str, str]]:
    """Key, field and words of all that may speak of years, but for the head."""
    for one, fields in _rows(read):
        yield from ((one.key, field, text) for field in fields if (text := getattr(one, field)))


def _move(read: RoadmapRead, off: int, covered: range, moved: Callable[[str, str, str], str]) -> None:
    read.title = renewed(read.title, covered, off)
    read.school_year = read.school_year and shift_due(read.school_year, off)
    for one, fields in _rows(read):
        for field in fields:
            if text := getattr(one, field):
                setattr(one, field, moved(one.key, field, text))


def _left(read: RoadmapRead, covered: range, off: int) -> list[Doubt]:
    """Texts that still speak of a year which the plan covered and covers no longer."""
    gone = {str(year) for year in covered} - {str(year + off) for year in covered}
    stages = {stage.key for stage in read.stages}
    return [
        Doubt(STAGE if key in stages else _TEXTS[field], text, LEFT, key)
        for key, field, text in _texts(read)
        if field != "printed" and gone & set(_YEAR.findall(text))
    ]
