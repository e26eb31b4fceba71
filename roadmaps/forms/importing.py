"""Correcting what was read of a file, before anything is written."""

from typing import Any

from django import forms

from schools.forms.fields import DayField
from schools.years import AcademicYear

from ..models import RoadmapImport
from .head import AGREEMENT, APPROVAL
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


class ReadHeadForm(forms.Form):
    """Title, organisation, years and marks as read."""

    title = forms.CharField(
        label="Название",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Напишите название дорожной карты."},
    )
    organisation = forms.CharField(
        label="Организация, как в документе", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    school_year = forms.CharField(label="Учебный год в названии", required=False, max_length=20)
    begins = forms.TypedChoiceField(
        label="Первый учебный год", coerce=int, error_messages={"invalid_choice": "Выберите год из списка."}
    )
    years = forms.IntegerField(
        label="На сколько учебных лет",
        min_value=1,
        max_value=10,
        error_messages={
            "required": "Напишите, на сколько лет эта дорожная карта.",
            "invalid": "Напишите число лет цифрой.",
            "min_value": "Дорожную карту составляют на один год и больше.",
            "max_value": "Дорожную карту составляют не больше чем на десять лет.",
        },
    )
    approval_post = forms.CharField(label="Утверждает: должность", required=False, max_length=300)
    approval_name = forms.CharField(label="Утверждает: фамилия и инициалы", required=False, max_length=200)
    approval_order_number = forms.CharField(label="Приказ: номер", required=False, max_length=40)
    approval_order_date = DayField(label="Приказ: дата", required=False)
    agreement_body = forms.CharField(label="С кем согласовано", required=False, max_length=300)
    agreement_post = forms.CharField(label="Согласовал: должность", required=False, max_length=300)
    agreement_name = forms.CharField(label="Согласовал: фамилия и инициалы", required=False, max_length=200)
    agreement_protocol_number = forms.CharField(label="Протокол: номер", required=False, max_length=40)
    agreement_date = DayField(label="Протокол: дата", required=False)
    version = forms.IntegerField(label="Версия", widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, imported: RoadmapImport, **kwargs: Any) -> None:
        read = imported.reading
        initial = {
            "title": read.get("title") or "",
            "organisation": read.get("organisation") or "",
            "school_year": read.get("school_year") or "",
            "begins": imported.begins,
            "years": imported.years,
            "version": imported.version,
        }
        for prefix, names in (("approval", APPROVAL), ("agreement", AGREEMENT)):
            mark = read.get(prefix) or {}
            initial |= {f"{prefix}_{name}": mark.get(name) or "" for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        offered = [AcademicYear(begins) for begins in range(imported.begins - 4, imported.begins + 5)]
        self.fields["begins"].choices = [(one.begins, str(one)) for one in offered]  # type: ignore[attr-defined]
        for name in ("begins", "years", "school_year", "approval_order_number", "agreement_protocol_number"):
            self.fields[name].widget.attrs["class"] = "w-short"

    def values(self) -> dict[str, Any]:
        """What `correct_head` takes: marks as dictionaries of what is filled, days as ISO."""
        data = self.cleaned_data
        values: dict[str, Any] = {
            name: data[name] for name in ("title", "organisation", "school_year", "begins", "years")
        }
        for prefix, names in (("approval", APPROVAL), ("agreement", AGREEMENT)):
            filled = {name: data.get(f"{prefix}_{name}") for name in names}
            values[prefix] = {
                name: value.isoformat() if hasattr(value, "isoformat") else value
                for name, value in filled.items()
                if value
            }
        return values
