"""What waits for a pen: signatures, lists of those who read the paper, blanks to fill."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Signature:
    """Post on the left, room for the signature, «И.О. Фамилия» on the right.

    ``by_hand`` is for people who sign for themselves: blanks for date, signature and name with
    hints under them; ``post`` is then not printed, a known ``name`` is.
    """

    post: str = ""
    name: str = ""
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class AcquaintanceList:
    """«С приказом ознакомлены»: for each name a line for the signature and one for the date.

    In two ``columns`` the names go on from the left one to the right one, row by row.
    """

    names: tuple[str, ...]
    title: str = "С приказом ознакомлены:"
    columns: Literal[1, 2] = 1

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Names of each row; an empty string where the last row is not full."""
        padded = (*self.names, *([""] * (-len(self.names) % self.columns)))
        return tuple(padded[start : start + self.columns] for start in range(0, len(padded), self.columns))


@dataclass(frozen=True, slots=True)
class Blank:
    """One place for the pen: words before it, a line ``width`` shares long, a hint under the line.

    A known ``value`` is printed on the line.
    """

    label: str = ""
    hint: str = ""
    value: str = ""
    width: int = 1


@dataclass(frozen=True, slots=True)
class BlankLine:
    """Blanks side by side over the whole width; ``more`` further empty lines under them."""

    blanks: tuple[Blank, ...] = field(default=(Blank(),))
    more: int = 0

    def __post_init__(self) -> None:
        if not self.blanks:
            raise ValueError("a line of blanks needs at least one blank")
