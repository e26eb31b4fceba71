"""The neutral input of the recogniser: paragraphs and tables in the order of the page, whatever the file was.

A table is a rectangle of positions; a merged cell is one `Cell` object that stands in every position it covers, so
«what holds in this row of this column» is `table.grid[row][column]`, and a cell begins where `cell.row == row and
cell.column == column`. Texts are raw here (no-break spaces, soft hyphens, line breaks as "\\n"): `texts.py` cleans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its typed text (line breaks are "\\n", tabs "\\t"), and the list marker the program shows before it."""

    text: str
    # A generated marker as shown: «1.», «2)», «1.1.», «IV.», «а)»; any bullet is "-"; "" when there is none.
    marker: str = ""
    # Depth of the generated list, 0 is its outermost level.
    level: int = 0
    # Centred («center») or set to the right («right»); else "".
    align: str = ""
    # A paragraph of a heading style.
    heading: bool = False
    # Flattened out of the n-th (from 1) nested table of its cell; 0 for a paragraph of the cell itself.
    nested: int = 0

    @property
    def printed(self) -> str:
        """The text as a reader sees it, with its marker; a lonely generated number counts, a lonely bullet does not."""
        if self.marker and self.text:
            return f"{self.marker} {self.text}"
        return self.text or ("" if self.marker == "-" else self.marker)


@dataclass(slots=True)
class Cell:
    """A cell of a table with the rectangle that it covers."""

    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1
    # Paragraphs in order; the text of nested tables stands among them, row by row, so that no word is lost.
    paragraphs: list[Paragraph] = field(default_factory=list)
    # Nested tables once more as tables: a roadmap may lie inside of a layout table.
    tables: list[Table] = field(default_factory=list)
    # A number or a date of a workbook, already written out as it is shown.
    typed: bool = False

    @classmethod
    def of(cls, text: str, row: int = 0, column: int = 0, rows: int = 1, columns: int = 1) -> Cell:
        """A cell with one paragraph; line breaks in the text stay in it."""
        return cls(row, column, rows, columns, [Paragraph(text)] if text else [])

    @property
    def text(self) -> str:
        return "\n".join(paragraph.printed for paragraph in self.paragraphs)

    @property
    def empty(self) -> bool:
        return not any(paragraph.printed.strip() for paragraph in self.paragraphs)


@dataclass(slots=True)
class Table:
    """A table, a sheet of a workbook or pasted rows. All rows of `grid` are equally long."""

    grid: list[list[Cell]] = field(default_factory=list)
    # Widths of the grid's columns in any unit; empty when unknown.
    widths: list[int] = field(default_factory=list)
    # How many first rows are marked as a heading repeated on each page.
    header_rows: int = 0
    # Name of the sheet.
    name: str = ""
    # A sheet prints in landscape; None when it does not say.
    landscape: bool | None = None
    # Columns that the program does not show.
    hidden: set[int] = field(default_factory=set)
    # Why all of its words may stand in wrong cells, and the rows as they were pasted; "" and none for a table.
    unsure: str = ""
    raw: dict[int, str] = field(default_factory=dict)

    @property
    def height(self) -> int:
        return len(self.grid)

    @property
    def width(self) -> int:
        return len(self.grid[0]) if self.grid else 0

    def starting(self, row: int) -> Iterator[Cell]:
        """The cells that begin in this row, from left to right."""
        for column, cell in enumerate(self.grid[row]):
            if cell.row == row and cell.column == column:
                yield cell

    @classmethod
    def of_texts(cls, rows: Sequence[Sequence[str]], name: str = "") -> Table:
        """A table without merged cells from plain texts; short rows are filled up with empty cells."""
        width = max((len(row) for row in rows), default=0)
        return cls(
            [
                [Cell.of(row[column] if column < len(row) else "", number, column) for column in range(width)]
                for number, row in enumerate(rows)
            ],
            name=name,
        )

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        """Make one cell of a rectangle (clipped to the table): the upper left one covers all of it."""
        rows, columns = min(rows, self.height - row), min(columns, self.width - column)
        cell = self.grid[row][column]
        cell.rows, cell.columns = rows, columns
        for covered in self.grid[row : row + rows]:
            covered[column : column + columns] = [cell] * columns


@dataclass(slots=True)
class Source:
    """A file as the recogniser wants it. A workbook gives one `Table` per sheet (rows above the headings included)."""

    blocks: list[Paragraph | Table] = field(default_factory=list)
    landscape: bool = False
    # Lines of the page header: a letterhead may stand there.
    header: list[Paragraph] = field(default_factory=list)
