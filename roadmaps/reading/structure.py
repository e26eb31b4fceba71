"""What a reader makes of a file: a roadmap as words, before anything is known of persons, dates or the database.

`as_json` is the outer form (`manage.py import_roadmap --json`), `to_dict`/`from_dict` the inner one: what a preview
keeps between two requests, with everything needed to print the same table again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

# What a column of the roadmap's table is. A role that stands once in the table, except EXTRA and NONE.
NUMBER, STAGE, TITLE, CONTENT, DUE, RESPONSIBLE, RESULT = (
    "number",
    "stage",
    "title",
    "content",
    "due",
    "responsible",
    "result",
)
# Kept as it is and printed again («Вид документа», «Отметка о выполнении»).
EXTRA = "extra"
# Of a heading that names due and responsible both: what was read has a column for each.
BOTH = "due and responsible"
ROLES = (NUMBER, STAGE, TITLE, CONTENT, DUE, RESPONSIBLE, RESULT, EXTRA)


@dataclass(slots=True)
class ColumnRead:
    """A column of the roadmap's table: its heading on one line («» for an empty one), its role, its share of the width."""

    heading: str
    role: str = EXTRA
    width: int = 0  # percent of the table; 0 is unknown
    # The heading of the file's one column of which this is a part («Сроки, ответственные»); neighbours share it.
    within: str = ""


@dataclass(slots=True)
class Doubt:
    """Something that a person should look at («проверьте»): where, what the file says, what is unsure."""

    # "title", "organisation", "approval", "stage" or a role of a column.
    place: str
    original: str
    message: str
    # Which measure (`MeasureRead.key`) or stage (`StageRead.key`); "" for the roadmap itself.
    key: str = ""


@dataclass(slots=True)
class MeasureRead:
    """What the curator ticks off once. Texts are cleaned; `content` and the like hold lines parted by "\\n"."""

    key: str  # unique in the reading, "m1", "m2", …
    content: str = ""
    title: str | None = None
    number: str | None = None
    due_text: str | None = None
    responsible_text: str | None = None
    expected_result: str | None = None
    # Heading's index in `columns` → text, for columns of the role EXTRA.
    extra: dict[str, str] = field(default_factory=dict)
    # Measures of one table row share it: they were items of a list in one cell, and are printed so again.
    row: int = 0
    # As the item was numbered inside of its cell («1)», «1.»); "" when the row was not split.
    marker: str = ""
    # The row's own number as printed («1.2.»), the same for all measures of a row.
    row_number: str = ""
    # `MeasureCode` of a template's measure that the product can prove; kept inside, never part of the outer form.
    code: str = ""


@dataclass(slots=True)
class StageRead:
    """A stage; `number` as printed without dot, bracket or the word «этап»; both None when the table has no stages."""

    key: str
    number: str | None = None
    title: str | None = None
    measures: list[MeasureRead] = field(default_factory=list)
    # A row across the width, printed so again; else a cell of the stage column.
    across: bool = False
    # The heading as the file has it («1 этап. Подготовка»), for printing.
    printed: str = ""


@dataclass(slots=True)
class Approval:
    """«Утверждаю …»: as printed, in the printed case; `order_date` is ISO."""

    post: str | None = None
    name: str | None = None
    order_number: str | None = None
    order_date: str | None = None


@dataclass(slots=True)
class Agreement:
    """«Согласовано», «Принято», «Рассмотрено»: as printed; `date` is ISO."""

    body: str | None = None
    post: str | None = None
    name: str | None = None
    protocol_number: str | None = None
    date: str | None = None


@dataclass(slots=True)
class RoadmapRead:
    """The whole roadmap as read."""

    title: str = ""
    organisation: str | None = None
    school_year: str | None = None
    approval: Approval | None = None
    agreement: Agreement | None = None
    columns: list[ColumnRead] = field(default_factory=list)
    stages: list[StageRead] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    landscape: bool = False
    # Of «Приложение № 2 к приказу …» above the title; kept inside, never part of the outer form.
    annex_number: str = ""

    @property
    def measures(self) -> list[MeasureRead]:
        return [measure for stage in self.stages for measure in stage.measures]

    def printed_columns(self) -> list[tuple[str, list[int]]]:
        """The file's own columns: heading, and which of `columns` it holds."""
        found: list[tuple[str, list[int]]] = []
        for index, column in enumerate(self.columns):
            if index and column.within and column.within == self.columns[index - 1].within:
                found[-1][1].append(index)
            else:
                found.append((column.within or column.heading, [index]))
        return found

    def as_json(self) -> dict[str, Any]:
        """The outer structure, as documented for the command."""
        return {
            "title": self.title,
            "organisation": self.organisation,
            "school_year": self.school_year,
            "approval": asdict(self.approval) if self.approval else None,
            "agreement": asdict(self.agreement) if self.agreement else None,
            "columns": [heading for heading, _ in self.printed_columns()],
            "stages": [
                {
                    "number": stage.number,
                    "title": stage.title,
                    "measures": [
                        {
                            "number": measure.number,
                            "title": measure.title,
                            "content": measure.content,
                            "due_text": measure.due_text,
                            "responsible_text": measure.responsible_text,
                            "expected_result": measure.expected_result,
                        }
                        for measure in stage.measures
                    ],
                }
                for stage in self.stages
            ],
        }

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> RoadmapRead:
        """The way back from `to_dict`."""
        return cls(
            **data
            | {
                "approval": Approval(**data["approval"]) if data.get("approval") else None,
                "agreement": Agreement(**data["agreement"]) if data.get("agreement") else None,
                "columns": [ColumnRead(**one) for one in data.get("columns", ())],
                "stages": [
                    StageRead(**one | {"measures": [MeasureRead(**measure) for measure in one.get("measures", ())]})
                    for one in data.get("stages", ())
                ],
                "doubts": [Doubt(**one) for one in data.get("doubts", ())],
            }
        )
