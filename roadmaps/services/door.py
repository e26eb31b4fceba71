"""The one door of a roadmap's status."""

from collections.abc import Callable, Mapping
from typing import Any

from schools.journal.services import record
from schools.models import User

from ..enums import TRANSITIONS, RoadmapStatus
from ..models import Roadmap
from .refusals import RoadmapRefused, in_words


def move_roadmap(
    roadmap: Roadmap,
    to: str,
    *,
    deed: str,
    by: User | None,
    reason: str = "",
    values: Mapping[str, Any] | None = None,
    guard: Callable[[Roadmap], None] | None = None,
    on_behalf: str = "",
) -> Roadmap:
    """Change a roadmap's status: lock, table, guard, save, journal — all or nothing. Returns the fresh roadmap.

    `deed` is the journal's phrase, `guard(roadmap)` raises `ValidationError` for what the table cannot know and is called
    with the row locked, `values` are the fields saved together with the status. Raises `RoadmapRefused`.
    """
    with in_words():
        row = lock_roadmap(roadmap)
        if to not in TRANSITIONS[row.status]:
            raise RoadmapRefused(
                [
                    f"Дорожная карта сейчас «{RoadmapStatus(row.status).label}», "
                    f"сделать её «{RoadmapStatus(to).label}» нельзя."
                ]
            )
        if guard is not None:
            guard(row)
        before = state_of(row)
        row.status = to
        for name, value in (values or {}).items():
            setattr(row, name, value)
        row.save()
        record(
            deed,
            row,
            organisation=row.organisation,
            user=by,
            before=before,
            after=state_of(row),
            reason=reason,
            on_behalf=on_behalf,
        )
    return row


def lock_roadmap(roadmap: Roadmap) -> Roadmap:
    """The roadmap as it is now, locked until the end of the transaction.

    The version in force is not read along: a row that had to be waited for comes back with what was joined to its old state.
    """
    rows = Roadmap.objects.select_for_update(of=("self",), no_key=True).select_related("organisation")
    locked = rows.filter(pk=roadmap.pk).first()
    if locked is None:
        raise RoadmapRefused(["Этой дорожной карты больше нет."])
    return locked


def state_of(roadmap: Roadmap) -> dict[str, str]:
    """What the journal keeps of a roadmap before and after a deed, in words."""
    facts = {
        "состояние": RoadmapStatus(roadmap.status).label,
        "замечание": roadmap.comment,
        "утверждено": str(roadmap.approved) if roadmap.approved_id else "",
    }
    return {name: value for name, value in facts.items() if value}
