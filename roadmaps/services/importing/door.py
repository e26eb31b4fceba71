"""The one door of an import's status, and its lock."""

from collections.abc import Mapping
from typing import Any

from schools.journal.services import record
from schools.models import User

from ...enums import IMPORT_TRANSITIONS, RoadmapImportStatus
from ...models import RoadmapImport
from ..refusals import RoadmapRefused, in_words


def lock_import(imported: RoadmapImport) -> RoadmapImport:
    """The row as it is now, locked. Needs an open transaction.

    The roadmap is not read along: a row that had to be waited for comes back with what was joined to its old state.
    """
    rows = RoadmapImport.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("organisation").filter(pk=imported.pk).first()
    if row is None:
        raise RoadmapRefused(["Этой загрузки больше нет: её убрали. Загрузите файл снова."])
    return row


def move_import(
    imported: RoadmapImport, to: str, *, deed: str, by: User | None, values: Mapping[str, Any], on_behalf: str = ""
) -> RoadmapImport:
    """Change an import's status: lock, table, save, journal, all or nothing. Raises `RoadmapRefused`."""
    with in_words():
        row = lock_import(imported)
        if to not in IMPORT_TRANSITIONS[row.status]:
            raise RoadmapRefused([f"Загрузка сейчас «{row.get_status_display()}», этого с ней сделать нельзя."])
        before = row.get_status_display()
        row.status = to
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        record(
            deed,
            row,
            organisation=row.organisation,
            user=by,
            before={"состояние": before},
            after={"состояние": RoadmapImportStatus(to).label},
            on_behalf=on_behalf,
        )
    return row
