"""Marks on sheets of consent: signed, one or many; a sheet signed on paper without ours."""

from typing import Any

from django import forms

from mentoring.consents.enums import Purpose
from schools.forms.fields import DayField
from schools.models import Person, Representation


class RepresentationChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Representation) -> str:
        return f"{row.representative.full_name}{f', {row.relation}' if row.relation else ''}"


class SignManyForm(forms.Form):
    signed_on = DayField(label="Дата подписи")


class SignConsentForm(forms.Form):
    """The date under the signature and, when there is one, the scan."""

    signed_on = DayField(label="Дата подписи", help_text="Та, что стоит на листе")
    representation = RepresentationChoice(
        Representation.objects.none(), label="Кто подписал", required=False, empty_label="Сам человек"
    )
    scan = forms.FileField(label="Скан", required=False, help_text="PDF, JPEG или PNG; можно приложить позже")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Representation.objects.filter(pupil=person).select_related("representative")
        if rows.exists():
            self.fields["representation"].queryset = rows
        else:
            del self.fields["representation"]

    def only_scan(self) -> None:
        """The sheet is signed already: who and when is not asked again."""
        for name in ("signed_on", "representation"):
            self.fields.pop(name, None)
        self.fields["scan"].help_text = "PDF, JPEG или PNG"
        self.fields["scan"].required = True
        self.fields["scan"].error_messages["required"] = "Выберите файл со сканом."


class PaperConsentForm(SignConsentForm):
    """A sheet that was signed on paper of the school's own making."""

    purpose = forms.ChoiceField(label="Согласие", choices=Purpose.choices)
    field_order = ["purpose", "signed_on", "representation", "scan"]


class WithdrawForm(forms.Form):
    on = DayField(label="Дата заявления об отзыве")
    reason = forms.CharField(label="Примечание", required=False, max_length=250)
