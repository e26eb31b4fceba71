"""The second step: rows of what was read are dropped, added, split. See `opened` for `version`."""

from collections.abc import Mapping, Sequence
from itertools import count

from schools.models import User

from ...models import RoadmapImport
from ...reading.structure import TITLE, MeasureRead, RoadmapRead, StageRead
from ..editing.parting import parts_of, shares
from ..editing.texts import ONE_LINE, tidy
from ..refusals import RoadmapRefused
from .correcting import correct_measure, refuse_long
from .opened import GONE, correcting, free_key, free_keys, free_row, row_of, stage_of

NOTHING_TO_SPLIT = "Делить нечего: напишите каждую часть содержания с новой строки и повторите."


def drop_row(imported: RoadmapImport, version: int, key: str, by: User | None) -> RoadmapImport:
    """A measure away, or a stage without measures."""
    with correcting(imported, version, by) as (row, read):
        found = row_of(read, key)
        if isinstance(found, StageRead):
            if found.measures:
                raise RoadmapRefused(["В этапе есть мероприятия. Сначала уберите их."])
            read.stages.remove(found)
        else:
            stage_of(read, key).measures.remove(found)
        read.doubts = [doubt for doubt in read.doubts if doubt.key != key]
    return row


def add_row(
    imported: RoadmapImport, version: int, key: str, by: User | None, values: Mapping[str, str] | None = None
) -> RoadmapImport:
    """A new measure behind the measure with the key, or first in the stage with the key; empty unless `values` say more."""
    with correcting(imported, version, by) as (row, read):
        behind = row_of(read, key)
        made = MeasureRead(key=free_key(read), row=free_row(read))
        for field, text in (values or {}).items():
            refuse_long(field, text)
            correct_measure(read, made, field, tidy(text, one_line=field in ONE_LINE))
        if isinstance(behind, StageRead):
            behind.measures.insert(0, made)
        else:
            mates = stage_of(read, key).measures
            mates.insert(mates.index(behind) + 1, made)
    return row


def split_row(imported: RoadmapImport, version: int, key: str, by: User | None) -> RoadmapImport:
    """One measure into several, as `editing.split_measure` parts them."""
    with correcting(imported, version, by) as (row, read):
        measure = row_of(read, key)
        if not isinstance(measure, MeasureRead):
            raise RoadmapRefused([GONE])
        parts = parts_of(measure.content)
        if len(parts.items) < 2:
            raise RoadmapRefused([NOTHING_TO_SPLIT])
        has_title = any(column.role == TITLE for column in read.columns)
        title, texts = shares(parts, measure.title or "", has_title)
        measure.title = title or None
        _part(read, measure, texts)
    return row


def has_nothing_to_split(imported: RoadmapImport, key: str) -> bool:
    """Whether `split_row` would find one part only in the measure."""
    found = [one for one in RoadmapRead.from_dict(imported.reading).measures if one.key == key]
    return any(len(parts_of(one.content).items) < 2 for one in found)


def _part(read: RoadmapRead, measure: MeasureRead, texts: Sequence[str]) -> None:
    base, is_item = measure.number, bool(measure.marker)
    made = [measure]
    keys, rows = free_keys(read), count(free_row(read))
    for _ in texts[1:]:
        twin = MeasureRead(
            key=next(keys),
            title=measure.title,
            due_text=measure.due_text,
            responsible_text=measure.responsible_text,
            expected_result=measure.expected_result,
            extra=dict(measure.extra),
            row=next(rows) if is_item else measure.row,
            row_number="" if is_item else measure.row_number,
        )
        made.append(twin)
    for index, (one, text) in enumerate(zip(made, texts, strict=True), 1):
        one.content = text
        if not is_item:
            one.marker, one.number = f"{index})", f"{base}.{index}" if base else str(index)
    mates = stage_of(read, measure.key).measures
    place = mates.index(measure) + 1
    mates[place:place] = made[1:]
