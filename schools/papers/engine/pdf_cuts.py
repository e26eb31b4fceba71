"""Where spanned tables go over the end of a page, read from pages that are laid out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .blocks import Block, SpannedTable
from .flow import flow
from .html_spans import Cuts
from .measure import torn_rows
from .page import PageSetup

# A cut that repeats a heading may push a row to the next page: laid out again until the pages agree with the cuts.
ROUNDS = 6
PIXEL = 25.4 / 96  # mm
NEAR = 0.5  # mm


def first_cuts(documents: Sequence[Sequence[Block]], page: PageSetup) -> dict[str, Cuts]:
    """Spanned tables by the names of their elements, uncut but for the rows that no page can hold."""
    return {name: Cuts(torn=torn_rows(table, laid)) for name, table, laid in _tables(documents, page)}


def found_cuts(
    pages: Sequence[Any], documents: Sequence[Sequence[Block]], page: PageSetup, before: Mapping[str, Cuts]
) -> dict[str, Cuts]:
    """The same with the rows that begin a page of what was laid out."""
    anchors: dict[str, tuple[int, float]] = {}
    for number, one in enumerate(pages):
        for name, point in one.anchors.items():
            anchors.setdefault(name, (number, point[1]))  # a torn row stands on two pages: where does it begin?
    return {
        name: Cuts(_beginning(anchors, name, len(table.rows), page), before[name].torn)
        for name, table, _ in _tables(documents, page)
    }


def _beginning(anchors: Mapping[str, tuple[int, float]], name: str, count: int, page: PageSetup) -> frozenset[int]:
    """Rows under the repeated head. The first row of a page is none when the page begins with the rest of a torn one."""
    if not count:
        return frozenset()
    rows = [anchors[f"{name}-{number}"] for number in range(count)]
    head = rows[0][1] - anchors[name][1]
    top = page.top / PIXEL + head
    return frozenset(
        number
        for number in range(1, count)
        if rows[number][0] > rows[number - 1][0] and rows[number][1] < top + NEAR / PIXEL
    )


def _tables(documents: Sequence[Sequence[Block]], page: PageSetup) -> Iterator[tuple[str, SpannedTable, PageSetup]]:
    """Names, tables and the sheets on which they stand."""
    for number, blocks in enumerate(documents):
        for index, placed in enumerate(flow(blocks)):
            if isinstance(placed.block, SpannedTable):
                yield f"t{number}-{index}", placed.block, page.turned(placed.turn)
