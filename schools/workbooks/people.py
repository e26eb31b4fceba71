"""From a table to people: every row read, every problem at once, nothing guessed silently."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from schools.russian.names import guess_gender
from schools.workbooks import rows as kinds
from schools.workbooks.cleaning import (
    ERROR,
    INFO,
    WARNING,
    Finding,
    NameParts,
    Representative,
    clean_birth_date,
    clean_category,
    clean_date,
    clean_email,
    clean_gender,
    clean_grade,
    clean_name_part,
    clean_phone,
    clean_post,
    clean_text,
    clean_years,
    is_blank,
    shown,
    split_full_name,
    split_subjects,
    text_of,
)
from schools.workbooks.cleaning.names import NAME_FIRST, SURNAME_FIRST, looks_like_patronymic, written_order
from schools.workbooks.cleaning.school import pair_of_years
from schools.workbooks.duplicates import Duplicates
from schools.workbooks.headings import NAME_FIELDS
from schools.workbooks.layout import STAFF, Column, Layout, find_table
from schools.workbooks.reading import Cell, Formula, WorkbookError, open_workbook
from schools.workbooks.relatives import read_representatives

MIN_WORKER_AGE = 14


@dataclass(slots=True)
class PersonRow:
    """One person of the file. Missing scalars are None; gender is «м» or «ж»; phone +7XXXXXXXXXX; experience in years."""

    row: int
    surname: str
    name: str
    patronymic: str | None = None
    gender: str | None = None
    birth_date: date | None = None
    post: str | None = None
    other_posts: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    email: str | None = None
    phone: str | None = None
    grade: str | None = None
    department: str | None = None
    experience_total: int | None = None
    experience_teaching: int | None = None
    category: str | None = None
    education: str | None = None
    degree: str | None = None
    title: str | None = None
    hired_on: date | None = None
    note: str | None = None
    representatives: list[Representative] = field(default_factory=list)

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, (self.surname, self.name, self.patronymic)))


@dataclass(frozen=True, slots=True)
class Problem:
    """`column` is the heading as in the file on one line, `cell` the address («H28»), `value` what stood there."""

    row: int
    column: str
    value: str
    message: str
    severity: str = WARNING
    cell: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    row: int
    reason: str
    text: str


@dataclass(slots=True)
class Reading:
    layout: Layout
    people: list[PersonRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # about the file as a whole

    @property
    def sheet(self) -> str:
        return self.layout.sheet.name

    @property
    def header_row(self) -> int:
        return self.layout.header_row

    @property
    def columns(self) -> dict[str, str]:
        """{heading: field} of the columns that are loaded."""
        return {title: column.field for title, column in _titles(self.layout.columns) if column.field}

    @property
    def ignored_columns(self) -> dict[str, str]:
        """{heading: why it is not loaded}."""
        return {title: column.ignored for title, column in _titles(self.layout.columns) if not column.field}


def _titles(columns: Sequence[Column]) -> list[tuple[str, Column]]:
    """Headings made unique: the second «Телефон» becomes «Телефон (столбец J)»."""
    seen: set[str] = set()
    result = []
    for column in columns:
        title = column.heading or f"Столбец {column.letter}"
        if title in seen:
            title = f"{title} (столбец {column.letter})"
        seen.add(title)
        result.append((title, column))
    return result


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


class _Reader:
    def __init__(self, layout: Layout, today: date) -> None:
        self.layout = layout
        self.today = today
        self.reading = Reading(layout)
        self.columns = {name: layout.by_field(name) for name in {column.field for column in layout.columns}}
        self.names = sorted(c.index for c in layout.columns if c.field in NAME_FIELDS)
        self.representatives = [c for c in layout.columns if c.field.startswith("representative")]
        self.skipped_columns = {c.index for c in self.columns.get("number", [])}
        self.mapped = [c for c in layout.columns if c.field]
        self.min_age = MIN_WORKER_AGE if layout.kind == STAFF else 0
        self.duplicates = Duplicates()
        self.department: str | None = None
        self.grade: str | None = None
        self.order = SURNAME_FIRST
        self.headings = self._all_headings()
        self.last_person: PersonRow | None = None
        self.row_number = 0

    # --- rows ---

    def run(self) -> None:
        grid = self._filled_grid()
        start = self.layout.first_data_row - 1
        self.order = self._order_of_names(grid[start:])
        for number in range(start, len(grid)):
            row = grid[number]
            filled = [index for index, cell in enumerate(row) if cell != "" and not (isinstance(cell, str) and not cell.strip())]
            if filled:
                self.row_number = number + 1
                self._row(row, filled)
        self.reading.problems.sort(key=lambda problem: (problem.row, len(problem.cell), problem.cell))
        self._notes()

    def _notes(self) -> None:
        if not self.reading.people and not self.reading.problems:
            raise WorkbookError(
                f"На листе {shown(self.reading.sheet)} под строкой заголовков (строка {self.reading.header_row}) нет ни одного "
                "человека. Проверьте, тот ли лист и тот ли файл вы выбрали."
            )
        if self.layout.other_sheets:
            names = ", ".join(shown(name) for name in self.layout.other_sheets)
            self.reading.notes.append(
                f"Прочитали лист {shown(self.reading.sheet)}. Списки есть и на других листах: {names}; их можно выбрать и загрузить отдельно."
            )
        if self.layout.sheet.far_cell:
            self.reading.notes.append(
                f"Далеко за таблицей есть заполненная ячейка {self.layout.sheet.far_cell}: её не читали. Сотрите её, если она лишняя."
            )

    def _filled_grid(self) -> list[list[Cell]]:
        """Rows with cells merged downwards filled in; the sheet itself is left as it was."""
        grid = self.layout.sheet.rows
        tall = [(top, bottom) for top, bottom in self.layout.sheet.merges if bottom[0] > top[0] >= self.layout.header_row]
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
        return frozenset(" ".join(cell.split()).lower() for row in rows for cell in row if isinstance(cell, str) and cell)

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
        person = self._person(row)
        if person is None:
            return
        verdict = self.duplicates.judge(person)
        if verdict.finding:
            column = self._name_column()
            value = " ".join(text_of(row[index]).strip() for index in named)
            self._say(column, value, verdict.finding)
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
                self._say(self._name_column(), text_of(row[index]), Finding("Вакансия, а не человек: строку не загрузили.", INFO))
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
        return f"заголовок раздела {shown(text)}" if letters else kinds.NOTE

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
            self._say(column, value, finding)
        self.last_person.representatives.extend(people)
        return True

    # --- cells ---

    def _say(self, column: Column, value: object, finding: Finding) -> None:
        self.reading.problems.append(
            Problem(
                row=self.row_number,
                column=column.heading or f"Столбец {column.letter}",
                value=text_of(value),
                message=finding.message,
                severity=finding.severity,
                cell=f"{column.letter}{self.row_number}",
                field=column.field,
            )
        )

    def _name_column(self) -> Column:
        return (self.columns.get("full_name") or self.columns["surname"])[0]

    def _cell(self, row: list[Cell], name: str) -> tuple[Column, Cell] | None:
        """The first filled cell of a field."""
        for column in self.columns.get(name, ()):
            if column.index < len(row) and row[column.index] != "":
                return column, row[column.index]
        return None

    def _person(self, row: list[Cell]) -> PersonRow | None:
        parts = self._full_name(row) if "full_name" in self.columns else self._separate_names(row)
        if parts is None:
            return None
        person = PersonRow(self.row_number, parts.surname, parts.name, parts.patronymic or None)
        self._school_fields(row, person)
        self._contacts(row, person)
        self._gender(row, person)
        if self.representatives:
            person.representatives, remarks = read_representatives(row, self.representatives)
            for column, value, finding in remarks:
                self._say(column, value, finding)
        return person

    def _full_name(self, row: list[Cell]) -> NameParts | None:
        column = self.columns["full_name"][0]
        cell = row[column.index] if column.index < len(row) else ""
        raw = text_of(cell)
        if is_blank(raw):
            self._say(column, raw, Finding("Нет фамилии, имени и отчества. Впишите их или удалите строку.", ERROR))
            return None
        parts, findings = split_full_name(raw, self.order)
        return self._accepted(parts, [(column, raw, finding) for finding in findings])

    def _separate_names(self, row: list[Cell]) -> NameParts | None:
        values: dict[str, str] = {}
        remarks: list[tuple[Column, str, Finding]] = []
        for name in ("surname", "name", "patronymic", "name_patronymic"):
            found = self._cell(row, name)
            if found is None:
                continue
            column, raw = found[0], text_of(found[1])
            value, findings = clean_name_part(raw, column.heading)
            values[name] = value
            remarks += [(column, raw, finding) for finding in findings]
            if name == "patronymic" and any(finding.severity == ERROR for finding in findings) and values.get("name"):
                remarks[-1] = (column, raw, Finding(f"Отчество не загрузили: {findings[-1].message}"))
        surname, given = values.get("surname", ""), values.get("name") or values.get("name_patronymic", "")
        patronymic = values.get("patronymic", "")
        words = given.split()
        if not patronymic and len(words) > 1 and (values.get("name_patronymic") or looks_like_patronymic(given)):
            given, patronymic = words[0], " ".join(words[1:])
        if surname and not given and len(surname.split()) >= 2 and not any(f.severity == ERROR for _, _, f in remarks):
            parts, findings = split_full_name(surname)
            column = self.columns["surname"][0]
            return self._accepted(parts, remarks + [(column, surname, finding) for finding in findings])
        refused = any(finding.severity == ERROR for _, _, finding in remarks)
        for name, value, label in (("surname", surname, "фамилии"), ("name", given, "имени")):
            if not value and not refused:
                column = (self.columns.get(name) or self.columns.get("name_patronymic") or [self._name_column()])[0]
                cell = row[column.index] if column.index < len(row) else ""
                remarks.append((column, text_of(cell), Finding(f"Нет {label}: строку не загрузили. Впишите и загрузите снова.", ERROR)))
        return self._accepted(NameParts(surname, given, patronymic), remarks)

    def _accepted(self, parts: NameParts, remarks: list[tuple[Column, str, Finding]]) -> NameParts | None:
        for column, raw, finding in remarks:
            self._say(column, raw, finding)
        return None if any(finding.severity == ERROR for _, _, finding in remarks) else parts

    def _gender(self, row: list[Cell], person: PersonRow) -> None:
        found = self._cell(row, "gender")
        stated = None
        if found is not None:
            stated, findings = clean_gender(text_of(found[1]))
            for finding in findings:
                self._say(found[0], found[1], finding)
        patronymic = person.patronymic or ""
        proved = guess_gender("", "", patronymic) if patronymic else None
        if stated and proved and stated != proved and found is not None:
            word = {"м": "мужское", "ж": "женское"}[proved]
            self._say(found[0], found[1], Finding(f"Пол не сходится с отчеством {shown(patronymic)}: оно {word}. Записали «{proved}», проверьте."))
            stated = proved
        person.gender = stated or proved or guess_gender(person.surname, person.name, patronymic) or None
        if person.gender is None:
            column = found[0] if found else self._name_column()
            self._say(column, found[1] if found else person.full_name, Finding("Пол не указан и по имени не виден. Укажите его в карточке, чтобы склонялись имена.", INFO))

    def _school_fields(self, row: list[Cell], person: PersonRow) -> None:
        for column in self.mapped:
            index = column.index
            if index >= len(row) or row[index] == "":
                continue
            cell = row[index]
            findings: tuple[Finding, ...] = ()
            match column.field:
                case "post":
                    person.post, findings = clean_post(text_of(cell))
                case "birth_date":
                    person.birth_date, findings = clean_birth_date(cell, self.today, min_age=self.min_age)
                case "subjects":
                    person.subjects += [s for s in split_subjects(text_of(cell)) if s not in person.subjects]
                case "grade":
                    person.grade, findings = clean_grade(cell)
                case "experience_total":
                    pair = pair_of_years(cell) if isinstance(cell, str) else None
                    if pair:
                        person.experience_total, person.experience_teaching = pair
                    else:
                        person.experience_total, findings = clean_years(cell)
                case "experience_teaching":
                    person.experience_teaching, findings = clean_years(cell)
                case "hired_on":
                    person.hired_on, findings = clean_date(cell, self.today)
                case "category":
                    person.category = clean_category(text_of(cell))
                case "department" | "note" as name:
                    text = clean_text(text_of(cell))
                    if text:
                        setattr(person, name, "; ".join(filter(None, (getattr(person, name), text))))
                case "education" | "degree" | "title" as name:
                    setattr(person, name, clean_text(text_of(cell)))
            for finding in findings:
                self._say(column, cell, finding)
        person.grade = person.grade or self.grade
        person.department = person.department or self.department

    def _contacts(self, row: list[Cell], person: PersonRow) -> None:
        """The first good telephone and address; a telephone column may hold an address as well («Контакты»)."""
        for column in self.columns.get("email", ()):
            self._take_contact(row, column, person, "email", clean_email)
        for column in self.columns.get("phone", ()):
            cell = row[column.index] if column.index < len(row) else ""
            if isinstance(cell, str) and "@" in cell:
                person.email = person.email or clean_email(cell)[0]
                if not any(character.isdigit() for character in cell.split("@")[0]) and person.email:
                    continue
                cell = " ".join(word for word in cell.split() if "@" not in word)
                person.phone = person.phone or clean_phone(cell)[0]
                continue
            self._take_contact(row, column, person, "phone", clean_phone)

    def _take_contact(self, row, column, person, name, clean) -> None:  # type: ignore[no-untyped-def]
        cell = row[column.index] if column.index < len(row) else ""
        if cell == "":
            return
        value, findings = clean(cell)
        if not getattr(person, name):
            setattr(person, name, value)
        for finding in findings:
            self._say(column, cell, finding)
