"""What was read, opened to be corrected before anything is written.

`version` is that of the import which the page showed: of two who correct at once the second is told (`StaleRow`), and what
is there stays. A correction that is there already changes nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from schools.editing.stale import StaleRow
from schools.models import User

from ...enums import RoadmapImportStatus
from ...models import RoadmapImport
from ...reading.structure import MeasureRead, RoadmapRead, StageRead
from ..refusals import RoadmapRefused, in_words
from ..rights import require_editor
from .door import lock_import

GONE = "Этой строки в прочитанном больше нет. Обновите страницу."


@contextmanager
def correcting(imported: RoadmapImport, version: int, by: User | None) -> Iterator[tuple[RoadmapImport, RoadmapRead]]:
    """What was read, to be changed in place; kept at the end if it differs."""
    with in_words():
        row = lock_import(imported)
        require_editor(by, row.organisation)
        if row.status != RoadmapImportStatus.PREVIEW:
            raise RoadmapRefused(["Дорожная карта уже загружена. Правьте её саму."])
        read = RoadmapRead.from_dict(row.reading)
        before = {"reading": row.reading, "begins": row.begins, "years": row.years}
        yield row, read
        row.reading = read.to_dict()
        if {name: getattr(row, name) for name in before} == before:
            return
        if row.version != version:
            raise StaleRow(RoadmapImport.objects.get(pk=row.pk), None, None)
        row.version += 1
        row.before = before | {"version": row.version}
        row.save(update_fields=["reading", "before", "begins", "years", "version"])


def take_back(imported: RoadmapImport, made: int, by: User | None) -> RoadmapImport:
    """The last correction undone; `made` is the version that it made. Raises `RoadmapRefused` when more was corrected since,
    or when it was taken back already.
    """
    with in_words():
        row = lock_import(imported)
        require_editor(by, row.organisation)
        if row.status != RoadmapImportStatus.PREVIEW:
            raise RoadmapRefused(["Дорожная карта уже загружена. Правьте её саму."])
        if row.version != made or row.before.get("version") != made:
            raise RoadmapRefused(["После этого прочитанное ещё правили, отменить уже нельзя. Поправьте его сами."])
        row.reading, row.begins, row.years = row.before["reading"], row.before["begins"], row.before["years"]
        row.before = {}
        row.version += 1
        row.save(update_fields=["reading", "before", "begins", "years", "version"])
    return row


def row_of(read: RoadmapRead, key: str) -> StageRead | MeasureRead:
    found: list[Any] = [one for one in (*read.stages, *read.measures) if one.key == key]
    if not found:
        raise RoadmapRefused([GONE])
    return found[0]


def stage_of(read: RoadmapRead, key: str) -> StageRead:
    return next(stage for stage in read.stages if any(one.key == key for one in stage.measures))


def settle(read: RoadmapRead, key: str, place: str) -> None:
    read.doubts = [doubt for doubt in read.doubts if (doubt.key, doubt.place) != (key, place)]


def free_keys(read: RoadmapRead) -> Iterator[str]:
    taken = {one.key for one in (*read.stages, *read.measures)}
    return (key for number in count(len(read.measures) + 1) if (key := f"m{number}") not in taken)


def free_key(read: RoadmapRead) -> str:
    return next(free_keys(read))


def free_row(read: RoadmapRead) -> int:
    return max((one.row for one in read.measures), default=0) + 1
