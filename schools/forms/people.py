"""Forms of a person's card: facts, posts, class, representatives, corrected cases."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import inlineformset_factory

from schools.models import Employment, Organisation, Person
from schools.russian import Case
from schools.russian.cases import LABELS
from schools.services.people import POST_VALUES, STALE, version_of
from schools.templatetags.people import phone as readable_phone

from .fields import DayField


class PersonForm(forms.ModelForm):
    birth_date = DayField(label="Дата рождения", required=False)
    grade = forms.CharField(
        label="Класс или группа", required=False, max_length=40, widget=forms.TextInput(attrs={"class": "w-short"})
    )
    other_person = forms.BooleanField(label="Это другой человек, однофамилец", required=False, widget=forms.HiddenInput)
    version = forms.CharField(label="Версия карточки", required=False, widget=forms.HiddenInput)

    class Meta:
        model = Person
        fields = ["surname", "name", "patronymic", "gender", "birth_date", "email", "phone", "note"]
        widgets = {
            "email": forms.EmailInput(attrs={"class": "w-mid"}),
            "phone": forms.TextInput(attrs={"class": "w-mid", "type": "tel"}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "gender": "Нужен, чтобы имя склонялось. Если не выбрать, возьмём из отчества.",
            "phone": "Например 8 902 111-02-03.",
            "note": "Видят куратор и руководитель.",
        }

    def __init__(self, *args: Any, with_grade: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gender"].choices = [("", "не указан"), *list(self.fields["gender"].choices)[1:]]
        self.fields["gender"].widget.attrs["class"] = "w-short"
        if not with_grade:
            del self.fields["grade"]
        self.initial = {**self.initial, "phone": readable_phone(self.instance.phone)}
        if self.instance.pk:
            self.fields["version"].initial = version_of(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stored = Person.objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        if stored is not None and cleaned.get("version") and cleaned["version"] != version_of(stored):
            data: Any = self.data.copy()
            data["version"] = version_of(stored)
            self.data = data
            raise forms.ValidationError(STALE)
        return cleaned

    def ask_about_namesakes(self) -> None:
        """Show the tick «другой человек»: it appears only when there are namesakes."""
        self.fields["other_person"].widget = forms.CheckboxInput()


class EmploymentForm(forms.ModelForm):
    subjects = forms.CharField(label="Предметы", required=False, help_text="Через запятую: Алгебра, Геометрия.")
    starts = DayField(label="Работает с", required=False)
    ends = DayField(label="Последний день", required=False)
    reports_to = forms.ChoiceField(label="Непосредственный руководитель", required=False)

    class Meta:
        model = Employment
        fields = list(POST_VALUES)
        labels = {"is_main": "Основная должность", "department": "Отдел или методическое объединение"}
        help_texts = {"post": "Как в штатном расписании, с маленькой буквы: учитель физики."}
        widgets = {"teaching_years": forms.NumberInput(attrs={"class": "w-short", "min": 0, "max": 80})}

    def __init__(
        self, *args: Any, units: Iterable[Organisation], bosses: list[tuple[int, str]], main: bool, **kwargs: Any
    ) -> None:
        """bosses: (pk, name) of those who may be the superior; main: whether a new post is the main one by default."""
        super().__init__(*args, **kwargs)
        choices = [("", "не указан"), *((str(pk), name) for pk, name in bosses)]
        self.fields["reports_to"].choices = choices
        self.initial["reports_to"] = str(self.instance.reports_to_id or "")
        self.initial["subjects"] = ", ".join(self.instance.subjects or [])
        if self.instance.pk is None:
            self.initial["is_main"] = main
        units = list(units)
        if units:
            # Choices are only what is shown: without the query a number from another organisation would be accepted.
            self.fields["unit"].queryset = Organisation.objects.filter(pk__in=[unit.pk for unit in units])
            self.fields["unit"].choices = [("", "вся организация"), *((unit.pk, unit.short_name) for unit in units)]
            self.fields["unit"].required = False
        else:
            del self.fields["unit"]

    def clean_subjects(self) -> list[str]:
        return [subject.strip() for subject in self.cleaned_data["subjects"].split(",") if subject.strip()]

    def clean_reports_to(self) -> Person | None:
        value = self.cleaned_data["reports_to"]
        return Person.objects.filter(pk=value).first() if value else None


EmploymentFormSet = inlineformset_factory(
    Person, Employment, form=EmploymentForm, fk_name="person", extra=1, can_delete=True, max_num=20, absolute_max=30
)


class RepresentativeForm(forms.Form):
    full_name = forms.CharField(label="Фамилия, имя, отчество", max_length=250)
    relation = forms.CharField(
        label="Кем приходится", max_length=80, required=False, help_text="Например: мать, опекун."
    )
    phone = forms.CharField(label="Телефон", max_length=40, required=False)


class CasesForm(forms.Form):
    """Six cases of the full name, of «Фамилия И.О.» and of each post; a value left as composed is not stored."""

    def __init__(self, *args: Any, table: "list[tuple[str, dict[str, str], dict[str, str]]]", **kwargs: Any) -> None:
        """table: (prefix of the field, composed forms by case, kept corrections by case)."""
        super().__init__(*args, **kwargs)
        self.table = table
        for prefix, composed, kept in table:
            for case in Case:
                self.fields[f"{prefix}-{case.value}"] = forms.CharField(
                    label=LABELS[case],
                    required=False,
                    max_length=300,
                    initial=kept.get(case.value) or composed[case.value],
                    widget=forms.TextInput(attrs={"class": "form-control"}),
                )

    def corrections(self, prefix: str) -> dict[str, str]:
        """{case: text} that differs from what is composed by the rules."""
        composed = next(forms_ for name, forms_, _ in self.table if name == prefix)
        return {
            case.value: text
            for case in Case
            if (text := _spaced(self.cleaned_data[f"{prefix}-{case.value}"])) and text != _spaced(composed[case.value])
        }


def _spaced(text: str) -> str:
    return " ".join(text.split())
