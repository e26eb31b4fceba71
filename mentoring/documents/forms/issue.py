"""The deed of issue: number and date."""

import datetime
from datetime import date
from typing import Any

from django import forms

from schools.forms.fields import DayField
from schools.papers.forms.fields import NumberField
from schools.papers.models import Document, Register
from schools.papers.services.numbering import doubtful_day, doubtful_jump

from .wording import ReturningForm

# Farther than this a date is a slip of the pen in the year.
FARTHEST = 400  # days


def check_year(day: date, today: date) -> date:
    if abs((day - today).days) > FARTHEST:
        raise forms.ValidationError("Проверьте год: от сегодняшнего дня до этой даты больше года.")
    return day


def doubt_of_day(register: Register | None, day: date, number: str, today: date) -> str:
    """What is asked about a date before the issue: it has not come yet, or numbers around it are of other days."""
    if day > today:
        return f"{day:%d.%m.%Y} ещё не наступило. Поправьте дату или подтвердите, что документ издаётся заранее."
    return doubtful_day(register, day, number)


class IssueForm(ReturningForm):
    """`proposed` tells an untouched number from a typed one, `version` is that of the draft which the page shows."""

    number = NumberField(label="Номер", max_length=40, error_messages={"required": "Впишите номер."})
    date = DayField(label="Дата", help_text="День, которым документ подписывают")
    # The day that the page was shown with: the text that was read says it.
    shown = DayField(label="Показанная дата", required=False, widget=forms.HiddenInput)
    sure = forms.BooleanField(label="Номер верный, так и издать", required=False)
    day_sure = forms.BooleanField(label="Дата верная, так и издать", required=False)
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
        # The day that was asked for; whether the page was shown with another; what is doubtful about it.
        self.day: datetime.date | None = None
        self.moved = False
        self.day_doubt = ""
        # Looking at another date needs no number yet: an office gives it later.
        self.looking = self.is_bound and "look" in self.data
        self.fields["number"].required = not self.looking
        self.fields["number"].is_needed = True  # type: ignore[attr-defined]  # for the label: it is not called optional
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
        if not self.is_bound:
            self.look_at_day(self.initial["date"], self.initial["number"])

    def look_at_day(self, day: datetime.date, number: str) -> None:
        self.day_doubt = doubt_of_day(self.register, day, number, self.document.organisation.today())

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        number, day = asked.get("number"), asked.get("date")
        if day:
            self.check_day(day, number or "")
        if self.register is None or not number or not day or number == asked.get("proposed") or self.looking:
            return asked
        if doubt := doubtful_jump(self.register, day, number):
            self.asks = True
            if not asked.get("sure"):
                self.add_error("number", doubt)
        return asked

    def check_day(self, day: datetime.date, number: str) -> None:
        """A day other than that of the page which was read is read first; a doubtful one is confirmed by a tick."""
        asked, self.day = self.cleaned_data, day
        self.look_at_day(day, number)
        self.moved = asked.get("shown") not in (None, day)
        if self.moved:
            # A tick is given to the day that it was put for.
            self.replace_sent(shown=day.isoformat(), day_sure="")
        if self.moved and not self.looking:
            self.add_error("date", f"Текст показан теперь с датой {day:%d.%m.%Y}: прочитайте его и издайте ещё раз.")
        elif self.day_doubt and not self.looking and not asked.get("day_sure"):
            self.add_error("day_sure", "Поправьте дату или поставьте отметку.")

    def clean_date(self) -> datetime.date:
        return check_year(self.cleaned_data["date"], self.document.organisation.today())
