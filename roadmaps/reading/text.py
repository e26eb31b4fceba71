"""Pasted text → grid: a table as Word and Excel copy it (cells parted by tabs), a table of Markdown, columns kept apart by
blanks, else numbered lines.

A program that copies a table as plain text loses its merged cells. What is lost is not guessed here, but for one thing:
a line without any tab between the rows of a table is a row across its width, or the further lines of a cell.
"""

import re
from collections.abc import Sequence

from roadmaps.reading import refusals
from roadmaps.reading.aligned import aligned_rows
from roadmaps.reading.doubts import ALIGNED
from roadmaps.reading.errors import RoadmapUnreadable
from roadmaps.reading.grid import Paragraph, Source, Table

MAX_CHARACTERS = 1_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 60

STAGE_LINE = re.compile(
    r"\s*(?:[#*_]{1,6}\s*)?(?:(?:этап|раздел|блок|направление)\s*(?:№\s*)?[\dIVXХ]+|[\dIVXХ]+(?:-?[а-яё]{1,2})?[.)]?\s*(?:этап|раздел)(?![а-яё])|"
    r"[IVXХ]{1,5}[.)]\s|(?:[а-яё-]+\s+){1,4}этап\s*[.:]?\s*$)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\n|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")
_MARKDOWN_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

Row = list[str]


def read_pasted(text: str) -> Source | None:
    """The table that was pasted, with the lines before and after it; None when the text holds no table.

    Raises RoadmapUnreadable when there is nothing or far too much.
    """
    text = tidy(text)
    if "\t" not in text and _is_csv(text):
        text = text.replace(";", "\t")
    if "\t" in text:
        return _source(_complete(_tabbed(text)))
    if re.search(r"^\s*\|.*\|\s*$", text, re.MULTILINE):
        return _source([_markdown_row(line) for line in text.split("\n") if not _MARKDOWN_RULE.fullmatch(line.strip())])
    aligned = aligned_rows(text, STAGE_LINE)
    return _source([row.cells for row in aligned], [row.raw for row in aligned]) if aligned else None


def _is_csv(text: str) -> bool:
    """Lines parted by semicolons, all into the same number of pieces."""
    counts = {line.count(";") for line in text.split("\n") if ";" in line}
    return len(counts) == 1 and counts.pop() > 1 and text.count("\n") > 0


def tidy(text: str) -> str:
    """Line ends as "\\n", no zero bytes; RoadmapUnreadable when there is nothing or far too much."""
    text = re.sub(r"\r\n?|[\x0b\x0c\u2028\u2029]", "\n", text.replace("\x00", "")).strip("\n \ufeff")
    if not text.strip():
        raise RoadmapUnreadable(refusals.NO_TEXT)
    if len(text) > MAX_CHARACTERS or text.count("\n") > 4 * MAX_ROWS:
        raise RoadmapUnreadable(refusals.TEXT_TOO_LONG)
    return text


def _tabbed(text: str) -> list[Row]:
    """Rows of cells. Excel quotes a cell with line breaks, tabs or quotes; other quotes belong to the text."""
    rows: list[Row] = [[]]
    place = 0
    while place <= len(text):
        quoted = _QUOTED.match(text, place) if text.startswith('"', place) else None
        if quoted and re.search(r'[\n\t]|""', quoted[1]):
            value, place = quoted[1].replace('""', '"').replace("\t", " "), quoted.end()
        else:
            plain = _PLAIN.match(text, place)
            value, place = (plain[0], plain.end()) if plain else ("", place)
        rows[-1].append(value)
        if text[place : place + 1] == "\n":
            rows.append([])
        place += 1
    return rows


