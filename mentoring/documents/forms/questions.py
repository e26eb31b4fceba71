"""A question of a draft as fields of a form, its answer as the draft keeps it, and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from mentoring.pairs.enums import PairStatus
from schools.forms.fields import DayField, RowField, RowsField
from schools.papers.enums import DocumentStatus
from schools.papers.forms.fields import NumberField
from schools.papers.models import Document

from ..kinds.kind import Ask
from ..selectors.choices import MANY_ROWS, ONE_ROW, rows_for
from ..words.order_changes import OrderWords
from ..words.order_text import COUNCIL
from .changes import change_fields, kept_changes, present_words, shown_changes

# Signs of a line and of several; more is a slip of the clipboard.
LINE, LINES, NUMBER = 500, 8000, 60
NOT_CHOSEN = "не указано"
# More choices than this get a field to search them by (static/documents/picking.js).
SEARCHED = 12


class OneRow(RowField):
    def label_from_instance(self, obj: Any) -> str:
        return label_of(obj)


class ManyRows(RowsField):
    def label_from_instance(self, obj: Any) -> str:
        return label_of(obj)


def fields_of(ask: Ask, document: Document, sent: Mapping[str, Any] | None = None) -> dict[str, forms.Field]:
    """The fields by name, in the order in which they stand. None is required: a gap forbids the issue, not the draft.

    `sent`: what the form brings, when a question has as many fields as were shown.
    """
    shared: dict[str, Any] = {"label": ask.label, "required": False, "help_text": ask.hint}
    if ask.what == "protocol":
        return _protocol(ask)
    if ask.what == "changes":
        return change_fields(ask, document, sent or {})
    if ask.what in ONE_ROW | MANY_ROWS:
        found = {ask.name: _rows(ask, document, shared)}
        if ask.what == "executor":
            found["executor_phone"] = forms.CharField(label="Телефон исполнителя", required=False, max_length=60)
        return found
    field: forms.Field
    if ask.what == "day":
        field = DayField(**shared)
    elif ask.what == "lines":
        field = forms.CharField(max_length=LINES, widget=forms.Textarea(attrs={"rows": 4}), **shared)
    elif ask.what == "choice":
        empty = [("", ask.empty or NOT_CHOSEN)] if ask.empty or not ask.required else []
        field = forms.ChoiceField(choices=[*empty, *ask.choices], **shared)
    elif ask.what == "number":
        field = NumberField(max_length=NUMBER, **shared)
    elif ask.what == "flag":
        field = forms.BooleanField(**shared)
    else:
        field = forms.CharField(max_length=LINE, **shared)
    return {ask.name: _needed(field, ask)}


def _needed(field: forms.Field, ask: Ask) -> forms.Field:
    """Not called optional on the page though a draft may be saved without it."""
    field.is_needed = ask.required  # type: ignore[attr-defined]  # for the label
    return field


def _rows(ask: Ask, document: Document, shared: dict[str, Any]) -> forms.Field:
    rows = rows_for(ask, document)
    field: OneRow | ManyRows
    if ask.what in MANY_ROWS:
        field = ManyRows(rows, widget=forms.CheckboxSelectMultiple, **shared)
    else:
        field = OneRow(rows, empty_label=ask.empty or NOT_CHOSEN, **shared)
    if rows.count() > SEARCHED:
        field.widget.attrs["data-pick"] = "1"
    return _needed(field, ask)


def label_of(row: Any) -> str:
    """How a card, a pair, a paper or an act is called in a list of choices."""
    model = row._meta.label
    if model == "schools.Person":
        post = row.current_post
        return f"{row.full_name}, {post.post}" if post else row.full_name
    if model == "pairs.Pair":
        words = f"{row}, {row.starts:%d.%m.%Y} – {row.ends:%d.%m.%Y}"
        return words if row.status == PairStatus.ORDERED else f"{words} ({row.get_status_display()})"
    if model == "papers.Document":
        words = f"{row} «{row.title}»" if row.number else f"{row}, {row.get_status_display()}"
        is_plain = row.status in (DocumentStatus.DRAFT, DocumentStatus.ISSUED) or not row.number
        return words if is_plain else f"{words} ({row.get_status_display()})"
    return str(row)


def _protocol(ask: Ask) -> dict[str, forms.Field]:
    whose, when, help_text = "Чьё решение", "От", "В родительном падеже: педагогического совета"
    if ask.opinion_of is not None:
        whose, when, help_text = "Чьё мнение", "Дата этого протокола", ask.hint
    number = NumberField(label=f"{ask.label or 'Протокол'} №", required=False, max_length=30)
    return {
        f"{ask.name}_number": number,
        f"{ask.name}_date": DayField(label=when, required=False),
        f"{ask.name}_body": forms.CharField(label=whose, required=False, max_length=150, help_text=help_text),
    }


def shown(ask: Ask, data: dict[str, Any], document: Document | None = None) -> dict[str, Any]:
    """The kept answer as the fields show it; `document` is the draft, when there is one."""
    kept = data.get(ask.name)
    if ask.what == "changes":
        return shown_changes(ask, data)
    if ask.what == "protocol":
        protocol = kept or {}
        usual = ask.opinion_of(document) if ask.opinion_of is not None and document is not None else COUNCIL
        return {
            f"{ask.name}_number": protocol.get("number"),
            f"{ask.name}_date": day_of(protocol.get("date")),
            f"{ask.name}_body": protocol.get("body") or usual,
        }
    if ask.what == "executor":
        return {ask.name: kept, "executor_phone": data.get("executor_phone")}
    return {ask.name: day_of(kept) if ask.what == "day" else kept}


def kept(ask: Ask, asked: dict[str, Any], document: Document | None = None) -> dict[str, Any]:
    """The answer of a valid form as the draft keeps it; `document` is the draft, when there is one."""
    if ask.what == "changes":
        words = present_words(document) if document is not None else OrderWords()
        before = document.data.get(ask.name) or [] if document is not None else []
        return {ask.name: kept_changes(ask, asked, words, before)}
    if ask.what == "protocol":
        number, day = asked[f"{ask.name}_number"], asked[f"{ask.name}_date"]
        protocol = {"body": asked[f"{ask.name}_body"], "number": number, "date": day.isoformat() if day else ""}
        return {ask.name: protocol if number else {}}
    value = asked[ask.name]
    if ask.what == "day":
        return {ask.name: value.isoformat() if value else ""}
    if ask.what in MANY_ROWS:
        return {ask.name: [row.pk for row in value]}
    if ask.what in ONE_ROW:
        found = {ask.name: value.pk if value else None}
        return found | ({"executor_phone": asked["executor_phone"]} if ask.what == "executor" else {})
    return {ask.name: value.replace("\r\n", "\n").strip() if isinstance(value, str) else value}


def day_of(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None
