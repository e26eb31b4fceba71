"""`{% load people %}`: a telephone as people read it."""

import re

from django import template

register = template.Library()


@register.filter
def phone(value: str | None) -> str:
    """+79021110205 → «8 902 111-02-05»; what is not a Russian number stays as it is."""
    if value and (match := re.fullmatch(r"\+7(\d{3})(\d{3})(\d{2})(\d{2})", value)):
        return "8\u00a0{}\u00a0{}-{}-{}".format(*match.groups())
    return value or ""
