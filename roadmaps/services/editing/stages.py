"""Deeds on stages."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from schools.editing.merging import Marks, marks_of
from schools.models import User

from ...models import Roadmap, Stage
from ..refusals import RoadmapRefused
from .deed import Deed, editing, fresh_stage, merge_into, refuse_stale
from .order import order_of, write_order
from .texts import LONGEST_NUMBER, tidy


def add_stage(
    roadmap: Roadmap,
    after: Stage | None,
    values: Mapping[str, Any],
    by: User | None,
    *,
    nonce: UUID | None = None,
) -> Stage:
    """A new stage (`number`, `title`) behind `after`, or at the end. The same nonce again gives the stage added first."""
    with editing(roadmap, "добавлен этап", by) as deed:
        if nonce and (made := Stage.objects.filter(roadmap=deed.roadmap, uid=nonce).first()):
            return made
        wanted = _tidy(values)
        across = Stage.objects.filter(roadmap=deed.roadmap, across=True).exists()
        row = Stage(roadmap=deed.roadmap, uid=nonce or uuid4(), position=0, across=across, **wanted)
        row.save()
        _put(deed, row, behind=after)
        deed.renew_order()
        deed.note(row, {}, {name: value for name, value in wanted.items() if value})
    return row


def edit_stage(
    stage: Stage, version: int, values: Mapping[str, Any], by: User | None, *, shown: Marks | None = None
) -> Stage:
    """Number and title, merged as those of a measure. Raises `StaleRow`; a form that brings nothing new changes nothing."""
    with editing(stage.roadmap, "изменён этап", by) as deed:
        row = fresh_stage(deed, stage)
        wanted = merge_into(row, version, _tidy(values), _saved(row), shown)
        if not wanted:
            return row
        before = {name: getattr(row, name) for name in wanted}
        for name, value in wanted.items():
            setattr(row, name, value)
        # The words of the file no longer hold.
        row.printed = ""
        row.version += 1
        row.save()
        deed.note(row, before, wanted)
    return row


def stage_marks(stage: Stage) -> dict[str, str]:
    """For a form that shows the stage."""
    return marks_of(_saved(stage))


def _saved(stage: Stage) -> dict[str, str]:
    return {name: tidy(getattr(stage, name), one_line=True) for name in ("number", "title")}


def move_stage(stage: Stage, before: Stage | None, by: User | None) -> Stage:
    """With all its measures: in front of `before`, or to the end."""
    with editing(stage.roadmap, "переставлен этап", by) as deed:
        row = fresh_stage(deed, stage)
        _put(deed, row, ahead=before)
        deed.renew_order()
        deed.note(row, {}, {})
    return row


def remove_stage(stage: Stage, version: int, by: User | None) -> None:
    """Away, when it is empty and not the last."""
    with editing(stage.roadmap, "удалён этап", by) as deed:
        row = fresh_stage(deed, stage)
        refuse_stale(row, version)
        if row.measures.exists():
            raise RoadmapRefused(["В этапе есть мероприятия. Сначала перенесите или удалите их."])
        if Stage.objects.filter(roadmap=deed.roadmap).count() == 1:
            raise RoadmapRefused(["Это единственный этап, без него некуда записывать мероприятия."])
        pk = row.pk
        row.delete()
        row.pk = pk  # the journal names it
        write_order(deed.roadmap, order_of(deed.roadmap))
        deed.renew_order()
        deed.note(row, {"number": row.number, "title": row.title}, {})


def _tidy(values: Mapping[str, Any]) -> dict[str, str]:
    wanted = {name: tidy(values[name] or "", one_line=True) for name in ("number", "title") if name in values}
    if len(wanted.get("number", "")) > LONGEST_NUMBER:
        raise RoadmapRefused([f"Номер длиннее {LONGEST_NUMBER} знаков. Сократите его."])
    return wanted


def _put(deed: Deed, row: Stage, *, behind: Stage | None = None, ahead: Stage | None = None) -> None:
    order = order_of(deed.roadmap)
    neighbour = behind or ahead
    if neighbour is not None and neighbour.pk == row.pk:
        return
    stages = [pk for pk in order if pk != row.pk]
    if neighbour is not None and neighbour.pk in stages:
        stages.insert(stages.index(neighbour.pk) + (behind is not None), row.pk)
    else:
        stages.append(row.pk)
    write_order(deed.roadmap, {pk: order.get(pk, []) for pk in stages})
    row.refresh_from_db(fields=["position"])
