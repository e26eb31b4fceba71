"""Another last day of a wave."""

from typing import Any

from django import forms

from schools.forms.fields import DayField


class EndForm(forms.Form):
    closes_on = DayField(label="Последний день", error_messages={"required": "Укажите последний день."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].widget.attrs["class"] = "w-short"
