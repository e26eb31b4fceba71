"""The sheet: margins, typeface, size. A school chooses among these, nothing else is needed.

The choices are few on purpose: each is a class of ``static/papers/paper.css``, so the preview in
the browser needs no style of its own and passes a strict content security policy.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

PT_SERIF = "PT Serif"
LIBERATION_SERIF = "Liberation Serif"  # has the metrics of Times New Roman; used where installed

FONTS = (PT_SERIF, LIBERATION_SERIF)
SIZES = (12, 13, 14)  # pt; ГОСТ Р 7.0.97, clause 3.3
LINE_SPACINGS = (1.0, 1.15, 1.25, 1.5)  # clause 3.4
LEFT_MARGINS = (20, 25, 30, 35)  # mm; 30 where papers are kept for more than ten years (clause 6.1)
RIGHT_MARGINS = (10, 15, 20)
TOP_MARGINS = (20, 25)
BOTTOM_MARGINS = (20, 25)

WIDTH, HEIGHT = 210, 297  # mm, A4
INDENT = 12.5  # mm, clause 3.4
MARK_WIDTH = 75  # mm: marks at the top right (longest line of an angular requisite, clause 3.4)
ANGULAR_WIDTH = 80  # mm
CENTRED_WIDTH = 120  # mm: longest line of a longitudinal requisite, clause 3.4


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Margins in millimetres, size in points, spacing as a multiple of the size of a line."""

    left: int = 30
    right: int = 10
    top: int = 20
    bottom: int = 20
    font: str = PT_SERIF
    size: int = 13
    line_spacing: float = 1.15
    # The long side lies: for wide tables.
    landscape: bool = False

    def __post_init__(self) -> None:
        for name, allowed in (
            ("left", LEFT_MARGINS),
            ("right", RIGHT_MARGINS),
            ("top", TOP_MARGINS),
            ("bottom", BOTTOM_MARGINS),
            ("font", FONTS),
            ("size", SIZES),
            ("line_spacing", LINE_SPACINGS),
        ):
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name}: {getattr(self, name)!r} is not one of {allowed}")

    @property
    def text_width(self) -> int:
        """Width of the lines, mm."""
        return self.sheet[0] - self.left - self.right

    @property
    def text_height(self) -> int:
        """Room for text from the upper margin to the lower, mm."""
        return self.sheet[1] - self.top - self.bottom

    @property
    def sheet(self) -> tuple[int, int]:
        """Width and height of the sheet, mm."""
        return (HEIGHT, WIDTH) if self.landscape else (WIDTH, HEIGHT)

    def turned(self, turn: str) -> PageSetup:
        """The page of a part that is "wide" or "upright"; this one for a part that is neither."""
        return replace(self, landscape=turn == "wide") if turn else self

    @property
    def classes(self) -> str:
        """Classes of paper.css which set the text as this page wants it."""
        font = "liberation" if self.font == LIBERATION_SERIF else "pt"
        return (
            f"paper font-{font} size-{self.size} spacing-{round(self.line_spacing * 100)}"
            f" left-{self.left} right-{self.right} top-{self.top} bottom-{self.bottom}"
            f"{' landscape' if self.landscape else ''}"
        )

    def to_json(self) -> dict[str, Any]:
        """For freezing beside the blocks; the way back is ``PageSetup(**data)``. An upright sheet says nothing of it:
        pages frozen before there were others stay equal.
        """
        values = asdict(self)
        return values if self.landscape else {name: one for name, one in values.items() if name != "landscape"}
