"""The whole page: letterhead where the title does not tell whose plan it is, marks, title, table."""

from __future__ import annotations

import re

from schools.papers.engine.blocks import Block, DocTitle, Letterhead, MarkPair
from schools.papers.engine.page import PageSetup

from ..reading.structure import RoadmapRead
from .complete import complete
from .lines import Columns, lines_of
from .table import table_of
from .widths import least_widths

MANY_COLUMNS = 5
# «Дорожная карта (план мероприятий)» stands on a line of its own above what it is about.
_NAME = re.compile(r"([«\"]?дорожная карта[»\"]?(?: \([^)]*\))?)\s+(\S.*)", re.IGNORECASE | re.DOTALL)


def is_wide(read: RoadmapRead, page: PageSetup) -> bool:
    """Should the sheet lie? As the file had it, with many columns, or where upright words would be broken."""
    read = complete(read)
    if read.landscape or len(read.columns) >= MANY_COLUMNS:
        return True
    columns = Columns(read)
    return sum(least_widths(read, [line.texts for line in lines_of(read, columns)])) > page.text_width


def blocks_of(read: RoadmapRead, marks: MarkPair, page: PageSetup) -> list[Block]:
    """The plan on a page that has been chosen by `is_wide`."""
    read = complete(read)
    blocks: list[Block] = []
    if read.organisation and _squeezed(read.organisation) not in _squeezed(read.title):
        blocks.append(Letterhead(full_name=read.organisation))
    if marks.left or marks.right:
        blocks.append(marks)
    named = _NAME.fullmatch(read.title)
    blocks.append(DocTitle(named[1], named[2]) if named else DocTitle(read.title))
    return [*blocks, table_of(read, page.text_width)]


def _squeezed(text: str) -> str:
    return re.sub(r"[\s«»\"]+", "", text).lower()
