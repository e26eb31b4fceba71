"""A long plan in pieces, so that its page stays light on a slow line: those that fit are written out, the rest open on demand.

A piece is a stage, or a part of a stage that is too long for one. The piece with the row asked for («?at=…») is always open, then
the others from the top, as long as there is room. A closed one says how many measures it holds, and opens by a link to its
first row, without JavaScript too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..models import Stage
from ..selectors.plan import Plan, Row
from .rows import Column, Line, Lines

# Bytes of a page's rows, so that the whole page is below 100 KB; about sixty rows of a wordy plan.
ROOM = 64_000
# Bytes of one piece: on top of an open page one more may be opened.
PIECE = 24_000
# Of a row without its words.
FRAME = 620
# Cyrillic takes two.
BYTES = 2


@dataclass
class Piece:
    """`lines` is None while it is closed. `key`: the number of its first measure, 0 of an empty stage."""

    stage: Stage
    rows: list[Row]
    is_first: bool
    is_last: bool = True
    lines: list[Line] | None = field(default=None)
    # Whether the stage's name stands above it, and how far the stage has come.
    named: bool = False
    bar: Any = None

    @property
    def key(self) -> int:
        return self.rows[0].measure.pk if self.rows else 0


def pieces_of(plan: Plan, lines: Lines, *, at: int | None, whole: bool) -> list[Piece]:
    """All pieces of what the plan shows, those to be seen at once with their lines. `whole`: everything is."""
    pieces = list(_parted(plan, lines.columns))
    wanted = sorted(pieces, key=lambda piece: not any(row.measure.pk == at for row in piece.rows))
    room = ROOM
    for piece in wanted:
        room -= sum(_weight(row, lines.columns) for row in piece.rows)
        if room < 0 and not whole and piece is not wanted[0] and piece.rows:
            break
        piece.lines = [lines.of(row) for row in piece.rows]
    for piece in pieces:
        if not piece.rows:
            piece.lines = []
    return pieces


def opened(plan: Plan, lines: Lines, at: int | None) -> Piece | None:
    """The one piece that holds the row."""
    for piece in _parted(plan, lines.columns):
        if any(row.measure.pk == at for row in piece.rows):
            piece.lines = [lines.of(row) for row in piece.rows]
            return piece
    return None


def _parted(plan: Plan, columns: list[Column]) -> Iterator[Piece]:
    for one in plan.stages:
        parts: list[list[Row]] = [[]]
        taken = 0
        for row in one.rows:
            weight = _weight(row, columns)
            if parts[-1] and taken + weight > PIECE:
                parts.append([])
                taken = 0
            parts[-1].append(row)
            taken += weight
        for place, rows in enumerate(parts):
            yield Piece(one.stage, rows, place == 0, place == len(parts) - 1)


def _weight(row: Row, columns: list[Column]) -> int:
    said = sum(len(column.text(row.measure)) for column in columns)
    doubts: list[dict[str, Any]] = row.measure.doubts
    return FRAME + BYTES * (said + sum(len(doubt["message"]) for doubt in doubts))
