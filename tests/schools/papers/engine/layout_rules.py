"""What ГОСТ Р 7.0.97 asks of a printed page, checked on the page itself: ``faults`` says in sentences what is wrong.

Blocks tell which words are which requisite; where they stand is measured. Any paper may be held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from schools.papers.engine.blocks import (
    AnnexMark,
    ApprovalMark,
    Block,
    DateNumberPlace,
    DocTitle,
    Heading,
    Letterhead,
    Paragraph,
    Point,
    Signature,
)
from schools.papers.engine.flow import flow
from schools.papers.engine.freezing import words
from schools.papers.engine.page import INDENT, MARK_WIDTH, PageSetup
from tests.schools.papers.engine.measuring import (
    BELOW,
    CAPITAL,
    MM,
    Glyph,
    Sheet,
    glyphs_in_order,
    measured,
    rows,
)

NEAR = 0.3  # mm: positions are written in thousandths of the size
EDGE = 10  # mm from the edge to a number of a page, clause 3.2
CENTRED, ANGULAR = 120, 80  # mm: longest lines of a letterhead, clause 3.4
LEAST_SIZE = 8  # pt: hints under lines for the pen

MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
# What must stand on one line whole, in words without spaces: dates, initials with the name, numbers with their sign.
UNITS = re.compile(
    rf"\d{{1,2}}\s(?:{MONTHS})(?:\s\d{{4}}(?:\sг\.)?)?|№\s?[\w/.-]+|\d{{4}}\sг\."
    r"|[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s[А-ЯЁ]\.\s?[А-ЯЁ]\.(?!\s?[А-ЯЁ])|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+"
    r"|\bст\.\s\d+|\bп\.\s\d+"
)


@dataclass(frozen=True)
class Line:
    """The glyphs of a block on one line of one sheet."""

    sheet: int
    glyphs: list[Glyph]

    @property
    def left(self) -> float:
        return min(one.left for one in self.glyphs)

    @property
    def right(self) -> float:
        return max(one.right for one in self.glyphs)

    @property
    def base(self) -> float:
        return self.glyphs[0].base

    @property
    def size(self) -> float:
        return max(one.size for one in self.glyphs)

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.glyphs)


def faults(pdf: bytes, page: PageSetup, blocks: Sequence[Block]) -> list[str]:
    """What departs from the rules, sheet by sheet; nothing for a page that is set as it should be."""
    sheets = measured(pdf)
    return [*_outside(sheets, page), *_numbers(sheets, page), *_sizes(sheets), *_Paper(sheets, page).check(blocks)]


def _outside(sheets: Sequence[Sheet], page: PageSetup) -> Iterator[str]:
    """Nothing but numbers of pages stands in a margin (clause 6.1)."""
    for number, sheet in enumerate(sheets, 1):
        left, right = page.left - NEAR, sheet.width - page.right + NEAR
        top, bottom = page.top - NEAR, sheet.height - page.bottom + NEAR
        for row in rows(sheet):
            if row.base < page.top and re.fullmatch(r"\d+", row.text):
                continue
            high, low = row.base - CAPITAL * row.size * MM, row.base + BELOW * row.size * MM
            if row.left < left or row.right > right or high < top or low > bottom + NEAR:
                where = f"{row.left:.1f}–{row.right:.1f} × {high:.1f}–{low:.1f}"
                yield f"лист {number}: «{row.text[:40]}» выходит на поле ({where})"
        for box in sheet.boxes:
            if box.left < left or box.right > right or box.top < top or box.bottom > bottom + NEAR:
                yield f"лист {number}: линия выходит на поле ({box.left:.1f}–{box.right:.1f} × {box.top:.1f}–{box.bottom:.1f})"


def _numbers(sheets: Sequence[Sheet], page: PageSetup) -> Iterator[str]:
    """From the second sheet, in the middle of the upper margin, 10 mm from the edge (clause 3.2)."""
    for number, sheet in enumerate(sheets, 1):
        above = [row for row in rows(sheet) if row.base < page.top and re.fullmatch(r"\d+", row.text)]
        if [row.text for row in above] != ([] if number == 1 else [str(number)]):
            yield f"лист {number}: номер в верхнем поле {[row.text for row in above]}"
        for row in above:
            middle = (page.left + sheet.width - page.right) / 2
            if abs((row.left + row.right) / 2 - middle) > NEAR:
                yield f"лист {number}: номер не посередине ({row.left:.1f}, середина {middle:.1f})"
            if row.base - CAPITAL * row.size * MM < EDGE:
                yield f"лист {number}: номер ближе {EDGE} мм к краю"


def _sizes(sheets: Sequence[Sheet]) -> Iterator[str]:
    for number, sheet in enumerate(sheets, 1):
        for row in rows(sheet):
            if row.size < LEAST_SIZE - 0.05:
                yield f"лист {number}: «{row.text[:40]}» набрано кеглем {row.size:.1f}"


class _Paper:
    """Finds the words of blocks among the glyphs, in the order in which they are written."""

    def __init__(self, sheets: Sequence[Sheet], page: PageSetup) -> None:
        self.sheets = sheets
        self.page = page
        self.glyphs = list(glyphs_in_order(list(sheets), page.top))
        self.text = "".join(_plain(one.text) for _, one in self.glyphs)
        self.cursor = 0
        self.angular = False

    def check(self, blocks: Sequence[Block]) -> Iterator[str]:
        placed = list(flow(blocks))
        self.angular = any(isinstance(one.block, Letterhead) and one.block.layout == "angular" for one in placed)
        for one in placed:
            self.angular = self.angular and one.first
            yield from self._check(one.block)

    def _check(self, block: Block) -> Iterator[str]:
        match block:
            case Letterhead():
                yield from self._letterhead(block)
            case DocTitle():
                yield from self._title(block)
            case Heading() if block.align == "left":
                yield from self._heading(block)
            case Paragraph() | Point():
                number = f"{block.number} " if isinstance(block, Point) else ""
                yield from self._paragraph(block, number + words(block.text))
            case AnnexMark():
                yield from self._mark(block.lines)
            case ApprovalMark():
                yield from self._mark((block.word, *block.lines))
            case Signature() if not block.by_hand:
                yield from self._signature(block)
            case DateNumberPlace() if block.date:
                day = self._lines(block.date)
                yield from self._whole(block.date, day)
                number = self._lines(f"№ {block.number}") if self.angular and block.number else []
                if day and number:
                    before, after = day[0].left - self.page.left, self.page.left + ANGULAR - number[-1].right
                    if abs(before - after) > 1:
                        yield "дата и номер не посередине столбца"

    def _lines(self, text: str) -> list[Line]:
        """Where the words stand, from where the last ones were found; none: they are not printed."""
        wanted = _plain(text)
        start = self.text.find(wanted, self.cursor)
        if not wanted or start < 0:
            return []
        self.cursor = start + len(wanted)
        found = self.glyphs[start : self.cursor]
        cut = groupby(found, key=lambda one: (one[0], round(one[1].base, 1)))
        return [Line(sheet, [glyph for _, glyph in glyphs]) for (sheet, _), glyphs in cut]

    def _letterhead(self, block: Letterhead) -> Iterator[str]:
        widest = ANGULAR if block.layout == "angular" else CENTRED
        for text in (*block.founder, block.full_name, *block.contacts):
            lines = self._lines(text)
            if not lines:
                yield f"бланк: нет слов «{text[:40]}»"
            for line in lines:
                start = self.page.left if self.angular else self._middle(line) - widest / 2
                if line.left < start - NEAR or line.right > start + widest + NEAR:
                    yield f"бланк: строка «{line.text[:30]}» шире {widest} мм или не на месте"

    def _title(self, block: DocTitle) -> Iterator[str]:
        lines = self._lines(block.text)
        if not lines:
            yield f"нет вида документа «{block.text[:40]}»"
        for line in lines:
            middle = self.page.left + ANGULAR / 2 if self.angular else self._middle(line)
            if abs((line.left + line.right) / 2 - middle) > 1:
                yield f"вид документа «{line.text[:30]}» не посередине"

    def _heading(self, block: Heading) -> Iterator[str]:
        lines = self._lines(block.text)
        if not lines:
            yield f"нет заголовка «{block.text[:40]}»"
        for line in lines:
            half = self.page.left + self._width(line) / 2
            if abs(line.left - self.page.left) > NEAR:
                yield f"заголовок не от левого поля ({line.left:.1f})"
            if line.right > half + NEAR:
                yield f"заголовок шире половины строки ({line.right:.1f})"
        yield from self._whole(block.text, lines)

    def _paragraph(self, block: Paragraph | Point, text: str) -> Iterator[str]:
        lines = self._lines(text)
        if not lines:
            if text.strip():
                yield f"нет текста «{text[:40]}»"
            return
        yield from self._whole(text, lines)
        if isinstance(block, Paragraph) and (
            block.small or block.align in {"centre", "right", "aside"} or "\n" in text
        ):
            return
        size, indented = self.page.size, isinstance(block, Point) or block.indent
        start = self.page.left + (INDENT if indented else 0)
        if abs(lines[0].left - start) > NEAR:
            yield f"«{text[:30]}…»: начало на {lines[0].left:.1f} мм, а отступ {start} мм"
        for line in lines[1:]:
            if abs(line.left - self.page.left) > NEAR:
                yield f"«{text[:30]}…»: строка начата на {line.left:.1f} мм"
        if {round(line.size, 1) for line in lines} != {float(size)}:
            yield f"«{text[:30]}…»: кегль {lines[0].size:.1f}, а не {size}"
        pitch = size * 1.15 * self.page.line_spacing * MM
        for above, below in zip(lines, lines[1:], strict=False):
            if above.sheet == below.sheet and abs(below.base - above.base - pitch) > 0.1:
                yield f"«{text[:30]}…»: шаг строк {below.base - above.base:.2f} мм, а не {pitch:.2f}"
        justified = isinstance(block, Point) or block.align == "justify"
        for line in lines[:-1] if justified else ():
            if abs(line.right - self._right(line)) > NEAR:
                yield f"«{text[:30]}…»: строка «…{line.text[-20:]}» не доходит до правого поля ({line.right:.1f})"
        sheets = [line.sheet for line in lines]
        if len(set(sheets)) > 1 and min(sheets.count(one) for one in (sheets[0], sheets[-1])) < 2:
            yield f"«{text[:30]}…»: на листе одна строка абзаца"

    def _mark(self, texts: Sequence[str]) -> Iterator[str]:
        """At the right, all lines from one place, not longer than 7.5 cm (clauses 5.16, 5.19)."""
        for text in texts:
            lines = self._lines(text)
            if not lines:
                yield f"нет отметки «{text[:40]}»"
            for line in lines:
                start = self._right(line) - MARK_WIDTH
                if abs(line.left - start) > 1 or line.right > self._right(line) + NEAR:
                    yield f"отметка «{line.text[:30]}» не справа ({line.left:.1f}–{line.right:.1f})"
            yield from self._whole(text, lines)

    def _signature(self, block: Signature) -> Iterator[str]:
        post, name = self._lines(block.post), self._lines(block.name)
        if not post or not name:
            yield f"нет подписи «{block.post[:30]} {block.name}»"
            return
        if abs(min(line.left for line in post) - self.page.left) > NEAR:
            yield f"должность в подписи не от левого поля ({post[0].left:.1f})"
        if len(name) > 1 or abs(name[0].right - self._right(name[0])) > NEAR:
            yield f"имя в подписи не у правого поля ({name[0].right:.1f})"
        if abs(post[-1].base - name[0].base) > 0.2 or post[-1].right > name[0].left - 5:
            yield "должность и имя в подписи не на одной строке"
        if len({line.sheet for line in (*post, *name)}) > 1:
            yield "подпись разорвана между листами"
        sheet = self.sheets[name[0].sheet]
        above = {round(one.base, 1) for one in sheet.glyphs if self.page.top < one.base < post[0].base - 1}
        if len(above) < 2:
            yield f"подпись на листе {name[0].sheet + 1} с {len(above)} строками текста"

    def _whole(self, text: str, lines: Sequence[Line]) -> Iterator[str]:
        """No date, name with initials or number with its sign is broken between two lines."""
        ends: set[int] = set()
        count = 0
        for line in lines[:-1]:
            count += len(line.glyphs)
            ends.add(count)
        for unit in UNITS.finditer(text):
            start = len(_plain(text[: unit.start()]))
            if any(start < end < start + len(_plain(unit[0])) for end in ends):
                yield f"разорвано между строками: «{unit[0]}»"

    def _middle(self, line: Line) -> float:
        return (self.page.left + self._right(line)) / 2

    def _right(self, line: Line) -> float:
        return self.sheets[line.sheet].width - self.page.right

    def _width(self, line: Line) -> float:
        return self._right(line) - self.page.left


def _plain(text: str) -> str:
    """Without spaces; the hyphen that does not break is the same sign."""
    return re.sub(r"\s+", "", text).replace("\u2011", "-")
