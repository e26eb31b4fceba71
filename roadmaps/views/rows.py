"""The rows of a plan, written out: a plan of 150 measures is a page of a thousand cells, and a template that asks about
each of them takes three times as long.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from schools.russian import count
from schools.templatetags.shell import STATUS_CHIPS, chip, sentence, status
from schools.views.generic import here

from ..enums import MeasureStatus
from ..models import Measure, Occasion
from ..selectors.plan import Row

_DRAWING = re.compile(r"<svg\b[^>]*>(?P<drawn>.*?)</svg>", re.DOTALL)
_BREAK = re.compile(r"\r\n|\r|\n")
SHORT = 60
# Characters that fit into a cell however narrow; longer texts are cut on the screen.
UNCUT = 40
FROM_ABOVE = mark_safe('<span class="more-line">из муниципальной дорожной карты</span>')


@dataclass(frozen=True)
class Column:
    heading: str
    # Field of the measure, or "" and the index of an extra column.
    name: str
    index: str
    css: str

    def text(self, measure: Measure) -> str:
        return getattr(measure, self.name) if self.name else measure.extra.get(self.index, "")


@dataclass(frozen=True)
class Line:
    """A row ready for the page: `cells` of the plan's own columns, `state` of what became of it in the year."""

    pk: int
    is_late: bool
    cells: SafeString
    state: SafeString


class Lines:
    """Writes rows out. `writable`: the main cell opens the row for editing, else the measure's card; `at`: the row to go to."""

    def __init__(self, request: Any, columns: list[Column], *, writable: bool, at: int | None) -> None:
        self.columns = columns
        self.writable = writable
        self.at = at
        # An address is asked for once and filled in by number.
        self.card = here(request, "roadmaps:measure_detail", pk=0).rsplit("/0/", 1)
        self.edit = here(request, "roadmaps:measure_edit", pk=0).rsplit("/0/", 1)
        self.chips: dict[str, SafeString] = {}

    def of(self, row: Row) -> Line:
        cells = "".join([self._cell(row, column) for column in self.columns])
        return Line(row.measure.pk, row.is_overdue, mark_safe(cells), self._state(row))  # each cell escapes its words

    def _cell(self, row: Row, column: Column) -> str:
        text = column.text(row.measure)
        if column.css == "c-main":
            return self._main(row, text)
        inner = in_lines(text)
        if len(text) > UNCUT or "<br>" in inner:
            inner = f'<div class="rm-cell">{inner}</div>'
        return f'<td class="{column.css}">{inner}</td>'

    def _main(self, row: Row, text: str) -> str:
        measure = row.measure
        address = f"/{measure.pk}/".join(self.edit if self.writable else self.card)
        more = f' hx-get="{address}"' if self.writable else ""
        more += " autofocus" if self.at == measure.pk else ""
        doubts = _doubts(measure) if measure.doubts else ""
        words = in_lines(text or str(measure))
        doubts += FROM_ABOVE if getattr(measure, "is_from_above", False) else ""
        return f'<th scope="row" class="c-main"><a class="row-link" href="{address}"{more}>{words}</a>{doubts}</th>'

    def _state(self, row: Row) -> SafeString:
        address, occasion = f"/{row.measure.pk}/".join(self.card), row.occasion
        if occasion is None:
            return format_html('<a class="quiet" href="{}">не в этом году</a>', address)
        name = str(row.measure)
        name = name if len(name) <= SHORT else f"{name[: SHORT - 1]}…"
        more = ""
        if row.is_overdue:
            more = f' <span class="more-line wrong">срок прошёл {occasion.ends:%d.%m.%Y}</span>'
        elif occasion.done_on and occasion.status == MeasureStatus.DONE:
            more = f' <span class="more-line num">{occasion.done_on:%d.%m.%Y}</span>'
        if row.evidence_count:
            words = count(row.evidence_count, "подтверждение", "подтверждения", "подтверждений")
            more += f' <span class="more-line">{words}</span>'
        kind = occasion.status
        if kind not in self.chips:
            self.chips[kind] = chip_of(occasion)
        said = f'<span class="visually-hidden">: отметить «{escape(name)}»</span>'
        return mark_safe(f'<a href="{address}">{self.chips[kind]}{said}</a>{more}')  # only the name is not ours


def chip_of(occasion: Occasion) -> SafeString:
    """The chip of the status with its icon taken from the drawing that stands once on the page (`icons`)."""
    use = f'<svg width="16" height="16" class="ico" aria-hidden="true"><use href="#st-{occasion.status}"/></svg>'
    return mark_safe(_DRAWING.sub(use, status(occasion)))  # ours


def icons() -> list[tuple[str, SafeString]]:
    """Status → what its icon is drawn with."""
    found = ((kind.value, _DRAWING.search(chip(STATUS_CHIPS[kind], kind.label))) for kind in MeasureStatus)
    return [(kind, mark_safe(drawing["drawn"])) for kind, drawing in found if drawing]  # ours


def in_lines(text: str) -> str:
    """Escaped, a line of the text as a line of the cell."""
    return _BREAK.sub("<br>", escape(text))


def _doubts(measure: Measure) -> SafeString:
    words = " ".join(sentence(doubt["message"]) for doubt in measure.doubts)
    return format_html('<span class="more rm-doubt">{} {}</span>', chip("owed", "проверьте"), words)
