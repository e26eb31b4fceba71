"""Taking the last deed of editing back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from schools.models import Person, User

from ...enums import RoadmapStatus
from ...models import Measure, Occasion, Responsible, Roadmap, RoadmapEdit, Stage
from ...selectors.plan import same_words, snapshot_of
from ..door import move_roadmap
from ..recognising import dated
from ..redating import redate_all, used_occasions
from ..refusals import RoadmapRefused, in_words
from .deed import editing
from .measures import remove_row
from .order import write_order
from .states import HEAD_FIELDS, MEASURE_FIELDS, STAGE_FIELDS, State, state_of

# What a form of the row does not show: its version stays when only these come back.
_BESIDE = frozenset({"row", "occasions", "measures"})


def last_edit(roadmap: Roadmap, by: User | None) -> RoadmapEdit | None:
    """What «Отменить» would take back: the user's own last deed that still stands."""
    return RoadmapEdit.objects.filter(roadmap=roadmap, by=by, undone_at__isnull=True).first()


def undo_edit(roadmap: Roadmap, by: User | None) -> RoadmapEdit:
    """Take back the user's last deed of editing that still stands. Called again, it takes back the one before.

    Refuses in words when what it touched was changed since, by whomever: nobody's later work is lost. Rows that others
    added meanwhile stay where they are. When nothing differs from the approved words any more, the plan is approved again.
    """
    with in_words():
        with editing(roadmap, "правка отменена", by, undoable=False) as deed:
            edit = last_edit(deed.roadmap, by)
            if edit is None:
                raise RoadmapRefused(["Отменять нечего: ваших правок, которые ещё действуют, в этой карте нет."])
            now = state_of(deed.roadmap)
            _refuse_changed(edit, now)
            _restore(deed.roadmap, edit, now)
            deed.renew_order()
            edit.undone_at = timezone.now()
            edit.save(update_fields=["undone_at"])
            deed.note(deed.roadmap, {"правка": edit.deed}, {})
        if _stands_as_approved(deed.roadmap):
            move_roadmap(deed.roadmap, RoadmapStatus.APPROVED, deed="все правки отменены", by=by)
    return edit


def _stands_as_approved(roadmap: Roadmap) -> bool:
    if roadmap.status != RoadmapStatus.CHANGED or roadmap.approved is None:
        return False
    return same_words(roadmap.approved.snapshot, snapshot_of(roadmap))


def _refuse_changed(edit: RoadmapEdit, now: State) -> None:
    for noun in ("stages", "measures"):
        for uid, after in edit.after.get(noun, {}).items():
            row = now[noun].get(uid)
            if (row is None) != (after is None) or (row and after and not _still(row, after)):
                raise _changed(edit)
            if noun == "stages" and edit.before[noun][uid] is None and row and row["measures"]:
                raise RoadmapRefused(["В добавленном этапе уже есть мероприятия. Сначала перенесите или удалите их."])
    if not _still(now["roadmap"], edit.after.get("roadmap", {})):
        raise _changed(edit)


