"""From a table to people: every row read, every problem at once, nothing guessed silently."""

from datetime import date

from schools.workbooks import rows as kinds
from schools.workbooks.cells import CellReader
from schools.workbooks.cleaning import INFO, Finding, clean_text, shown, text_of
from schools.workbooks.cleaning.names import NAME_FIRST, SURNAME_FIRST, looks_like_patronymic, written_order
from schools.workbooks.duplicates import Duplicates
from schools.workbooks.headings import NAME_FIELDS
from schools.workbooks.layout import Layout, find_table
from schools.workbooks.reading import Cell, Formula, WorkbookError, open_workbook
from schools.workbooks.records import PersonRow, Problem, Reading, SkippedRow
from schools.workbooks.relatives import read_representatives

__all__ = ["PersonRow", "Problem", "Reading", "SkippedRow", "read_file", "read_people"]


def read_file(content: bytes, filename: str = "", *, kind: str = "", today: date | None = None) -> Reading:
    """The whole way: bytes of a file → people and problems. Raises WorkbookError."""
    return read_people(find_table(open_workbook(content, filename), kind=kind), today=today)


def read_people(layout: Layout, *, today: date | None = None) -> Reading:
    """All people of the table found. Raises WorkbookError when no column gives surnames and names.

    today: what ages and two-digit years are counted from; the organisation's own date, the machine's by default.
    """
    fields = {column.field for column in layout.columns}
    if "full_name" not in fields and not ("surname" in fields and fields & {"name", "name_patronymic"}):
        raise WorkbookError(
            "Не указано, в каких столбцах фамилия и имя. Выберите столбец «ФИО» или столбцы «Фамилия» и «Имя»."
        )
    reader = _Reader(layout, today or date.today())
    reader.run()
    return reader.reading


