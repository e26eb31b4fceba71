"""The table of an import as its page shows it: the file's own columns, what is unsure beside the words."""

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from schools.templatetags.shell import chip, sentence

from ..forms.making import years_words
from ..forms.measure import FIELDS, LABELS
from ..heading import strange_in
from ..models import Roadmap, RoadmapImport
from ..reading.names import named_in
from ..reading.structure import (
    CONTENT,
    DUE,
    EXTRA,
    NUMBER,
    RESPONSIBLE,
    RESULT,
    STAGE,
    TITLE,
    Agreement,
    Approval,
    Doubt,
    MeasureRead,
    RoadmapRead,
    StageRead,
)
from ..selectors.lists import twin_of
from ..services.importing.shifting import shifted_by
from ..years import earlier_years, years_off

ROLES = LABELS | {STAGE: "Этап", EXTRA: "сохраним как есть"}
# Of the file's own words beside a doubt; the rest is in the file.
LONGEST_ORIGINAL = 300
# Numbers and stages are no texts of a measure: their columns stay what they are.
FIXED = (NUMBER, STAGE)


@dataclass
class Cell:
    """A text of the file that may be corrected."""

    key: str
    field: str
    heading: str
    text: str
    doubts: list[Doubt] = dataclasses.field(default_factory=list)
    css: str = "c-hide"

    @property
    def anchor(self) -> str:
        return f"c-{self.key}-{self.field}"

    @property
    def shown(self) -> SafeString:
        """Written out here: a template that asks about each of a thousand cells takes four times as long."""
        words = escape(self.text).replace("\n", "<br>")
        if not words:
            words = f'<span class="rm-blank">пусто<span class="visually-hidden">: {escape(self.heading)}</span></span>'
        anchor, key, name = escape(self.anchor), quote(self.key), quote(self.field)
        # The address is relative to the page of the import.
        link = f'<a class="rm-word" href="cell/?key={key}&amp;field={name}">{words}</a>'
        doubts = "".join(self._doubt(one) for one in self.doubts)
        return mark_safe(f'<div class="rm-edit" id="{anchor}">{link}{doubts}</div>')  # every word is escaped above

    @property
    def fresh(self) -> SafeString:
        """Just corrected: the keyboard goes on from here."""
        return mark_safe(self.shown.replace('<a class="rm-word"', '<a class="rm-word" autofocus', 1))  # as `shown`

    def _doubt(self, doubt: Doubt) -> SafeString:
        original = doubt.original if doubt.original != self.text else ""
        short = original if len(original) <= LONGEST_ORIGINAL else f"{original[:LONGEST_ORIGINAL]}…"
        told = format_html(' <span class="quiet">В файле: «{}»</span>', short) if short else ""
        mark, words = chip("owed", "проверьте"), sentence(doubt.message)
        return format_html('<span class="rm-doubt">{} {}{}</span>', mark, words, told)


@dataclass
class Line:
    key: str
    cells: list[Cell]

    @property
    def shown(self) -> SafeString:
        return mark_safe("".join(self._cell(cell) for cell in self.cells))  # cells escape their words

    @staticmethod
    def _cell(cell: Cell) -> str:
        tag = 'th scope="row"' if cell.css == "c-main" else "td"
        return f'<{tag} class="{cell.css}">{cell.shown}</{tag[:2]}>'

    @property
    def doubtful(self) -> bool:
        return any(cell.doubts for cell in self.cells)


@dataclass
class Section:
    cell: Cell
    number: Cell
    lines: list[Line]


def field_of(role: str, index: int) -> str:
    return f"extra-{index}" if role == EXTRA else FIELDS[role]


def preview_of(imported: RoadmapImport) -> dict[str, Any]:
    read = RoadmapRead.from_dict(imported.reading)
    doubts: dict[tuple[str, str], list[Doubt]] = defaultdict(list)
    for doubt in read.doubts:
        doubts[doubt.key, doubt.place].append(doubt)
    columns = shown_columns(read)
    keys = {one.key for one in read.measures} | {stage.key for stage in read.stages}
    sections = [
        Section(
            Cell(stage.key, "title", "Этап", stage.title or "", doubts[stage.key, STAGE]),
            Cell(stage.key, "number", "Номер этапа", stage.number or ""),
            [Line(one.key, list(_cells(one, columns, doubts))) for one in stage.measures],
        )
        for stage in read.stages
    ]
    return {
        "read": read,
        "plain": TITLE not in {column.role for column in read.columns},
        "columns": [(heading, css) for _, _, heading, css in columns],
        "understood": [
            (index, column.heading or "без заголовка", column.role, ROLES.get(column.role, ""))
            for index, column in enumerate(read.columns)
        ],
        "role_choices": [(role, word) for role, word in ROLES.items() if role not in FIXED],
        "fixed": FIXED,
        "sections": sections,
        "stages_count": len([one for one in read.stages if one.title or one.number]),
        "measures_count": len(read.measures),
        "head_doubts": [doubt for doubt in read.doubts if doubt.key not in keys],
        "doubts_count": len(read.doubts),
        "approval": approval_words(read),
        "agreement": mark_words(read.agreement, "протокол", "protocol_number", "date"),
        "begins_words": years_words(Roadmap(begins=imported.begins, years=imported.years)),
        "earlier_years": earlier_years(read, imported.begins),
        "years_off": years_off(read, imported.begins, imported.years),
        "shifted_by": shifted_by(RoadmapRead.from_dict(imported.original), read, imported.years),
        "whose": whose_head(imported, read),
        "twin": twin_of(imported.organisation, read.title, imported.begins),
    }


