"""The card of a mentee as a form: requests are rows; a ticked «Убрать» or an emptied row is a request taken away."""

from typing import Any

from django import forms

from schools.forms.fields import NOT_AN_ADDRESS

from ..enums import Priority, RequestSource
from ..lines import RequestLine
from ..models import Mentee
from ..selectors.dictionary import topics_for
from .version import VersionedForm

SELECT = forms.Select(attrs={"class": "form-select"})
# Empty rows offered below the filled ones.
SPARE_ROWS = 2


class RequestRow(forms.Form):
    topic = forms.ModelChoiceField(label="Направление", queryset=None, required=False, empty_label="—", widget=SELECT)
    detail = forms.CharField(
        label="Что именно", required=False, max_length=150, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    priority = forms.TypedChoiceField(
        label="Важность",
        coerce=int,
        choices=Priority.choices,
        initial=Priority.MIDDLE,
        required=False,
        widget=SELECT,
    )
    source = forms.ChoiceField(
        label="Откуда известно",
        choices=RequestSource.choices,
        initial=RequestSource.SELF,
        required=False,
        widget=SELECT,
    )

    def __init__(self, *args: Any, topics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("detail") and not cleaned.get("topic") and "topic" not in self.errors:
            self.add_error("topic", f"Выберите направление для «{cleaned['detail']}» или сотрите эти слова.")
        return cleaned


RequestRows = forms.formset_factory(RequestRow, extra=0, max_num=40, absolute_max=60, can_delete=True)


class MenteeForm(VersionedForm):
    experience_years = forms.IntegerField(
        label="Стаж, лет",
        required=False,
        min_value=0,
        max_value=70,
        widget=forms.NumberInput(attrs={"class": "w-short"}),
        help_text="Педагогический стаж. У обучающихся не нужен.",
    )
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
        help_text="Видят куратор и руководитель; сам наставляемый — нет.",
    )

    def __init__(self, *args: Any, mentee: Mentee, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "experience_years": mentee.experience_years,
            "case_url": mentee.case_url,
            "note": mentee.note,
            "version": mentee.version,
        }
        self.entry = mentee
        super().__init__(*args, **kwargs)
        kept = [
            {"topic": row.topic_id, "detail": row.detail, "priority": row.priority, "source": row.source}
            for row in mentee.requests.all()
        ]
        spare = SPARE_ROWS if kept else SPARE_ROWS + 1
        topics = topics_for(mentee.organisation, [row["topic"] for row in kept])
        self.rows = RequestRows(
            data=self.data if self.is_bound else None,
            initial=kept + [{"priority": Priority.MIDDLE, "source": RequestSource.SELF}] * spare,
            prefix="requests",
            form_kwargs={"topics": topics, "empty_permitted": False},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.rows.is_valid():
            raise forms.ValidationError([*self.rows.non_form_errors(), *self._row_errors()])
        cleaned["requests"] = [
            RequestLine(
                row["topic"],
                row.get("detail", ""),
                row.get("priority") or Priority.MIDDLE,
                row.get("source") or RequestSource.SELF,
            )
            for row in (form.cleaned_data for form in self.rows if form not in self.rows.deleted_forms)
            if row.get("topic")
        ]
        return cleaned

    def _row_errors(self) -> list[str]:
        """What is wrong in the rows, with their numbers."""
        found = []
        for number, row in enumerate(self.rows, start=1):
            if row in self.rows.deleted_forms:
                continue
            for field, errors in row.errors.items():
                label = "" if field == "__all__" else f" «{row.fields[field].label}»"
                found += [f"Запрос {number}{label}: {error}" for error in errors]
        return found
