"""Deeds on measures: words, place, away."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q

from schools.editing.merging import Marks, marks_of
from schools.models import User

from ...models import Measure, Occasion, Stage
from ..redating import reassign, redate, used_occasions
from ..refusals import GONE, RoadmapRefused
from .counting import count_anew, counting_of
from .deed import Deed, editing, fresh_measure, fresh_stage, merge_into, refuse_stale
from .order import next_row, order_of, part_rows, write_order
from .states import WORD_FIELDS
from .texts import PLACES, refuse_wordless, renumber, tidied, tidy_values

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
        counting = counting_of(deed.roadmap)
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
        if not row.number:  # one typed by hand is meant
            count_anew(deed.roadmap, counting)
            row.refresh_from_db(fields=["number", "row_number", "marker"])
        deed.renew_order()
        deed.note(row, {}, {"этап": str(place)} | {name: value for name, value in wanted.items() if value})
    return row


def move_measure(measure: Measure, stage: Stage, before: Measure | None, by: User | None) -> Measure:
    """To another place: in front of `before`, or to the end of the stage. Where it already stands, nothing happens."""
    with editing(measure.roadmap, "переставлено мероприятие", by) as deed:
        row, place = fresh_measure(deed, measure), fresh_stage(deed, stage)
        was = row.stage
        counting = counting_of(deed.roadmap)
        _put(deed, row, place, ahead=before)
        count_anew(deed.roadmap, counting)
        row.refresh_from_db(fields=["number", "row_number", "marker"])
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


def remove_measure(measure: Measure, version: int, by: User | None) -> None:
    """Away, as long as nothing was done by it. Raises `StaleRow`, `RoadmapRefused`."""
    with editing(measure.roadmap, "удалено мероприятие", by) as deed:
        row = fresh_measure(deed, measure)
        refuse_stale(row, version)
        counting = counting_of(deed.roadmap)
        remove_row(row)
        write_order(deed.roadmap, order_of(deed.roadmap))
        count_anew(deed.roadmap, counting)
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
