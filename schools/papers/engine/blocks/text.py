"""The text itself: words in their faces, paragraphs and numbered points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# «aside»: a block at the right whose lines begin at one edge, as those of an addressee do (clause 5.15).
type Align = Literal["left", "centre", "right", "justify", "aside"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    bold: bool = False
    italic: bool = False


# Plain words, or words of which some are bold or italic. "\n" begins a new line.
type Text = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``keep`` holds it on one page with what follows («ПРИКАЗЫВАЮ:»)."""

    text: Text
    align: Align = "justify"
    indent: bool = True
    keep: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point. ``number`` is printed as it stands («1.», «2.1.»); levels run from 1 to 4."""

    number: str
    text: Text
    level: int = 1
