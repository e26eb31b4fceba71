"""From headings to the roles of columns, and which row of a table holds them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from os.path import commonprefix

from roadmaps.reading.grid import Cell, Table
from roadmaps.reading.structure import BOTH, CONTENT, DUE, EXTRA, NUMBER, RESPONSIBLE, RESULT, STAGE, TITLE
from roadmaps.reading.texts import cell_lines, clean, key
from schools.russian.text import fix_lookalikes

# A heading is short; longer cells are text.
MAX_HEADING = 160
# Rows above the headings: title and marks of a sheet.
MAX_ROWS_ABOVE = 80

_NUMBER = re.compile(r"(?:№|n|no|nn|нн|#|номер)?(?:пп|пункта?|строки|пор|порядковыйномер|порядковый)?")
_DUE = re.compile(r"^когда\b|\b(?:дат[аы]|период\w*|время|месяцы?|график)\b")
# What looks like a due, a responsible or a result and is a column of its own kind.
_REMARK = re.compile(
    r"\b(?:отметк\w*|примечани\w*|фактическ\w*|приказ\w*|комментари\w*|статус\w*)\b|^(?:информация о )?выполнен"
)
_WHEN = r"(?:срок[а-я]*(?: (?:исполнения|выполнения|проведения|реализации))?|дата(?: проведения)?|время)"
_WHO = r"(?:ответственн[а-я]*(?: (?:лиц[а-я]*|исполнител[а-я]*))?|исполнител[а-я]*)"
_BETWEEN = r"(?:\s*[,;/()+&-]\s*|\s+и\s+|\s+)"
_BOTH = re.compile(rf"^{_WHEN}{_BETWEEN}{_WHO}\W*$|^{_WHO}{_BETWEEN}{_WHEN}\W*$")
_COUNT = re.compile(r"\b(?:количеств\w*|числ[оа]|дол[яи]|контакт\w*|фио|ф\.)")
_STAGE_ALIKE = re.compile(r"\b(?:направлени[ея]|раздел\w*|блок\w*|модул[ьи]|стади[яи])\b")
_TEXT_ALIKE = re.compile(
    r"^что (?:делаем|сделать|нужно|надо|делается|планируется)|"
    r"\b(?:виды?|перечень|планируем\w+|план|наименование) (?:работ\w*|действи\w*|дел)\b|^(?:действи[ея]|работы)$"
)


def guess(heading: str) -> str:
    """The role that a heading names by itself; "" for an empty heading, EXTRA for an unknown one.

    TITLE and CONTENT are both «what is to be done» here: `roles` settles which is which.
    """
    heading = fix_lookalikes(heading)
    text = clean(heading).lower().replace("ё", "е")
    # Hyphens at a line's end, letter-spacing and misplaced blanks do not hide a long word.
    packed = key(heading)
    if not packed and "№" not in text and "#" not in text:
        return ""
    if _NUMBER.fullmatch(packed) or text.startswith("№") and len(packed) <= 5:
        return NUMBER
    if len(text) > MAX_HEADING or _REMARK.search(text):
        return EXTRA
    if _BOTH.search(text):
        return BOTH
    if "ответственн" in packed or "исполнител" in packed:
        return EXTRA if "контрол" in packed and "исполн" not in packed else RESPONSIBLE
    if re.match(r"кто\b(?!.*контрол)", text):
        return RESPONSIBLE
    if packed.startswith("виддокумент"):
        return EXTRA
    if "результат" in packed and "показател" not in packed and "результативн" not in packed:
        return RESULT
    if re.match(r"ожидаем|предполагаем|планируемыеитог", packed):
        return RESULT
    if packed.startswith(("видыдокумент", "виддокумент", "форма", "показател", "индикатор")) or _COUNT.search(text):
        return EXTRA
    if packed.startswith("содержани"):
        return CONTENT
    if "мероприяти" in packed and not ("срок" in packed and "мероприятийсрок" not in packed):
        return CONTENT if "содержани" in packed else TITLE
    if "срок" in packed or _DUE.search(text):
        return DUE
    if "этап" in packed and "содержани" not in packed:
        # The stages of a lesson are none of a roadmap's.
        return EXTRA if "урок" in packed or "заняти" in packed else STAGE
    if "содержани" in packed or "деятельност" in packed and "направлени" not in packed:
        return CONTENT
    if _TEXT_ALIKE.search(text):
        return TITLE
    return EXTRA


def _settle(guesses: list[str], headings: Sequence[str]) -> list[str]:
    """Each role once: the plainer heading wins, the rest is kept as it is."""
    result = list(guesses)

    def leave(role: str, prefer: str) -> None:
        places = [index for index, one in enumerate(result) if one == role]
        if len(places) > 1:
            best = next((index for index in places if prefer and re.search(prefer, key(headings[index]))), places[0])
            for index in places:
                if index != best:
                    result[index] = EXTRA

    leave(NUMBER, "")
    leave(STAGE, "наименован|этап")
    leave(DUE, "срок")
    leave(RESPONSIBLE, "^ответственн")
    leave(RESULT, "ожидаем|предполагаем|планируем")
    texts = [index for index, one in enumerate(result) if one in (TITLE, CONTENT)]
    if len(texts) == 1:
        result[texts[0]] = CONTENT
    elif len(texts) > 1:
        contents = [index for index in texts if result[index] == CONTENT]
        titles = [index for index in texts if result[index] == TITLE]
        if contents and titles:
            content, title = contents[0], titles[0]
        else:
            # Both are of one kind: the first names, the second tells.
            title, content = texts[:2]
        for index in texts:
            result[index] = TITLE if index == title else CONTENT if index == content else EXTRA
    if STAGE not in result:
        for index, heading in enumerate(headings):
            if result[index] == EXTRA and _STAGE_ALIKE.search(clean(heading).lower()):
                result[index] = STAGE
                break
    if not texts and ({DUE, RESPONSIBLE} <= set(result) or BOTH in result):
        for index, heading in enumerate(headings):
            if result[index] == EXTRA and key(heading) in ("наименование", "название"):
                result[index] = CONTENT
                break
    return result


def roles(headings: Sequence[str], hidden: Container[int] = ()) -> list[str]:
    """Roles of the columns; an empty heading gives "", to be settled by what stands below. A `hidden` one lends its role to
    one that is shown."""
    plain = [fix_lookalikes(heading) for heading in headings]
    guesses = [guess(_own_words(plain, index)) for index in range(len(plain))]
    shown = {one for index, one in enumerate(guesses) if index not in hidden}
    guesses = [EXTRA if index in hidden and one in shown else one for index, one in enumerate(guesses)]
    if {DUE, RESPONSIBLE} & set(guesses):
        # Beside a column for one of the two, a heading of both means the other.
        guesses = [
            next((other for other in (DUE, RESPONSIBLE) if other not in guesses), EXTRA) if one == BOTH else one
            for one in guesses
        ]
    return _settle(guesses, plain)


def _own_words(headings: list[str], index: int) -> str:
    """A heading without the wide one above it and its neighbour, when that names due and responsible both."""
    for other in headings[max(0, index - 1) : index] + headings[index + 1 : index + 2]:
        shared = commonprefix([headings[index], other]).rpartition(" ")[0]
        if shared and guess(shared) == BOTH:
            return headings[index].removeprefix(shared)
    return headings[index]


def is_roadmap(found: Sequence[str]) -> bool:
    """What is to be done, and when, who, with what result or at which stage."""
    return CONTENT in found and bool({STAGE, DUE, RESPONSIBLE, BOTH, RESULT} & set(found))


@dataclass(slots=True)
class Head:
    """Headings of a table: rows `first`…`last - 1`, and for each column its place on the grid."""

    first: int
    last: int
    headings: list[str]
    roles: list[str]
    # Grid columns (start, end) of each column.
    places: list[tuple[int, int]]

    @property
    def shape(self) -> tuple[str, ...]:
        """Two tables with the same shape are parts of one."""
        return tuple(map(key, self.headings))


def _one_line(cell: Cell) -> str:
    return " ".join(cell_lines(cell))


def _columns(table: Table, row: int) -> Head | None:
    """The columns if the headings began in this row; None when they cannot."""
    cells = list(table.starting(row))
    tall = max((cell.rows for cell in cells), default=1)
    depth = tall if tall <= 3 and any(cell.rows < tall for cell in cells) else 1
    if depth == 1 and tall <= 3 and len(cells) > 1 and all(cell.rows == tall for cell in cells):
        depth = tall
    if depth == 1 and row + 1 < table.height and _splits_below(table, row):
        depth = 2
    depth = min(depth, table.height - row)
    places: list[tuple[int, int]] = []
    headings: list[str] = []
    column = 0
    while column < table.width:
        # The lowest cell of the heading says how wide the column is; the cells above it name it too.
        lowest = table.grid[row + depth - 1][column]
        upper = table.grid[row][column]
        start, end = column, lowest.column + lowest.columns
        if lowest.empty and lowest is not upper and not _divided(table, row + depth - 1, upper):
            end = upper.column + upper.columns
        end = max(start + 1, min(end, table.width))
        stack: list[Cell] = []
        for line in table.grid[row : row + depth]:
            if not any(line[column] is one for one in stack):
                stack.append(line[column])
        headings.append(" ".join(text for cell in stack if (text := _one_line(cell))))
        places.append((start, end))
        column = end
    if len(places) < 2 or sum(bool(heading) for heading in headings) < 2:
        return None
    hidden = {index for index, (start, end) in enumerate(places) if table.hidden.issuperset(range(start, end))}
    return Head(row, row + depth, headings, roles(headings, hidden), places)


def _divided(table: Table, row: int, upper: Cell) -> bool:
    """Whether something stands in this row below a heading."""
    return any(not table.grid[row][column].empty for column in range(upper.column, upper.column + upper.columns))


def _splits_below(table: Table, row: int) -> bool:
    """A wide heading with two or more short ones below it, and nothing below the others."""
    below = table.grid[row + 1]
    found = False
    for cell in table.starting(row):
        under = {id(below[column]): below[column] for column in range(cell.column, cell.column + cell.columns)}
        filled = [one for one in under.values() if not one.empty and one is not cell]
        if cell.columns > 1 and not cell.empty and len(under) > 1:
            if not filled:
                continue
            if len(filled) < 2 or any(len(_one_line(one)) > 40 for one in filled):
                return False
            found = True
        elif filled:
            return False
    return found


def find_head(table: Table) -> Head | None:
    """The headings of a roadmap in this table, or None."""
    for row in range(min(table.height, MAX_ROWS_ABOVE)):
        cells = [cell for cell in table.starting(row) if not cell.empty]
        if len(cells) < 2 or sum(len(cell.text) <= MAX_HEADING for cell in cells) < 2:
            continue
        head = _columns(table, row)
        if head and is_roadmap(head.roles):
            return head
    return None


def is_text_row(table: Table, row: int) -> bool:
    """Whether a row looks like the headings of some other table («№ | ФИО | Должность»)."""
    cells = [cell for cell in table.starting(row) if not cell.empty]
    first = key(cells[0].text) if cells else ""
    numbers = "№" in cells[0].text if cells else False
    return bool(cells) and (numbers and len(first) <= 4 or first in ("пп", "номер", "nпп", "фио"))
