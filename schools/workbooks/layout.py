"""Where the table of people is in a workbook: its sheet, its heading rows, and what each column means."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from schools.workbooks.headings import (
    FORBIDDEN,
    IGNORED_REASONS,
    NAME_FIELDS,
    REPEATABLE_FIELDS,
    UNUSED,
    Meaning,
    heading_key,
    may_name_people,
    one_line,
    understand,
)
from schools.workbooks.reading import Cell, Sheet, Workbook, WorkbookError, column_letter

SCAN_ROWS = 60  # a heading deeper than this has never been seen; a title page is shorter
MAX_HEADING_ROWS = 3
_TWO_NAMES = re.compile(r"[А-ЯЁ][а-яё]+\s+[А-ЯЁ]")
STAFF, PUPILS = "staff", "pupils"

NO_KNOWN_COLUMNS = (
    "Не нашли столбцов с фамилией и именем. Нужна строка заголовков, а в ней столбец «ФИО» или столбцы «Фамилия» и «Имя»; "
    "хорошо, если есть и «Должность» (у обучающихся «Класс»), «Дата рождения», «Телефон», «Электронная почта». "
    "Добавьте заголовки или возьмите за основу образец."
)


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is '' when the column is not loaded; `ignored` then says why."""

    index: int
    letter: str
    heading: str
    field: str = ""
    confidence: float = 0.0
    relation: str = ""
    ignored: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows are numbered as Excel shows them, from 1. `header_row` holds the lowest-level headings."""

    sheet: Sheet
    header_row: int
    header_rows: int
    first_data_row: int
    columns: tuple[Column, ...]
    other_sheets: tuple[str, ...] = ()  # sheets with a table of the same kind that was not taken
    score: float = 0.0

    def by_field(self, name: str) -> list[Column]:
        """Columns given to a field, the surest first."""
        return sorted((c for c in self.columns if c.field == name), key=lambda c: (-c.confidence, c.index))

    @property
    def kind(self) -> str:
        """PUPILS, STAFF, or '' when the columns do not tell."""
        fields = {column.field for column in self.columns}
        pupils = len(fields & {"grade", "representative", "representative_phone"})
        staff = len(fields & {"post", "category", "experience_teaching", "experience_total", "subjects"})
        return PUPILS if pupils > staff else STAFF if staff > pupils else ""

    @property
    def mapping(self) -> dict[str, str]:
        """{heading key: field}, what an organisation remembers for the next file."""
        return {heading_key(c.heading): c.field for c in self.columns if c.heading}

    def with_fields(self, choice: Mapping[int, str]) -> "Layout":
        """The same table with the user's choice of fields by column index; '' switches a column off."""
        columns = tuple(
            replace(
                column,
                field=choice[column.index],
                confidence=1.0,
                relation=column.relation if choice[column.index].startswith("representative") else "",
                ignored="" if choice[column.index] else "столбец отключён",
            )
            if column.index in choice and choice[column.index] != column.field
            else column
            for column in self.columns
        )
        return replace(self, columns=columns)


@dataclass(slots=True)
class _Candidate:
    sheet: Sheet
    row: int  # from 0, the lowest heading row
    depth: int
    headings: list[str]
    meanings: list[Meaning | None]
    score: float = 0.0
    people: int = 0
    chosen: dict[int, str] = field(default_factory=dict)


def find_table(
    workbook: Workbook,
    *,
    kind: str = "",
    remembered: Mapping[str, str] | None = None,
    sheet: str = "",
    header_row: int = 0,
) -> Layout:
    """Choose the sheet and the heading row, and understand the columns.

    kind: STAFF or PUPILS when the caller knows it. remembered: {heading key: field} of earlier files, stronger than our
    own guesses ('' = do not load). sheet, header_row (from 1): the user's own choice, obeyed.
    Raises WorkbookError when there is no table with names.
    """
    sheets = [item for item in workbook.sheets if item.name == sheet] if sheet else workbook.sheets
    found = [
        candidate
        for item in sheets
        if (candidate := _best_candidate(item, kind, remembered or {}, header_row)) is not None
    ]
    if any(candidate.sheet.visible for candidate in found):
        found = [candidate for candidate in found if candidate.sheet.visible]
    if not found:
        raise WorkbookError(NO_KNOWN_COLUMNS)
    ceiling = max(candidate.score for candidate in found)
    rivals = [candidate for candidate in found if candidate.score >= 0.6 * ceiling]
    best = max(rivals, key=lambda c: (min(c.people, 3), c.score if c.people < 3 else c.score + min(c.people, 200) / 20))
    others = tuple(c.sheet.name for c in found if c is not best and c.people)
    return Layout(
        sheet=best.sheet,
        header_row=best.row + 1,
        header_rows=best.depth,
        first_data_row=best.row + 2,
        columns=_columns(best, remembered or {}),
        other_sheets=others,
        score=best.score,
    )


