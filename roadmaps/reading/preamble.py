"""What stands before the roadmap's table, in pieces: a piece is lines that stand together (a paragraph's neighbours, a
column of a borderless table, a column of cells above the headings of a sheet)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from roadmaps.reading.grid import Paragraph, Table
from roadmaps.reading.stages import split_stage
from roadmaps.reading.texts import clean, key

APPROVAL, AGREEMENT, ANNEX, HEADING, PLAIN = "approval", "agreement", "annex", "heading", "plain"
_LEAD = "«\"'(*_ \t"
_APPROVAL = re.compile(r"утвержда(?:ю|ем)\b|утвержд[её]н[аоы]?\b", re.IGNORECASE)
_AGREEMENT = re.compile(r"согласован[аоы]?\b|принят[аоы]?\b|рассмотрен[аоы]?\b|одобрен[аоы]?\b", re.IGNORECASE)
_ANNEX = re.compile(r"приложение\b", re.IGNORECASE)
_ADJECTIVES = re.compile(r"(?:(?!дорожн|план)[а-я-]+(?:ый|ий|ая|ое)\s+){0,3}")
_PLAN = re.compile(r"план(?!ир)")
# Several marks side by side in one paragraph are parted by tabs or many blanks.
_GAP = re.compile(r"(?:[ \xa0]*\t[ \xa0]*)+|[ \xa0]{4,}")


@dataclass(slots=True)
class Line:
    """A cleaned line with what tells a heading from a text."""

    text: str
    align: str = ""
    heading: bool = False
    raw: str = ""


@dataclass(slots=True)
class Piece:
    """Lines that belong together; `kind` tells what they are."""

    lines: list[Line] = field(default_factory=list)
    kind: str = PLAIN
    # Number of the block it came from, to cut what belongs to an earlier paper of the file.
    block: int = 0
    # A cell or a text box: what it begins it also ends.
    closed: bool = False

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.lines]


def is_heading(text: str) -> bool:
    """«Дорожная карта …», «План мероприятий …», letter-spaced too, adjectives before it allowed."""
    packed = key(text)
    if packed.startswith("дорожнаякарта") or _PLAN.match(packed):
        return True
    lower = clean(text).lower().replace("ё", "е").lstrip(_LEAD)
    if match := _ADJECTIVES.match(lower):
        rest = key(lower[match.end() :])
        return rest.startswith("дорожнаякарта") or bool(re.match(r"план(?:мероприят|работ|реализ|внедрен)", rest))
    return False


def kind_of(text: str) -> str:
    """What a line begins."""
    bare = text.lstrip(_LEAD)
    if _APPROVAL.match(bare):
        return APPROVAL
    if _AGREEMENT.match(bare):
        return AGREEMENT
    if _ANNEX.match(bare):
        return ANNEX
    return HEADING if is_heading(text) else PLAIN


def _lines(paragraph: Paragraph) -> Iterator[Line]:
    for number, raw in enumerate(paragraph.text.split("\n")):
        text = clean(f"{paragraph.marker} {raw}" if paragraph.marker not in ("", "-") and not number else raw)
        if text:
            yield Line(text, paragraph.align, paragraph.heading, raw)


def _columns(table: Table, rows: int, block: int) -> list[Piece]:
    """Pieces of the first `rows` rows, column by column, in the order in which they begin."""
    open_pieces: dict[int, Piece] = {}
    found: list[tuple[int, int, Piece]] = []
    for row in range(rows):
        seen = set()
        for cell in table.starting(row):
            lines = [line for paragraph in cell.paragraphs for line in _lines(paragraph)]
            if not lines:
                continue
            seen.add(cell.column)
            piece = open_pieces.get(cell.column)
            if piece is None:
                piece = open_pieces[cell.column] = Piece(block=block, closed=True)
                found.append((row, cell.column, piece))
            piece.lines.extend(lines)
        for column in [column for column in open_pieces if column not in seen]:
            del open_pieces[column]
    return [piece for _, _, piece in sorted(found, key=lambda one: one[:2])]


def _side_by_side(piece: Piece) -> list[Piece] | None:
    """Marks typed side by side in the same lines, parted by tabs; None when there are none."""
    start, width = 0, 0
    for number, line in enumerate(piece.lines):
        parts = [clean(part) for part in _GAP.split(line.raw) if part.strip()]
        if len(parts) > 1 and sum(kind_of(part) in (APPROVAL, AGREEMENT) for part in parts) > 1:
            start, width = number, len(parts)
            break
    if not width:
        return None
    columns = [Piece(block=piece.block, closed=True) for _ in range(width)]
    rest = Piece(block=piece.block)
    for line in piece.lines[start:]:
        cut = _GAP.split(line.raw.rstrip())
        if len(cut) > 1 and len(cut) <= len(columns) and not rest.lines:
            for column, part in zip(columns, cut, strict=False):
                if text := clean(part):
                    column.lines.append(Line(text, line.align))
        elif not rest.lines and kind_of(line.text) == PLAIN and line.align != "center":
            columns[0].lines.append(line)
        else:
            rest.lines.append(line)
    before = Piece(piece.lines[:start], block=piece.block)
    return [one for one in (before, *columns, rest) if one.lines]


def _leaves(mark: Piece, line: Line) -> bool:
    return line.align == "center" and mark.lines[0].align != "center"


def _cut(piece: Piece) -> Iterator[Piece]:
    """A mark, an annex or the title inside of a piece begins a piece of its own."""
    current = Piece(block=piece.block, closed=piece.closed)
    for line in piece.lines:
        kind = kind_of(line.text)
        again = kind == HEADING and current.kind == HEADING
        # The letterhead below a mark is centred, the mark is not.
        if kind == PLAIN and current.kind in (APPROVAL, AGREEMENT, ANNEX) and _leaves(current, line):
            yield current
            current = Piece(block=piece.block, closed=piece.closed)
        if kind != PLAIN and not again and not (kind == APPROVAL and current.kind == ANNEX):
            if current.lines:
                yield current
            current = Piece(kind=kind, block=piece.block, closed=piece.closed)
        current.lines.append(line)
    if current.lines:
        yield current


# How many blank lines a mark may hold.
_BLANKS = 6
_MARK_GOES_ON = re.compile(
    r"приказ|распоряж|постановл|протокол|заседани|совет|комитет|собрани|школ|директор|заведующ|начальник|руководител|председател|_{3,}|\bот\b.*\d|№\s?\d|"
    r"[А-ЯЁ]\.\s?[А-ЯЁ]\.",
    re.IGNORECASE,
)


def pieces(blocks: Sequence[Paragraph | Table], sheet: Table | None = None, rows: int = 0) -> list[Piece]:
    """Pieces of the blocks before the table and of the `rows` rows above its headings."""
    raw: list[Piece] = []
    current = Piece()
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            if current.lines:
                raw.append(current)
            raw.extend(_columns(block, block.height, number))
            current = Piece(block=number + 1)
            continue
        lines = list(_lines(block))
        if not lines:
            if current.lines:
                raw.append(current)
            current = Piece(block=number + 1)
        current.lines.extend(lines)
    if current.lines:
        raw.append(current)
    if sheet is not None:
        raw.extend(_columns(sheet, rows, len(blocks)))
    found: list[Piece] = []
    for piece in raw:
        for part in _side_by_side(piece) or [piece]:
            found.extend(_cut(part))
    return _joined(found)


def _joined(found: list[Piece]) -> list[Piece]:
    """A blank line inside of a mark does not end it: the post, the order and its date may stand below."""
    result: list[Piece] = []
    blanks = 0
    for piece in found:
        last = result[-1] if result else None
        if (
            last is not None
            and last.kind in (APPROVAL, AGREEMENT, ANNEX)
            and piece.kind == PLAIN
            and not last.closed
            and not piece.closed
            and blanks < _BLANKS
            and piece.lines[0].align != "center"
            and len(piece.lines) <= 5
            and _MARK_GOES_ON.search(piece.lines[0].text)
            and not split_stage(piece.lines[0].text).sure
        ):
            last.lines.extend(piece.lines)
            blanks += 1
            continue
        blanks = 0
        result.append(piece)
    return result
