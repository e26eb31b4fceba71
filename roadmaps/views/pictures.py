"""Progress and a year's timeline as pictures: shapes and words, so that they print and read without colour."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from ..enums import MeasureStatus
from ..models import Stage
from ..selectors.plan import Plan, Progress, Row, months_of
from .rows import chip_of

# Units of the drawing; the page scales it.
WIDTH = 200
OVERDUE = "overdue"
# Measures on a page of the timeline: about 70 KB with long names.
LINES = 84
# What is drawn → its word. The shapes are in `roadmaps/shapes.html`.
SHAPES = {
    MeasureStatus.DONE: "выполнено",
    MeasureStatus.NOT_HELD: "не проводилось",
    MeasureStatus.UNDER_WAY: "выполняется",
    MeasureStatus.PLANNED: "запланировано",
}
# In tables a sign stands for the word.
SIGNS = {
    MeasureStatus.DONE: "●",
    MeasureStatus.NOT_HELD: "×",
    MeasureStatus.UNDER_WAY: "◐",
    MeasureStatus.PLANNED: "○",
    OVERDUE: "!",
}


@dataclass(frozen=True)
class Part:
    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """A drawn progress: parts side by side, and the same in words."""

    progress: Progress
    parts: list[Part]

    @property
    def words(self) -> str:
        one = self.progress
        said = [f"выполнено {one.done} из {one.total}"]
        said += [f"{word} {n}" for word, n in (("выполняется", one.under_way), ("не проводилось", one.not_held)) if n]
        return ", ".join([*said, *([f"просрочено {one.overdue}"] if one.overdue else [])])


def bar_of(progress: Progress) -> Bar:
    parts, x = [], 0.0
    for kind in SHAPES:
        n = getattr(progress, kind.value)
        if n:
            width = WIDTH * n / progress.total
            parts.append(Part(kind.value, round(x, 2), round(width, 2)))
            x += width
    return Bar(progress, parts)


@dataclass(frozen=True)
class Line:
    """A measure of the timeline: a sign in every month in which it is due."""

    row: Row
    kind: str
    cells: list[str]
    words: str
    chip: SafeString


@dataclass(frozen=True)
class StageLines:
    """The dated measures of a stage; `lines` is None where the page has no room for them."""

    stage: Stage
    count: int
    lines: list[Line] | None


@dataclass(frozen=True)
class Timeline:
    months: list[tuple[str, str, int, bool]]  # short name, whole name, how many are due, whether it is now
    stages: list[StageLines]
    undated: list[tuple[Row, SafeString]]
    # How many more of the undated there are.
    undated_left: int

    @property
    def is_cut(self) -> bool:
        return bool(self.undated_left) or any(one.lines is None for one in self.stages)


def timeline_of(plan: Plan, *, whole: bool) -> Timeline:
    """`whole`: all of it, however heavy the page; else the first stages always, the others while there is room."""
    months = months_of(plan)
    due = [{row.measure.pk for row in month.rows} for month in months]
    labels = [month.label for month in months]
    room = None if whole else LINES
    stages = []
    for one in plan.stages:
        rows = [row for row in one.rows if row.occasion and row.spans]
        fits = room is None or room >= len(rows) or not stages
        if rows:
            stages.append(StageLines(one.stage, len(rows), list(_lines(rows, due, labels)) if fits else None))
            room = room and max(0, room - len(rows))
    undated = plan.undated if room is None else plan.undated[:room]
    return Timeline(
        [
            (
                month.label[:3],
                month.label,
                len(month.rows),
                (month.first.year, month.first.month) == (plan.day.year, plan.day.month),
            )
            for month in months
        ],
        stages,
        [(row, chip_of(row.occasion)) for row in undated if row.occasion],
        len(plan.undated) - len(undated),
    )


def _lines(rows: list[Row], due: list[set[int]], labels: list[str]) -> Iterator[Line]:
    chips: dict[str, SafeString] = {}
    for row in rows:
        assert row.occasion is not None, "only dated rows are drawn"
        kind = OVERDUE if row.is_overdue else row.status
        within = [row.measure.pk in month for month in due]
        state = row.status
        if state not in chips:
            chips[state] = chip_of(row.occasion)
        signs = [SIGNS[kind] if there else "" for there in within]
        yield Line(row, kind, signs, month_words(within, labels), chips[state])


def month_words(within: list[bool], labels: list[str]) -> str:
    """«сентябрь – ноябрь, май»"""
    said: list[str] = []
    start: int | None = None
    for index, there in enumerate([*within, False]):
        if there and start is None:
            start = index
        elif not there and start is not None:
            said.append(labels[start] if index - start == 1 else f"{labels[start]} – {labels[index - 1]}")
            start = None
    return ", ".join(said)
