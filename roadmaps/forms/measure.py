"""The words of a measure, a stage, and where they stand."""

from typing import Any

from django import forms

from schools.editing.forms import ShownForm
from schools.forms.fields import NonceField

from ..enums import MeasureCode
from ..models import Measure, Roadmap, Stage
from ..reading.structure import CONTENT, DUE, EXTRA, NUMBER, RESPONSIBLE, RESULT, TITLE
from ..services.editing import measure_marks, stage_marks

LONG = 20_000
# Role of a column → field of the measure.
FIELDS = {
    NUMBER: "number",
    TITLE: "title",
    CONTENT: "content",
    DUE: "due_text",
    RESPONSIBLE: "responsible_text",
    RESULT: "expected_result",
}
LABELS = {
    NUMBER: "Номер",
    TITLE: "Мероприятие",
    CONTENT: "Содержание",
    DUE: "Срок",
    RESPONSIBLE: "Ответственные",
    RESULT: "Ожидаемый результат",
}


class MeasureForm(ShownForm):
    """One field per column of the plan, in its order and under its heading; what the plan has no column for is not asked."""

    nonce = NonceField(required=False)

    def __init__(self, *args: Any, roadmap: Roadmap, measure: Measure | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roadmap, self.measure = roadmap, measure
        if measure is not None:
            self.remember(measure.version, measure_marks(measure))
        asked = list(columns_of(roadmap))
        for index, role, heading in asked:
            self._add(index, role, heading)
        # A measure must be able to have words even where no column is for them.
        if not {TITLE, CONTENT} & {role for _, role, _ in asked}:
            self._add(-1, CONTENT, LABELS[CONTENT])
        self.fields["code"] = forms.ChoiceField(
            label="Чем подтверждается в программе",
            choices=[("", "не отслеживать"), *MeasureCode.choices],
            required=False,
            initial=measure.code if measure else "",
            help_text="Когда это случится, предложим отметить мероприятие выполненным.",
            error_messages={"invalid_choice": "Выберите из списка."},
        )

    def _add(self, index: int, role: str, heading: str) -> None:
        name = f"extra-{index}" if role == EXTRA else FIELDS[role]
        if name in self.fields:
            return
        value = ""
        if self.measure is not None:
            value = self.measure.extra.get(str(index), "") if role == EXTRA else getattr(self.measure, name)
        lines = value.count("\n") + len(value) // 70 + 1
        self.fields[name] = forms.CharField(
            label=heading or LABELS.get(role, f"Столбец {index + 1}"),
            required=False,
            max_length=40 if role == NUMBER else LONG,
            initial=value,
            widget=forms.TextInput(attrs={"class": "w-short"})
            if role == NUMBER
            else forms.Textarea(attrs={"rows": min(max(lines, 1 if role in (DUE, RESPONSIBLE) else 2), 12)}),
            strip=True,
            error_messages={"max_length": "Слишком длинно: сократите текст или разделите мероприятие на два."},
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not (data.get("title") or data.get("content")):
            name = "content" if "content" in self.fields else "title"
            self.add_error(name, "Напишите, что будет сделано.")
        return data

    def focus(self) -> None:
        """Typing begins in the field that says what will be done."""
        name = "title" if "title" in self.fields else "content"
        self.fields[name].widget.attrs["autofocus"] = True

    def values(self) -> dict[str, Any]:
        """What `edit_measure` and `add_measure` take."""
        data = self.cleaned_data
        values = {name: data[name].replace("\r\n", "\n") for name in FIELDS.values() if name in self.fields}
        extra = dict(self.measure.extra) if self.measure else {}
        for name in self.fields:
            if name.startswith("extra-"):
                index = name.removeprefix("extra-")
                extra.pop(index, None)
                if data[name]:
                    extra[index] = data[name].replace("\r\n", "\n")
        return values | {"extra": extra, "code": data.get("code", "")}


def columns_of(roadmap: Roadmap) -> Any:
    """(index, role, heading) of the plan's columns, without that of the stages."""
    for index, column in enumerate(roadmap.columns):
        role = column.get("role", EXTRA)
        if role in FIELDS or role == EXTRA:
            yield index, role, column.get("heading", "")


class StageForm(ShownForm):
    number = forms.CharField(
        label="Номер этапа", required=False, max_length=40, widget=forms.TextInput(attrs={"class": "w-short"})
    )
    title = forms.CharField(
        label="Название этапа", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    nonce = NonceField(required=False)

    def __init__(self, *args: Any, stage: Stage | None = None, **kwargs: Any) -> None:
        if stage is not None:
            kwargs["initial"] = {"number": stage.number, "title": stage.title}
        super().__init__(*args, **kwargs)
        if stage is not None:
            self.remember(stage.version, stage_marks(stage))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not (data.get("title") or data.get("number")):
            self.add_error("title", "Напишите название этапа.")
        return data

    def values(self) -> dict[str, str]:
        return {"number": self.cleaned_data["number"], "title": self.cleaned_data["title"].replace("\r\n", "\n")}


class MoveForm(forms.Form):
    """`way` is «up» or «down» within the order of the plan, or «stage» with the stage to go to."""

    way = forms.ChoiceField(choices=[("up", "выше"), ("down", "ниже"), ("stage", "в этап")])
    stage = forms.ModelChoiceField(queryset=Stage.objects.none(), required=False)

    def __init__(self, *args: Any, roadmap: Roadmap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = roadmap.stages.all()  # type: ignore[attr-defined]  # stubs know only Field