class _Reader(CellReader):
    def __init__(self, layout: Layout, today: date) -> None:
        super().__init__(layout, today)
        self.names = sorted(c.index for c in layout.columns if c.field in NAME_FIELDS)
        self.skipped_columns = {c.index for c in self.columns.get("number", [])}
        self.duplicates = Duplicates()
        self.headings = self._all_headings()
        self.last_person: PersonRow | None = None

    def run(self) -> None:
        grid = self._filled_grid()
        start = self.layout.first_data_row - 1
        self.order = self._order_of_names(grid[start:])
        for number in range(start, len(grid)):
            row = grid[number]
            filled = [
                index
                for index, cell in enumerate(row)
                if cell != "" and not (isinstance(cell, str) and not cell.strip())
            ]
            if filled:
                self.row_number = number + 1
                self._row(row, filled)
        self.reading.problems.sort(key=lambda problem: (problem.row, len(problem.cell), problem.cell))
        self._notes()

    def _notes(self) -> None:
        if not self.reading.people and not self.reading.problems:
            raise WorkbookError(
                f"На листе {shown(self.reading.sheet)} под строкой заголовков (строка {self.reading.header_row}) "
                "нет ни одного "
                "человека. Проверьте, тот ли лист и тот ли файл вы выбрали."
            )
        if self.layout.other_sheets:
            names = ", ".join(shown(name) for name in self.layout.other_sheets)
            self.reading.notes.append(
                f"Прочитали лист {shown(self.reading.sheet)}. Списки есть и на других листах: {names}; "
                "их можно выбрать и загрузить отдельно."
            )
        if self.layout.sheet.far_cell:
            self.reading.notes.append(
                f"Далеко за таблицей есть заполненная ячейка {self.layout.sheet.far_cell}: её не читали. "
                "Сотрите её, если она лишняя."
            )

    def _filled_grid(self) -> list[list[Cell]]:
        """Rows with cells merged downwards filled in; the sheet itself is left as it was."""
        grid = self.layout.sheet.rows
        tall = [
            (top, bottom) for top, bottom in self.layout.sheet.merges if bottom[0] > top[0] >= self.layout.header_row
        ]
        if not tall:
            return grid
        grid = [list(row) for row in grid]
        for top, bottom in tall:
            if top[0] >= len(grid) or top[1] >= len(grid[top[0]]) or top[1] in self.skipped_columns:
                continue
            value = grid[top[0]][top[1]]
            for number in range(top[0] + 1, min(bottom[0] + 1, len(grid))):
                if any(cell != "" for cell in grid[number]) and grid[number][top[1]] == "":
                    grid[number][top[1]] = value
        return grid

    def _order_of_names(self, grid: list[list[Cell]]) -> str:
        balance = 0
        for column in self.columns.get("full_name", []):
            for row in grid:
                cell = row[column.index] if column.index < len(row) else ""
                if isinstance(cell, str) and cell:
                    order = written_order(cell)
                    balance += (order == NAME_FIRST) - (order == SURNAME_FIRST)
        return NAME_FIRST if balance > 0 else SURNAME_FIRST

    def _all_headings(self) -> frozenset[str]:
        rows = self.layout.sheet.rows[self.layout.header_row - self.layout.header_rows : self.layout.header_row]
        return frozenset(
            " ".join(cell.split()).lower() for row in rows for cell in row if isinstance(cell, str) and cell
        )

    def _row(self, row: list[Cell], filled: list[int]) -> None:
        named = [index for index in self.names if index in filled]
        first_name = " ".join(text_of(row[named[0]]).split()).lower() if named else ""
        if len(filled) <= 3 or len(named) < len(self.names) or first_name.isdigit() or first_name in self.headings:
            reason = self._not_a_person(row, filled, named)
            if reason:
                text = " ".join(" ".join(text_of(row[index]).split()) for index in filled)
                self.reading.skipped.append(SkippedRow(self.row_number, reason, text[:200]))
                return
        if not named and self._continues_person(row, filled):
            return
        person = self.person(row)
        if person is None:
            return
        verdict = self.duplicates.judge(person)
        if verdict.finding:
            column = self.name_column()
            value = " ".join(text_of(row[index]).strip() for index in named)
            self.say(column, value, verdict.finding)
        if verdict.keep:
            self.reading.people.append(person)
            self.last_person = person

    def _not_a_person(self, row: list[Cell], filled: list[int], named: list[int]) -> str:
        """Why the row is none, or ''. Sections are remembered for the rows below."""
        texts = [text_of(row[index]) for index in filled]
        up_to_names = [text_of(row[index]) for index in filled if index <= self.names[-1]]
        if kinds.is_total(up_to_names) or (len(filled) <= 3 and kinds.is_total(texts)):
            return kinds.TOTAL
        if kinds.is_numbering(row):
            return kinds.NUMBERING
        if kinds.is_repeated_heading(row, self.headings):
            return kinds.REPEATED
        for index in named:
            if kinds.is_vacancy(text_of(row[index])):
                self.say(
                    self.name_column(),
                    text_of(row[index]),
                    Finding("Вакансия, а не человек: строку не загрузим.", INFO),
                )
                return kinds.VACANCY
        content = [index for index in filled if index not in self.skipped_columns] or filled
        first = text_of(row[content[0]])
        alone = len({text_of(row[index]).strip() for index in content}) == 1
        if kinds.is_signature(first) and (alone or len(content) <= 4) and not self._has_full_name(row, named):
            return kinds.SIGNATURE
        if kinds.is_note(first) and (alone or not named):
            return kinds.NOTE
        if alone and isinstance(row[content[0]], Formula):
            return ""
        if alone:
            return self._section(row, content, named, first)
        return ""

    def _section(self, row: list[Cell], content: list[int], named: list[int], text: str) -> str:
        position = (self.row_number - 1, content[0])
        merged = len(content) > 1 or any(
            top == position and bottom[1] > top[1] for top, bottom in self.layout.sheet.merges
        )
        if content[0] in {column.index for column in self.representatives}:
            return ""
        letters = any(character.isalpha() for character in text)
        only_names = len(self.mapped) <= 2
        if named and only_names and self._has_full_name(row, named):
            return ""
        if letters and not kinds.is_section(text, merged=merged and len(self.mapped) > 1, under_names=bool(named)):
            return ""
        if letters:
            grade = kinds.grade_of_section(text)
            if grade:
                self.grade = grade
            else:
                self.department = clean_text(text.strip(" :")) if not kinds.is_signature(text) else self.department
        return f"заголовок раздела {shown(text)}" if letters else kinds.EMPTY

    def _has_full_name(self, row: list[Cell], named: list[int]) -> bool:
        words = " ".join(text_of(row[index]) for index in named).split()
        return len(words) >= 3 and all(word[:1].isupper() for word in words) and looks_like_patronymic(words[-1])

    def _continues_person(self, row: list[Cell], filled: list[int]) -> bool:
        """A row with nothing but another representative of the person above."""
        places = {column.index for column in self.representatives} | self.skipped_columns
        if self.last_person is None or not self.representatives or not set(filled) <= places:
            return False
        people, remarks = read_representatives(row, self.representatives)
        for column, value, finding in remarks:
            self.say(column, value, finding)
        self.last_person.representatives.extend(people)
        return True
