"""A form that remembers what it showed, so that of two people's changes only what both changed is asked about."""

from collections.abc import Mapping
from typing import Any

from django import forms

from .stale import StaleRow

Conflict = list[tuple[str, str, str]]


class ShownForm(forms.Form):
    """`version` of the row and a mark of each field (`merging.marks_of`), both of the moment when
    the form was opened.
    """

    version = forms.IntegerField(label="Версия", widget=forms.HiddenInput, required=False)
    # Begins with «version»: no words of a person's, so they are not offered to be copied when a session has ended.
    versions = forms.CharField(label="Отметки полей", widget=forms.HiddenInput, required=False, max_length=20_000)

    def remember(self, version: int, marks: Mapping[str, str]) -> None:
        self.fields["version"].initial = version
        self.fields["versions"].initial = " ".join(f"{name}:{mark}" for name, mark in marks.items())

    def shown(self) -> dict[str, str] | None:
        """Field → mark; None from a page that told none."""
        pairs = [pair.partition(":") for pair in (self.cleaned_data.get("versions") or "").split()]
        return {name: mark for name, _, mark in pairs} or None

    def settle(self, saved: "ShownForm", error: StaleRow) -> Conflict:
        """After a conflict: the form stands on what is saved now (`saved` is the form of it), with the reader's own changes.
        Sent once more, it is sent knowingly.

        Returns (field, what is saved, what was typed) of what both changed.
        """
        data = self.data.copy()
        for name in ("version", "versions", *error.kept):
            if name in saved.fields:
                _lay(data, name, _shown(saved, name))
        typed = {name: _shown(self, name) for name in self.fields}
        self.data = data
        asked = [name for name in self.fields if name not in ("version", "versions", "nonce")]
        if error.clashes is not None:
            asked = [name for name in asked if name in error.clashes]
        found = []
        for name in asked:
            theirs, mine = _shown(saved, name), typed[name]
            if theirs != mine:
                found.append((str(self.fields[name].label), _said(saved, name, theirs), _said(self, name, mine)))
        return found


def _shown(form: forms.Form, name: str) -> str:
    """As it stands in the form: what was typed, else what it was opened with."""
    value = form[name].value()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return "" if value is None or value is False else str(value).replace("\r\n", "\n")


def _said(form: forms.Form, name: str, value: str) -> str:
    """In words: a choice by its name, a tick as yes or no."""
    field = form.fields[name]
    if isinstance(field, forms.BooleanField):
        return "да" if value else "нет"
    choices: list[tuple[Any, Any]] = getattr(field, "choices", [])
    return next((str(word) for key, word in choices if str(key) == value), value)


def _lay(data: Any, name: str, value: str) -> None:
    """An empty tick is no field at all in what a browser sends."""
    data.pop(name, None)
    if value:
        data[name] = value
