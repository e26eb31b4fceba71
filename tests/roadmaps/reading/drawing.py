"""A drawn roadmap: cells on a grid, before any program writes them; the headings that schools give their columns."""

import copy
import random
from dataclasses import dataclass, field

HEADINGS = {
    "number": ["№", "№ п/п", "№\nп/п", "N п/п", "№№"],
    "stage": ["Этап", "Наименование этапа", "Этапы", "Название этапа", "Этапы реализации", "Этап работы", "Раздел", "Направление"],
    "title": ["Мероприятия", "Мероприятие", "Наименование мероприятия"],
    "content": [
        "Содержание деятельности",
        "Содержание мероприятия",
        "Содержание деятельности и примерный план мероприятий",
        "Содержание работы",
        "Содержание",
    ],
    "due": [
        "Сроки",
        "Срок исполнения",
        "Сроки реализации",
        "Срок",
        "Сроки\nпроведения",
        "Дата проведения",
        "Период",
        "Дата",
        "Срок реализации мероприятия",
        "Время проведения",
    ],
    "responsible": [
        "Ответственный",
        "Ответственные",
        "Ответственные\nисполнители",
        "Ответственный за исполнение",
        "Исполнители",
        "Ответственное лицо",
        "Исполнитель",
        "Ответственные лица",
        "Ответственный (должность)",
    ],
    "result": ["Ожидаемый результат", "Ожидаемые результаты", "Планируемый результат", "Предполагаемый результат", "Результат"],
    "extra": ["Отметка о выполнении", "Примечание", "Вид документа", "Отметка об исполнении", "Примечания"],
    "blank": [""],
}  # fmt: skip
ALONE = [
    *HEADINGS["content"],
    "Мероприятия",
    "Мероприятие",
    "Наименование мероприятия",
    "Перечень мероприятий",
    "Основные мероприятия",
    "План мероприятий",
    "Наименование мероприятий",
]
FIELDS = {"due": "due_text", "responsible": "responsible_text", "result": "expected_result"}


@dataclass
class Box:
    """A cell: lines with the kind of list that Word makes of them («» for none, «number», «bullet»)."""

    lines: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    start: int = 1
    breaks: bool = False  # line breaks inside of one paragraph instead of paragraphs
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1

    @property
    def typed(self):
        """The lines as they would be typed, with generated markers written out."""
        number, found = self.start, []
        for line, kind in zip(self.lines, self.kinds or [""] * len(self.lines), strict=True):
            found.append(f"{number}) {line}" if kind == "number" else f"- {line}" if kind == "bullet" else line)
            number += kind == "number"
        return "\n".join(found)


@dataclass
class Drawing:
    expected: dict
    roles: list[str]
    grid: list[list[Box]]
    options: dict
    chance: random.Random
    heading_rows: int = 1
    seams: list[int] = field(default_factory=list)  # rows at which a stage begins, but the first


def place_cells(grid):
    seen = set()
    for number, row in enumerate(grid):
        for column, box in enumerate(row):
            if id(box) not in seen:
                seen.add(id(box))
                box.row, box.column = number, column


def tables_of(drawing):
    """[(line above, grid)]: one table, or one for each page or stage with the headings again."""
    by_lines = drawing.options["lines"] and drawing.options["stages"] == "across" and not drawing.options["apart"]
    by_lines = by_lines and all(stage["number"] for stage in drawing.expected["stages"])
    if not (by_lines or drawing.options["split"]):
        return [("", drawing.grid)]
    top = drawing.grid[: drawing.heading_rows]
    ends = [*drawing.seams, len(drawing.grid)]
    found = []
    for start, end in zip([drawing.heading_rows, *drawing.seams], ends, strict=True):
        rows, above = copy.deepcopy([*top, *drawing.grid[start:end]]), ""
        if by_lines:
            across = next(number for number, row in enumerate(rows) if row[0].columns == len(row) > 1)
            above = rows.pop(across)[0].lines[0]
        place_cells(rows)
        found.append((above, rows))
    return found


def starting(grid):
    """(row, column, box) of every cell where it begins."""
    for number, row in enumerate(grid):
        for column, box in enumerate(row):
            if (box.row, box.column) == (number, column):
                yield number, column, box
