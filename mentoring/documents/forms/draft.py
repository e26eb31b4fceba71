"""What forms of every draft share: its version, its date, its wording, and the look at what somebody else has saved."""

import datetime
import hashlib
import json
from typing import Any

from django import forms

from schools.forms.fields import DayField
from schools.papers.models import Document

from ..composing import wording_of
from ..kinds import kind_of
from .issue import check_year
from .wording import WordedForm


class DraftForm(WordedForm):
    """The answers of a draft; the parts of the kind's wording follow as `text_<part>`."""

    version = forms.IntegerField(label="Версия черновика", widget=forms.HiddenInput)
    # Marks of the texts as the page showed them: which of them were not touched here is known by these.
    opened = forms.Field(label="Каким открыт черновик", required=False, widget=forms.HiddenInput)
    date = DayField(label="Дата документа", help_text="День подписания; при издании её можно поправить")

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        self.document = document
        kwargs.setdefault("initial", self.initial_of(document))
        super().__init__(*args, **kwargs)
        self.ask(document)
        self.add_wording(kind_of(document.kind), wording_of(document))
        self.initial["opened"] = json.dumps({name: _mark(text) for name, text in self._texts_shown().items()})

    def ask(self, document: Document) -> None:
        """The questions of this draft: fields and their choices."""
        raise NotImplementedError  # each form says its own

    @classmethod
    def initial_of(cls, document: Document) -> dict[str, Any]:
        """A draft's answers as the form shows them."""
        raise NotImplementedError  # each form says its own

    def data_of_draft(self) -> dict[str, Any]:
        """The answers as the draft keeps them: numbers, strings and ISO dates."""
        raise NotImplementedError  # each form says its own

    def clean_date(self) -> datetime.date:
        return check_year(self.cleaned_data["date"], self.document.organisation.today())

    def differing(self, other: Document) -> list[str]:
        """Labels of the fields in which the form differs from the draft as somebody else saved it."""
        saved = type(self)(document=other)
        names = [name for name in self.fields if name not in ("version", "opened") and name in saved.fields]
        return [
            str(self.fields[name].label)
            for name in names
            if saved.fields[name].has_changed(saved.get_initial_for_field(saved.fields[name], name), self.sent(name))
        ]

    def take_untouched(self, other: Document) -> list[str]:
        """Where this form kept a text as it was opened and somebody else has saved another, the saved one stands in the form;
        the next sending is measured by what is saved now. Labels of the texts that were taken.
        """
        saved = type(self)(document=other)
        opened = _read(self.data.get("opened"))
        taken = {
            name: text
            for name, text in saved._texts_shown().items()
            if name in self.fields and self.sent(name) != text and opened.get(name) == _mark(self.sent(name))
        }
        self.replace_sent(**taken, opened=saved.initial["opened"], version=str(other.version))
        return [str(self.fields[name].label) for name in taken]

    def _texts_shown(self) -> dict[str, str]:
        """Fields of free text as an untouched form holds them."""
        return {
            name: _even(str(self.get_initial_for_field(field, name) or ""))
            for name, field in self.fields.items()
            if type(field) is forms.CharField and name != "opened"
        }

    def sent(self, name: str) -> Any:
        """What the form holds; a browser sends lines of text with «\\r\\n», a draft keeps them with «\\n»."""
        field = self.fields[name]
        value = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        return _even(value) if isinstance(value, str) else value


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _mark(text: Any) -> str:
    return hashlib.sha256(str(text or "").encode()).hexdigest()[:12]


def _read(opened: str | None) -> dict[str, str]:
    try:
        found = json.loads(opened or "{}")
    except ValueError:  # somebody else's hand in the form
        return {}
    return found if isinstance(found, dict) else {}
