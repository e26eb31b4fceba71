"""Fields that forms of every room share."""

import re
from calendar import monthrange
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from schools.russian.papers import MONTHS

# Days that anybody here could mean: whoever is older or plans further slipped on a key.
EARLIEST_YEAR = 1900
YEARS_AHEAD = 50


# «05.09.2026», «5.9.26» and what a browser's calendar sends.
_TYPED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})")
_PICKED = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")


def no_such_day(text: str) -> str:
    """What is wrong with a day that is written as it should be and is in no calendar; "" when the writing is at fault."""
    found = _TYPED.fullmatch(text.strip()) or _PICKED.fullmatch(text.strip())
    if found is None:
        return ""
    day, month, year = (int(found[part]) for part in ("day", "month", "year"))
    if not 1 <= month <= len(MONTHS):
        return f"Месяца с номером {month} не бывает. Сначала день, потом месяц: 05.09.2026."
    if 1 <= day <= monthrange(max(year, 1), month)[1]:
        return ""  # it is the year that is in no calendar
    in_year = f" в {year} году" if (day, month) == (29, 2) and year > 99 else ""
    return f"{day} {MONTHS[month - 1]}{in_year} не бывает. Проверьте день."


class DayField(forms.DateField):
    """A day, typed as 05.09.2026 or picked from the browser's calendar (which sends 2026-09-05).

    From 1900 to fifty years ahead: counting the days up to the year 9999 would hold up every page of a draft.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"])
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        kwargs.setdefault("error_messages", {"invalid": "Напишите дату так: 05.09.2026."})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            if words := no_such_day(str(value)):
                raise forms.ValidationError(words, code="invalid", params={"value": value}) from None
            raise

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        last = timezone.localdate().year + YEARS_AHEAD
        if day is not None and not EARLIEST_YEAR <= day.year <= last:
            raise forms.ValidationError(
                f"Проверьте год: нужен от {EARLIEST_YEAR} до {last}.", code="year", params={"value": value}
            )
        return day


NOT_AN_ADDRESS = "Это не адрес страницы. Он выглядит так: https://shkola.example/otzyv."


class NonceField(forms.UUIDField):
    """The hidden mark of a form, by which the same form sent twice does its deed once."""

    def __init__(self, **kwargs: Any) -> None:
        again = "Откройте страницу заново: форма повреждена."
        defaults: dict[str, Any] = {"label": "Отметка формы", "widget": forms.HiddenInput, "initial": uuid4}
        super().__init__(error_messages={"invalid": again, "required": again}, **(defaults | kwargs))


class RowField(forms.ModelChoiceField):
    """One row to choose; a number longer than any of the database's is refused like any other that is not offered."""

    default_error_messages = {"invalid_choice": "Выберите из списка."}

    def to_python(self, value: Any) -> Any:
        if value and len(str(value)) > 18:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class RowsField(forms.ModelMultipleChoiceField):
    """Rows to tick. A number longer than any of the database's is refused like any other that is not offered:
    asked for, it would break the query.
    """

    def clean(self, value: Any) -> Any:
        for pk in value if isinstance(value, list | tuple) else ():
            if len(str(pk)) > 18:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": str(pk)[:20]}
                )
        return super().clean(value)
