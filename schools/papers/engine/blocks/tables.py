"""Ruled tables, plain and with cells that span."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..spans import grid_of


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``width`` is its share, the shares of a table need not make 100."""

    title: str
    width: int = 1
    align: Literal["left", "centre", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: the head is repeated on each page, no row is torn between two.

    ``numbered`` puts «№ п/п» before the columns and counts the rows from 1.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    numbered: bool = False

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table needs at least one column")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a spanned table, over ``columns`` and ``rows``.

    Each line of ``text`` is a paragraph; one that begins with a dash, a dot or a number hangs behind it.
    """

    text: str = ""
    columns: int = 1
    rows: int = 1
    align: Literal["left", "centre", "right"] = "left"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class SpannedTable:
    """A ruled table with spanning cells; ``rows`` hold the cells that begin in each row, as in HTML.

    The head is repeated on each page, a row is torn only when a page cannot hold it. A row of one cell over the whole
    width heads the rows under it and stays with them.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table needs at least one column")
        grid_of(self.rows, len(self.columns))
