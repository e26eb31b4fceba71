"""What may stand on a card: names made of letters, a birth date that a living person can have."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from schools.models import Person
from schools.workbooks.cleaning.dates import MAX_AGE, MIN_AGE

NAMES = ("surname", "name", "patronymic")
_NOT_OF_NAME = re.compile(r"[^\w .()'’ʼ-]|[\d_]")


def check_values(person: Person, before: Mapping[str, Any]) -> None:
    """Refuse names with other signs than a name has and birth dates that give no age from 3 to 100.

    `before`: the stored values ({} for a new card); what stands there already may stay. Raises ValidationError by field.
    """
    wrong: dict[str, str] = {}
    for part in NAMES:
        value = getattr(person, part)
        if value != before.get(part) and (sign := _NOT_OF_NAME.search(value)):
            wrong[part] = (
                f"Знака «{sign.group()}» в имени быть не может. Оставьте буквы, пробел, дефис, апостроф, точку и скобки."
            )
    born = person.birth_date
    if born is not None and born != before.get("birth_date"):
        today = person.organisation.today()
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        if born > today:
            wrong["birth_date"] = f"Дата рождения {born:%d.%m.%Y} ещё не наступила. Проверьте год."
        elif not MIN_AGE <= age <= MAX_AGE:
            wrong["birth_date"] = f"Возраст по этой дате: {age}. Может быть от {MIN_AGE} до {MAX_AGE}, проверьте год."
    if wrong:
        raise ValidationError(wrong)
