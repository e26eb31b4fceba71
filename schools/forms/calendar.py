"""The production calendar: one day, or a whole year pasted as a list of days."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms

from .fields import DayField

_MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_DAY = r"(\d{1,2})(?:\.(\d{1,2})(?:\.(\d{4}))?|\s+([а-я]+)(?:\s+(\d{4}))?)?(?:\s*г(?:ода|\.)?)?"
_ITEM = re.compile(rf"(?:с\s+)?{_DAY}(?:\s*(?:[-–—]|по)\s*{_DAY})?\.?")
HOW = "Пишите так: 09.01.2027, 9 января, 1–8 января."
GROUND_HELP = "Постановление Правительства с датой и номером, закон региона"


def days_in(text: str, year: int) -> list[date]:
    """Days of a pasted list: one or several in a line, ranges too. A day without a month takes that of the next one
    («1, 2 и 3 января»). Raises forms.ValidationError that names what could not be read.
    """
    found: set[date] = set()
    for line in text.lower().replace("\u00a0", " ").splitlines():
        items = [item.strip() for item in re.split(r"[,;]|\sи\s", line) if item.strip()]
        month: int | None = None
        for item in reversed(items):
            match = _ITEM.fullmatch(item)
            if match is None:
                raise _unread(item)
            first, last = match.groups()[:5], match.groups()[5:]
            ends = _day(last, year, month, item) if last[0] else None
            starts = _day(first, year, ends.month if ends else month, item)
            ends = ends or starts
            if ends < starts:
                raise forms.ValidationError(f"«{item}»: конец раньше начала.")
            found |= {starts + timedelta(days=step) for step in range((ends - starts).days + 1)}
            month = starts.month
    return sorted(found)


def _day(parts: tuple[Any, ...], year: int, month: int | None, item: str) -> date:
    number, in_digits, digits_year, in_words, words_year = parts
    if in_digits:
        month = int(in_digits)
    elif in_words:
        # «мая» begins like «марта»: the longer beginning is tried first.
        month = next(
            (
                n
                for n, start in sorted(enumerate(_MONTHS, 1), key=lambda one: -len(one[1]))
                if in_words.startswith(start)
            ),
            None,
        )
    told = digits_year or words_year
    if told and int(told) != year:
        raise forms.ValidationError(f"«{item}» — день другого года. Здесь вписывают {year} год.")
    try:
        return date(year, month or 0, int(number))
    except ValueError as error:
        raise _unread(item) from error


def _unread(item: str) -> forms.ValidationError:
    return forms.ValidationError(f"Не удалось прочитать: «{item[:60]}». {HOW}")


class CalendarDayForm(forms.Form):
    date = DayField(label="День")
    is_working = forms.TypedChoiceField(
        label="Какой он",
        choices=[("0", "нерабочий"), ("1", "рабочий")],
        coerce=lambda value: value == "1",
    )
    ground = forms.CharField(label="Основание", max_length=250, help_text=GROUND_HELP)


class CalendarYearForm(forms.Form):
    """Lists of days of one year."""

    year = forms.IntegerField(label="Год", min_value=2015, max_value=2100, widget=forms.HiddenInput)
    off = forms.CharField(
        label="Нерабочие дни",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"{HOW} Обычные субботы и воскресенья можно не писать",
    )
    working = forms.CharField(
        label="Рабочие субботы и воскресенья", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    ground = forms.CharField(label="Основание", max_length=250, help_text=GROUND_HELP)

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        year = asked.get("year")
        for name in ("off", "working"):
            if year is None or name not in asked:
                continue
            try:
                asked[name] = days_in(asked[name], year)
            except forms.ValidationError as error:
                self.add_error(name, error)
        if not self.errors and not asked.get("off") and not asked.get("working"):
            self.add_error("off", "Впишите хотя бы один день.")
        return asked


class CalendarRemoveForm(forms.Form):
    reason = forms.CharField(label="Почему", max_length=250)
