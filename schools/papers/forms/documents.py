from typing import Any

from django import forms

from schools.forms.fields import DayField, NonceField
from schools.models import Organisation

from ..kinds import kind_of, registered_kinds
from ..services.numbering import doubtful_jump, register_for
from .fields import NumberField, ScanField


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
    number = NumberField(label="Номер", max_length=40, help_text="Как на бумаге: 126, 14-а, 5/1-п.о.д.")
    sure = forms.BooleanField(label="Номер верный, так и стоит на бумаге", required=False)
    day = DayField(label="Дата")
    title = forms.CharField(label="Заголовок", max_length=400, help_text="О чём приказ: «О закреплении наставников»")
    signer = forms.CharField(
        label="Кто подписал", max_length=250, required=False, help_text="Например: директор И.П. Мороз"
    )
    scan = ScanField(required=False, help_text="PDF, JPG или PNG, до 15 МБ. Можно приложить потом")
    kept = forms.IntegerField(label="Прежний скан", widget=forms.HiddenInput, required=False, min_value=1)
    nonce = NonceField()

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        # Asked only about a number that looks like a slip of the hand.
        self.asks = False
        kinds = registered_kinds()
        self.fields["kind"].choices = [(kind.code, kind.label) for kind in kinds]  # type: ignore[attr-defined]  # a ChoiceField
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].initial = kinds[0].code

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        kind, number, day = (asked.get(name) for name in ("kind", "number", "day"))
        if kind and number and day and self.organisation is not None:
            register = register_for(self.organisation, kind_of(kind))
            if doubt := doubtful_jump(register, day, number):
                self.asks = True
                if not asked.get("sure"):
                    self.add_error("number", doubt)
        return asked
