"""What a paper consists of, from the letterhead to the blank for a pen.

A block holds words as they are printed, nothing else: no people, no dates to be formatted, no
references to the database. That is why blocks can be frozen when a paper is issued and give the
same page years later. A field that is added later must have a default: defaults are left out of
the frozen form, so old hashes stay true.

Requisites and their order follow ГОСТ Р 7.0.97 (clauses 5.1–5.26).
"""

from __future__ import annotations

from .head import DateNumberPlace, DocTitle, Heading, Letterhead
from .marks import AnnexMark, ApprovalMark, CheckMark, Executor, MarkPair
from .sheet import PageBreak, Picture, Spacer
from .signing import AcquaintanceList, Blank, BlankLine, Signature
from .tables import Cell, Column, SpannedTable, Table
from .text import Align, Paragraph, Point, Run, Text

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

__all__ = [
    "AcquaintanceList",
    "Align",
    "AnnexMark",
    "ApprovalMark",
    "Blank",
    "BlankLine",
    "Block",
    "Cell",
    "CheckMark",
    "Column",
    "DateNumberPlace",
    "DocTitle",
    "Executor",
    "Heading",
    "Letterhead",
    "MarkPair",
    "PageBreak",
    "Paragraph",
    "Picture",
    "Point",
    "Run",
    "Signature",
    "Spacer",
    "SpannedTable",
    "Table",
    "Text",
]
