"""Settings of papers: the register's numbers, the look of the page."""

from typing import Any

from django import forms

from ..enums import RegisterKind
from ..models import PaperSettings, Register
from ..numbers import tidy_number

# Registers that a school may keep apart or not, and what stands in them.
_OTHERWISE = "Без отметки они получают номера в журнале по основной деятельности."
APART = {
    RegisterKind.PERSONNEL: f"Здесь стоят приказы о выплатах наставникам. {_OTHERWISE}",
    RegisterKind.PUPILS: f"Здесь стоят приказы о парах, в которых наставляемый — обучающийся. {_OTHERWISE}",
}


class RegisterForm(forms.ModelForm):
    first_number = forms.IntegerField(
        label="Начать с номера",
        min_value=1,
        max_value=99_999,
        help_text="Если в этом году приказы уже издавались на бумаге.",
        error_messages={"min_value": "Номера начинаются с единицы.", "max_value": "Такого большого номера не бывает."},
    )

    class Meta:
        model = Register
        fields = ["kept", "mode", "pattern", "first_number"]
        labels = {"kept": "Вести этот журнал отдельно", "mode": "Кто даёт номера", "pattern": "Образец номера"}
        widgets = {"mode": forms.RadioSelect, "pattern": forms.TextInput(attrs={"class": "w-short"})}
        help_texts = {"pattern": "{n} — порядковый номер. Бывает: {n}, {n}-ОД, {n}-п.о.д., 02-05/{n}."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.kind not in APART:
            del self.fields["kept"]
        else:
            self.fields["kept"].help_text = APART[self.instance.kind]
        self.fields["mode"].choices = Register._meta.get_field("mode").choices

    def clean_pattern(self) -> str:
        # «№» is printed before every number: one copied from paper into the pattern would stand twice.
        return tidy_number(self.cleaned_data["pattern"])


class EmblemForm(forms.Form):
    emblem = forms.FileField(
        label="Файл эмблемы",
        help_text="PNG или JPEG, до 5 МБ. Печатается над наименованием, не выше 20 мм",
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
        error_messages={"required": "Выберите файл с эмблемой.", "empty": "Файл пустой. Выберите другой."},
    )


class PaperSettingsForm(forms.ModelForm):
    class Meta:
        model = PaperSettings
        fields = [
            "layout",
            "font",
            "font_size",
            "line_spacing",
            "left_mm",
            "right_mm",
            "top_mm",
            "bottom_mm",
            "qr_mark",
        ]
        help_texts = {
            "qr_mark": "На приказе появится код. По нему откроется страница, которая говорит только одно: "
            "существует ли документ и не изменён ли он. Имён и содержания на ней нет."
        }
        widgets = {"layout": forms.RadioSelect}
        labels = {
            "layout": "Бланк",
            "font": "Шрифт",
            "font_size": "Кегль",
            "line_spacing": "Межстрочный интервал",
            "left_mm": "Поле слева, мм",
            "right_mm": "Поле справа, мм",
            "top_mm": "Поле сверху, мм",
            "bottom_mm": "Поле снизу, мм",
            "qr_mark": "Печатать квадратный код для проверки",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["layout"].choices = PaperSettings._meta.get_field("layout").choices
