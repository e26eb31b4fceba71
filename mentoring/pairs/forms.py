"""Forms of pairs."""

from typing import Any
from uuid import uuid4

from django import forms

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor, MentoringForm, MentoringKind
from schools.forms.fields import DayField, NonceField, RowsField
from schools.models import Organisation
from schools.russian import count
from schools.years import AcademicYear

from .enums import BY_ORDER, EndReason
from .models import Pair
from .selectors.findings import Draft


class PairForm(forms.Form):
    """People, form, kinds, term and reason of a pair. On the working page the people are chosen beside it and come hidden."""

    mentor = forms.ModelChoiceField(
        label="Наставник",
        queryset=Mentor.objects.none(),
        error_messages={
            "required": "Выберите наставника.",
            "invalid_choice": "Такого наставника в банке этого года нет.",
        },
    )
    mentees = RowsField(
        label="Наставляемые",
        queryset=Mentee.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Двое и больше — это группа.",
        error_messages={
            "required": "Выберите хотя бы одного наставляемого.",
            "invalid_choice": "Такого наставляемого в банке этого года нет.",
            "invalid_pk_value": "Такого наставляемого в банке этого года нет.",
        },
    )
    form = forms.ModelChoiceField(
        label="Форма наставничества",
        queryset=MentoringForm.objects.none(),
        empty_label=None,
        error_messages={"required": "Выберите форму наставничества."},
    )
    kinds = RowsField(
        label="Виды", queryset=MentoringKind.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )
    starts = DayField(label="Начало", error_messages={"required": "Укажите первый день."})
    ends = DayField(label="Окончание", error_messages={"required": "Укажите последний день."})
    reason = forms.CharField(
        label="Почему эти люди",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Увидит руководитель, когда будет решать.",
    )
    nonce = NonceField(required=False, initial=None)
    version = forms.IntegerField(label="Версия пары", widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        year: AcademicYear,
        pair: Pair | None = None,
        replaces: Pair | None = None,
        **kwargs: Any,
    ) -> None:
        """`replaces`: the ordered pair whose mentor is to be replaced; its mentees stay."""
        super().__init__(*args, **kwargs)
        self.organisation, self.year, self.pair = organisation, year, pair
        self.replaces = pair.stands_in_for if pair else replaces
        mentors = Mentor.objects.filter(organisation=organisation, year=year.begins).select_related("person")
        mentees = Mentee.objects.filter(organisation=organisation, year=year.begins).select_related("person")
        kept = ([pair.mentor_id], [seat.mentee_id for seat in pair.seats.all()]) if pair else ([], [])
        # Chosen ones stay in the list whatever became of them: the checks say what is wrong.
        self.fields["mentor"].queryset = mentors.filter(status=BankStatus.CONFIRMED) | mentors.filter(pk__in=kept[0])
        self.fields["mentees"].queryset = mentees.filter(status=BankStatus.CONFIRMED) | mentees.filter(pk__in=kept[1])
        if self.replaces is not None:
            same = [seat.mentee_id for seat in self.replaces.seats.all()]
            self.fields["mentees"].queryset = mentees.filter(pk__in=same)
            self.fields["mentees"].help_text = "При замене наставника остаются те же."
            self.fields["mentor"].queryset = self.fields["mentor"].queryset.exclude(pk=self.replaces.mentor_id)
            self.fields["starts"].label = "Первый день нового наставника"
            self.fields["starts"].help_text = "Прежний работает по день накануне. Не раньше дня приказа"
        self.fields["mentor"].label_from_instance = mentor_words
        self.fields["mentees"].label_from_instance = mentee_words
        forms_here = MentoringForm.objects.offered_to(organisation)
        self.fields["form"].queryset = (
            forms_here | MentoringForm.objects.filter(pk=pair.form_id) if pair else forms_here
        )
        self.fields["kinds"].queryset = MentoringKind.objects.offered_to(organisation)
        if pair is None:
            self.fields["nonce"].initial = uuid4
        for name in ("starts", "ends"):
            self.fields[name].widget.attrs["class"] = "w-short"

    def draft(self) -> Draft | None:
        """The pair as it would be; None while an answer is missing or cannot be read."""
        if not self.is_valid():
            return None
        data = self.cleaned_data
        return Draft(
            self.organisation,
            data["mentor"],
            tuple(data["mentees"]),
            data["form"],
            tuple(data["kinds"]),
            data["starts"],
            data["ends"],
            self.pair,
            self.replaces,
        )


def mentor_words(mentor: Mentor) -> str:
    return f"{mentor.person.full_name} — {mentor.load} из {mentor.capacity}"


def mentee_words(mentee: Mentee) -> str:
    if not mentee.pairs_count:
        return f"{mentee.person.full_name} — без пары"
    return f"{mentee.person.full_name} — {count(mentee.pairs_count, 'пара', 'пары', 'пар')}"


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Почему",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Останется в истории.",
    )


class EndForm(forms.Form):
    on = DayField(label="Последний день", error_messages={"required": "Укажите последний день."})
    reason = forms.ChoiceField(
        label="Почему",
        choices=EndReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите причину."},
    )
    note = forms.CharField(
        label="Подробности",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Останутся в истории пары.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # An end by order is recorded when that order is issued, not here.
        self.fields["reason"].choices = [choice for choice in EndReason.choices if choice[0] not in BY_ORDER]
        self.fields["on"].widget.attrs["class"] = "w-short"


class OverrideForm(forms.Form):
    reason = forms.CharField(
        label="Почему пару можно закрепить приказом без согласия",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Причина останется в журнале действий под вашим именем.",
        error_messages={"required": "Напишите причину."},
    )
