"""How much a roadmap may be: many times more than any that was ever printed, few enough to be read in seconds."""

from collections.abc import Iterable

from roadmaps.reading import refusals
from roadmaps.reading.errors import RoadmapUnreadable
from roadmaps.reading.grid import Cell, Paragraph, Source, Table
from roadmaps.reading.structure import RoadmapRead

MAX_CHARACTERS = 1_000_000  # about 400 pages: a long regulation may stand around the table
MAX_BLOCKS = 20_000
MAX_TABLES = 1_000
MAX_CELLS = 60_000
MAX_ROWS = 3_000  # of one table
MAX_STAGES, MAX_MEASURES = 200, 2_000
MAX_CELL_LINES = 500
MAX_CELL_CHARACTERS = 50_000
MAX_LINE = 20_000  # characters of one paragraph outside of tables


def within(source: Source) -> Source:
    """The source itself. Raises RoadmapUnreadable when it is more than a roadmap and what may stand around it."""
    _Measure().of([*source.header, *source.blocks])
    return source


def few_enough(read: RoadmapRead) -> RoadmapRead:
    """The roadmap itself. Raises RoadmapUnreadable when no page could show its measures."""
    if len(read.measures) > MAX_MEASURES or len(read.stages) > MAX_STAGES:
        raise RoadmapUnreadable(refusals.TOO_LONG)
    return read


class _Measure:
    def __init__(self) -> None:
        self.characters = self.blocks = self.tables = self.cells = 0

    def of(self, blocks: Iterable[Paragraph | Table]) -> None:
        for block in blocks:
            self.blocks += 1
            if isinstance(block, Table):
                self._table(block)
            else:
                self.characters += len(block.text)
                self._refuse_if(len(block.text) > MAX_LINE)
            self._refuse_if(self.blocks > MAX_BLOCKS or self.characters > MAX_CHARACTERS)

    def _table(self, table: Table) -> None:
        self.tables += 1
        self.cells += table.height * table.width
        self._refuse_if(self.tables > MAX_TABLES or self.cells > MAX_CELLS or table.height > MAX_ROWS)
        for row in range(table.height):
            for cell in table.starting(row):
                self._cell(cell)

    def _cell(self, cell: Cell) -> None:
        characters = sum(len(paragraph.text) for paragraph in cell.paragraphs)
        lines = len(cell.paragraphs) + sum(paragraph.text.count("\n") for paragraph in cell.paragraphs)
        self.characters += characters
        # A whole document may lie in a layout table: then its own cells are measured.
        self._refuse_if(not cell.tables and (lines > MAX_CELL_LINES or characters > MAX_CELL_CHARACTERS))
        self._refuse_if(self.characters > MAX_CHARACTERS)
        for table in cell.tables:
            self._table(table)

    @staticmethod
    def _refuse_if(too_much: bool) -> None:
        if too_much:
            raise RoadmapUnreadable(refusals.TOO_LONG)
