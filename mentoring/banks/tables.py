"""The columns of the banks as workbooks, after the field's own tables (domain, section 1)."""

from collections.abc import Callable
from typing import Any

from schools.templatetags.people import phone

from .models import Mentee, Mentor
from .partners import Partner

Column = Callable[[Any], Any]


def lines(values: Any) -> str:
    """Several values in one cell, each on its line."""
    return "\n".join(str(value) for value in values if str(value))


def contacts(entry: Mentor | Mentee) -> str:
    """Own contacts; a pupil's representatives are added (Р-145: «данные представителя»)."""
    person = entry.person
    own = [phone(person.phone), person.email]
    for representation in person.represented_by.all():
        parent = representation.representative
        own.append(" ".join(filter(None, [representation.relation, parent.full_name, phone(parent.phone)])))
    return lines(own)


def of_partners(field: str) -> Column:
    """The partners' values in the same order as their names."""
    return lambda entry: lines(_word(partner, field) for partner in entry.partners)


def _word(partner: Partner, field: str) -> str:
    value = getattr(partner, field)
    return f"{value:%d.%m.%Y}" if field == "ends" and value else str(value or "—")


MENTOR_COLUMNS: dict[str, Column] = {
    "№": lambda entry: entry.number,
    "Фамилия, имя, отчество": lambda entry: entry.person.full_name,
    "Контакты": contacts,
    "Место работы или учёбы, должность": lambda entry: entry.place,
    "Основные компетенции": lambda entry: lines(entry.strengths.all()),
    "Достижения": lambda entry: entry.achievements,
    "Интересы": lambda entry: entry.interests,
    "Желаемый возраст наставляемых": lambda entry: entry.wished_age,
    "Сколько готов взять": lambda entry: entry.capacity,
    "Ведёт сейчас": lambda entry: entry.load,
    "Ресурс времени, часов в неделю": lambda entry: entry.hours_per_week and float(entry.hours_per_week),
    "Дата вхождения в программу": lambda entry: entry.entered_on,
    "Наставляемые": of_partners("name"),
    "Форма наставничества": of_partners("form"),
    "Место работы или учёбы наставляемых": of_partners("place"),
    "Дата завершения": of_partners("ends"),
    "Результаты": of_partners("result"),
    "Ссылка на отзыв или описание опыта": lambda entry: entry.case_url,
    "Готов к формам": lambda entry: lines(entry.forms.all()),
    "Виды": lambda entry: lines(entry.kinds.all()),
    "Состояние": lambda entry: entry.get_status_display(),
}

MENTEE_COLUMNS: dict[str, Column] = {
    "№": lambda entry: entry.number,
    "Фамилия, имя, отчество": lambda entry: entry.person.full_name,
    "Контакты": contacts,
    "Год рождения": lambda entry: entry.person.birth_date and entry.person.birth_date.year,
    "Место работы или учёбы, должность": lambda entry: entry.place,
    "Стаж, лет": lambda entry: entry.experience_years,
    "Основные запросы": lambda entry: lines(entry.requests.all()),
    "Важность": lambda entry: lines(row.get_priority_display() for row in entry.requests.all()),
    "Откуда известно": lambda entry: lines(row.get_source_display() for row in entry.requests.all()),
    "Дата вхождения в программу": lambda entry: entry.entered_on,
    "Наставник": of_partners("name"),
    "Форма наставничества": of_partners("form"),
    "Место работы или учёбы наставника": of_partners("place"),
    "Дата завершения": of_partners("ends"),
    "Результаты": of_partners("result"),
    "Ссылка на отзыв или описание опыта": lambda entry: entry.case_url,
    "Отметка о прохождении": lambda entry: "пройдено" if any(one.is_completed for one in entry.partners) else "",
    "Состояние": lambda entry: entry.get_status_display(),
}
