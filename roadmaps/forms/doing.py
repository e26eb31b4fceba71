"""What became of a measure: its status, evidence, dates by hand, who answers."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from schools.editing.forms import ShownForm
from schools.editing.merging import marks_of
from schools.forms.fields import NOT_AN_ADDRESS, DayField, NonceField, RowsField
from schools.models import Person
from schools.papers.models import Document

from ..enums import MeasureStatus, ResponsibleRole
from ..models import Occasion

SPANS = 4


class StatusForm(ShownForm):
    to = forms.ChoiceField(
        label="Состояние",
        choices=MeasureStatus.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите состояние.", "invalid_choice": "Выберите состояние из списка."},
    )
    done_on = DayField(label="Когда выполнено", required=False)
    reason = forms.CharField(
        label="Почему не проводилось", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    comment = forms.CharField(
        label="Примечание", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, occasion: Occasion, today: date, **kwargs: Any) -> None:
        initial = {
            "to": occasion.status,
            "done_on": occasion.done_on or today,
            "reason": occasion.reason,
            "comment": occasion.comment,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.remember(occasion.version, marks_of(comparable(initial)))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("to") == MeasureStatus.DONE and not data.get("done_on") and "done_on" not in self.errors:
            self.add_error("done_on", "Укажите день, когда мероприятие выполнено.")
        if data.get("to") == MeasureStatus.NOT_HELD and not data.get("reason"):
            self.add_error("reason", "Напишите, почему мероприятие не проводилось.")
        return data


def comparable(values: Mapping[str, Any]) -> dict[str, str]:
    """What a status form shows or was sent, in the form in which two of them are compared; the day as ISO."""
    day = values.get("done_on")
    texts = {name: (values.get(name) or "").replace("\r\n", "\n").strip() for name in ("to", "reason", "comment")}
    return texts | {"done_on": day.isoformat() if day else ""}


# The one form of the card: what is typed as evidence goes along with whichever button is pressed.
DOING = "doing-form"


class EvidenceForm(forms.Form):
    """A note, a file, a link, a document of the register: any of them, at least one."""

    text = forms.CharField(
        label="Запись",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Что сделано, сколько человек, где лежат материалы.",
    )
    file = forms.FileField(
        label="Файл",
        required=False,
        help_text="PDF, фото, Word или Excel.",
        error_messages={
            "empty": "Файл пустой. Выберите другой.",
            "missing": "Файл не дошёл до нас. Выберите его ещё раз.",
            "max_length": "Имя файла слишком длинное. Переименуйте файл и выберите его снова.",
        },
    )
    url = forms.URLField(
        label="Ссылка",
        required=False,
        max_length=1000,
        assume_scheme="https",
        error_messages={"invalid": NOT_AN_ADDRESS, "max_length": "Ссылка слишком длинная. Возьмите короткую."},
    )
    document = forms.ModelChoiceField(
        label="Документ из журнала регистрации",
        required=False,
        queryset=Document.objects.none(),
        empty_label="не выбран",
        error_messages={"invalid_choice": "Такого документа в журнале регистрации нет."},
    )
    nonce = NonceField(required=False)

    def __init__(self, *args: Any, documents: QuerySet[Document] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if documents is None:
            del self.fields["document"]
        else:
            self.fields["document"].queryset = documents
        for field in self.fields.values():
            field.widget.attrs["form"] = DOING

    @property
    def is_given(self) -> bool:
        """Whether anything was typed, chosen or attached at all."""
        sent = (self.data.get(name) for name in ("text", "url", "document"))
        return bool(self.files.get("file")) or any(str(value or "").strip() for value in sent)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in ("text", "file", "url", "document")):
            self.add_error("text", "Добавьте запись, файл, ссылку или документ.")
        return data


class DatesForm(forms.Form):
    """Days of the year at hand, set by hand: up to four stretches."""

    version = forms.IntegerField(label="Версия", widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, occasion: Occasion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = occasion.version
        spans = [*occasion.spans, *([None] * SPANS)][: max(SPANS, len(occasion.spans))]
        for number, span in enumerate(spans, 1):
            for side, label in enumerate(("с", "по")):
                self.fields[f"{'from' if side == 0 else 'to'}{number}"] = DayField(
                    label=label, required=False, initial=span[side] if span else None
                )
                # Drawn by hand in the template, without the form's own renderer.
                self.fields[f"{'from' if side == 0 else 'to'}{number}"].widget.attrs["class"] = "form-control"
        self.rows = range(1, len(spans) + 1)

    def pairs(self) -> list[tuple[Any, Any]]:
        """Bound fields row by row, for the template."""
        return [(self[f"from{number}"], self[f"to{number}"]) for number in self.rows]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        spans = []
        for number in self.rows:
            begins, ends = data.get(f"from{number}"), data.get(f"to{number}")
            if not begins and not ends:
                continue
            begins, ends = begins or ends, ends or begins
            if ends < begins:  # type: ignore[operator]  # neither is None: each stands for the other
                self.add_error(f"to{number}", "Срок заканчивается раньше, чем начинается. Поправьте даты.")
            elif ends - begins > timedelta(days=4000):  # type: ignore[operator]  # likewise
                self.add_error(f"to{number}", "Срок длиннее десяти лет. Проверьте годы.")
            spans.append((begins, ends))
        data["spans"] = sorted(spans)
        return data


class ResponsibleForm(forms.Form):
    persons = RowsField(
        label="Сотрудники",
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Такого сотрудника в списке нет.",
            "invalid_pk_value": "Такого сотрудника в списке нет.",
        },
    )
    roles = forms.MultipleChoiceField(
        label="Роли и должности",
        choices=ResponsibleRole.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Такой роли нет. Выберите из списка."},
    )
    version = forms.IntegerField(label="Версия", widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"].queryset = people
        self.fields["persons"].label_from_instance = lambda person: person.full_name
