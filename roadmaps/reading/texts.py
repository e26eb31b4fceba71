"""Cleaning: what is invisible goes, every kind of blank becomes a space; misprints stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from roadmaps.reading.grid import Cell, Paragraph

# Soft hyphen, zero-width characters, directional marks: never seen by a reader.
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
_TABLE = _INVISIBLE | {0x2011: "-"}
_TELLING = re.compile("[" + "".join(map(chr, _TABLE)) + "]")
# A typed list marker at the start of a line. Glyphs of Symbol and Wingdings live in the private area.
_BULLET = re.compile(r"[–—•▪●○◦■□▫◾·∙‣⁃➢➤►✓✔❖\uf000-\uf0ff]\s*(?=\S)")
BULLET = "- "


def clean(text: str) -> str:
    """One line: invisible characters dropped, all runs of blanks (line breaks too) one space."""
    if _TELLING.search(text):
        text = text.translate(_TABLE)
    return " ".join(text.split())


def clean_line(text: str) -> str:
    """`clean` plus the list marker at its start as «- »."""
    line = clean(text)
    return BULLET + line[match.end() :] if (match := _BULLET.match(line)) else line


def paragraph_lines(paragraph: Paragraph) -> list[str]:
    """The printed lines of a paragraph, empty ones dropped, its generated marker in front of the first."""
    lines = [line for part in paragraph.text.split("\n") if (line := clean_line(part))]
    if paragraph.marker and lines:
        marker = BULLET if paragraph.marker == "-" else clean(paragraph.marker) + " "
        lines[0] = marker + lines[0]
    return lines


def cell_lines(cell: Cell | None) -> list[str]:
    """All printed lines of a cell."""
    return [line for paragraph in cell.paragraphs for line in paragraph_lines(paragraph)] if cell else []


def bare(lines: list[str]) -> list[str]:
    """A text that is one single bullet loses the bullet."""
    if len(lines) == 1:
        line = lines[0]
        if line.startswith(BULLET):
            return [line[2:]]
        if line[:1] == "-" and line[1:2].isalpha():
            return [line[1:]]
    return lines


def many_lines(cells: Iterable[Cell]) -> str:
    """The text of cells as lines parted by "\\n"."""
    return "\n".join(bare([line for cell in cells for line in cell_lines(cell)]))


def one_line(cells: Iterable[Cell]) -> str:
    """The text of cells on one line."""
    return " ".join(bare([line for cell in cells for line in cell_lines(cell)]))


def number_text(cell: Cell) -> str:
    """The text of a number's cell: a generated number may stand there before nothing."""
    return " ".join(text for paragraph in cell.paragraphs if (text := clean(paragraph.printed)))


def key(text: str) -> str:
    """For comparing: letters and digits only, lower case, ё as е («Ответ-ственный» equals «ответственный»)."""
    return "".join(filter(str.isalnum, clean(text).lower().replace("ё", "е")))
