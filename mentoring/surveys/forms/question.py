"""One question, one section, as the curator types them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from schools.editing.forms import ShownForm

from .. import conditions
from ..enums import QuestionKind
from ..services.editing import question_marks, section_marks, values_of
from ..wording import LONGEST, LONGEST_QUESTION, MOST_OPTIONS, TOO_LONG_QUESTION, Question, Section

TOO_LONG = "Слишком длинно: сократите текст."
NOT_OFFERED = "Выберите из списка."
SOURCES = [
    ("", "варианты впишу здесь"),
    ("topics", "из словаря направлений помощи"),
    ("kinds", "из словаря видов наставничества"),
    ("forms", "из словаря форм наставничества"),
]
PEOPLE = [("mentors", "из банка наставников"), ("mentees", "из банка наставляемых")]
# Where an answer goes once the curator has agreed.
TARGETS = [
    ("", "никуда, только в результаты"),
    (
        "Карточка наставляемого",
        [
            ("requests_high", "запросы: в первую очередь"),
            ("requests_middle", "запросы: важно"),
            ("requests_low", "запросы: по возможности"),
            ("request_detail", "уточнение запроса"),
            ("experience_years", "стаж, лет"),
        ],
    ),
    (
        "Карточка наставника",
        [
            ("strengths", "сильные стороны"),
            ("strength_detail", "уточнение сильной стороны"),
            ("capacity", "сколько наставляемых готов вести"),
            ("hours_per_week", "часов в неделю"),
            ("achievements", "достижения"),
            ("wished_age", "с кем по возрасту хочет работать"),
        ],
    ),
    (
        "Любая карточка",
        [
            ("interests", "интересы"),
            ("kinds", "виды наставничества"),
            ("forms", "формы наставничества"),
            ("note", "примечание"),
        ],
    ),
    ("Пары", [("preferred", "с кем хотелось бы работать"), ("avoided", "с кем лучше не работать")]),
]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class QuestionForm(ShownForm):
    """All fields of all kinds: which of them belong to the chosen kind is shown by the style sheet, and decided when saved."""

    text = forms.CharField(
        label="Вопрос",
        max_length=LONGEST_QUESTION,
        widget=_lines(2),
        error_messages={"required": "Напишите вопрос.", "max_length": f"Вопрос {TOO_LONG_QUESTION}"},
    )
    kind = forms.ChoiceField(
        label="Как отвечают",
        choices=QuestionKind.choices,
        initial=QuestionKind.SCALE,
        widget=forms.Select(attrs={"class": "w-mid"}),
        error_messages={"required": "Выберите, как отвечают.", "invalid_choice": NOT_OFFERED},
    )
    source = forms.ChoiceField(
        label="Откуда варианты",
        choices=SOURCES,
        required=False,
        widget=forms.Select(attrs={"class": "w-mid"}),
        error_messages={"invalid_choice": NOT_OFFERED},
    )
    options = forms.CharField(
        label="Варианты ответа",
        required=False,
        max_length=MOST_OPTIONS * 300,
        widget=_lines(5),
        help_text="Каждый с новой строки. Если ответ должен позвать куратора, начните строку с «!». "
        "Для словаря оставьте пустым: спросим обо всём, что в нём есть.",
        error_messages={"max_length": TOO_LONG},
    )
    rows = forms.CharField(
        label="Что оценивают",
        required=False,
        max_length=MOST_OPTIONS * 300,
        widget=_lines(4),
        help_text="Каждое утверждение с новой строки; у каждого будет своя шкала от 1 до 10.",
        error_messages={"max_length": TOO_LONG},
    )
    low = forms.CharField(label="Что значит 1", required=False, max_length=80, error_messages={"max_length": TOO_LONG})
    high = forms.CharField(
        label="Что значит 10", required=False, max_length=80, error_messages={"max_length": TOO_LONG}
    )
    limit = forms.IntegerField(
        label="Сколько можно выбрать",
        required=False,
        min_value=1,
        max_value=MOST_OPTIONS,
        widget=forms.NumberInput(attrs={"class": "w-short"}),
        help_text="Пусто — сколько угодно.",
        error_messages={
            "invalid": "Напишите число цифрами.",
            "min_value": "Не меньше одного.",
            "max_value": f"Не больше {MOST_OPTIONS}.",
        },
    )
    people = forms.ChoiceField(
        label="Из кого выбирают",
        choices=PEOPLE,
        required=False,
        widget=forms.Select(attrs={"class": "w-mid"}),
        error_messages={"invalid_choice": NOT_OFFERED},
    )
    calls = forms.BooleanField(label="Ответ «да» зовёт куратора", required=False)
    required = forms.BooleanField(label="Отвечать обязательно", required=False, initial=True)
    when = forms.ChoiceField(
        label="Спросить, только если …",
        required=False,
        error_messages={"invalid_choice": "Такого условия больше нет: вопрос или ответ изменили. Выберите другое."},
    )
    help = forms.CharField(
        label="Пояснение под вопросом",
        required=False,
        max_length=LONGEST,
        widget=_lines(2),
        error_messages={"max_length": TOO_LONG},
    )
    target = forms.ChoiceField(
        label="Куда записать ответ",
        choices=TARGETS,
        required=False,
        help_text="Запишем, только когда куратор посмотрит и согласится. Из анонимной анкеты ничего никуда не пишется.",
        error_messages={"invalid_choice": NOT_OFFERED},
    )

    def __init__(
        self, *args: Any, earlier: Sequence[Question], question: Question | None = None, version: int = 0, **kwargs: Any
    ) -> None:
        if question is not None:
            kwargs["initial"] = values_of(question)
        super().__init__(*args, **kwargs)
        self.question = question
        if question is not None:
            self.remember(version, question_marks(question))
        self.fields["when"].choices = self._conditions(earlier, question)  # type: ignore[attr-defined]  # a choice field

    def _conditions(self, earlier: Sequence[Question], question: Question | None) -> list[Any]:
        choices: list[Any] = [("", "спрашивать всегда"), *conditions.offered(earlier)]
        if question is not None and question.when is not None:
            known = {value for _, group in choices[1:] for value, _ in group}
            value = conditions.encoded(question.when)
            if value not in known:
                # A condition of the library that the list does not offer stays as it is.
                choices.insert(1, (value, conditions.told(earlier, question.when)))
        return choices

    def focus(self) -> None:
        self.fields["text"].widget.attrs["autofocus"] = True

    def values(self) -> dict[str, Any]:
        """Fields of `values_of`."""
        return {name: self.cleaned_data.get(name) for name in self.fields if name not in ("version", "versions")}


class SectionForm(ShownForm):
    title = forms.CharField(
        label="Название раздела", required=False, max_length=200, error_messages={"max_length": TOO_LONG}
    )
    text = forms.CharField(
        label="Пояснение",
        required=False,
        max_length=LONGEST,
        widget=_lines(3),
        help_text="Его прочтут перед вопросами раздела.",
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, section: Section | None = None, version: int = 0, **kwargs: Any) -> None:
        if section is not None:
            kwargs["initial"] = {"title": section.title, "text": section.text}
        super().__init__(*args, **kwargs)
        if section is not None:
            self.remember(version, section_marks(section))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("title") and not data.get("text"):
            self.add_error("title", "Напишите название раздела или пояснение к нему.")
        return data

    def values(self) -> dict[str, str]:
        return {"title": self.cleaned_data["title"], "text": self.cleaned_data["text"]}


def marks_sent(data: Mapping[str, Any]) -> dict[str, str] | None:
    """Field → mark, of a small form that carries only `versions`."""
    pairs = [pair.partition(":") for pair in str(data.get("versions", "")).split()]
    return {name: mark for name, _, mark in pairs} or None


def written(marks: Mapping[str, str]) -> str:
    """The value of such a hidden field."""
    return " ".join(f"{name}:{mark}" for name, mark in marks.items())
