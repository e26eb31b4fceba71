"""Numbers of measures that count the rows of the plan: they follow the order when it changes.

Only a plain sequence is kept in step: 1, 2, 3 … through the plan or within each stage, or 2.1, 2.2 … within stage 2, for every
row of the plan. Numbers that somebody gave otherwise («1.1а», items of a row) are left alone.
"""

from enum import Enum

from ...models import Measure, Roadmap
from ...reading.structure import NUMBER


class Counting(Enum):
    THROUGH = "through the plan"
    WITHIN = "within the stage"
    UNDER = "within the stage, under its number"


def counting_of(roadmap: Roadmap) -> Counting | None:
    """How the rows are counted; None when their numbers are no plain sequence. One query."""
    rows = _rows(roadmap)
    if not rows or len({one.row for one in rows}) < len(rows):
        return None
    numbers = [one.number for one in rows]
    return next((one for one in Counting if _numbers(rows, one) == numbers), None)


def begun_counting(roadmap: Roadmap) -> Counting | None:
    """The same; an empty plan with a column for numbers is counted through."""
    has_column = any(column.get("role") == NUMBER for column in roadmap.columns)
    if has_column and not roadmap.measures.exists():
        return Counting.THROUGH
    return counting_of(roadmap)


def count_anew(roadmap: Roadmap, counting: Counting | None) -> None:
    """Numbers as the order has them now; only rows that change are written."""
    if counting is None:
        return
    rows = _rows(roadmap)
    as_items = any(one.marker for one in rows) and not any(one.row_number for one in rows)
    signs = (one.marker[-1:] if as_items else one.row_number[-1:] for one in rows)
    sign = next((one for one in signs if one in (".", ")")), ")" if as_items else "")
    changed = []
    for one, number in zip(rows, _numbers(rows, counting), strict=True):
        if one.number != number:
            one.number = number
            one.row_number, one.marker = ("", f"{number}{sign}") if as_items else (f"{number}{sign}", "")
            changed.append(one)
    Measure.objects.bulk_update(changed, ["number", "row_number", "marker"])


def _rows(roadmap: Roadmap) -> list[Measure]:
    found = Measure.objects.filter(roadmap=roadmap).select_related("stage")
    return list(found.order_by("stage__position", "stage_id", "position", "pk"))


def _numbers(rows: list[Measure], counting: Counting) -> list[str]:
    """What the rows would be called, in their order."""
    found: list[str] = []
    place, stage = 0, None
    for one in rows:
        place = place + 1 if one.stage_id == stage or counting is Counting.THROUGH else 1
        stage = one.stage_id
        # A stage without a number lends none: «1», not «.1».
        under = counting is Counting.UNDER and one.stage.number
        found.append(f"{one.stage.number}.{place}" if under else str(place))
    return found
