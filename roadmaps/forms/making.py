"""Forms with which a roadmap begins: a file, pasted text, a template, last year's plan."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from schools.forms.fields import NonceField
from schools.years import AcademicYear

from ..models import Roadmap

LIMIT_MB = 20


class YearsForm(forms.Form):
    """Which years the plan is for."""

    begins = forms.TypedChoiceField(
        label="Первый учебный год",
        coerce=int,
        error_messages={"required": "Выберите учебный год.", "invalid_choice": "Выберите год из списка."},
    )
    years = forms.TypedChoiceField(
        label="На сколько лет",
        coerce=int,
        choices=[(1, "на один учебный год"), *((n, f"на {n} года" if n < 5 else f"на {n} лет") for n in range(2, 6))],
        error_messages={"required": "Выберите срок.", "invalid_choice": "Выберите срок из списка."},
    )
    nonce = NonceField(required=False)

    def __init__(self, *args: Any, year: AcademicYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [AcademicYear(begins) for begins in range(year.begins - 4, year.begins + 3)]
        self.fields["begins"].choices = [(one.begins, str(one)) for one in offered]
        self.fields["begins"].initial = year.begins
        self.fields["years"].initial = 1
        for name in ("begins", "years"):
            self.fields[name].widget.attrs["class"] = "w-mid"


class UploadForm(YearsForm):
    file = forms.FileField(
        label="Файл с дорожной картой",
        help_text=f"Word или Excel: .docx, .xlsx, .xls, .ods, не больше {LIMIT_MB} МБ. Приказ и положение вокруг таблицы "
        "убирать не нужно.",
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.xls,.ods"}),
        error_messages={
            "required": "Выберите файл с дорожной картой.",
            "empty": "Файл пустой: в нём нет ни одного байта. Выберите другой файл.",
            "missing": "Файл не дошёл до нас. Выберите его ещё раз.",
            "max_length": "Имя файла слишком длинное. Переименуйте файл и выберите его снова.",
        },
    )
    field_order = ["file", "begins", "years", "nonce"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LIMIT_MB * 1024 * 1024:
            raise forms.ValidationError(
                f"Файл больше {LIMIT_MB} МБ. Уберите из него картинки и сканы, оставьте таблицу и загрузите снова."
            )
        return file


class PasteForm(YearsForm):
    text = forms.CharField(
        label="Текст дорожной карты",
        max_length=300_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Выделите таблицу в Word, Excel или на странице сайта вместе с заголовками столбцов, скопируйте и вставьте сюда.",
        error_messages={
            "required": "Вставьте текст дорожной карты.",
            "max_length": "Текст слишком длинный. Вставьте только таблицу мероприятий.",
        },
    )
    field_order = ["text", "begins", "years", "nonce"]


class PatternForm(YearsForm):
    pattern = forms.ChoiceField(
        label="Шаблон",
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите шаблон.", "invalid_choice": "Выберите шаблон из списка."},
    )
    field_order = ["pattern", "begins", "nonce"]

    def __init__(self, *args: Any, patterns: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A template says itself for how many years it is.
        del self.fields["years"]
        self.patterns = patterns
        self.fields["pattern"].choices = [(one.code, one.label) for one in patterns]
        if len(patterns) == 1:
            self.fields["pattern"].initial = patterns[0].code


class ContinueForm(forms.Form):
    """Last year's plan, anew for a later year."""

    previous = forms.ModelChoiceField(
        label="Какую продолжить",
        queryset=Roadmap.objects.none(),
        empty_label=None,
        error_messages={
            "required": "Выберите дорожную карту.",
            "invalid_choice": "Такой дорожной карты нет. Выберите из списка.",
        },
    )
    begins = forms.TypedChoiceField(
        label="На какой учебный год",
        coerce=int,
        error_messages={"required": "Выберите учебный год.", "invalid_choice": "Выберите год из списка."},
    )
    nonce = NonceField(required=False)

    def __init__(self, *args: Any, year: AcademicYear, roadmaps: QuerySet[Roadmap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["previous"].queryset = roadmaps
        self.fields["previous"].label_from_instance = lambda one: f"{one.title} ({years_words(one)})"
        self.fields["begins"].choices = [
            (begins, str(AcademicYear(begins))) for begins in range(year.begins - 1, year.begins + 3)
        ]
        newest = roadmaps.first()
        # The first year that the newest plan does not cover any more.
        self.fields["begins"].initial = max(newest.begins + newest.years, year.begins) if newest else year.begins
        self.fields["begins"].widget.attrs["class"] = "w-mid"


def years_words(roadmap: Roadmap) -> str:
    """«2026/27» or «2024/25 – 2026/27»."""
    if roadmap.years == 1:
        return str(roadmap.first_year)
    return f"{roadmap.first_year} – {roadmap.last_year}"
