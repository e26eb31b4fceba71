"""One row of a table to one person: each column cleaned by its kind, every remark kept with its cell."""

from datetime import date

from schools.russian.names import guess_gender
from schools.workbooks.cleaning import (
    ERROR,
    Finding,
    NameParts,
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
from schools.workbooks.cleaning.names import SURNAME_FIRST, looks_like_patronymic
from schools.workbooks.cleaning.school import pair_of_years
from schools.workbooks.layout import STAFF, Column, Layout
from schools.workbooks.reading import Cell
from schools.workbooks.records import PersonRow, Problem, Reading
from schools.workbooks.relatives import read_representatives

MIN_WORKER_AGE = 14


class CellReader:
    """Reads the cells of a row. `row_number`, `department` and `grade` (of the section) come from the walker."""

    def __init__(self, layout: Layout, today: date) -> None:
        self.layout = layout
        self.today = today
        self.reading = Reading(layout)
        self.columns = {name: layout.by_field(name) for name in {column.field for column in layout.columns}}
        self.representatives = [c for c in layout.columns if c.field.startswith("representative")]
        self.mapped = [c for c in layout.columns if c.field]
        self.min_age = MIN_WORKER_AGE if layout.kind == STAFF else 0
        self.department: str | None = None
        self.grade: str | None = None
        self.order = SURNAME_FIRST
        self.row_number = 0

    def say(self, column: Column, value: object, finding: Finding) -> None:
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

    def name_column(self) -> Column:
        return (self.columns.get("full_name") or self.columns["surname"])[0]

    def cell(self, row: list[Cell], name: str) -> tuple[Column, Cell] | None:
        """The first filled cell of a field."""
        for column in self.columns.get(name, ()):
            if column.index < len(row) and row[column.index] != "":
                return column, row[column.index]
        return None

    def person(self, row: list[Cell]) -> PersonRow | None:
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
                self.say(column, value, finding)
        return person

    def _full_name(self, row: list[Cell]) -> NameParts | None:
        column = self.columns["full_name"][0]
        cell = row[column.index] if column.index < len(row) else ""
        raw = text_of(cell)
        if is_blank(raw):
            self.say(column, raw, Finding("Нет фамилии, имени и отчества. Впишите их или удалите строку.", ERROR))
            return None
        parts, findings = split_full_name(raw, self.order)
        return self._accepted(parts, [(column, raw, finding) for finding in findings])

    def _separate_names(self, row: list[Cell]) -> NameParts | None:
        values: dict[str, str] = {}
        remarks: list[tuple[Column, str, Finding]] = []
        for name in ("surname", "name", "patronymic", "name_patronymic"):
            found = self.cell(row, name)
            if found is None:
                continue
            column, raw = found[0], text_of(found[1])
            value, findings = clean_name_part(raw, column.heading)
            values[name] = value
            remarks += [(column, raw, finding) for finding in findings]
            if name == "patronymic" and any(finding.severity == ERROR for finding in findings) and values.get("name"):
                remarks[-1] = (column, raw, Finding(f"Отчество не загрузим: {findings[-1].message}"))
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
                column = (self.columns.get(name) or self.columns.get("name_patronymic") or [self.name_column()])[0]
                cell = row[column.index] if column.index < len(row) else ""
                remarks.append(
                    (
                        column,
                        text_of(cell),
                        Finding(f"Нет {label}: строку не загрузим. Впишите и загрузите снова.", ERROR),
                    )
                )
        return self._accepted(NameParts(surname, given, patronymic), remarks)

    def _accepted(self, parts: NameParts, remarks: list[tuple[Column, str, Finding]]) -> NameParts | None:
        for column, raw, finding in remarks:
            self.say(column, raw, finding)
        return None if any(finding.severity == ERROR for _, _, finding in remarks) else parts

    def _gender(self, row: list[Cell], person: PersonRow) -> None:
        found = self.cell(row, "gender")
        stated = None
        if found is not None:
            stated, findings = clean_gender(text_of(found[1]))
            for finding in findings:
                self.say(found[0], found[1], finding)
        patronymic = person.patronymic or ""
        proved = guess_gender("", "", patronymic) if patronymic else None
        if stated and proved and stated != proved and found is not None:
            word = {"м": "мужское", "ж": "женское"}[proved]
            self.say(
                found[0],
                found[1],
                Finding(f"Пол не сходится с отчеством {shown(patronymic)}: оно {word}. Запишем «{proved}», проверьте."),
            )
            stated = proved
        person.gender = stated or proved or guess_gender(person.surname, person.name, patronymic) or None
        if person.gender is None:
            column = found[0] if found else self.name_column()
            self.say(
                column,
                found[1] if found else person.full_name,
                Finding("Пол не указан и по имени не виден. Укажите его в карточке, чтобы склонялись имена."),
            )

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
                self.say(column, cell, finding)
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

    def _take_contact(self, row, column, person, name, clean) -> None:  # type: ignore[no-untyped-def]  # cells of any table
        cell = row[column.index] if column.index < len(row) else ""
        if cell == "":
            return
        value, findings = clean(cell)
        if not getattr(person, name):
            setattr(person, name, value)
        for finding in findings:
            self.say(column, cell, finding)
