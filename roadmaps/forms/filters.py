"""What of a plan to show; kept in the address."""

from typing import Any

from django import forms

from ..enums import MeasureStatus
from ..selectors.plan import MONTHS, Plan, PlanFilters


class PlanFilterForm(forms.Form):
    """Choices come from the plan itself; what cannot be read in the address filters nothing."""

    q = forms.CharField(label="Поиск", required=False, max_length=200)
    stage = forms.TypedChoiceField(label="Этап", required=False, coerce=int, empty_value=None)
    status = forms.ChoiceField(label="Состояние", required=False, choices=[("", "любое"), *MeasureStatus.choices])
    who = forms.ChoiceField(label="Ответственный", required=False)
    month = forms.TypedChoiceField(
        label="Месяц",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "любой"), *(((index + 8) % 12 + 1, word) for index, word in enumerate(MONTHS))],
    )
    overdue = forms.BooleanField(label="просроченные", required=False)
    mine = forms.BooleanField(label="только мои", required=False)
    doubtful = forms.BooleanField(label="проверьте", required=False)
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, mine: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = mine
        self.fields["q"].widget.input_type = "search"
        stages = [(one.stage.pk, str(one.stage)[:60]) for one in plan.everything]
        self.fields["stage"].choices = [("", "любой"), *stages]  # type: ignore[attr-defined]  # stubs know only Field
        self.fields["who"].choices = [("", "любой"), *_responsible(plan)]  # type: ignore[attr-defined]  # stubs know only Field
        if len(stages) < 2:
            del self.fields["stage"]
        if mine is None:
            del self.fields["mine"]
        if not any(row.is_doubtful for one in plan.everything for row in one.rows):
            del self.fields["doubtful"]
        for name in ("stage", "status", "who", "month"):
            if name in self.fields:
                self.fields[name].widget.attrs["class"] = "form-select"

    def filters(self) -> PlanFilters:
        self.is_valid()
        data = self.cleaned_data
        kind, _, which = (data.get("who") or "").partition(":")
        person = int(which) if kind == "person" else None
        return PlanFilters(
            stage=data.get("stage"),
            status=data.get("status") or "",
            person=self.own if data.get("mine") else person,
            role=which if kind == "role" else "",
            month=data.get("month"),
            overdue=bool(data.get("overdue")),
            doubtful=bool(data.get("doubtful")),
            words=data.get("q") or "",
        )


def _responsible(plan: Plan) -> list[tuple[str, str]]:
    """People by name, then roles, as they stand in the plan."""
    people, roles = {}, {}
    for one in (one for stage in plan.everything for row in stage.rows for one in row.responsible):
        if one.person is not None:
            people[f"person:{one.person_id}"] = one.person.full_name
        else:
            roles[f"role:{one.role}"] = one.get_role_display()
    return sorted(people.items(), key=lambda pair: pair[1]) + sorted(roles.items(), key=lambda pair: pair[1])
