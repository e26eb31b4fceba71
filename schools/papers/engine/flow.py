"""What both pages, PDF and Word, must agree on: what keeps together and how wide columns are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .blocks import (
    Blank,
    BlankLine,
    Block,
    Cell,
    Heading,
    MarkPair,
    PageBreak,
    Paragraph,
    Picture,
    Point,
    Signature,
    Spacer,
    SpannedTable,
    Table,
)
from .freezing import words

NO_BREAK = "\u00a0"

# What a draft prints in place of its date and number.
DATE_BLANK = "«____»\u00a0_____________\u00a020___\u00a0г."
NUMBER_BLANK = "_________"

# Shorter text may be a single line even of the widest page: it cannot give a signature two lines.
TWO_LINES = 110  # signs


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its place in the flow."""

    block: Block
    keep: bool  # stays on the page of what follows
    new_page: bool
    turn: str = ""  # how the sheet lies: "wide", "upright", as the whole paper does
    first: bool = True  # before the first break: the letterhead rules this part alone


def flow(blocks: Sequence[Block]) -> Iterator[Placed]:
    """The blocks in order; page breaks become a mark of the block that follows them."""
    keeps = _kept(blocks)
    new_page, turn = False, ""
    seen, first = False, True
    for index, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            new_page, turn = seen, block.turn or turn
            first = first and not seen
            continue
        yield Placed(block, index in keeps, new_page, turn, first)
        seen, new_page = True, False


def parts(blocks: Sequence[Block]) -> list[list[Placed]]:
    """The same, cut where a new page is begun."""
    found: list[list[Placed]] = []
    for placed in flow(blocks):
        if placed.new_page or not found:
            found.append([])
        found[-1].append(placed)
    return found


def _kept(blocks: Sequence[Block]) -> set[int]:
    """Headings stay with their text, «2. Утвердить:» with what it introduces, a signature with at least two lines of what is
    signed.
    """
    kept: set[int] = set()
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) or (isinstance(block, Paragraph) and block.keep):
            kept.add(index)
        if isinstance(block, Point | Paragraph) and words(block.text).rstrip().endswith(":"):
            kept.add(index)
        if isinstance(block, Signature):
            before = index - 1
            while before >= 0 and not isinstance(blocks[before], PageBreak):
                kept.add(before)
                if _length(blocks[before]) >= TWO_LINES or len(kept) > len(blocks):
                    break
                if _length(blocks[before]) and before + 1 < index and _length(blocks[before + 1]):
                    break  # two short paragraphs are two lines
                before -= 1
        if isinstance(block, BlankLine):
            kept.update(_of_parties(blocks, index))
    return kept


def _of_parties(blocks: Sequence[Block], index: int) -> Iterator[int]:
    """What goes along with a receipt under the parties' signatures: both parties and the words they sign."""
    before = index - 1
    while before >= 0 and isinstance(blocks[before], Spacer):
        before -= 1
    if before < 0 or not isinstance(blocks[before], MarkPair):
        return
    yield from range(before, index)
    while before > 0:
        before -= 1
        yield before
        if _length(blocks[before]):
            return


def _length(block: Block) -> int:
    """Signs of text in a block; a table holds its own last rows together."""
    match block:
        case Paragraph() | Point():
            return len(words(block.text))
        case Table() | SpannedTable() | Picture():
            return TWO_LINES
        case BlankLine():
            return TWO_LINES // 2
    return 0


