"""Which tables of a file are the roadmap: one table, or several parts of one (a new page, a table for each stage)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from roadmaps.reading.grid import Cell, Paragraph, Table
from roadmaps.reading.headings import Head, find_head, is_text_row
from roadmaps.reading.preamble import ANNEX, APPROVAL, HEADING, Piece, kind_of
from roadmaps.reading.stages import bare_number, may_be_stage, split_stage
from roadmaps.reading.structure import NUMBER
from roadmaps.reading.texts import clean, key, number_text

# Relative difference of columns' widths that a page break may leave.
_TOLERANCE = 0.08
_CAPTION_BLOCKS = 25
_CONTINUED = re.compile(r"(?:продолжение|окончание)\b", re.IGNORECASE)


@dataclass(slots=True)
class Part:
    """A table of the roadmap: its data begin at `first`; `head` lends its columns when the table has none of its own."""

    table: Table
    head: Head
    first: int
    # Lines between the previous part and this one.
    between: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """Parts of one roadmap and the blocks before it."""

    parts: list[Part]
    start: int

    @property
    def head(self) -> Head:
        return self.parts[0].head

    @property
    def rows(self) -> int:
        return sum(part.table.height - part.first for part in self.parts)


def unfold(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """The blocks, with a layout table taken apart when a roadmap's table lies inside of it."""
    for block in blocks:
        if isinstance(block, Table) and not find_head(block) and _holds_head(block):
            for row in range(block.height):
                for cell in block.starting(row):
                    yield Paragraph("")
                    yield from unfold(_inside(cell))
            yield Paragraph("")
        else:
            yield block


def _holds_head(table: Table) -> bool:
    return any(
        find_head(inner) is not None or _holds_head(inner)
        for row in range(table.height)
        for cell in table.starting(row)
        for inner in cell.tables
    )


def _inside(cell: Cell) -> Iterator[Paragraph | Table]:
    told = 0
    for paragraph in cell.paragraphs:
        if not paragraph.nested:
            yield paragraph
        while told < paragraph.nested:
            yield cell.tables[told]
            told += 1
    yield from cell.tables[told:]


def _alike(one: Head, other: Head) -> bool:
    """The same columns; a misprint in a repeated heading does not part the tables."""
    if one.roles != other.roles:
        return False
    same = sum(left == right for left, right in zip(one.shape, other.shape, strict=True))
    return same * 2 > len(one.shape)


def _fits(table: Table, last: Part) -> bool:
    """Whether a table without headings goes on with the columns of the last part."""
    if table.width != last.table.width or not table.height:
        return False
    ours, theirs = table.widths, last.table.widths
    if ours and theirs:
        total, their_total = sum(ours), sum(theirs)
        if any(abs(a / total - b / their_total) > _TOLERANCE for a, b in zip(ours, theirs, strict=True)):
            return False
    return not table.header_rows and not is_text_row(table, 0)


def _counts_on(table: Table, last: Part) -> bool:
    """A table without headings whose numbers go on from those of the last part, whatever stands between the two."""
    if table.width != last.table.width or table.header_rows or NUMBER not in last.head.roles:
        return False
    place = last.head.places[last.head.roles.index(NUMBER)][0]
    before, here = _numbers(last.table, place), _numbers(table, place)
    return bool(before and here) and here[0] == before[-1] + 1


def _numbers(table: Table, column: int) -> list[int]:
    texts = (bare_number(number_text(line[column])) or "" for line in table.grid)
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 9]


