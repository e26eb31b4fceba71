"""The card of a mentor as a form: topics to tick, with words beside those that are made precise."""

from dataclasses import dataclass
from typing import Any

from django import forms

from schools.forms.fields import NOT_AN_ADDRESS, RowsField

from ..lines import StrengthLine
from ..models import Mentor, Topic
from ..selectors.dictionary import forms_for, kinds_for, topics_for
from .version import VersionedForm

TICK = {"class": "form-check-input"}


@dataclass
class TopicRow:
    """A topic in the form: its tick and, where it is made precise, the field beside it."""

    topic: Topic
    tick_id: str
    is_ticked: bool
    detail: Any = None


class MentorForm(VersionedForm):
    capacity = forms.IntegerField(
        label="Сколько наставляемых готов взять",
        min_value=1,
        max_value=30,
        widget=forms.NumberInput(attrs={"class": "w-short"}),
        error_messages={"required": "Впишите число: сколько человек наставник готов вести."},
    )
    hours_per_week = forms.DecimalField(
        label="Часов в неделю",
        required=False,
        min_value=0,
        max_value=40,
        decimal_places=1,
        help_text="Сколько времени есть на наставничество. Половина часа — 0,5.",
        widget=forms.NumberInput(attrs={"class": "w-short", "step": "0.5"}),
    )
    achievements = forms.CharField(
        label="Достижения",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Категория, победы в конкурсах, публикации — то, что важно для наставничества.",
    )
    interests = forms.CharField(label="Интересы", required=False, max_length=250)
    wished_age = forms.CharField(
        label="Кого хотел бы вести",
        required=False,
        max_length=150,
        help_text="Возраст, класс или стаж: «молодые педагоги», «5–7 класс».",
    )
    kinds = RowsField(label="Виды", queryset=None, required=False, widget=forms.CheckboxSelectMultiple(attrs=TICK))
    case_url = forms.URLField(
        label="Ссылка на отзыв или описание опыта",
        required=False,
        assume_scheme="https",
        max_length=200,
        error_messages={"invalid": NOT_AN_ADDRESS},
    )
    note = forms.CharField(
        label="Примечание куратора",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Видят куратор и руководитель; сам наставник — нет.",
    )

    # Last: from here on the name hides the module.
    forms = RowsField(label="Формы", queryset=None, required=False, widget=forms.CheckboxSelectMultiple(attrs=TICK))

    def __init__(self, *args: Any, mentor: Mentor, **kwargs: Any) -> None:
        self.entry = mentor
        strengths = list(mentor.strengths.select_related("topic"))
        kept_forms = [form.pk for form in mentor.forms.all()]
        kept_kinds = [kind.pk for kind in mentor.kinds.all()]
        kwargs["initial"] = {
            "capacity": mentor.capacity,
            "hours_per_week": mentor.hours_per_week,
            "achievements": mentor.achievements,
            "interests": mentor.interests,
            "wished_age": mentor.wished_age,
            "forms": kept_forms,
            "kinds": kept_kinds,
            "case_url": mentor.case_url,
            "note": mentor.note,
            "version": mentor.version,
            "topics": [line.topic_id for line in strengths],
        }
        super().__init__(*args, **kwargs)
        self.fields["forms"].queryset = forms_for(mentor.organisation, kept_forms)
        self.fields["kinds"].queryset = kinds_for(mentor.organisation, kept_kinds)
        self.topics = list(topics_for(mentor.organisation, [line.topic_id for line in strengths]))
        self.fields["topics"] = forms.TypedMultipleChoiceField(
            label="Сильные стороны",
            required=False,
            coerce=int,
            choices=[(topic.pk, topic.name) for topic in self.topics],
            widget=forms.CheckboxSelectMultiple,
        )
        # Words beside a topic that is not made precise come from elsewhere and are kept as they are.
        self.details: dict[int, list[str]] = {}
        for line in strengths:
            self.details.setdefault(line.topic_id, []).append(line.detail)
        for topic in self.topics:
            if topic.has_detail:
                self.fields[f"detail_{topic.pk}"] = forms.CharField(
                    label=f"{topic.name}: что именно",
                    required=False,
                    max_length=400,
                    initial=", ".join(filter(None, self.details.get(topic.pk, []))),
                    widget=forms.TextInput(attrs={"class": "form-control", "placeholder": "через запятую"}),
                )

    @property
    def topic_rows(self) -> list[TopicRow]:
        """The ticks in the dictionary's order, for the template."""
        ticked = {str(value) for value in self["topics"].value() or []}
        return [
            TopicRow(
                topic,
                f"id_topics_{topic.pk}",
                str(topic.pk) in ticked,
                self[f"detail_{topic.pk}"] if topic.has_detail else None,
            )
            for topic in self.topics
        ]

    def clean(self) -> dict[str, Any]:
        """Put ticks and words together: a word without its tick counts as ticked, so that nothing typed is lost."""
        cleaned = super().clean() or {}
        ticked = set(cleaned.pop("topics", []))
        lines = []
        for topic in self.topics:
            typed = [word.strip() for word in cleaned.pop(f"detail_{topic.pk}", "").split(",") if word.strip()]
            if any(len(word) > 150 for word in typed):
                self.add_error(f"detail_{topic.pk}", "Слишком длинно. Впишите по одному слову через запятую.")
            if not topic.has_detail and topic.pk in ticked:
                typed = self.details.get(topic.pk, [])
            if topic.pk in ticked or typed:
                lines += [StrengthLine(topic, word) for word in typed or [""]]
        cleaned["strengths"] = lines
        return cleaned