def shares(weights: Sequence[int]) -> list[int]:
    """Whole percents that make exactly 100, each at least 1, in proportion to ``weights``."""
    total = sum(max(weight, 1) for weight in weights)
    parts = [max(1, max(weight, 1) * 100 // total) for weight in weights]
    parts[parts.index(max(parts))] += 100 - sum(parts)
    return parts


# «– приказ», «1) сбор», «2.1. порядок»: what hangs behind its marker in a cell.
_ITEM = re.compile(r"(?:[–•▪-]|\d{1,2}(?:\.\d{1,2})*[.)])\s")


def is_item(line: str) -> bool:
    """Is it an item of a list?"""
    return bool(_ITEM.match(line))


def is_section(cell: Cell, width: int) -> bool:
    """Does the cell head the rows under it, over the whole width?"""
    return cell.columns == width > 1


def is_heading(cell: Cell, width: int) -> bool:
    """The same over several columns beside a number: a bold text over more than one of them."""
    return is_section(cell, width) or (cell.bold and cell.columns > 1)


def blanks_of(signature: Signature) -> BlankLine:
    """Blanks for somebody who signs for himself."""
    return BlankLine(
        (
            Blank(hint="дата", width=3),
            Blank(hint="подпись", width=3),
            Blank(hint="инициалы, фамилия", value=signature.name, width=4),
        )
    )


_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
# Spaces that must not end a line: after «№» and «ст.», before «г.» and a dash, between initials, within a date.
_BOUND = re.compile(
    r"(?<=№) (?=\S)|(?<=\bст\.) (?=\d)|(?<=\bп\.) (?=\d)|(?<=\d) (?=гг?\.)"
    r"|(?<=\b[А-ЯЁ]\.) (?=[А-ЯЁ])|(?<=\S) (?=[–—] )"
    rf"|(?<=\d) (?=(?:{_MONTHS})\b)"
)
# «сентября 2026»; «Орлова И.П.»
_BOUND_AFTER = re.compile(rf"\b({_MONTHS}) (?=\d{{4}})|\b([А-ЯЁ][а-яё]+) (?=[А-ЯЁ]\.\s?[А-ЯЁ]\.(?!\s?[А-ЯЁ]))")
# A number with its sign and what is bound to it («от 05.09.2026 № 45-ОД»), a span of years («2026–2027»): a line does not end
# at the hyphen, the stroke, the dash. All that is bound goes together, else the printer looks for the end of the line far
# before it.
_NUMBERED = re.compile("([^ \n]*(?:№\u00a0\\w*(?:[-/.]+\\w+)+|\\d–\\d)[^ \n]*)")
# A line of a title does not end with a word that belongs to the next one.
_SHORT = re.compile(
    r"(?<![\w-])(?:[аиквосу]|во|до|за|из|ко|на|не|об|от|по|со|для|над|обо|под|при) (?=\S)", re.IGNORECASE
)
# A name in its quotes, with those inside of it and with the signs that touch it.
_QUOTED = re.compile(r"([^\s«]*«[^«»]*(?:«[^«»]*»[^«»]*)*»[^\s«]*)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


_NETWORK = re.compile(r"(\S*(?:@|://|(?<=\w)\.(?=[a-z]{2}))[^\s,;]*)")


def network_words(line: str) -> list[tuple[str, bool]]:
    """The line in pieces; True marks an e-mail or a site, which must not be broken."""
    return [(piece, place % 2 == 1) for place, piece in enumerate(_NETWORK.split(line)) if piece]


def printable(text: str) -> str:
    """Text as it goes on paper: bound spaces, and without the control signs (pasted from Word)
    which neither XML nor a printer takes."""
    text = _BOUND.sub(NO_BREAK, _UNPRINTABLE.sub("", text))
    return _BOUND_AFTER.sub(lambda found: f"{found[0][:-1]}{NO_BREAK}", text)


def bound_words(text: str) -> list[tuple[str, bool]]:
    """Printable text in pieces; True marks a number with its sign («№ 45-ОД») or a span («2026–2027»), which must not be broken."""
    if "№" not in text and "–" not in text:
        return [(text, False)]
    return [(piece, place % 2 == 1) for place, piece in enumerate(_NUMBERED.split(text)) if piece]


# In a narrow cell a number stands without its sign: «41-/ОД», «02-05/164-1». Longer words are addresses: those may break.
_NUMBER_IN_CELL = re.compile(
    "((?:№[ \u00a0])?(?<![^\\s(«№])(?=[^\\s]{0,19}\\d)[\\w.]+(?:[-/]+[\\w.]+)+)(?![^\\s),;:».])"
)
LONGEST_NUMBER = 20


def cell_words(text: str) -> list[tuple[str, bool]]:
    """Printable text of a cell in pieces; True marks a number of a paper, which must not be broken at its hyphen or stroke."""
    if "-" not in text and "/" not in text:
        return [(text, False)]
    pieces = enumerate(_NUMBER_IN_CELL.split(text))
    return [(piece, place % 2 == 1 and len(piece) <= LONGEST_NUMBER) for place, piece in pieces if piece]


def title_words(text: str) -> str:
    """A title whose short words («и», «в», «о») go to the next line with what they belong to."""
    return _SHORT.sub(lambda found: found[0][:-1] + NO_BREAK, text)


def quoted_names(text: str) -> list[tuple[str, bool]]:
    """The text in pieces; True marks a name in quotes, which goes to the next line whole where it can."""
    return [(piece, place % 2 == 1) for place, piece in enumerate(_QUOTED.split(text)) if piece]


def whole_names(text: str, signs: int) -> str:
    """Names in quotes bound by spaces that do not break, where a line takes that many signs: for a page that knows no other
    way.
    """
    return "".join(
        piece.replace(" ", NO_BREAK) if whole and len(piece) <= signs else piece for piece, whole in quoted_names(text)
    )
