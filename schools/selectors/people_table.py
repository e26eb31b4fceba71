"""People as a table for a workbook, in headings that the import understands."""

from collections.abc import Sequence
from datetime import date

from django.db.models import prefetch_related_objects

from schools.models import Person
from schools.years import AcademicYear

from .kinship import child_words
from .people import PUPILS, REPRESENTATIVES

Value = str | int | date | None

STAFF_HEADINGS = [
    "Фамилия",
    "Имя",
    "Отчество",
    "Пол",
    "Дата рождения",
    "Должность",
    "Подразделение",
    "Предметы",
    "Квалификационная категория",
    "Педагогический стаж, лет",
    "Дата приёма на работу",
    "Телефон",
    "Электронная почта",
    "Примечание",
]
NAME_HEADINGS = STAFF_HEADINGS[:5]


def people_table(people: Sequence[Person], who: str, year: AcademicYear) -> tuple[list[str], list[list[Value]]]:
    """(headings, rows). An employee with two posts takes two rows, which the import reads as one person."""
    if who == PUPILS:
        return _pupils(people, year)
    if who == REPRESENTATIVES:
        return _representatives(people)
    rows = []
    for person in people:
        for post in person.posts_now or [None]:
            values: list[Value] = ["", "", "", "", "", ""]
            if post is not None:
                place = post.unit.short_name if post.unit is not None else post.department
                values = [post.post, place, ", ".join(post.subjects), post.category, post.teaching_years, post.starts]
            rows.append([*_name(person), *values, person.phone, person.email, person.note])
    return STAFF_HEADINGS, rows


def _name(person: Person) -> list[Value]:
    return [person.surname, person.name, person.patronymic, person.gender, person.birth_date]


def _pupils(people: Sequence[Person], year: AcademicYear) -> tuple[list[str], list[list[Value]]]:
    prefetch_related_objects(people, "represented_by__representative")
    links = {person.pk: sorted(person.represented_by.all(), key=lambda link: link.pk) for person in people}
    width = max((len(found) for found in links.values()), default=0) or 1
    headings = [*NAME_HEADINGS, "Класс", "Телефон", "Электронная почта", "Примечание"]
    for number in range(1, width + 1):
        mark = f" {number}" if width > 1 else ""
        headings += [f"Законный представитель{mark}", f"Кем приходится{mark}", f"Телефон представителя{mark}"]
    rows = []
    for person in people:
        row = [*_name(person), person.grade_now or "", person.phone, person.email, person.note]
        for link in links[person.pk]:
            row += [link.representative.full_name, link.relation, link.representative.phone]
        rows.append(row + [""] * (len(headings) - len(row)))
    return headings, rows


def _representatives(people: Sequence[Person]) -> tuple[list[str], list[list[Value]]]:
    headings = ["Фамилия", "Имя", "Отчество", "Пол", "Кого представляет", "Телефон", "Электронная почта"]
    rows: list[list[Value]] = []
    for person in people:
        names = [child_words(link) for link in person.represents.all()]
        rows.append(
            [
                person.surname,
                person.name,
                person.patronymic,
                person.gender,
                "; ".join(names),
                person.phone,
                person.email,
            ]
        )
    return headings, rows
