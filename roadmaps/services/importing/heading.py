"""Whose head the plan gets: the file's own, or that of the organisation which loads it. See `opened` for `version`."""

from schools.models import User

from ...heading import with_own_head
from ...models import RoadmapImport
from ...reading.structure import RoadmapRead
from .opened import correcting


def take_own_head(imported: RoadmapImport, version: int, by: User | None) -> RoadmapImport:
    """The own name in place of another organisation's, no marks of others or of earlier years."""
    with correcting(imported, version, by) as (row, read):
        entity = row.organisation.legal_entity
        _put(read, with_own_head(read, entity.full_name, entity.short_name, row.begins))
    return row


def keep_head(imported: RoadmapImport, version: int, by: User | None) -> RoadmapImport:
    """Name and marks as the file has them. A title that somebody has corrected meanwhile stays."""
    with correcting(imported, version, by) as (row, read):
        entity = row.organisation.legal_entity
        original = RoadmapRead.from_dict(row.original)
        if read.title != with_own_head(original, entity.full_name, entity.short_name, row.begins).title:
            original.title = read.title
        _put(read, original)
    return row


def _put(read: RoadmapRead, source: RoadmapRead) -> None:
    read.title, read.organisation = source.title, source.organisation
    read.approval, read.agreement = source.approval, source.agreement
    read.annex_number = source.annex_number
