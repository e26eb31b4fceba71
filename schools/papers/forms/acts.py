from django import forms
from django.core.exceptions import ValidationError

from schools.forms.fields import DayField
from schools.russian import Case, stands_in

from ..enums import ActPurpose
from ..models import LegalAct


class ActForm(forms.ModelForm):
    purposes = forms.MultipleChoiceField(
        label="Где ссылаться",
        choices=ActPurpose.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Ничего не отмечено — предлагается в любой бумаге",
    )
    adopted_on = DayField(label="Дата акта", required=False)
    valid_to = DayField(
        label="Действует до", required=False, help_text="Последний день. После него акт не предлагается в новые бумаги"
    )

    def clean_citation(self) -> str:
        citation: str = self.cleaned_data["citation"]
        if not stands_in(citation, Case.ABLT):
            raise ValidationError(
                f"В приказе получится «в соответствии с {citation[:60]}»: поставьте слова в творительный падеж, "
                "например «положением о наставничестве»."
            )
        return citation

    class Meta:
        model = LegalAct
        fields = ["title", "citation", "purposes", "adopted_on", "valid_to", "is_default"]
        widgets = {"citation": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "title": "Название для списка",
            "citation": "Как написать после слов «в соответствии с»",
            "is_default": "Отмечать в новых бумагах сразу",
        }
        help_texts = {
            "title": "Коротко, чтобы узнать: «Положение о наставничестве»",
            "citation": "В творительном падеже: «положением о наставничестве, утверждённым приказом от 30.08.2026 № 5». "
            "Письма и рекомендации тоже пишутся так: «письмом управления образования от …»; в приказе они встанут "
            "после слов «с учётом»",
        }
