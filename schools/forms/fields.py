"""Fields that forms of every room share."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

# Days that anybody here could mean: whoever is older or plans further slipped on a key.
EARLIEST_YEAR = 1900
YEARS_AHEAD = 50


class DayField(forms.DateField):
    """A day, typed as 05.09.2026 or picked from the browser's calendar (which sends 2026-09-05).

    From 1900 to fifty years ahead: counting the days up to the year 9999 would hold up every page of a draft.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"])
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        kwargs.setdefault("error_messages", {"invalid": "Напишите дату так: 05.09.2026."})
        super().__init__(**kwargs)

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
