"""The draft of a paper of any kind, made of what its kind asks."""

from collections.abc import Iterator
from typing import Any

from django import forms

from schools.papers.models import Document

from ..kinds import kind_of
from ..kinds.kind import Ask
from ..words.order_changes import OrderWords
from .changes import DROP, PARTS, present_words
from .draft import DraftForm
from .questions import day_of, fields_of, kept, shown


class PaperForm(DraftForm):
    """`groups` gives the questions as the page lays them out: those of one legend together."""

    def ask(self, document: Document) -> None:
        asks = kind_of(document.kind).asks
        self.asks = tuple(ask for ask in asks if ask.fits is None or ask.fits(document))
        self.names: dict[str, list[str]] = {}
        for ask in self.asks:
            fields = fields_of(ask, document, self.data)
            self.names[ask.name] = list(fields)
            self.fields.update(fields)

    @classmethod
    def initial_of(cls, document: Document) -> dict[str, Any]:
        found = {"version": document.version, "date": day_of(document.data.get("date"))}
        for ask in kind_of(document.kind).asks:
            found |= shown(ask, document.data, document)
        return found

    def data_of_draft(self) -> dict[str, Any]:
        # Which row of changes is taken away says a button, not a field.
        asked = {**{name: self.data[name] for name in self.data if name.endswith(f"_{DROP}")}, **self.cleaned_data}
        found = {"date": asked["date"].isoformat()}
        for ask in self.asks:
            found |= kept(ask, asked, self.document)
        return found

    def clean(self) -> dict[str, Any]:
        """A paper cannot rest on a protocol of a later day."""
        asked = super().clean() or self.cleaned_data
        for ask in self.asks:
            day, protocol = asked.get("date"), asked.get(f"{ask.name}_date") if ask.what == "protocol" else None
            if day and protocol and protocol > day:
                self.add_error(f"{ask.name}_date", "Протокол позже документа. Проверьте обе даты.")
        return asked

    def groups(self) -> Iterator[tuple[str, list[list[forms.BoundField]], tuple[str, int] | None]]:
        """Legend, its rows of fields (two short ones share a row), and the button that takes a change away: name, value."""
        legends: dict[str, list[list[forms.BoundField]]] = {}
        drops: dict[str, tuple[str, int]] = {}
        for ask in self.asks:
            fields = [self[name] for name in self.names[ask.name]]
            if ask.what == "changes":
                changes = self._changes(ask, fields)
                legends |= changes
                # The spare row has nothing to take away.
                drops |= {legend: (f"{ask.name}_{DROP}", row) for row, legend in enumerate(list(changes)[:-1])}
                continue
            rows = [fields[:2], *([field] for field in fields[2:])] if len(fields) > 1 else [fields]
            legends.setdefault(ask.legend, []).extend(rows)
        yield from ((legend, rows, drops.get(legend)) for legend, rows in legends.items())

    def _changes(self, ask: Ask, fields: list[forms.BoundField]) -> dict[str, list[list[forms.BoundField]]]:
        """Every change stands by itself under its number."""
        each = [fields[first : first + len(PARTS)] for first in range(0, len(fields), len(PARTS))]
        return {
            f"{ask.label} {place}": [row[:2], *([field] for field in row[2:])]
            for place, row in enumerate(each, start=1)
        }

    @property
    def last_change(self) -> str:
        """Legend of the spare row: saved, the draft gets another."""
        asked = [ask for ask in self.asks if ask.what == "changes"]
        return f"{asked[0].label} {len(self.names[asked[0].name]) // len(PARTS)}" if asked else "-"

    @property
    def present(self) -> OrderWords | None:
        """The order that the draft changes, as it reads now."""
        return present_words(self.document) if any(ask.what == "changes" for ask in self.asks) else None
