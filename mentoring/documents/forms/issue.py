"""The deed of issue: number and date."""

import datetime
from datetime import date
from typing import Any

from django import forms

from schools.forms.fields import DayField
from schools.papers.forms.fields import NumberField
from schools.papers.models import Document, Register
from schools.papers.services.numbering import doubtful_jump

from .wording import ReturningForm

# Farther than this a date is a slip of the pen in the year.
FARTHEST = 400  # days


def check_year(day: date, today: date) -> date:
    if abs((day - today).days) > FARTHEST:
        raise forms.ValidationError("Проверьте год: от сегодняшнего дня до этой даты больше года.")
    return day


class IssueForm(ReturningForm):
    """`proposed` tells an untouched number from a typed one, `version` is that of the draft which the page shows."""

    number = NumberField(label="Номер", max_length=40, error_messages={"required": "Впишите номер."})
    date = DayField(label="Дата", help_text="День, которым документ подписывают")
    sure = forms.BooleanField(label="Номер верный, так и издать", required=False)
    proposed = forms.CharField(label="Предложенный номер", required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(label="Версия черновика", widget=forms.HiddenInput)
    # Of the page as it was shown: an annex or a card changed since is not issued unread.
    seen = forms.CharField(label="Показанный текст", required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, document: Document, by_office: bool, register: Register | None, look_url: str, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.document = document
        self.register = register
        # Asked only about a number that looks like a slip of the hand.
        self.asks = False
        # Looking at another date needs no number yet: an office gives it later.
        self.fields["number"].required = not (self.is_bound and "look" in self.data)
        self.fields["number"].help_text = (
            "Номер даёт канцелярия" if by_office else f"Следующий свободный: {register}. Можно вписать другой"
        )
        if register is None:
            for name in ("number", "proposed", "sure"):
                del self.fields[name]
            self.fields["date"].help_text = "День, которым лист подписывают"
        # A changed date changes the signer and the warnings: the page shows them before the deed.
        self.fields["date"].widget.attrs |= {
            "hx-post": look_url,
            "hx-trigger": "change",
            "hx-vals": '{"look": "1"}',
            "hx-target": "#sight",
            "hx-select": "#sight",
            "hx-swap": "outerHTML",
        }

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        number, day = asked.get("number"), asked.get("date")
        if self.register is None or not number or not day or number == asked.get("proposed") or "look" in self.data:
            return asked
        if doubt := doubtful_jump(self.register, day, number):
            self.asks = True
            if not asked.get("sure"):
                self.add_error("number", doubt)
        return asked

    def clean_date(self) -> datetime.date:
        return check_year(self.cleaned_data["date"], self.document.organisation.today())
