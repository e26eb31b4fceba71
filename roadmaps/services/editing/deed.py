"""What every deed of editing goes through: lock, right, state before and after, edit to undo, journal, status."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from schools.editing.merging import Marks, merge
from schools.editing.stale import StaleRow
from schools.journal.services import record
from schools.models import User

from ...enums import RoadmapStatus
from ...models import Measure, Occasion, Roadmap, RoadmapEdit, Stage
from ..door import lock_roadmap, move_roadmap
from ..refusals import GONE, RoadmapRefused, in_words
from ..rights import require_editor
from .states import parted, state_of, touched, touches_words

AT_THE_HEAD = "Дорожная карта у руководителя на утверждении. Отзовите её, чтобы править."
# How many of the last edits are looked through for who saved a row.
LOOK_BACK = 50


@dataclass
class Deed:
    """An open deed: `roadmap` is locked. The deed names its subject and what the journal keeps of it."""

    roadmap: Roadmap
    by: User | None
    subject: models.Model
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    edit: RoadmapEdit | None = None

    def note(self, subject: models.Model, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self.subject, self.before, self.after = subject, dict(before), dict(after)

    def renew_order(self) -> None:
        """The head or the order of rows has changed."""
        self.roadmap.version += 1


@contextmanager
def editing(roadmap: Roadmap, phrase: str, by: User | None, *, undoable: bool = True) -> Iterator[Deed]:
    """All or nothing. A deed that changes nothing leaves no edit and no entry; words are not changed while the head has them."""
    with in_words():
        locked = lock_roadmap(roadmap)
        capacity = require_editor(by, locked.organisation)
        deed = Deed(locked, by, locked)
        state = state_of(locked)
        yield deed
        was, now = parted(state, state_of(locked))
        if not was:
            return
        words = touches_words(was, now)
        if words and locked.status == RoadmapStatus.SUBMITTED:
            raise RoadmapRefused([AT_THE_HEAD])
        locked.save(update_fields=["version", "updated_at"])
        if undoable:
            deed.edit = RoadmapEdit.objects.create(
                roadmap=locked, deed=f"{phrase}: {deed.subject}"[:200], before=was, after=now, by=by
            )
        record(
            phrase,
            deed.subject,
            organisation=locked.organisation,
            user=by,
            before=deed.before,
            after=deed.after,
            on_behalf=capacity,
        )
        if words and locked.status == RoadmapStatus.APPROVED:
            move_roadmap(locked, RoadmapStatus.CHANGED, deed="изменена после утверждения", by=by)


def fresh_measure(deed: Deed, measure: Measure) -> Measure:
    """The measure as it is now. Raises `RoadmapRefused` when somebody removed it."""
    row = Measure.objects.select_related("stage").filter(pk=measure.pk, roadmap=deed.roadmap).first()
    if row is None:
        raise RoadmapRefused([GONE])
    row.roadmap = deed.roadmap
    return row


def fresh_stage(deed: Deed, stage: Stage) -> Stage:
    row = Stage.objects.filter(pk=stage.pk, roadmap=deed.roadmap).first()
    if row is None:
        raise RoadmapRefused(["Этого этапа больше нет: его удалили, пока страница была открыта. Обновите страницу."])
    return row


def refuse_stale(row: Measure | Stage | Roadmap, version: int) -> None:
    """Raise `StaleRow` when the row was saved after the form with this version was opened."""
    if row.version != version:
        raise StaleRow(row, *_saved_by(row))


def _saved_by(row: Measure | Stage | Roadmap) -> tuple[User | None, datetime | None]:
    if not isinstance(row, Roadmap):
        return last_editor(row.roadmap, row.uid)
    last = RoadmapEdit.objects.filter(roadmap=row).select_related("by").first()
    return (last.by, last.at) if last else (None, None)


def merge_into(
    row: Measure | Stage | Roadmap,
    version: int,
    wanted: Mapping[str, Any],
    saved: Mapping[str, Any],
    shown: Marks | None,
) -> dict[str, Any]:
    """Of the form's values those to save. Raises `StaleRow` for what both changed; without marks, for any change of a row
    that was saved meanwhile.
    """
    if shown is None:
        changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
        if changed:
            refuse_stale(row, version)
        return changed
    merged = merge(wanted, saved, shown)
    if merged.clashes:
        raise StaleRow(row, *_saved_by(row), clashes=merged.clashes, kept=merged.kept)
    return {name: value for name, value in merged.values.items() if getattr(row, name) != value}


def refuse_stale_occasion(occasion: Occasion, version: int) -> None:
    if occasion.version == version:
        return
    who, at = last_editor(occasion.measure.roadmap, occasion.measure.uid)
    if at is None or (occasion.changed_at is not None and occasion.changed_at > at):
        who, at = occasion.changed_by, occasion.changed_at
    raise StaleRow(occasion, who, at)


def last_editor(roadmap: Roadmap, uid: UUID) -> tuple[User | None, datetime | None]:
    """Who saved the row last and when, as far as the last edits tell; undoing counts too."""
    found: list[tuple[datetime, User | None]] = []
    for edit in RoadmapEdit.objects.filter(roadmap=roadmap).select_related("by")[:LOOK_BACK]:
        if touched(edit.after, str(uid)):
            found.append((edit.undone_at or edit.at, edit.by))
    if not found:
        return None, None
    at, who = max(found, key=lambda one: one[0])
    return who, at
