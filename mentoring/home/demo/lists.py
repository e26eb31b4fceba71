"""The staff lists of the demo that are not loaded yet."""

from datetime import date

from schools.models import Organisation, User
from schools.services.staff_import import start_import
from schools.workbooks.writing import write_table

from .cast import SCHOOL_STAFF
from .ground import (
    STAFF_HEADINGS,
)


def begin_second_list(school: Organisation, by: User) -> None:
    """A newer staff list lies in preview: one new teacher, one changed post, one who is no longer in it."""
    rows = [
        (
            number,
            name,
            "учитель физики и астрономии" if name.startswith("Цыденов") else post,
            date.fromisoformat(born),
            subjects,
            years,
            category,
            "",
            "",
        )
        for number, (name, post, born, subjects, years, category) in enumerate(SCHOOL_STAFF[:-1], start=1)
    ]
    rows.append(
        (
            len(rows) + 1,
            "Подлесных Вадим Эмильевич",
            "учитель географии",
            date(2002, 4, 17),
            "География",
            0,
            "",
            "8 900 000-77-01",
            "",
        )
    )
    content = write_table("Список сотрудников", STAFF_HEADINGS, rows)
    start_import(school, content=content, filename="Сотрудники, октябрь.xlsx", year=school.current_year(), by=by)
