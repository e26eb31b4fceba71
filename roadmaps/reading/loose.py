"""A table that came as running lines (copied out of a PDF): its columns are gone, its numbers tell where rows begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from roadmaps.reading.doubts import HEADINGS_LINE, LOOSE
from roadmaps.reading.headings import guess
from roadmaps.reading.mixed import tail
from roadmaps.reading.structure import CONTENT, EXTRA, Doubt, MeasureRead, RoadmapRead

# «1 Издание приказа», «2», «3.1. Собрать»: a number at the beginning of a row.
ITEM = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,2})(?P<mark>[.)]?)(?:\s+(?P<text>[«\"(]?[A-ZА-ЯЁ].*))?")
_HEADINGS = ("мероприяти", "содержани", "срок", "ответственн", "исполнител", "результат")
_LONGEST_HEADING = 160
_LIST = re.compile(r"\n(?!- |\d+[.)])")


def rows_begin(lines: Sequence[str]) -> set[int]:
    """Which lines begin a row: their numbers count 1, 2, 3 … within the text or a stage of it. Empty with fewer than two."""
    found: list[int] = []
    last = 0
    for place, line in enumerate(lines):
        match = ITEM.fullmatch(line)
        if match is None:
            continue
        number = int(match["number"].split(".")[-1])
        if number == last + 1 or (number == 1 and match["text"]):
            found.append(place)
            last = number
    return set(found) if len(found) > 1 else set()


def take_headings(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines, and those of them that are headings of columns: one line of several, or several lines of one each."""
    named = [place for place, line in enumerate(lines) if _names_columns(line)]
    if not named:
        alone = [place for place, line in enumerate(lines) if line and guess(line) not in ("", EXTRA)]
        run = [place for place in alone if place - 1 in alone or place + 1 in alone]
        named = run if len(run) > 2 else []
    rest = [line for place, line in enumerate(lines) if place not in named]
    return rest, [lines[place] for place in named]


def _names_columns(line: str) -> bool:
    lower = line.lower()
    return len(line) <= _LONGEST_HEADING and sum(word in lower for word in _HEADINGS) > 1


def told(headings: Iterable[str]) -> list[Doubt]:
    return [Doubt("title", line, HEADINGS_LINE) for line in headings]


def part(read: RoadmapRead, measure: MeasureRead, *, is_cut: bool) -> None:
    """Broken lines put together; due and responsible from the end of the row where they are clear. Doubted all the same."""
    original = measure.content.strip("\n")
    measure.content = _LIST.sub(" ", original)
    if is_cut and (found := tail(measure.content)):
        measure.content, due, responsible = found
        measure.due_text, measure.responsible_text = measure.due_text or due, measure.responsible_text or responsible
    read.doubts.append(Doubt(CONTENT, original.replace("\n", " "), LOOSE, measure.key))
