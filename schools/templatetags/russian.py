"""Russian in templates: `{{ n|plural:"пара,пары,пар" }}`, `{{ n|counted:"пара,пары,пар" }}`, `{{ day|in_words }}`."""

from datetime import date

from django import template

from schools.russian import count, date_words
from schools.russian import plural as plural_word

register = template.Library()


@register.filter
def plural(n: int, forms: str) -> str:
    """The noun alone, agreeing with the number."""
    return plural_word(int(n), *forms.split(","))


@register.filter
def counted(n: int, forms: str) -> str:
    """The number with its noun."""
    return count(int(n), *forms.split(","))


@register.filter
def in_words(day: date | None) -> str:
    """«5 сентября 2026 г.»"""
    return date_words(day) if day else ""