def whose_head(imported: RoadmapImport, read: RoadmapRead) -> dict[str, Any] | None:
    """What of the file's head is another's or too old, and what will be loaded in its place; None when all of it is ours."""
    entity = imported.organisation.legal_entity
    original = RoadmapRead.from_dict(imported.original)
    strange = strange_in(original, (entity.full_name, entity.short_name), imported.begins)
    if not strange.anything:
        return None
    left = strange_in(read, (entity.full_name, entity.short_name), imported.begins)
    return {
        "strange": strange,
        "is_own": not left.anything,
        "organisation": original.organisation or named_in(original.title) or "",
        "title": original.title if original.title != read.title else "",
        "approval": approval_words(original) if strange.approval else "",
        "agreement": mark_words(original.agreement, "протокол", "protocol_number", "date") if strange.agreement else "",
    }


def approval_words(read: RoadmapRead) -> str:
    """The mark of approval, with the number of the annex that the plan is."""
    annex = f"приложение № {read.annex_number}" if read.annex_number else ""
    return ", ".join(filter(None, [mark_words(read.approval, "приказ", "order_number", "order_date"), annex]))


def mark_words(mark: Approval | Agreement | None, paper: str, number: str, day: str) -> str:
    """«Директор Ветров Г. И., приказ № 12 от 30.08.2026»"""
    if mark is None:
        return ""
    who = " ".join(filter(None, (getattr(mark, name, None) for name in ("body", "post", "name"))))
    no, on = getattr(mark, number), day_words(getattr(mark, day) or "")
    ground = " ".join(filter(None, [paper, f"№ {no}" if no else "", f"от {on}" if on else ""])) if no or on else ""
    return ", ".join(filter(None, [who, ground]))


def day_words(iso: str) -> str:
    """«30.08.2026»; what is no day stays as it is."""
    try:
        return date.fromisoformat(iso).strftime("%d.%m.%Y")
    except ValueError:
        return iso


def shown_columns(read: RoadmapRead) -> list[tuple[int, str, str, str]]:
    """(index, role, heading, css); the stages stand as rows of their own."""
    roles = {column.role for column in read.columns}
    main = TITLE if TITLE in roles else CONTENT
    found = [
        (index, column.role, column.heading, {main: "c-main", NUMBER: "rm-no c-meta"}.get(column.role, "c-sub"))
        for index, column in enumerate(read.columns)
        if column.role in FIELDS or column.role == EXTRA
    ]
    if main not in roles:
        found.insert(0, (-1, main, LABELS[main], "c-main"))
    if not any(column.heading for column in read.columns):
        # Pasted lines: no column was named, and each may still be filled in.
        found += [(-1, role, LABELS[role], "c-sub") for role in (DUE, RESPONSIBLE, RESULT) if role not in roles]
        if NUMBER not in roles and any(one.number for one in read.measures):
            found.insert(0, (-1, NUMBER, "", "rm-no c-meta"))
    return found


def _cells(
    one: MeasureRead, columns: list[tuple[int, str, str, str]], doubts: dict[tuple[str, str], list[Doubt]]
) -> Any:
    for index, role, heading, css in columns:
        name = field_of(role, index)
        yield Cell(one.key, name, heading or LABELS.get(role, ""), text_of(one, name), doubts[one.key, role], css)


def text_of(one: MeasureRead | StageRead, name: str) -> str:
    if name.startswith("extra-"):
        return getattr(one, "extra", {}).get(name.removeprefix("extra-"), "")
    return getattr(one, name, None) or ""


def cell_of(imported: RoadmapImport, key: str, name: str) -> Cell | None:
    """The cell as it is now; None when there is none of that name."""
    preview = preview_of(imported)
    for section in preview["sections"]:
        cells = [section.cell, section.number, *(cell for line in section.lines for cell in line.cells)]
        for cell in cells:
            if (cell.key, cell.field) == (key, name):
                return cell
    return None
