"""A form that notices when somebody else has written the card since it was shown."""

from typing import Any

from django import forms

from ..models import Mentee, Mentor
from ..services.checks import STALE


class VersionedForm(forms.Form):
    """`self.entry` is the row as it is now. A stale form says so once, with all its words; sent again, it is saved."""

    version = forms.IntegerField(label="Версия карточки", required=False, widget=forms.HiddenInput)
    entry: Mentor | Mentee

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        shown = cleaned.get("version")
        if shown is not None and shown != self.entry.version:
            data: Any = self.data.copy()
            data["version"] = str(self.entry.version)
            self.data = data
            raise forms.ValidationError(STALE)
        return cleaned
