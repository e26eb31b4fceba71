"""The question that is asked before a person's data are destroyed."""

from django import forms

from schools.enums import DestructionReason

from .fields import DayField


class DestructionForm(forms.Form):
    reason = forms.ChoiceField(label="Причина", choices=[("", "Выберите"), *DestructionReason.choices])
    ground_on = DayField(
        label="Когда она наступила",
        help_text="День требования или отзыва, последний день срока или день, когда цель достигнута",
    )
    sure = forms.BooleanField(
        label="Понимаю, что вернуть данные будет нельзя",
        error_messages={"required": "Поставьте отметку: уничтоженные данные не вернуть."},
    )
