"""What a paper consists of, from the letterhead to the blank for a pen.

A block holds words as they are printed, nothing else: no people, no dates to be formatted, no
references to the database. That is why blocks can be frozen when a paper is issued and give the
same page years later. A field that is added later must have a default: defaults are left out of
the frozen form, so old hashes stay true.

Requisites and their order follow ГОСТ Р 7.0.97 (clauses 5.1–5.26).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .images import Image
from .spans import grid_of

type Align = Literal["left", "centre", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    bold: bool = False
    italic: bool = False


# Plain words, or words of which some are bold or italic. "\n" begins a new line.
type Text = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is: founder above, full name, short name in brackets, how to reach it.

    ``centred`` is the longitudinal form; ``angular`` keeps the letterhead, the kind of document and
    its date in a column of 80 mm on the left.
    """

    full_name: str
    founder: tuple[str, ...] = ()
    short_name: str = ""
    contacts: tuple[str, ...] = ()
    layout: Literal["centred", "angular"] = "centred"
    # Over the names, not higher than 20 mm (clause 5.2).
    emblem: Image | None = None


@dataclass(frozen=True, slots=True)
class DocTitle:
    """Kind of document: «ПРИКАЗ»; with a second line: «СОГЛАСИЕ» / «на обработку …»."""

    text: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class DateNumberPlace:
    """Date, number and place as printed. An empty date or number is a draft's line for the pen.

    ``number`` comes without «№»; an empty ``place`` prints nothing (clause 5.13: it is left out
    when the name of the organisation already tells it).
    """

    date: str = ""
    number: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the paper is about: «О/Об …» from the left margin, not wider than half of the page.

    A centred heading stands over an annex or a section and takes the whole width.
    """

    text: str
    align: Literal["left", "centre"] = "left"


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


@dataclass(frozen=True, slots=True)
class AnnexMark:
    """Top right of an annex: «Приложение № 1», «к приказу …», «от … № …»."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApprovalMark:
    """Top right: «УТВЕРЖДЁН», then either the act that approved it or post, signature, name, date.

    The word must already agree with the name of the document (clause 5.16). With a ``name`` the
    block has a place for the signature and, while ``date`` is empty, a blank for it.
    """

    word: str
    lines: tuple[str, ...] = ()
    post: str = ""
    name: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class MarkPair:
    """Agreement at the top left, level with approval at the top right (clauses 5.16, 5.20); either side may be empty.

    The marks of an annex («Приложение № 2») stand on the right too, with nothing but ``word`` and ``lines``.
    """

    left: tuple[ApprovalMark, ...] = ()
    right: tuple[ApprovalMark, ...] = ()


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
class Executor:
    """«Исп.» at the foot of the sheet on which it stands."""

    name: str
    phone: str = ""


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
class CheckMark:
    """At the foot of the sheet on which it stands, on the right: a QR code with ``url`` and words beside it.

    ГОСТ Р 7.0.97-2025 has it as an optional requisite. It is the last of the blocks, so that it stands on the last
    sheet.
    """

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page; ``turn`` says how the sheet lies from here on, nothing: as it did."""

    turn: Literal["wide", "upright", ""] = ""


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty room, in lines of text."""

    lines: float = 1


type Block = (
    Letterhead
    | DocTitle
    | DateNumberPlace
    | Heading
    | Paragraph
    | Point
    | Table
    | SpannedTable
    | AnnexMark
    | ApprovalMark
    | MarkPair
    | Signature
    | AcquaintanceList
    | Executor
    | BlankLine
    | Picture
    | CheckMark
    | PageBreak
    | Spacer
)
