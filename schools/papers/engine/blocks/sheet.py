"""What fills or ends a sheet without words of its own: pictures, page breaks, empty room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..images import Image


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of its own lines, ``width`` mm wide but never wider than the page or higher than 200 mm.

    ``alt`` says what it shows to those who do not see it and is not printed; ``caption`` is printed under it.
    """

    image: Image
    alt: str
    width: int = 120
    align: Literal["left", "centre", "right"] = "centre"
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a picture must say in words what it shows")
        if not 5 <= self.width <= 260:
            raise ValueError(f"a picture {self.width} mm wide")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page; ``turn`` says how the sheet lies from here on, nothing: as it did."""

    turn: Literal["wide", "upright", ""] = ""


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty room, in lines of text."""

    lines: float = 1
