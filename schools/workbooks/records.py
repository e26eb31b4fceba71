"""What a reading consists of: people, problems by cell, rows left out and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from schools.workbooks.cleaning import WARNING, Representative
from schools.workbooks.layout import Column, Layout


@dataclass(slots=True)
class PersonRow:
    """One person of the file. Missing scalars are None; gender «м» or «ж»; phone +7XXXXXXXXXX; experience in years."""

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