def _best_candidate(sheet: Sheet, kind: str, remembered: Mapping[str, str], header_row: int) -> _Candidate | None:
    rows = sheet.rows
    best: _Candidate | None = None
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
            candidate = _Candidate(sheet, number, depth, headings, meanings)
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
    """Texts of one heading row. In an upper row a group heading is spread over its columns (merged or blank after it)."""
    texts = [one_line(cell) if isinstance(cell, str) else "" for cell in sheet.rows[row]]
    if not upper:
        return texts
    filled = sum(1 for text in texts if text)
    if filled <= 1:  # a title over the table, not a group
        return [""] * len(texts)
    merged = {
        top[1]: bottom[1] for top, bottom in sheet.merges if top[0] <= row <= bottom[0] and bottom[1] > top[1]
    }
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


def _score(candidate: _Candidate, kind: str, remembered: Mapping[str, str]) -> None:
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


def _count_people(candidate: _Candidate) -> int:
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


def _single_column(candidate: _Candidate) -> bool:
    return sum(1 for heading in candidate.headings if heading) == 1


def _columns(best: _Candidate, remembered: Mapping[str, str]) -> tuple[Column, ...]:
    headings, meanings = best.headings, best.meanings
    width = max((len(row) for row in best.sheet.rows), default=0)
    wanted: list[Meaning] = []
    for heading, meaning in zip(headings, meanings, strict=True):
        stored = remembered.get(heading_key(heading)) if heading else None
        if stored is not None:
            relation = meaning.relation if meaning is not None else ""
            wanted.append(Meaning(stored, 1.2, relation))
        else:
            wanted.append(meaning or Meaning("", 0.0))
    _names_under_a_telephone(best, wanted)
    taken = _winners(wanted)
    _surname_alone_is_full_name(wanted, taken)
    columns = []
    for index in range(width):
        heading = headings[index] if index < len(headings) else ""
        meaning = wanted[index] if index < len(wanted) else Meaning("", 0.0)
        known = meaning.field not in ("", FORBIDDEN, UNUSED)
        if known and index in taken:
            columns.append(
                Column(index, column_letter(index), heading, meaning.field, min(meaning.confidence, 1.0), meaning.relation)
            )
            continue
        if not heading and not any(index < len(row) and row[index] != "" for row in best.sheet.rows[best.row + 1 :]):
            continue
        reason = IGNORED_REASONS.get(meaning.field, "уже есть другой столбец с тем же содержанием")
        if not heading:
            reason = "у столбца нет заголовка"
        columns.append(Column(index, column_letter(index), heading, ignored=reason))
    return tuple(columns)


def _winners(wanted: list[Meaning]) -> set[int]:
    """Of several columns that claim one field the surest wins, then the leftmost; some fields may repeat."""
    winners: dict[str, int] = {}
    taken: set[int] = set()
    for index, meaning in enumerate(wanted):
        if meaning.field in REPEATABLE_FIELDS:
            taken.add(index)
        elif meaning.field not in ("", FORBIDDEN, UNUSED):
            rival = winners.get(meaning.field)
            if rival is None or meaning.confidence > wanted[rival].confidence:
                winners[meaning.field] = index
    if "full_name" in winners and "surname" in winners and ("name" in winners or "name_patronymic" in winners):
        del winners["full_name"]  # separate columns are surer than the joint one beside them
    elif "full_name" in winners:
        for name in NAME_FIELDS - {"full_name"}:
            winners.pop(name, None)
    return taken | set(winners.values())


def _names_under_a_telephone(best: _Candidate, wanted: list[Meaning]) -> None:
    """«Родители, контактный телефон»: one column for both, when names of representatives stand nowhere else."""
    if any(meaning.field == "representative" for meaning in wanted):
        return
    for index, meaning in enumerate(wanted):
        if meaning.field != "representative_phone":
            continue
        cells = [row[index] for row in best.sheet.rows[best.row + 1 :] if index < len(row) and row[index] != ""][:20]
        named = sum(1 for cell in cells if isinstance(cell, str) and _TWO_NAMES.search(cell))
        if named * 2 > len(cells):
            wanted[index] = Meaning("representative", meaning.confidence, meaning.relation)
            return


def _surname_alone_is_full_name(wanted: list[Meaning], taken: set[int]) -> None:
    fields = {wanted[index].field for index in taken}
    if "surname" in fields and not fields & {"name", "name_patronymic", "full_name"}:
        for index in taken:
            if wanted[index].field == "surname":
                wanted[index] = Meaning("full_name", 0.6)
