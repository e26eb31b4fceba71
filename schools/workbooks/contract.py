"""The reading as JSON: the exact shape that `manage.py import_staff --json` prints."""

from typing import Any

from schools.workbooks.records import PersonRow, Reading


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Rows are counted from 1 as Excel shows them; missing scalars are None; dates are ISO."""
    return {
        "sheet": reading.sheet,
        "header_row": reading.header_row,
        "columns": reading.columns,
        "people": [person_to_json(person) for person in reading.people],
        "problems": [
            {"row": problem.row, "column": problem.column, "value": problem.value, "message": problem.message}
            for problem in reading.problems
        ],
    }


def person_to_json(person: PersonRow) -> dict[str, Any]:
    return {
        "row": person.row,
        "surname": person.surname,
        "name": person.name,
        "patronymic": person.patronymic,
        "gender": person.gender,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "post": person.post,
        "subjects": list(person.subjects),
        "email": person.email,
        "phone": person.phone,
        "grade": person.grade,
        "representatives": [
            {"full_name": item.full_name, "relation": item.relation or None, "phone": item.phone}
            for item in person.representatives
        ],
    }
