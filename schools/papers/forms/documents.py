from typing import Any

from django import forms

from schools.forms.fields import DayField, NonceField

from ..kinds import registered_kinds
from .fields import ScanField


class AnnulForm(forms.Form):
    reason = forms.CharField(
        label="Почему документ аннулируется",
        help_text="Останется в журнале и на странице документа",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Напишите, почему документ аннулируется."},
    )


class ScanForm(forms.Form):
    scan = ScanField(label="Скан подписанного документа")


class ElsewhereForm(forms.Form):
    """An order that exists on paper. A scan that was chosen once is not asked for again when another field is wrong."""

    kind = forms.ChoiceField(label="Что это за документ")
    number = forms.CharField(
        label="Номер",
        max_length=40,
        help_text="Как на бумаге: 126, 14-а, 5/1-п.о.д.",
        widget=forms.TextInput(attrs={"class": "w-short"}),
    )
    day = DayField(label="Дата")
    title = forms.CharField(label="Заголовок", max_length=400, help_text="О чём приказ: «О закреплении наставников»")
    signer = forms.CharField(
        label="Кто подписал", max_length=250, required=False, help_text="Например: директор И.П. Мороз"
    )
    scan = ScanField(required=False, help_text="PDF, JPG или PNG, до 15 МБ. Можно приложить потом")
    kept = forms.IntegerField(label="Прежний скан", widget=forms.HiddenInput, required=False, min_value=1)
    nonce = NonceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = registered_kinds()
        self.fields["kind"].choices = [(kind.code, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].initial = kinds[0].code
