"""Issue of many agreements at once: a date for all, a number for each."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django import forms

from schools.forms.fields import DayField
from schools.papers.forms.fields import NumberField
from schools.papers.models import Document, Register
from schools.papers.services.numbering import NumberTaken, doubtful_jump, number_key, require_free

from ..services.agreements_issue import Wanted, name_of
from ..words.order_text import closed
from .issue import check_year, doubt_of_day


class AgreementsIssueForm(forms.Form):
    """`numbers`: what is proposed for the drafts, in their order; empty where an office gives the numbers.
    `typed`: keys of the drafts whose number is somebody's own and never moves to the next free one.
    """

    date = DayField(label="Дата", help_text="День, которым соглашения подписывают, один для всех")
    sure = forms.BooleanField(label="Номера верные, так и издать", required=False)
    day_sure = forms.BooleanField(label="Дата верная, так и издать", required=False)

    def __init__(
        self,
        *args: Any,
        drafts: Sequence[Document],
        numbers: Sequence[str],
        typed: Collection[int] = (),
        register: Register,
        look_url: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        # A changed date changes the signer, the obstacles and the numbers: the page shows them before the deed.
        self.fields["date"].widget.attrs |= {
            "hx-post": look_url,
            "hx-trigger": "change",
            "hx-vals": '{"look": "1"}',
            "hx-target": "#sight",
            "hx-select": "#sight",
            "hx-swap": "outerHTML",
        }
        self.drafts, self.register = drafts, register
        # Asked only about numbers that look like a slip of the hand.
        self.asks = False
        looking = self.is_bound and "look" in self.data
        for draft, number in zip(drafts, numbers, strict=True):
            self.fields[f"number_{draft.pk}"] = NumberField(
                label=f"Номер: {name_of(draft)}",
                max_length=40,
                required=not looking,
                initial=number,
                error_messages={"required": "Впишите номер."},
                widget=forms.TextInput(attrs={"class": "form-control w-short", "autocomplete": "off"}),
            )
            self.fields[f"proposed_{draft.pk}"] = forms.CharField(
                required=False, initial="" if draft.pk in typed else number, widget=forms.HiddenInput
            )
            self.fields[f"version_{draft.pk}"] = forms.IntegerField(initial=draft.version, widget=forms.HiddenInput)
        self.day_doubt = "" if self.is_bound or not drafts else self.doubt_of(self.initial["date"], numbers)

    def doubt_of(self, day: datetime.date, numbers: Iterable[str]) -> str:
        """The first that is asked about the date."""
        today = self.register.organisation.today()
        return next(filter(None, (doubt_of_day(self.register, day, number, today) for number in numbers)), "")

    def clean_date(self) -> datetime.date:
        return check_year(self.cleaned_data["date"], self.register.organisation.today())

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        if asked.get("date"):
            self.day_doubt = self.doubt_of(asked["date"], [asked.get(f"number_{one.pk}") or "" for one in self.drafts])
        if self.errors or "look" in self.data:
            return asked
        if self.day_doubt and not asked["day_sure"]:
            self.add_error("day_sure", "Поправьте дату или поставьте отметку.")
        keys: dict[str, Document] = {}
        for draft in self.drafts:
            number = asked[f"number_{draft.pk}"]
            if (other := keys.setdefault(number_key(number), draft)) is not draft:
                words = closed(f"№ {number} стоит у двоих, второй — {name_of(other)}", ".")
                self.add_error(f"number_{draft.pk}", f"{words} Впишите разные.")
            elif number_key(number) != number_key(asked[f"proposed_{draft.pk}"]):
                self.check_typed(f"number_{draft.pk}", asked["date"], number)
        return asked

    def check_typed(self, field: str, day: datetime.date, number: str) -> None:
        """A number of somebody's own is free, and no slip of the hand."""
        try:
            require_free(self.register, day.year, number)
        except NumberTaken as refusal:
            self.add_error(field, refusal)
            return
        if doubt := doubtful_jump(self.register, day, number):
            self.asks = True
            if not self.cleaned_data["sure"]:
                self.add_error(field, doubt)

    def wanted(self) -> list[Wanted]:
        asked = self.cleaned_data
        return [
            Wanted(one.pk, asked[f"number_{one.pk}"], asked[f"proposed_{one.pk}"], asked[f"version_{one.pk}"])
            for one in self.drafts
        ]
