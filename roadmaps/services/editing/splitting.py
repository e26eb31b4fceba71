"""One measure into several."""

from schools.models import User

from ...models import Measure, Occasion, Responsible
from ...reading.structure import TITLE
from ..refusals import RoadmapRefused
from .deed import Deed, editing, fresh_measure, refuse_stale
from .order import next_row, order_of, write_order
from .parting import parts_of, shares
from .states import WORD_FIELDS
from .texts import refuse_long_numbers


def split_measure(measure: Measure, version: int, by: User | None) -> list[Measure]:
    """One into several by its numbered list, its dashes or its lines; they stay one printed row, as a numbered list in it.

    The first keeps the marks, evidence and code. What introduces the list becomes their common title where the table has
    a column for it and it is empty, else it stands before each. Raises `RoadmapRefused` when there is nothing to part.
    """
    with editing(measure.roadmap, "разделено мероприятие", by) as deed:
        row = fresh_measure(deed, measure)
        refuse_stale(row, version)
        parts = parts_of(row.content)
        if len(parts.items) < 2:
            raise RoadmapRefused(["Делить нечего: напишите каждую часть содержания с новой строки и повторите."])
        was = row.content
        has_title = any(column.get("role") == TITLE for column in deed.roadmap.columns)
        row.title, texts = shares(parts, row.title, has_title)
        rows = _parted(deed, row, texts)
        deed.renew_order()
        deed.note(row, {"content": was}, {"content": row.content, "стало мероприятий": str(len(rows))})
    return rows


def _parted(deed: Deed, row: Measure, texts: list[str]) -> list[Measure]:
    is_item = bool(row.marker)
    base = row.number
    rows = [row, *(_twin(row) for _ in texts[1:])]
    for index, (one, text) in enumerate(zip(rows, texts, strict=True), 1):
        one.content = text
        if not is_item:
            one.marker = f"{index})"
            one.row_number = row.row_number
            one.number = f"{base}.{index}" if base else str(index)
        elif one is not row:
            # An item of a list: its followers keep their numbers, so the new ones have none.
            one.number = one.marker = one.row_number = ""
        refuse_long_numbers(one)
    row.version += 1
    row.save()
    free = next_row(deed.roadmap)
    for place, one in enumerate(rows[1:]):
        one.row = free + place if is_item else row.row
        one.save()
    order = order_of(deed.roadmap)
    mates = order[row.stage_id]
    fresh = [one.pk for one in rows[1:]]
    mates[:] = [pk for pk in mates if pk not in fresh]
    place = mates.index(row.pk) + 1
    mates[place:place] = fresh
    write_order(deed.roadmap, order)
    _copy_duties(row, rows[1:])
    return rows


def _twin(row: Measure) -> Measure:
    """The same cells without what belongs to the one: identity, code, doubts, where it was handed from."""
    kept = {name: getattr(row, name) for name in (*WORD_FIELDS, "row_number")}
    return Measure(roadmap=row.roadmap, stage=row.stage, position=row.position, **kept)


def _copy_duties(row: Measure, twins: list[Measure]) -> None:
    """Dates and responsible of the one for the others; nothing done yet."""
    dates = list(Occasion.objects.filter(measure=row))
    people = list(Responsible.objects.filter(measure=row).order_by("pk"))
    Occasion.objects.bulk_create(
        Occasion(measure=twin, year=one.year, spans=one.spans, starts=one.starts, ends=one.ends, by_hand=one.by_hand)
        for twin in twins
        for one in dates
    )
    Responsible.objects.bulk_create(
        Responsible(measure=twin, person_id=one.person_id, role=one.role, text=one.text, by_hand=one.by_hand)
        for twin in twins
        for one in people
    )
