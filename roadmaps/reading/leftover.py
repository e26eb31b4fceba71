"""The last look: a cell of the table whose words are nowhere in what was read is told, so that no word is ever dropped."""

import re
from collections.abc import Iterable, Iterator

from roadmaps.reading import doubts as say
from roadmaps.reading.rows import table_end
from roadmaps.reading.structure import STAGE, Doubt, RoadmapRead
from roadmaps.reading.tables import Part
from roadmaps.reading.texts import cell_lines

_WORD = re.compile(r"[^\W\d_][^\W_]+")


def left_over(read: RoadmapRead, parts: Iterable[Part]) -> list[Doubt]:
    """A doubt for each cell between the first heading and the table's end that lost a word."""
    kept = set(_words(_texts(read)))
    found = []
    for number, part in enumerate(parts):
        # A cell that is merged with a heading stands among the headings, and belongs to none of them.
        for row in range(part.first if number else part.head.first, table_end(part)):
            for cell in part.table.starting(row):
                lines = cell_lines(cell)
                if not kept.issuperset(_words(lines)):
                    found.append(Doubt(STAGE, " ".join(lines), say.LEFT_OUT))
    return found


def _words(texts: Iterable[str | None]) -> Iterator[str]:
    for text in texts:
        if text:
            yield from _WORD.findall(text.lower())


def _texts(read: RoadmapRead) -> Iterator[str | None]:
    yield from (column.heading for column in read.columns)
    yield from (doubt.original for doubt in read.doubts)
    for stage in read.stages:
        yield from (stage.number, stage.title, stage.printed)
        for one in stage.measures:
            yield from (one.title, one.content, one.row_number, one.due_text, one.responsible_text, one.expected_result)
            yield from one.extra.values()
