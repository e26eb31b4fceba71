"""Turning a journal's row into a sentence: names of fields and values as people know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.dateparse import parse_date, parse_datetime

from .models import Entry


@dataclass(frozen=True)
class Change:
    name: str
    before: str
    after: str


def changes_of(entry: Entry) -> list[Change]:
    """What became different, field by field; values that stayed are left out."""
    before, after = entry.before or {}, entry.after or {}
    found = []
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if old != new:
            found.append(Change(field_name(entry, key), shown(entry, key, old), shown(entry, key, new)))
    return found


def field_name(entry: Entry, key: str) -> str:
    field = _field(entry, key)
    return str(field.verbose_name) if field is not None else key


def shown(entry: Entry, key: str, value: Any) -> str:
    """A stored value as a person reads it: dates as 05.09.2026, choices by their words, yes and no."""
    if value in (None, "", [], {}):
        return "—"
    if isinstance(value, bool):
        return "да" if value else "нет"
    field = _field(entry, key)
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, str):
        return _day(value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {shown(entry, '', inner)}" for name, inner in value.items())
    if isinstance(value, Iterable):
        return ", ".join(shown(entry, "", inner) for inner in value)
    return str(value)


def _day(text: str) -> str:
    """An ISO day or moment in digits of Russia; any other text as it is."""
    try:
        found: date | None = parse_date(text) or parse_datetime(text)
    except ValueError:
        found = None
    return f"{found:%d.%m.%Y}" if found else text


def _field(entry: Entry, key: str) -> Any:
    try:
        return apps.get_model(entry.subject_type)._meta.get_field(key)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
