"""Several measures into one: what undoes a split, and more."""

import re
from collections.abc import Iterable

from schools.models import User

from ...models import Measure, Occasion, Responsible
from ..redating import reassign, redate
from ..refusals import RoadmapRefused
from .deed import Deed, editing, fresh_measure, refuse_stale
from .measures import refuse_needed
from .order import order_of, write_order
from .states import WORD_FIELDS
from .texts import LONGEST_TEXT

TOO_LONG = f"Вместе получается текст длиннее {LONGEST_TEXT} знаков. Сократите один из двух и повторите."
DATED_BY_HAND = (
    "Даты мероприятия, которое присоединяют, проставлены вручную. Перепишите их себе и уберите там, потом объединяйте."
)
PARTS = re.compile(r"[\n;]")


def join_measure(measure: Measure, version: int, by: User | None) -> Measure:
    """Take the next measure of the stage into this one. It must be free of marks.

    Its content becomes further lines, and of its other cells what this one does not say already is added: no word is lost.
    Whoever answers for it by hand answers for both. Of a list within a printed row the following items move up by one; the
    last one left is a list no more. Raises `StaleRow`, `RoadmapRefused`.
    """
    with editing(measure.roadmap, "объединены мероприятия", by) as deed:
        row = fresh_measure(deed, measure)
        refuse_stale(row, version)
        other = _next(deed, row)
        refuse_needed(other)
        if Occasion.objects.filter(measure=other, by_hand=True).exists():
            raise RoadmapRefused([DATED_BY_HAND])
        before = {name: getattr(row, name) for name in WORD_FIELDS}
        row.content = _lines(row.content, other.title if other.title != row.title else "", other.content)
        row.due_text = "; ".join(_once(row.due_text, other.due_text))
        row.responsible_text = _lines(*_once(row.responsible_text, other.responsible_text))
        row.expected_result = _lines(*_once(row.expected_result, other.expected_result))
        cells = dict.fromkeys([*row.extra, *other.extra])
        row.extra = {cell: _lines(*_once(row.extra.get(cell, ""), other.extra.get(cell, ""))) for cell in cells}
        if any(len(text) > LONGEST_TEXT for text in (row.content, row.responsible_text, row.expected_result)):
            raise RoadmapRefused([TOO_LONG])
        row.code = row.code or other.code
        row.doubts = [*row.doubts, *(one for one in other.doubts if one not in row.doubts)]
        row.version += 1
        _close_up(row, other)
        row.save()
        _answer_for_both(row, other)
        other.delete()
        if row.due_text != before["due_text"]:
            redate(row)
        if row.responsible_text != before["responsible_text"]:
            reassign(row)
        write_order(deed.roadmap, order_of(deed.roadmap))
        deed.renew_order()
        changed = [name for name, value in before.items() if getattr(row, name) != value]
        deed.note(row, {name: before[name] for name in changed}, {name: getattr(row, name) for name in changed})
    return row


def next_of(measure: Measure) -> Measure | None:
    """What `join_measure` would take: the measure below in the same stage."""
    below = Measure.objects.filter(stage=measure.stage_id, position__gt=measure.position)
    return below.order_by("position", "pk").first()


def _next(deed: Deed, row: Measure) -> Measure:
    other = next_of(row)
    if other is None:
        raise RoadmapRefused(["Ниже в этом этапе мероприятий нет, объединять не с чем."])
    other.roadmap = deed.roadmap
    return other


def _once(mine: str, theirs: str) -> Iterable[str]:
    """What the other says is added unless this one says it already, whole: as a line of its own or between semicolons."""
    said = {part.strip().lower() for part in PARTS.split(mine)}
    return (mine, theirs) if theirs.strip() and theirs.strip().lower() not in said else (mine,)


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _answer_for_both(row: Measure, other: Measure) -> None:
    held = set(Responsible.objects.filter(measure=row).values_list("person_id", "role"))
    Responsible.objects.bulk_create(
        Responsible(measure=row, person_id=one.person_id, role=one.role, text=one.text, by_hand=True)
        for one in Responsible.objects.filter(measure=other, by_hand=True).order_by("pk")
        if (one.person_id, one.role) not in held
    )


def _close_up(row: Measure, other: Measure) -> None:
    """Numbers of a list within the printed row, as if it had never had the item: only where they count from one."""
    items = list(Measure.objects.filter(stage=row.stage_id, row=row.row).order_by("position", "pk"))
    if [one.marker[:-1] for one in items] != [str(place) for place in range(1, len(items) + 1)] or other not in items:
        return
    base = row.row_number.rstrip(".)")
    if len(items) == 2:
        if row.number in (f"{base}.1", "1"):
            row.number = base
        row.marker = ""
        return
    after = items.index(other) + 1
    for place, one in enumerate(items[after:], after):
        one.marker = f"{place}{one.marker[-1]}"
        if one.number == (f"{base}.{place + 1}" if base else str(place + 1)):
            one.number = f"{base}.{place}" if base else str(place)
        one.version += 1
    Measure.objects.bulk_update(items[after:], ["marker", "number", "version"])