def _complete(rows: list[Row]) -> list[Row]:
    """Rows of Word whose cells had several paragraphs were torn apart at each: put them together again.

    The width is that of the first row with most tabs among the first of the table. A piece that has too few cells is
    joined with the following ones as long as the sum fits; a lone line after a full row continues its last cell unless
    it looks like a stage.
    """
    width = max(len(row) for row in rows)
    heading = next((number for number, row in enumerate(rows) if len(row) == width), 0)
    whole: list[Row] = rows[:heading]
    waiting: Row = []
    for row in rows[heading:]:
        alone = len(row) == 1 and len(waiting) < 2 and _stands_alone(row[0], after_heading=len(whole) == heading + 1)
        if alone or len(row) == width:
            whole += _loose(waiting, whole, width)
            whole.append(row)
            waiting = []
        elif not waiting:
            waiting = row
        elif len(waiting) + len(row) - 1 <= width:
            waiting = [*waiting[:-1], f"{waiting[-1]}\n{row[0]}", *row[1:]]
            if len(waiting) == width:
                whole += _loose([], whole, width)
                whole.append(waiting)
                waiting = []
        else:
            whole += _loose(waiting, whole, width)
            waiting = row
    return whole + _loose(waiting, whole, width)


def _stands_alone(line: str, *, after_heading: bool) -> bool:
    """A row across the table, not a further line of a cell."""
    return after_heading or not line.strip() or bool(STAGE_LINE.match(line))


def _loose(piece: Row, whole: list[Row], width: int) -> list[Row]:
    """A piece that never became a row: further lines of the last cell, else a row by itself."""
    if len(piece) == 1 and whole and len(whole[-1]) == width:
        whole[-1][-1] += "\n" + piece[0]
        return []
    return [piece] if piece else []


def _markdown_row(line: str) -> Row:
    stripped = line.strip()
    if not (stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 1):
        return [stripped]
    cells = re.split(r"(?<!\\)\|", stripped[1:-1])
    return [plain_markdown(_BREAK.sub("\n", cell).replace("\\|", "|").strip()) for cell in cells]


def plain_markdown(text: str) -> str:
    """Without the signs of bold and of headings."""
    return re.sub(r"^#{1,6}\s+", "", re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text))


def _was_merged(row: Row) -> bool:
    """Excel copies a row that was merged across as its text and empty cells: so a numbered text alone in its row."""
    alone = len(row) > 2 and row[0].strip() and not any(cell.strip() for cell in row[1:])
    return bool(alone and (STAGE_LINE.match(row[0]) or re.match(r"\s*\d{1,2}[.)]\s+\S", row[0])))


def _was_merged_beside_its_number(row: Row, following: list[Row]) -> bool:
    """«1.», «Подготовка» and empty cells above «1.1.»: the name of a stage ran across all columns but the first."""
    number = re.fullmatch(r"\s*(\d{1,2})[.)]?\s*", row[0])
    alone = len(row) > 3 and row[1].strip() and not any(cell.strip() for cell in row[2:])
    return bool(number and alone and any(below[0].strip().startswith(f"{number[1]}.") for below in following))


def _source(rows: list[Row], raw: Sequence[str] = ()) -> Source | None:
    """Lines of one cell around the table are paragraphs, those inside of it run across the whole width. `raw`: the rows as
    they were pasted, when the cells were cut by guess."""
    wide = [number for number, row in enumerate(rows) if len(row) > 1]
    if not wide:
        return None
    if len(rows) > MAX_ROWS or max(map(len, rows)) > MAX_COLUMNS:
        raise RoadmapUnreadable(refusals.TEXT_TOO_LONG)
    first, last = wide[0], wide[-1]
    while last + 1 < len(rows) and STAGE_LINE.match(rows[last + 1][0]):
        last += 1
    kept = [number for number in range(first, last + 1) if any(cell.strip() for cell in rows[number])]
    inner = [rows[number] for number in kept]
    table = Table.of_texts(inner)
    if raw:
        table.unsure, table.raw = ALIGNED, {place: raw[number] for place, number in enumerate(kept)}
    for number, row in enumerate(inner):
        if len(row) == 1 or (number and _was_merged(row)):
            table.merge(number, 0, 1, table.width)
        elif number and _was_merged_beside_its_number(row, inner[number + 1 : number + 2]):
            table.merge(number, 1, 1, table.width - 1)
    before = [Paragraph(plain_markdown(line)) for row in rows[:first] for line in row]
    after = [Paragraph(plain_markdown(line)) for row in rows[last + 1 :] for line in row]
    return Source(blocks=[*before, table, *after])
