"""Deeds on measures: words, place, one into several, several into one, away."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q

from schools.models import User

from ...models import Measure, Occasion, Responsible, Stage
from ...reading.structure import TITLE
from ..redating import reassign, redate, used_occasions
from ..refusals import GONE, RoadmapRefused
from .deed import Deed, editing, fresh_measure, fresh_stage, merge_into, refuse_stale
from .merging import Marks, marks_of
from .order import next_row, order_of, part_rows, write_order
from .parting import parts_of, shares
from .states import WORD_FIELDS
from .texts import PLACES, refuse_long_numbers, refuse_wordless, renumber, tidied, tidy_values

USED = (
    "По этому мероприятию уже есть отметки, примечания или подтверждения, поэтому удалить его нельзя. Уберите их или "
    "отметьте мероприятие как «не проводилось» с причиной."
)
HANDED_FROM = (
    "Это мероприятие спустило управление образования, удалить его нельзя. Если его не будет, отметьте "
    "«не проводилось» и напишите причину."
)
HANDED_TO = "Это мероприятие уже спущено организациям, удалить его нельзя."


def edit_measure(
    measure: Measure, version: int, values: Mapping[str, Any], by: User | None, *, shown: Marks | None = None
) -> Measure:
    """Save fields of a measure: any of number, title, content, due_text, responsible_text, expected_result, extra, code.

    `shown` are the marks of the fields as the form showed them (`measure_marks`): what somebody saved meanwhile in other
    fields stays, and a field that both changed raises `StaleRow`. Without them any saving since `version` raises it.
    A form that brings nothing new changes nothing. New words of due and responsible are read again; what was set by hand
    stays, and «проверьте» goes from the fields that were corrected.
    """
    with editing(measure.roadmap, "изменено мероприятие", by) as deed:
        row = fresh_measure(deed, measure)
        wanted = merge_into(row, version, tidy_values(deed.roadmap, values), tidied(row), shown)
        if not wanted:
            return row
        changed = list(wanted)
        before = {name: getattr(row, name) for name in changed}
        if "number" in changed:
            renumber(row, wanted["number"])
        for name in changed:
            setattr(row, name, wanted[name])
        refuse_wordless(row)
        places = {PLACES.get(name) for name in changed}
        row.doubts = [doubt for doubt in row.doubts if doubt["place"] not in places]
        row.version += 1
        row.save()
        if "due_text" in changed:
            redate(row)
        if "responsible_text" in changed:
            reassign(row)
        part_rows(deed.roadmap)
        deed.note(row, before, wanted)
    return row


def measure_marks(measure: Measure) -> dict[str, str]:
    """For a form that shows the measure."""
    return marks_of(tidied(measure))


def add_measure(
    stage: Stage, after: Measure | None, values: Mapping[str, Any], by: User | None, *, nonce: UUID | None = None
) -> Measure:
    """A new measure behind `after`, or at the end of the stage. The same nonce again gives the measure added first."""
    with editing(stage.roadmap, "добавлено мероприятие", by) as deed:
        if nonce and (made := Measure.objects.filter(roadmap=deed.roadmap, uid=nonce).first()):
            return made
        place = fresh_stage(deed, stage)
        wanted = tidy_values(deed.roadmap, values)
        row = Measure(roadmap=deed.roadmap, stage=place, uid=nonce or uuid4(), position=0, row=next_row(deed.roadmap))
        for name, value in wanted.items():
            setattr(row, name, value)
        renumber(row, wanted.get("number", ""))
        refuse_wordless(row)
        row.save()
        redate(row)
        reassign(row)
        _put(deed, row, place, behind=after)
        deed.renew_order()
        deed.note(row, {}, {"этап": str(place)} | {name: value for name, value in wanted.items() if value})
    return row


def move_measure(measure: Measure, stage: Stage, before: Measure | None, by: User | None) -> Measure:
    """To another place: in front of `before`, or to the end of the stage. Where it already stands, nothing happens."""
    with editing(measure.roadmap, "переставлено мероприятие", by) as deed:
        row, place = fresh_measure(deed, measure), fresh_stage(deed, stage)
        was = row.stage
        _put(deed, row, place, ahead=before)
        deed.renew_order()
        deed.note(row, {"этап": str(was)}, {"этап": str(place)})
    return row


def _put(
    deed: Deed, row: Measure, stage: Stage, *, behind: Measure | None = None, ahead: Measure | None = None
) -> None:
    """Behind or in front of a neighbour; one that has left the stage meanwhile is no neighbour: to the end."""
    order = order_of(deed.roadmap)
    neighbour = behind or ahead
    if neighbour is not None and neighbour.pk == row.pk:
        return
    for rows in order.values():
        if row.pk in rows:
            rows.remove(row.pk)
    target = order[stage.pk]
    if neighbour is not None and neighbour.pk in target:
        target.insert(target.index(neighbour.pk) + (behind is not None), row.pk)
    else:
        target.append(row.pk)
    write_order(deed.roadmap, order)
    row.refresh_from_db(fields=["stage", "position", "row"])


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


def join_measure(measure: Measure, version: int, by: User | None) -> Measure:
    """Take the next measure of the stage into this one: its content becomes further lines. It must be free of marks."""
    with editing(measure.roadmap, "объединены мероприятия", by) as deed:
        row = fresh_measure(deed, measure)
        refuse_stale(row, version)
        mates = order_of(deed.roadmap)[row.stage_id]
        place = mates.index(row.pk) + 1
        if place == len(mates):
            raise RoadmapRefused(["Ниже в этом этапе мероприятий нет, объединять не с чем."])
        other = Measure.objects.get(pk=mates[place])
        refuse_needed(other)
        before = {"content": row.content}
        lines = [row.content, other.title if other.title != row.title else "", other.content]
        row.content = "\n".join(filter(None, lines))
        row.version += 1
        row.save()
        other.delete()
        write_order(deed.roadmap, order_of(deed.roadmap))
        deed.renew_order()
        deed.note(row, before, {"content": row.content})
    return row


def remove_measure(measure: Measure, version: int, by: User | None) -> None:
    """Away, as long as nothing was done by it. Raises `StaleRow`, `RoadmapRefused`."""
    with editing(measure.roadmap, "удалено мероприятие", by) as deed:
        row = fresh_measure(deed, measure)
        refuse_stale(row, version)
        remove_row(row)
        write_order(deed.roadmap, order_of(deed.roadmap))
        deed.renew_order()
        deed.note(row, {name: value for name in WORD_FIELDS if (value := getattr(row, name))}, {})


def remove_row(row: Measure) -> None:
    refuse_needed(row)
    pk = row.pk
    row.delete()
    row.pk = pk  # the journal names it


def refuse_needed(row: Measure) -> None:
    """Raise `RoadmapRefused` when the measure may not go: it was handed down, or something was done by it."""
    # Locked, so that nobody marks or proves it meanwhile.
    list(Occasion.objects.select_for_update().filter(measure=row).order_by("pk"))
    if not Measure.objects.filter(pk=row.pk).exists():
        raise RoadmapRefused([GONE])
    if Measure.objects.from_above().filter(pk=row.pk).exists():
        raise RoadmapRefused([HANDED_FROM])
    if row.handed_to.exists():
        raise RoadmapRefused([HANDED_TO])
    if used_occasions(Q(measure=row)):
        raise RoadmapRefused([USED])
