"""Correcting what was read of a file, before anything is written."""

from typing import Any

from django import forms

from ..models import RoadmapImport
from .head import HeadFields
from .measure import LONG


class CellForm(forms.Form):
    value = forms.CharField(
        label="Текст",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Слишком длинно. Сократите текст ячейки."},
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    field = forms.CharField(widget=forms.HiddenInput, max_length=40)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, heading: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heading:
            self.fields["value"].label = heading
        text = str(self.initial.get("value", ""))
        self.fields["value"].widget.attrs["rows"] = min(max(text.count("\n") + len(text) // 40 + 1, 2), 14)


class ReadHeadForm(HeadFields):
    """Title, organisation, years and marks as read, for `correct_head`."""

    organisation = forms.CharField(
        label="Организация, как в документе", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(label="Версия", widget=forms.HiddenInput, required=False)

    plain = (*HeadFields.plain, "organisation")
    field_order = ("title", "organisation")

    def __init__(self, *args: Any, imported: RoadmapImport, **kwargs: Any) -> None:
        read = imported.reading
        super().__init__(
            *args,
            first_year=imported.begins,
            approval=read.get("approval") or {},
            agreement=read.get("agreement") or {},
            initial={
                **{name: read.get(name) or "" for name in ("title", "organisation", "school_year", "annex_number")},
                "begins": imported.begins,
                "years": imported.years,
                "version": imported.version,
            },
            **kwargs,
        )
