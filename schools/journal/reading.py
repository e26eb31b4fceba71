"""Turning a journal's row into a sentence: names of fields and values as people know them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.dateparse import parse_date, parse_datetime

from .models import Entry

# What services note under a name of their own, and fields without a Russian name.
WORDS = {
    "archived": "в архив",
    "archived_on": "в архиве с",
    "cards": "карточек",
    "category": "категория",
    "changed": "изменено",
    "content_hash": "контрольная сумма",
    "created": "новых",
    "data": "ответы",
    "department": "отдел",
    "ends": "по",
    "full": "полное",
    "full_name": "ФИО",
    "gent": "родительный",
    "datv": "дательный",
    "accs": "винительный",
    "ablt": "творительный",
    "loct": "предложный",
    "nomn": "именительный",
    "grade": "класс",
    "heading": "заголовок",
    "is_main": "основная",
    "names": "имя",
    "pdf_sha256": "контрольная сумма PDF",
    "points": "пункты",
    "post": "должность",
    "post_cases": "падежи должности",
    "posts": "должности",
    "preamble": "преамбула",
    "relation": "кем приходится",
    "reports_to": "руководитель",
    "representative": "представитель",
    "scan": "скан",
    "short": "краткое",
    "starts": "с",
    "subjects": "предметы",
    "teaching_years": "стаж",
    "texts": "формулировки",
    "unit": "подразделение",
}
# For programs, not for people: numbers of rows and codes.
SILENT = frozenset({"id", "draft", "file", "kind", "version"})
# Answers of a draft name rows by their numbers: only that they changed can be told.
OPAQUE = frozenset({"data", "blocks"})
RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)


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
        if old != new and key not in SILENT:
            found.append(Change(field_name(entry, key), shown(entry, key, old), shown(entry, key, new)))
    return found


def field_name(entry: Entry, key: str) -> str:
    field = _field(entry, key)
    if field is not None and RUSSIAN.search(str(field.verbose_name)):
        return str(field.verbose_name)
    return word_for(key)


def is_told(name: str) -> bool:
    """Whether something noted means anything to people; numbers of rows do not."""
    return name not in SILENT and not name.endswith("_id")


def word_for(key: str) -> str:
    """The name of something noted; «gent_short» is «родительный, краткое»."""
    if key in WORDS:
        return WORDS[key]
    head, _, tail = key.partition("_")
    return f"{WORDS[head]}, {WORDS[tail]}" if head in WORDS and tail in WORDS else key


def shown(entry: Entry, key: str, value: Any) -> str:
    """A stored value as a person reads it: dates as 05.09.2026, choices by their words, yes and no."""
    if value in (None, "", [], {}):
        return "—"
    if key in OPAQUE:
        return "…"
    if isinstance(value, bool):
        return "да" if value else "нет"
    field = _field(entry, key)
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, str):
        return _day(value)
    if isinstance(value, dict):
        told = {word_for(name): shown(entry, "", inner) for name, inner in value.items() if is_told(name)}
        return "; ".join(f"{name}: {inner}" for name, inner in told.items())
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
