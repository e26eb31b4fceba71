"""How much of a file may be laid out in memory, and what was measured of it."""

from dataclasses import dataclass, field

MAX_CELLS_IN_SHEET = 1_500_000


@dataclass(slots=True)
class SheetBounds:
    far_cell: str = ""
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)  # only those without a stored result
    # ((row, column), (row, column)) from 0, corners included; of .ods only: the fast reader tells those of the others
    merges: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)


@dataclass(slots=True)
class Container:
    bounds: dict[str, SheetBounds] = field(default_factory=dict)  # by sheet name
    isolated: bool = False  # to be read in a process of its own
    repacked: bytes = b""  # the file without its far cells, when there were any
