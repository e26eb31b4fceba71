"""From a pattern's file to the words of a roadmap."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from schools.enums import OrganisationKind
from schools.models import Organisation
from schools.years import AcademicYear

from ..reading.structure import EXTRA, ColumnRead, MeasureRead, RoadmapRead, StageRead
from .people import words_for

FOLDER = Path(__file__).parent
# Keys of a row; `document` fills the one column that has no field of its own.
ROW_KEYS = frozenset({"title", "content", "items", "due", "responsible", "result", "document", "code", "codes"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """A roadmap on offer. `code` is the name of its file; `years` how many academic years it is for."""

    code: str
    label: str
    description: str
    for_kinds: frozenset[OrganisationKind]
    years: int
    source: dict[str, Any] = field(repr=False, compare=False, hash=False)

    def build(self, organisation: Organisation, year: AcademicYear) -> RoadmapRead:
        """The roadmap in words for this organisation and year. A few queries: who heads it, who is its curator."""
        words = words_for(organisation) | {
            "год": year.full,
            "осень": str(year.begins),
            "весна": str(year.begins + 1),
            "учреждение": organisation.short_name,
        }
        return _Builder(self.source, words).build(f"{year.begins}-{year.begins + 1}")


@cache
def all_patterns() -> dict[str, Pattern]:
    """Every pattern by its code, in the order in which they are offered. The files are a part of the program."""
    read = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml")}
    return {
        code: Pattern(
            code=code,
            label=source["label"],
            description=source["description"],
            for_kinds=frozenset(OrganisationKind(kind) for kind in source["for_kinds"]),
            years=source.get("years", 1),
            source=source,
        )
        for code, source in sorted(read.items(), key=lambda item: item[1]["order"])
    }


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


class _Builder:
    """Counts rows and measures while it lays them out."""

    def __init__(self, source: dict[str, Any], words: dict[str, str]) -> None:
        self.source = source
        self.words = words
        self.columns = [ColumnRead(heading, role, width) for heading, role, width in source["columns"]]
        self.has_stage_column = source.get("stages") == "column"
        self.extra = next((str(place) for place, one in enumerate(self.columns) if one.role == EXTRA), "")
        self.rows = self.measures = 0

    def build(self, school_year: str) -> RoadmapRead:
        return RoadmapRead(
            title=self._text(self.source["title"]),
            # As the title prints it: a reader of the printed plan finds it there.
            organisation=self.words["учреждение"] if "учреждение" in placeholders(self.source["title"]) else None,
            school_year=school_year if self.source.get("years", 1) == 1 else None,
            columns=self.columns,
            stages=[self._stage(number, stage) for number, stage in enumerate(self.source["stage"], 1)],
            landscape=self.source["landscape"],
        )

    def _text(self, value: str) -> str:
        return value.strip().format_map(self.words)

    def _stage(self, number: int, stage: dict[str, Any]) -> StageRead:
        title = self._text(stage["title"])
        read = StageRead(f"s{number}", str(number), title, across=not self.has_stage_column)
        for place, row in enumerate(stage["row"], 1):
            read.measures += self._row(row, "" if self.has_stage_column else f"{number}.{place}")
        return read

    def _row(self, row: dict[str, Any], number: str) -> list[MeasureRead]:
        """One measure, or as many as the row has items; the other cells apply to each of them."""
        self.rows += 1
        items = row.get("items", [])
        codes = row.get("codes", [""] * len(items)) if items else [row.get("code", "")]
        found = []
        for place, content in enumerate(items or [row["content"]], 1):
            self.measures += 1
            own = str(place) if items else ""
            found.append(
                MeasureRead(
                    key=f"m{self.measures}",
                    content=self._text(content),
                    title=self._text(row["title"]) if "title" in row else None,
                    number=".".join(part for part in (number, own) if part) or None,
                    due_text=self._text(row["due"]),
                    responsible_text=";\n".join(self._text(one) for one in row["responsible"]),
                    expected_result=self._text(row["result"]) if "result" in row else None,
                    extra={self.extra: self._text(row["document"])} if "document" in row else {},
                    row=self.rows,
                    marker=f"{place})" if items else "",
                    row_number=f"{number}." if number else "",
                    code=codes[place - 1],
                )
            )
        return found
