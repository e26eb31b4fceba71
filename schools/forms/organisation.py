"""Forms of the organisation: letterhead, name in the cases, heads."""

from collections.abc import Mapping
from typing import Any

from django import forms

from schools.models import Headship, Organisation
from schools.requisites import is_inn, is_ogrn, tidy_city_phone
from schools.russian import LABELS, OBLIQUE, decline_organisation
from schools.services.organisation import LETTERHEAD

from .fields import NOT_AN_ADDRESS, DayField

MISTYPED = "Последняя цифра не сходится с остальными: в номере опечатка. Сверьте {} со свидетельством."
# One zone for each clock of Russia, by its best known city.
ZONES = (
    ("Europe/Kaliningrad", "Калининград (МСК−1)"),
    ("Europe/Moscow", "Москва (МСК)"),
    ("Europe/Samara", "Самара (МСК+1)"),
    ("Asia/Yekaterinburg", "Екатеринбург (МСК+2)"),
    ("Asia/Omsk", "Омск (МСК+3)"),
    ("Asia/Krasnoyarsk", "Красноярск, Новосибирск (МСК+4)"),
    ("Asia/Irkutsk", "Иркутск, Улан-Удэ (МСК+5)"),
    ("Asia/Yakutsk", "Якутск, Чита (МСК+6)"),
    ("Asia/Vladivostok", "Владивосток, Хабаровск (МСК+7)"),
    ("Asia/Magadan", "Магадан, Южно-Сахалинск (МСК+8)"),
    ("Asia/Kamchatka", "Петропавловск-Камчатский, Анадырь (МСК+9)"),
)


class LetterheadForm(forms.ModelForm):
    timezone = forms.ChoiceField(label="Часовой пояс", choices=ZONES, help_text="По нему считаются сроки и «сегодня».")

    class Meta:
        model = Organisation
        fields = list(LETTERHEAD)
        widgets = {
            "founder_lines": forms.Textarea(attrs={"rows": 2}),
            "full_name": forms.Textarea(attrs={"rows": 3}),
            "phone": forms.TextInput(attrs={"class": "w-mid"}),
            "email": forms.EmailInput(attrs={"class": "w-mid"}),
            "place": forms.TextInput(attrs={"class": "w-mid"}),
            "inn": forms.TextInput(attrs={"class": "w-short", "inputmode": "numeric"}),
            "ogrn": forms.TextInput(attrs={"class": "w-short", "inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(ZONES)
        if self.instance.timezone not in known:
            self.fields["timezone"].choices = [*ZONES, (self.instance.timezone, self.instance.timezone)]
        for name in ("site", "public_page"):
            self.fields[name].assume_scheme = "https"
            self.fields[name].error_messages["invalid"] = NOT_AN_ADDRESS

    def clean_phone(self) -> str:
        return tidy_city_phone(self.cleaned_data["phone"])

    def clean_inn(self) -> str:
        typed = "".join(self.cleaned_data["inn"].split())
        if typed != self.instance.inn and not is_inn(typed):
            raise forms.ValidationError(MISTYPED.format("ИНН"))
        return typed

    def clean_ogrn(self) -> str:
        typed = "".join(self.cleaned_data["ogrn"].split())
        if typed != self.instance.ogrn and not is_ogrn(typed):
            raise forms.ValidationError(MISTYPED.format("ОГРН"))
        return typed


class CasesForm(forms.Form):
    """The full and the short name in the oblique cases. A field left as proposed keeps following the rule."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.proposed: dict[str, str] = {}
        kept: Mapping[str, Mapping[str, str]] = organisation.name_cases or {}
        for which, words in (("full", organisation.full_name), ("short", organisation.short_name)):
            for case in OBLIQUE:
                name = f"{which}_{case.value}"
                self.proposed[name] = decline_organisation(words, case)
                widget = forms.Textarea(attrs={"rows": 2}) if which == "full" else forms.TextInput()
                self.fields[name] = forms.CharField(
                    label=LABELS[case],
                    required=False,
                    widget=widget,
                    initial=kept.get(which, {}).get(case.value) or self.proposed[name],
                    help_text="" if not kept.get(which, {}).get(case.value) else f"Само: {self.proposed[name]}",
                )

    def overrides(self) -> dict[str, dict[str, str]]:
        """Only what differs from the rule, as `Organisation.name_cases` keeps it."""
        found: dict[str, dict[str, str]] = {}
        for name, proposed in self.proposed.items():
            which, case = name.split("_")
            typed = " ".join(self.cleaned_data.get(name, "").split())
            if typed and typed != proposed:
                found.setdefault(which, {})[case] = typed
        return found

    @property
    def full_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("full_")]

    @property
    def short_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("short_")]


class HeadshipForm(forms.ModelForm):
    starts = DayField(label="Первый день")
    ends = DayField(
        label="Последний день",
        required=False,
        help_text="У исполняющего обязанности — обязательно; у директора можно не указывать.",
    )

    class Meta:
        model = Headship
        fields = ["person", "post", "is_acting", "ground", "starts", "ends"]
        labels = {"is_acting": "Исполняет обязанности временно"}

    field_order = ["person", "post", "is_acting", "starts", "ends", "ground"]

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["person"]
        choice.queryset = people
        choice.empty_label = "— выберите —"
        choice.label = "Кто руководит"
        self.fields["post"].help_text = "Как в подписи: «Директор», «Заведующий», «И.о. директора»."
        self.fields["ground"].help_text = "Например: приказ от 25.01.2027 № 3-к."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("is_acting") and not data.get("ends") and "ends" not in self.errors:
            self.add_error("ends", "У исполняющего обязанности укажите последний день.")
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", "Последний день раньше первого. Поправьте даты.")
        return data
