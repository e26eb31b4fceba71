"""Where the table of people is in a workbook: its sheet, its heading rows, and what each column means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from schools.workbooks.candidates import Candidate, best_candidate
from schools.workbooks.headings import (
    FORBIDDEN,
    IGNORED_REASONS,
    NAME_FIELDS,
    REPEATABLE_FIELDS,
    UNUSED,
    Meaning,
    heading_key,
)
from schools.workbooks.reading import Sheet, Workbook, WorkbookError, column_letter

_TWO_NAMES = re.compile(r"[А-ЯЁ][а-яё]+\s+[А-ЯЁ]")
STAFF, PUPILS = "staff", "pupils"

NO_KNOWN_COLUMNS = (
    "Не нашли столбцов с фамилией и именем. Нужна строка заголовков, а в ней столбец «ФИО» или столбцы "
    "«Фамилия» и «Имя»; "
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
        if (candidate := best_candidate(item, kind, remembered or {}, header_row)) is not None
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


def _columns(best: Candidate, remembered: Mapping[str, str]) -> tuple[Column, ...]:
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
                Column(
                    index, column_letter(index), heading, meaning.field, min(meaning.confidence, 1.0), meaning.relation
                )
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


def _names_under_a_telephone(best: Candidate, wanted: list[Meaning]) -> None:
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
