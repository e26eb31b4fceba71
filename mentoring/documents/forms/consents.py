"""Marks on sheets of consent: signed, one or many; a sheet signed on paper without ours; who signs for a minor."""

from typing import Any

from django import forms

from mentoring.consents.enums import Purpose
from mentoring.consents.selectors import items_offered
from schools.forms.fields import DayField
from schools.models import Person, Representation


class RepresentationChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Representation) -> str:
        return f"{row.representative.full_name}{f', {row.relation}' if row.relation else ''}"


class SignManyForm(forms.Form):
    signed_on = DayField(
        label="Дата подписи",
        error_messages={
            "required": "Впишите дату подписи: 05.09.2026.",
            "invalid": "Напишите дату подписи так: 05.09.2026.",
        },
    )


class SignConsentForm(forms.Form):
    """The date under the signature and, when there is one, the scan; of dissemination, what is ticked on the sheet."""

    signed_on = DayField(label="Дата подписи", help_text="Та, что стоит на листе")
    representation = RepresentationChoice(
        Representation.objects.none(), label="Кто подписал", required=False, empty_label="Сам человек"
    )
    scan = forms.FileField(label="Скан", required=False, help_text="PDF, JPEG или PNG; можно приложить позже")

    def __init__(self, *args: Any, person: Person, purpose: str, printed: bool = False, **kwargs: Any) -> None:
        """`printed`: the sheet is ours and names who signs it: that is not asked again."""
        super().__init__(*args, **kwargs)
        rows = Representation.objects.filter(pupil=person).select_related("representative")
        if not printed and purpose != Purpose.REPRESENTATIVE and rows.exists():
            self.fields["representation"].queryset = rows
        else:
            del self.fields["representation"]
        if purpose == Purpose.DISSEMINATION:
            self.fields |= public_fields(person)
            self.order_fields(["signed_on", "representation", "items", "conditions", "scan"])

    def only_scan(self) -> None:
        """The sheet is signed already: who, when and what is not asked again."""
        for name in ("signed_on", "representation", "items", "conditions"):
            self.fields.pop(name, None)
        self.fields["scan"].help_text = "PDF, JPEG или PNG"
        self.fields["scan"].required = True
        self.fields["scan"].error_messages["required"] = "Выберите файл со сканом."


def public_fields(person: Person) -> dict[str, forms.Field]:
    """The lines of a sheet of dissemination: which have «да», and what the person wrote beside them."""
    offered = items_offered(person, person.organisation.today())
    return {
        "items": forms.MultipleChoiceField(
            label="Где отмечено «да»",
            choices=[(item.value, item.label) for item in offered],
            widget=forms.CheckboxSelectMultiple,
            help_text="Только то, что отмечено на листе: остальное публиковать нельзя",
            error_messages={
                "required": "Отметьте строки, где на листе стоит «да». Если всюду «нет», записывать нечего."
            },
        ),
        "conditions": forms.CharField(
            label="Условия и запреты",
            required=False,
            max_length=400,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="Дословно, как человек вписал в лист",
        ),
    }


class PaperConsentForm(SignConsentForm):
    """A sheet that was signed on paper of the school's own making."""

    purpose = forms.ChoiceField(label="Согласие")
    field_order = ["purpose", "signed_on", "representation", "items", "conditions", "scan"]

    def __init__(self, *args: Any, person: Person, purpose: str, **kwargs: Any) -> None:
        super().__init__(*args, person=person, purpose=purpose, **kwargs)
        # Dissemination has lines of its own, a representative's sheet has no representative: each has its own form.
        apart = {Purpose.DISSEMINATION, Purpose.REPRESENTATIVE}
        known = [Purpose(purpose)] if purpose in apart else [one for one in Purpose if one not in apart]
        self.fields["purpose"].choices = [(one.value, one.label) for one in known]


class SignerForm(forms.Form):
    """Which of several representatives signs for the minor."""

    representation = RepresentationChoice(
        Representation.objects.none(), label="Кто подписывает", empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Representation.objects.filter(pupil=person).select_related("representative").order_by("pk")
        self.fields["representation"].queryset = rows
        self.fields["representation"].error_messages["required"] = "Выберите, кто из представителей подписывает."


class WithdrawForm(forms.Form):
    on = DayField(label="Дата заявления об отзыве")
    reason = forms.CharField(label="Примечание", required=False, max_length=250)
