"""The head's decision on a roadmap: how it is approved, or what is to be changed."""

from datetime import timedelta
from typing import Any

from django import forms

from roadmaps.enums import ApprovalForm
from roadmaps.models import Roadmap
from schools.forms.fields import DayField, RowField
from schools.papers.forms.fields import NumberField
from schools.papers.models import Document

from ..selectors.offered import orders_for_plans
from ..services.roadmaps import OrderOfApproval
from .wording import ReturningForm

# Orders further back approve no plan of this year.
RECENT = timedelta(days=3 * 366)


class OrderField(RowField):
    """An issued order of the register."""

    def label_from_instance(self, obj: Any) -> str:
        return f"№ {obj.number} от {obj.date:%d.%m.%Y} «{obj.title}»"[:160]


class ApproveForm(ReturningForm):
    """`seen` is the fingerprint of the words that the page shows."""

    mark = forms.ChoiceField(label="Гриф утверждения", choices=ApprovalForm.choices, widget=forms.RadioSelect)
    day = DayField(label="Дата утверждения", help_text="По ней определяется, кто подписывает")
    order = OrderField(
        label="Приказ из журнала",
        queryset=Document.objects.none(),
        required=False,
        empty_label="не выбран",
        error_messages={"invalid_choice": "Выберите приказ из списка."},
    )
    order_number = NumberField(label="Номер приказа, изданного на бумаге", max_length=40, required=False)
    order_date = DayField(label="Его дата", required=False)
    annex_number = NumberField(
        label="Номер приложения",
        max_length=10,
        required=False,
        help_text="Если приложение у приказа одно, номер не нужен",
    )
    seen = forms.CharField(label="Отпечаток текста", max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, roadmap: Roadmap, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.roadmap = roadmap
        orders = self.fields["order"]
        assert isinstance(orders, forms.ModelChoiceField)
        orders.queryset = orders_for_plans(roadmap.organisation).filter(date__gte=roadmap.organisation.today() - RECENT)

    def by_order(self) -> OrderOfApproval:
        asked = self.cleaned_data
        return OrderOfApproval(asked.get("order"), asked.get("order_number", ""), asked.get("order_date"))


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label="Что поправить",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Напишите, что поправить: без замечания непонятно, почему план вернулся."},
    )
