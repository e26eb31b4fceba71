"""Rows that may be the headings of a table of people, and how well each of them does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schools.workbooks.headings import (
    FORBIDDEN,
    UNUSED,
    Meaning,
    heading_key,
    may_name_people,
    one_line,
    understand,
)
from schools.workbooks.reading import Sheet

SCAN_ROWS = 60  # a heading deeper than this has never been seen; a title page is shorter
MAX_HEADING_ROWS = 3


@dataclass(slots=True)
class Candidate:
    sheet: Sheet
    row: int  # from 0, the lowest heading row
    depth: int
    headings: list[str]
    meanings: list[Meaning | None]
    score: float = 0.0
    people: int = 0


def best_candidate(sheet: Sheet, kind: str, remembered: Mapping[str, str], header_row: int) -> Candidate | None:
    rows = sheet.rows
    best: Candidate | None = None
    numbers: Iterable[int] = [header_row - 1] if header_row else range(min(len(rows), SCAN_ROWS))
    hinted = -MAX_HEADING_ROWS
    for number in numbers:
        if not 0 <= number < len(rows) or not any(isinstance(cell, str) and cell for cell in rows[number]):
            continue
        if header_row or remembered or may_name_people(rows[number]):
            hinted = number
        if number - hinted >= MAX_HEADING_ROWS:
            continue
        for depth in range(1, min(MAX_HEADING_ROWS, number + 1) + 1):
            headings, meanings = _headings(sheet, number, depth)
            candidate = Candidate(sheet, number, depth, headings, meanings)
            _score(candidate, kind, remembered)
            if candidate.score and (best is None or candidate.score > best.score + 0.01):
                best = candidate
    if best is not None:
        best.people = _count_people(best)
    return best


def _headings(sheet: Sheet, row: int, depth: int) -> tuple[list[str], list[Meaning | None]]:
    """Heading texts and meanings of the columns when rows row-depth+1 … row are taken as headings together."""
    if depth == 1:
        texts = [one_line(cell) if isinstance(cell, str) else "" for cell in sheet.rows[row]]
        return texts, [understand(text) for text in texts]
    levels = [_level(sheet, number, upper=number != row) for number in range(row - depth + 1, row + 1)]
    width = max(map(len, levels))
    headings: list[str] = []
    meanings: list[Meaning | None] = []
    for column in range(width):
        parts: list[str] = []
        for level in levels:
            text = level[column] if column < len(level) else ""
            if text and text not in parts:
                parts.append(text)
        heading, meaning = _join(parts)
        headings.append(heading)
        meanings.append(meaning)
    return headings, meanings


def _level(sheet: Sheet, row: int, *, upper: bool) -> list[str]:
    """Texts of one heading row. In an upper row a group heading is spread over its columns (merged, or blank)."""
    texts = [one_line(cell) if isinstance(cell, str) else "" for cell in sheet.rows[row]]
    if not upper:
        return texts
    filled = sum(1 for text in texts if text)
    if filled <= 1:  # a title over the table, not a group
        return [""] * len(texts)
    merged = {top[1]: bottom[1] for top, bottom in sheet.merges if top[0] <= row <= bottom[0] and bottom[1] > top[1]}
    if sheet.merges and merged:
        for left, right in merged.items():
            for column in range(left + 1, min(right + 1, len(texts))):
                texts[column] = texts[column] or texts[left]
        return texts
    below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else []
    for column in range(1, len(texts)):
        if not texts[column] and column < len(below) and below[column] != "":
            texts[column] = texts[column - 1]
    return texts


def _join(parts: list[str]) -> tuple[str, Meaning | None]:
    """One heading from the levels above each other: the lowest speaks, the group completes it where it must."""
    if not parts:
        return "", None
    lowest = parts[-1]
    if len(parts) == 1:
        return lowest, understand(lowest)
    own, together = understand(lowest), understand(" ".join(parts))
    group = understand(parts[-2])
    if group is not None and group.field == "representative" and (own is None or own.field != "representative"):
        return f"{parts[-2]}: {lowest}", understand(f"{group.relation or 'представитель'} {lowest}") or together
    if own is None or (own.confidence < 0.7 and together is not None):
        key = heading_key(" ".join(parts))
        if "стаж" in key or "адрес" in key or "телефон" in key or "дата" in key:
            return f"{parts[-2]}: {lowest}", together
        return lowest, own
    return lowest, own


def _score(candidate: Candidate, kind: str, remembered: Mapping[str, str]) -> None:
    """Sum of confidences of distinct fields; 0 when the names of people are not there."""
    best: dict[str, float] = {}
    texts = 0
    for heading, meaning in zip(candidate.headings, candidate.meanings, strict=True):
        if not heading:
            continue
        texts += 1
        stored = remembered.get(heading_key(heading)) if remembered else None
        if stored:
            best[stored] = max(best.get(stored, 0), 1.2)
        elif stored is None and meaning is not None:
            weight = 0.5 if meaning.field in (FORBIDDEN, UNUSED, "number") else 1.0
            best[meaning.field] = max(best.get(meaning.field, 0), weight * meaning.confidence)
    named = max(
        best.get("full_name", 0),
        best.get("surname", 0) * (1.0 if best.get("name") or best.get("name_patronymic") else 0.6),
    )
    known = len(best)
    if not named or (known == 1 and (texts > 1 or named < 0.9)):
        return
    if known == 2 and texts > 4 and named < 0.9:
        return
    score = sum(best.values()) + 2 * named
    if best.get("surname") and best.get("name"):
        score += 0.5  # three columns speak as surely as one «ФИО» over them
    wanted = {"staff": ("post", "subjects", "category"), "pupils": ("grade", "representative")}.get(kind, ())
    candidate.score = score + 0.5 * sum(1 for name in wanted if name in best)


def _count_people(candidate: Candidate) -> int:
    """Rows below the heading with some Cyrillic text in a column of names (a rough count, for choosing a sheet)."""
    columns = [
        index
        for index, meaning in enumerate(candidate.meanings)
        if meaning is not None and meaning.field in ("full_name", "surname")
    ]
    count = 0
    for row in candidate.sheet.rows[candidate.row + 1 :]:
        for column in columns:
            cell = row[column] if column < len(row) else ""
            if isinstance(cell, str) and len(cell) > 2 and sum(1 for other in row if other != "") > 1:
                count += 1
                break
    return count or int(_single_column(candidate))


def _single_column(candidate: Candidate) -> bool:
    return sum(1 for heading in candidate.headings if heading) == 1
