"""What all agreements made at once have in common: with whom, in which form, for what pay."""

from typing import Any

from django import forms

from schools.papers.models import Document

from ..kinds import kind_of
from ..order_kinds import AGREEMENT
from ..selectors.agreements import OwedAgreement
from ..words.amounts import whole_number
from ..words.labour_pay import NOTHING
from .questions import fields_of, kept

# Questions of the agreement that are answered alike for everybody; the contract is each mentor's own.
SHARED = ("manner", "pay", "amount", "period", "pay_ground")


class AgreementsForm(forms.Form):
    """`people`: the cards of those who owe an agreement and have no draft; all are ticked but those whose mentoring ends early."""

    def __init__(self, *args: Any, document: Document, owed: list[OwedAgreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.person.pk), _named(one)) for one in owed]
        self.fields["people"] = forms.MultipleChoiceField(
            label="С кем",
            choices=choices,
            initial=[str(one.person.pk) for one in owed if not one.is_ending],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Отметьте хотя бы одного наставника."},
        )
        self.asks = [ask for ask in kind_of(AGREEMENT).asks if ask.name in SHARED]
        for ask in self.asks:
            self.fields.update(fields_of(ask, document))

    def clean(self) -> dict[str, Any]:
        """A size that is no positive number is told here, before a draft is made for everybody."""
        asked = super().clean() or self.cleaned_data
        amount = (asked.get("amount") or "").strip()
        if amount and asked.get("pay") != NOTHING and not whole_number(amount):
            self.add_error("amount", "Впишите размер выплаты положительным числом: 5000, 15 или 10.")
        return asked

    def answers(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for ask in self.asks:
            found |= kept(ask, self.cleaned_data)
        return found

    def chosen(self) -> set[int]:
        return {int(key) for key in self.cleaned_data["people"]}


def _named(owed: OwedAgreement) -> str:
    """The name, and that the mentoring ends early."""
    return (
        f"{owed.person.full_name} ({'; '.join(dict.fromkeys(owed.ending))})" if owed.ending else owed.person.full_name
    )
