"""The head of a roadmap: title, years, marks of approval and agreement; what is asked too of a file that was read."""

from collections.abc import Mapping
from typing import Any

from django import forms

from schools.editing.forms import ShownForm
from schools.forms.fields import DayField
from schools.papers.forms.fields import NumberField
from schools.years import AcademicYear

from ..enums import ApprovalForm
from ..models import Roadmap
from ..services.editing import head_marks

APPROVAL = ("post", "name", "order_number", "order_date")
AGREEMENT = ("body", "post", "name", "protocol_number", "date")
_SHORT = ("begins", "years", "school_year", "annex_number", "approval_order_number", "agreement_protocol_number")


class HeadFields(forms.Form):
    """What the head of a plan and that of a file that was read have in common."""

    title = forms.CharField(
        label="Название",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Напишите название дорожной карты."},
    )
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
    school_year = forms.CharField(
        label="Учебный год в названии", required=False, max_length=20, help_text="Как напечатать: «2026–2027»."
    )
    annex_number = NumberField(label="Номер приложения", required=False, max_length=10)
    approval_post = forms.CharField(label="Утверждает: должность", required=False, max_length=300)
    approval_name = forms.CharField(label="Утверждает: фамилия и инициалы", required=False, max_length=200)
    approval_order_number = NumberField(label="Приказ: номер", required=False, max_length=40)
    approval_order_date = DayField(label="Приказ: дата", required=False)
    agreement_body = forms.CharField(
        label="С кем согласовано", required=False, max_length=300, help_text="Педагогический совет, управляющий совет."
    )
    agreement_post = forms.CharField(label="Согласовал: должность", required=False, max_length=300)
    agreement_name = forms.CharField(label="Согласовал: фамилия и инициалы", required=False, max_length=200)
    agreement_protocol_number = NumberField(label="Протокол: номер", required=False, max_length=40)
    agreement_date = DayField(label="Протокол: дата", required=False)

    # Fields that are saved as they are.
    plain: tuple[str, ...] = ("title", "begins", "years", "school_year", "annex_number")

    def __init__(
        self,
        *args: Any,
        first_year: int,
        approval: Mapping[str, Any],
        agreement: Mapping[str, Any],
        initial: Mapping[str, Any],
        **kwargs: Any,
    ) -> None:
        """`first_year` is the plan's; years near it are offered. The marks are dictionaries of what is filled."""
        marks = {f"approval_{name}": approval.get(name) or "" for name in APPROVAL}
        marks |= {f"agreement_{name}": agreement.get(name) or "" for name in AGREEMENT}
        super().__init__(*args, initial={**initial, **marks}, **kwargs)
        offered = [AcademicYear(begins) for begins in range(first_year - 4, first_year + 5)]
        self.fields["begins"].choices = [(one.begins, str(one)) for one in offered]
        for name in _SHORT:
            self.fields[name].widget.attrs["class"] = "w-short"

    def values(self) -> dict[str, Any]:
        """What the services take: marks as dictionaries of what is filled, days as ISO."""
        data = self.cleaned_data
        return {name: data[name] for name in self.plain} | {
            "approval": _mark(data, "approval_", APPROVAL),
            "agreement": _mark(data, "agreement_", AGREEMENT),
        }


class HeadForm(HeadFields, ShownForm):
    """The head of a plan, for `edit_head`."""

    organisation_text = forms.CharField(
        label="Организация, как в документе",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Пусто — напечатаем полное наименование из бланка.",
    )
    landscape = forms.BooleanField(label="Печатать на альбомном листе", required=False)
    approval_form = forms.ChoiceField(
        label="Как утверждается",
        choices=ApprovalForm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите, как утверждается дорожная карта."},
    )

    plain = (*HeadFields.plain, "organisation_text", "landscape", "approval_form")
    # As on the page: faults and clashes are told in this order.
    field_order = ("title", "organisation_text", "begins", "years", "school_year", "landscape", "approval_form")

    def __init__(self, *args: Any, roadmap: Roadmap, **kwargs: Any) -> None:
        super().__init__(
            *args,
            first_year=roadmap.begins,
            approval=roadmap.approval,
            agreement=roadmap.agreement,
            initial={name: getattr(roadmap, name) for name in self.plain},
            **kwargs,
        )
        self.remember(roadmap.version, head_marks(roadmap))


def _mark(data: dict[str, Any], prefix: str, names: tuple[str, ...]) -> dict[str, str]:
    """Only what is filled; days as ISO."""
    filled = {name: data.get(prefix + name) for name in names}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else str(value)
        for name, value in filled.items()
        if value
    }
