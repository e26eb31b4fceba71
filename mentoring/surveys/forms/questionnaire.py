"""A questionnaire as a whole: new, its head, its file; what lists are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from schools.editing.forms import ShownForm
from schools.forms.filters import ListFilter
from schools.russian import search_key

from ..enums import AnswerSide, Mode, Purpose, QuestionKind
from ..models import Questionnaire
from ..services.editing import head_marks, head_values
from ..services.exchange import BIGGEST
from ..services.questionnaires import LONGEST_TITLE, PLAIN
from ..wording import LONGEST, MOST_QUESTIONS

TOO_LONG = "Слишком длинно: сократите текст."
NOT_OFFERED = "Выберите из списка."


def _choice(label: str, choices: Any, *, wide: bool = False, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.Select(attrs={} if wide else {"class": "w-mid"}),
        error_messages={"required": NOT_OFFERED, "invalid_choice": NOT_OFFERED},
        **more,
    )


class AboutForm(forms.Form):
    """What it is called, for what and for whom."""

    title = forms.CharField(
        label="Название в списке анкет",
        max_length=LONGEST_TITLE,
        error_messages={"required": "Дайте анкете название.", "max_length": TOO_LONG},
    )
    purpose = _choice("Для чего", Purpose.choices)
    side = _choice("Кто отвечает", AnswerSide.choices)
    mode = _choice(
        "Кто видит ответы",
        [
            (Mode.NAMED, "именная: куратор и руководитель"),
            (Mode.CONFIDENTIAL, "конфиденциальная: только куратор"),
            (Mode.ANONYMOUS, "анонимная: никто не узнает, чей ответ"),
        ],
        wide=True,
        help_text="Предложим это, когда будете начинать анкетирование; там можно выбрать иначе.",
    )


class CreateForm(AboutForm):
    kind = _choice(
        "Как отвечают",
        [(kind.value, kind.label) for kind in PLAIN],
        initial=QuestionKind.SCALE,
        help_text="Для начала одинаково на все вопросы; потом каждый можно поменять.",
    )
    questions = forms.CharField(
        label="Вопросы",
        max_length=MOST_QUESTIONS * 500,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Каждый с новой строки.",
        error_messages={"required": "Напишите хотя бы один вопрос.", "max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].initial = Purpose.OTHER
        self.fields["side"].initial = AnswerSide.ANYBODY
        self.fields["mode"].initial = Mode.CONFIDENTIAL

    def values(self) -> dict[str, Any]:
        """What `create_questionnaire` takes."""
        data = dict(self.cleaned_data)
        return data | {"questions": data["questions"].splitlines()}


class HeadForm(ShownForm, AboutForm):
    heading = forms.CharField(
        label="Заголовок для отвечающих",
        max_length=LONGEST_TITLE,
        help_text="Его прочтут первым.",
        error_messages={"required": "Напишите заголовок.", "max_length": TOO_LONG},
    )
    intro = forms.CharField(
        label="Вступление",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Зачем спрашиваем и сколько это займёт. Кто увидит ответы, программа скажет сама.",
        error_messages={"max_length": TOO_LONG},
    )
    thanks = forms.CharField(
        label="Благодарность в конце",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": TOO_LONG},
    )
    field_order = ["title", "purpose", "side", "mode", "heading", "intro", "thanks"]

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any) -> None:
        kwargs["initial"] = head_values(questionnaire)
        super().__init__(*args, **kwargs)
        self.remember(questionnaire.version, head_marks(questionnaire))

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name not in ("version", "versions")}


class FileForm(forms.Form):
    file = forms.FileField(
        label="Файл анкеты",
        help_text="Тот, что другая школа скачала кнопкой «Скачать файл» на странице своей анкеты.",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={
            "required": "Выберите файл анкеты.",
            "empty": "Файл пустой: в нём нет ни одного байта. Выберите другой файл.",
            "missing": "Файл не дошёл до нас. Выберите его ещё раз.",
            "max_length": "Имя файла слишком длинное. Переименуйте файл и выберите его снова.",
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > BIGGEST:
            raise forms.ValidationError(
                f"Файл больше {BIGGEST // 1000} КБ: таких анкет не бывает. Возьмите файл, скачанный из программы."
            )
        return file


class QuestionnaireFilter(ListFilter):
    """Of the organisation's own: few enough to be looked through by their titles as they are."""

    purpose = django_filters.ChoiceFilter(choices=Purpose.choices, label="Для чего", empty_label="всё равно")
    side = django_filters.ChoiceFilter(choices=AnswerSide.choices, label="Кто отвечает", empty_label="всё равно")

    class Meta:
        model = Questionnaire
        fields: list[str] = []

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        words = search_key(value).split()
        titles = queryset.values_list("pk", "title")
        return queryset.filter(pk__in=[pk for pk, title in titles if all(word in search_key(title) for word in words)])


class LibraryFilterForm(forms.Form):
    q = forms.CharField(label="Поиск", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    purpose = forms.ChoiceField(label="Для чего", required=False, choices=[("", "всё равно"), *Purpose.choices])
    side = forms.ChoiceField(label="Кто отвечает", required=False, choices=[("", "всё равно"), *AnswerSide.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"

    def chosen(self) -> dict[str, str]:
        """What was asked for; nonsense in the address asks for nothing."""
        self.is_valid()
        found = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return found | {"q": search_key(found["q"])}
