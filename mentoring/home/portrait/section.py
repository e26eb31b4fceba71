"""A table of the portrait, and a row's columns told in words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from schools.enums import Gender
from schools.models import Employment, Person
from schools.russian import capitalised
from schools.russian.cases import LABELS
from schools.templatetags.people import phone

FACTS = ("Что", "Значение")
# Columns that no form shows and that therefore bear no Russian name of their own.
OWN_NAMES = {"created_at": "Карточка заведена", "updated_at": "Карточка изменена"}

# Keys inside of what the journal noted, besides names of columns.
NOTED = {str(case): label for case, label in LABELS.items()} | {
    "names": "Падежи имени",
    "posts": "Должности",
    "enrolments": "Классы и группы",
    "user": "Вход в систему",
}


@dataclass(frozen=True)
class Section:
    """`rows` hold as many words as there are `columns`; `note` stands under the table."""

    title: str
    rows: Sequence[tuple[str, ...]]
    columns: tuple[str, ...] = FACTS
    note: str = ""


def facts(row: models.Model, names: Iterable[str]) -> list[tuple[str, str]]:
    """(name of the column, value) for every named column that holds something."""
    found = []
    for name in names:
        field = row._meta.get_field(name)
        display = getattr(row, f"get_{name}_display", None)
        if words := told(display() if display else getattr(row, name)):
            found.append((name_of(field), words))
    return found


def name_of(field: Any) -> str:
    """The column as people call it, with a capital."""
    label = OWN_NAMES.get(field.name) or str(getattr(field, "verbose_name", field.name))
    return capitalised(label)


def word_for(key: str) -> str:
    """A key that the journal noted as a person reads it: a column of the card or of a post, a case; else as it stands."""
    for model in (Person, Employment):
        for field in model._meta.fields:
            if key == field.name and key not in NOTED:
                return name_of(field)
    return NOTED.get(key, key)


def told(value: Any) -> str:
    """A value as a person reads it; empty for nothing."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    if isinstance(value, dict):
        return "; ".join(f"{word_for(key)}: {words}" for key, one in value.items() if (words := told(one)))
    if isinstance(value, list | tuple):
        return ", ".join(words for one in value if (words := told(one)))
    return phone(str(value))


def sentences(parts: Iterable[str]) -> str:
    """One after another, a full stop between them and never two: «Ткач Р.Д. Размер: 3000»."""
    found = [part for part in parts if part]
    return " ".join(
        [*(part if part.endswith((".", "!", "?", "…")) else f"{part}." for part in found[:-1]), *found[-1:]]
    )


def noted(key: str, value: Any) -> str:
    """A value as the journal noted it, in JSON: a day in ISO, a gender by its letter."""
    if key == "gender" and value in Gender.values:
        return Gender(value).label
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return told(date.fromisoformat(value))
    return told(value)


def term(starts: date | None, ends: date | None) -> str:
    """«с 01.09.2026 по 31.05.2027»; either side may be open."""
    return " ".join(f"{word} {day:%d.%m.%Y}" for word, day in (("с", starts), ("по", ends)) if day)
