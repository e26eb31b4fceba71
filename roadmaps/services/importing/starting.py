"""The first step: a file or pasted text is read and kept to be looked at. Nothing of the plan is written yet."""

import re
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from schools.journal.services import record
from schools.models import Organisation, User

from ...heading import FOREIGN_PLACE, strange_place, with_own_head
from ...models import RoadmapImport
from ...models.roadmap import LONGEST
from ...reading import read_file, read_text
from ...reading.structure import Doubt, RoadmapRead
from ...strangers import strangers_of
from ..laying import FIRST_YEAR, LAST_YEAR
from ..recognising import candidates_of
from ..refusals import RoadmapRefused, in_words
from ..rights import require_editor
from .door import lock_import
from .sweeping import discard_forgotten

LONGEST_NAME = 250
# What no database keeps and no eye sees; readers drop most of it.
_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def start_import(
    organisation: Organisation,
    *,
    content: bytes | None = None,
    text: str = "",
    filename: str = "",
    begins: int,
    years: int,
    by: User | None,
    nonce: UUID | None = None,
    own_head: bool = False,
) -> RoadmapImport:
    """Read `content` (a file) or `text` and keep what was understood. The same nonce again gives the import started first.

    `own_head`: a plan of another organisation or with an old mark is shown under the own name and without the mark, and
    what else is not ours (a district in its title, its name and people in the cells) is doubted; what the file has stays
    in `original` (`keep_head` brings it back).

    Raises `RoadmapUnreadable` (the reader's sentence), `RoadmapRefused`, `PermissionDenied`; then nothing is stored.
    """
    capacity = require_editor(by, organisation)
    entity = organisation.legal_entity
    refuse_years(begins, years)
    if nonce and (made := _made_before(entity, nonce)):
        return made
    # Read outside of any transaction: a big file takes its time.
    read = read_file(content, filename) if content is not None else read_text(text)
    original = keepable(read.to_dict())
    reading = _under_own_head(read, entity, begins) if own_head else read
    with in_words():
        discard_forgotten(entity)
        imported, is_new = RoadmapImport.objects.get_or_create(
            nonce=nonce or uuid4(),
            defaults={
                "organisation": entity,
                "filename": keepable(filename)[-LONGEST_NAME:],
                "original": original,
                "reading": keepable(reading.to_dict()),
                "begins": begins,
                "years": years,
                "created_by": by,
            },
        )
        if is_new:
            record(
                "прочитана дорожная карта",
                imported,
                organisation=entity,
                user=by,
                after={"файл": imported.filename, "мероприятий": len(read.measures)},
                on_behalf=capacity,
            )
    return imported


def _under_own_head(read: RoadmapRead, entity: Organisation, begins: int) -> RoadmapRead:
    ours = with_own_head(read, entity.full_name, entity.short_name, begins)
    place = strange_place(ours.title, _whereabouts(entity))
    doubts = [Doubt("title", place, FOREIGN_PLACE)] if place else []
    staff = candidates_of(entity, entity.today())
    doubts += strangers_of(read, (entity.full_name, entity.short_name), staff)
    return replace(ours, doubts=[*ours.doubts, *doubts]) if doubts else ours


def _whereabouts(entity: Organisation) -> list[str]:
    """What is known of where the organisation is: from its own card and from those of whom it is a part."""
    found: list[str] = []
    node: Organisation | None = entity
    while node is not None:
        found += [node.full_name, node.short_name, node.founder_lines, node.address, node.place]
        node = node.parent
    return found


def _made_before(entity: Organisation, nonce: UUID) -> RoadmapImport | None:
    made = RoadmapImport.objects.filter(nonce=nonce).first()
    if made is not None and made.organisation_id != entity.pk:
        raise RoadmapRefused(["Форма устарела. Откройте её заново и заполните ещё раз."])
    return made


def refuse_years(begins: int, years: int) -> None:
    if not FIRST_YEAR <= begins <= LAST_YEAR:
        raise RoadmapRefused(["Выберите первый учебный год дорожной карты."])
    if not 1 <= years <= LONGEST:
        raise RoadmapRefused(["Дорожную карту составляют на срок от одного года до десяти лет."])


def keepable[Value](value: Value) -> Value:
    """The same without what PostgreSQL refuses in texts."""
    found: Any = value
    if isinstance(value, str):
        found = _UNKEPT.sub("", value)
    elif isinstance(value, dict):
        found = {name: keepable(one) for name, one in value.items()}
    elif isinstance(value, list):
        found = [keepable(one) for one in value]
    return found


def discard_import(imported: RoadmapImport, by: User | None) -> None:
    """Throw away what was read, as long as nothing was made of it."""
    with in_words():
        row = lock_import(imported)
        capacity = require_editor(by, row.organisation)
        if row.roadmap_id is not None or row.applied_at is not None:
            raise RoadmapRefused(["Дорожная карта уже загружена. Отмените загрузку, если она не нужна."])
        record(
            "убрано прочитанное",
            row,
            organisation=row.organisation,
            user=by,
            before={"файл": row.filename},
            on_behalf=capacity,
        )
        row.delete()
