"""The one thing that a draft cannot begin without: whom it is about, which pair, which order."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.labour import labour_pairs
from schools.models import Organisation, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

from ..kinds.kind import Ask, Kind, Shelf
from ..order_kinds import ORDER_KINDS
from ..selectors.beginnings import Subject, may_rest_on, suits
from ..selectors.choices import rows_for
from .questions import SEARCHED, OneRow

_LABELS = {"person": "О ком", "pair": "О какой паре", "order": "На каком приказе основана"}


class BeginForm(forms.Form):
    """One field `subject`; none for a kind that is begun from the organisation."""

    def __init__(self, *args: Any, kind: Kind, organisation: Organisation, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind.begins not in _LABELS:
            return
        rows = subjects_for(kind, organisation, year)
        label = _LABELS[kind.begins]
        field = OneRow(
            rows,
            label=label,
            empty_label="выберите из списка",
            error_messages={"required": "Выберите из списка: без этого бумагу не составить."},
        )
        if rows.count() > SEARCHED:
            field.widget.attrs["data-pick"] = "1"
        self.fields["subject"] = field

    def subject(self) -> Subject:
        return Subject(**{self.kind.begins: self.cleaned_data["subject"]})


class ChangedOrderForm(forms.Form):
    """Which order on pairs is changed: the first one, changes of it are made from its own page."""

    subject = OneRow(
        Document.objects.none(),
        label="Какой приказ изменить",
        empty_label="выберите из списка",
        error_messages={"required": "Выберите приказ, который нужно изменить."},
    )

    def __init__(self, *args: Any, user: User, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issued = Document.objects.visible_to(user).filter(
            organisation=organisation.legal_entity, kind__in=ORDER_KINDS.values(), status=DocumentStatus.ISSUED
        )
        rows = issued.select_related("register").order_by("-date", "-pk")
        field = self.fields["subject"]
        field.queryset = rows  # type: ignore[attr-defined]  # a field of rows
        if rows.count() > SEARCHED:
            field.widget.attrs["data-pick"] = "1"


def subjects_for(kind: Kind, organisation: Organisation, year: int) -> QuerySet[Any]:
    """Those of whom the paper may be: people present, standing pairs of the year, issued papers that it may rest on.

    Papers of labour are only for employees who help employees; what else a kind is for it says itself when the draft is begun.
    """
    probe = Document(organisation=organisation.legal_entity, kind=kind.code, data={"year": year})
    of_labour = kind.shelf == Shelf.LABOUR
    question = "staff" if of_labour and kind.begins == "person" else kind.begins
    rows = rows_for(Ask("subject", "", question), probe)  # type: ignore[arg-type]  # what it begins from is a question
    if kind.begins == "order":
        fitting = [order.pk for order in rows if may_rest_on(kind, order) and _suits(kind, organisation, order)]
        return rows.filter(pk__in=fitting)
    if of_labour and kind.begins == "pair":
        of_employees = labour_pairs(Pair.objects.filter(organisation=probe.organisation), organisation.today())
        return rows.filter(pk__in=of_employees.values("pk"))
    return rows


def _suits(kind: Kind, organisation: Organisation, order: Document) -> bool:
    return suits(kind, Subject(order=order).probe(organisation, kind.code))