def _still(row: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    for name, value in after.items():
        if name in ("stages", "measures"):
            if [uid for uid in row[name] if uid in value] != value:
                return False
        elif row[name] != value:
            return False
    return True


def _changed(edit: RoadmapEdit) -> RoadmapRefused:
    return RoadmapRefused([f"«{edit.deed}»: отменить нельзя, эти строки с тех пор изменили. Поправьте их вручную."])


def _restore(roadmap: Roadmap, edit: RoadmapEdit, now: State) -> None:
    before, after = edit.before, edit.after
    head = before.get("roadmap", {})
    for name in HEAD_FIELDS:
        if name in head:
            setattr(roadmap, name, head[name])
    if set(head) - {"stages"}:
        roadmap.save()
    order = _merged(before, after, now)
    _restore_rows(roadmap, before, order)
    if {"begins", "years"} & set(head):
        # What others put in since, or what came down, knows only the years that go now.
        redate_all(roadmap, beside=before.get("measures", {}))
    stages = {str(stage.uid): stage.pk for stage in Stage.objects.filter(roadmap=roadmap)}
    measures = {str(measure.uid): measure.pk for measure in Measure.objects.filter(roadmap=roadmap)}
    write_order(roadmap, {stages[uid]: [measures[one] for one in rows] for uid, rows in order.items()})
    gone = [uid for uid, values in before.get("stages", {}).items() if values is None]
    Stage.objects.filter(roadmap=roadmap, uid__in=gone).delete()


def _restore_rows(roadmap: Roadmap, before: State, order: Mapping[str, list[str]]) -> None:
    """Stages and measures come back or get their fields again; measures that were not there go, if nothing was done by them."""
    for place, (uid, values) in enumerate(before.get("stages", {}).items()):
        if values is not None:
            stage = Stage.objects.filter(roadmap=roadmap, uid=uid).first()
            _give(stage or Stage(roadmap=roadmap, uid=uid, position=place), values, STAGE_FIELDS)
    home = {one: uid for uid, rows in order.items() for one in rows}
    for uid, values in before.get("measures", {}).items():
        row = Measure.objects.filter(roadmap=roadmap, uid=uid).first()
        if values is None:
            if row is not None:
                remove_row(row)
            continue
        if row is None:
            row = Measure(roadmap=roadmap, uid=uid, position=0, stage=Stage.objects.get(roadmap=roadmap, uid=home[uid]))
        _give(row, values, MEASURE_FIELDS)
        if "responsible" in values:
            _give_responsible(row, values["responsible"])
        if "occasions" in values:
            _give_occasions(row, values["occasions"])


def _give(row: Stage | Measure, values: Mapping[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        if name in values:
            setattr(row, name, values[name])
    if row.pk is None or set(values) - _BESIDE:
        row.version += row.pk is not None
    row.save()


def _give_responsible(row: Measure, rows: list[list[Any]]) -> None:
    """Without the people whose cards have left use since: an undo brings back nobody who was archived or destroyed."""
    present = set(
        Person.objects.present().filter(pk__in=[row[0] for row in rows if row[0]]).values_list("pk", flat=True)
    )
    Responsible.objects.filter(measure=row).delete()
    Responsible.objects.bulk_create(
        Responsible(measure=row, person_id=person, role=role, text=text, by_hand=by_hand)
        for person, role, text, by_hand in rows
        if person is None or person in present
    )


def _give_occasions(row: Measure, years: Mapping[str, Mapping[str, Any]]) -> None:
    held = {str(one.year): one for one in Occasion.objects.select_for_update().filter(measure=row).order_by("pk")}
    extra = [one.pk for year, one in held.items() if year not in years]
    if extra and set(extra) & set(used_occasions(Q(measure=row))):
        raise RoadmapRefused(["По мероприятию с тех пор появились отметки, поэтому отменить правку нельзя."])
    Occasion.objects.filter(pk__in=extra).delete()
    for year, values in years.items():
        occasion = held.get(year) or Occasion(measure=row, year=int(year))
        dated(occasion, [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in values["spans"]])
        occasion.by_hand = values["by_hand"]
        occasion.version += occasion.pk is not None
        occasion.save()


def _merged(before: State, after: State, now: State) -> dict[str, list[str]]:
    """The order to write: of the time before the deed, with what others put in since kept behind the same neighbours."""
    head, done = before.get("roadmap", {}), after.get("roadmap", {})
    current = now["roadmap"]["stages"]
    stages = _woven(head["stages"], done["stages"], current) if "stages" in head else current
    order: dict[str, list[str]] = {}
    for uid in [*stages, *(uid for uid in current if uid not in stages)]:
        was = before.get("stages", {}).get(uid) or {}
        then = after.get("stages", {}).get(uid) or {}
        standing = now["stages"].get(uid, {}).get("measures", [])
        order[uid] = _woven(was["measures"], then.get("measures", []), standing) if "measures" in was else standing
    return order


def _woven(before: list[str], after: list[str], now: list[str]) -> list[str]:
    woven = list(before)
    for place, uid in enumerate(now):
        if uid in after or uid in woven:
            continue
        neighbour = next((one for one in reversed(now[:place]) if one in woven), None)
        woven.insert(woven.index(neighbour) + 1 if neighbour else 0, uid)
    return woven
