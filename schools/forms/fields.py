"""Fields that forms of every room share."""

from typing import Any

from django import forms


class DayField(forms.DateField):
    """A day, typed as 05.09.2026 or picked from the browser's calendar (which sends 2026-09-05)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"])
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        kwargs.setdefault("error_messages", {"invalid": "Напишите дату так: 05.09.2026."})
        super().__init__(**kwargs)