def groups(blocks: Sequence[Paragraph | Table], find: Callable[[Table], Head | None] = find_head) -> list[Group]:
    """Every roadmap of the file, in order; `find` tells whether a table begins one."""
    found: list[Group] = []
    between: list[str] = []
    foreign = False
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if text := clean(block.printed):
                between.append(text)
            continue
        head = find(block)
        last = found[-1] if found else None
        other_paper = any(kind_of(text) in (ANNEX, HEADING, APPROVAL) for text in between)
        if head is not None:
            part = Part(block, head, head.last, between)
            if last is not None and _alike(last.head, head) and (not other_paper or _same_title(blocks, last, between)):
                last.parts.append(part)
            else:
                part.between = []
                found.append(Group([part], number))
        elif (
            last is not None
            and not foreign
            and (
                (_fits(block, last.parts[-1]) and all(_parts_a_table(text) for text in between))
                or _counts_on(block, last.parts[-1])
            )
        ):
            last.parts.append(Part(block, last.head, 0, between))
        else:
            foreign = True
            continue
        between, foreign = [], False
    return found


def _parts_a_table(text: str) -> bool:
    """A line that may stand between two parts of one table: its continuation, a page's number, a stage."""
    parsed = split_stage(text)
    return _CONTINUED.match(text) is not None or bool(parsed.number and (may_be_stage(text) or not parsed.title))


def _same_title(blocks: Sequence[Paragraph | Table], group: Group, between: Sequence[str]) -> bool:
    """The title printed once more above a further page of the same table."""
    before = {
        key(block.printed)
        for block in blocks[max(0, group.start - _CAPTION_BLOCKS) : group.start]
        if isinstance(block, Paragraph)
    }
    return all(key(text) in before for text in between if kind_of(text) in (ANNEX, HEADING, APPROVAL))


def choose(found: Sequence[Group], blocks: Sequence[Paragraph | Table]) -> Group:
    """The roadmap among plans that look alike: by its caption, then by its columns and length."""

    def score(group: Group) -> float:
        points = float(len({role for role in group.head.roles if role not in ("", "extra")}))
        caption = ""
        for block in reversed(blocks[max(0, group.start - _CAPTION_BLOCKS) : group.start]):
            if isinstance(block, Table):
                break
            caption += clean(block.text) + " "
        sheet = group.parts[0]
        for row in range(sheet.head.first if sheet.head is not None else 0):
            caption += " ".join(clean(cell.text) for cell in sheet.table.starting(row)) + " "
        packed = key(caption + sheet.table.name)
        points += 4 if "дорожн" in packed else 0
        points += 1 if "планмероприятий" in packed else 0
        return points + min(group.rows, 40) / 20

    return max(found, key=score)


def before(blocks: Sequence[Paragraph | Table], group: Group) -> list[Paragraph | Table]:
    """The blocks that belong to the roadmap's heading: since the last other table with data, or since an earlier one
    when the title stands above that table. Tables with data are left out."""
    kept: list[Paragraph | Table] = []
    titled = _titled(group)
    for block in reversed(blocks[: group.start]):
        if isinstance(block, Table) and _has_data(block):
            if titled:
                break
            kept.append(Paragraph(""))
            continue
        titled = titled or isinstance(block, Paragraph) and kind_of(clean(block.text)) == HEADING
        kept.append(block)
    return kept[::-1]


def _titled(group: Group) -> bool:
    """A sheet holds its title above the headings."""
    part = group.parts[0]
    return any(
        kind_of(clean(line)) == HEADING
        for row in range(part.head.first)
        for cell in part.table.starting(row)
        for line in cell.text.split("\n")
    )


def _has_data(table: Table) -> bool:
    """A table of an earlier paper rather than marks laid out side by side."""
    if table.width < 2 or table.height < 2:
        return False
    texts = [cell.text for row in range(table.height) for cell in table.starting(row)]
    if any(kind_of(clean(line)) != "plain" for text in texts for line in text.split("\n")):
        return False
    return table.width > 2 or table.height > 4


def local(found: Sequence[Piece]) -> list[Piece]:
    """Pieces since the last annex mark: what stands above it belongs to the order itself."""
    for number in range(len(found) - 1, 0, -1):
        if found[number].kind == ANNEX:
            block = found[number].block
            below = [piece for piece in found if piece.block >= block]
            # On a cover the title may stand above the marks.
            return below if any(piece.kind == HEADING for piece in below) else list(found)
    return list(found)
