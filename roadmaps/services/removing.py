"""A draft that nobody has approved may go altogether."""

from schools.journal.services import record
from schools.models import User

from ..enums import RoadmapStatus
from ..models import Measure, Roadmap, RoadmapVersion
from .door import lock_roadmap
from .refusals import RoadmapRefused, in_words
from .rights import require_editor


def why_not_removed(row: Roadmap) -> str:
    """Why the roadmap stays, in a sentence; empty when it may go."""
    if row.approved_id is not None or RoadmapVersion.objects.filter(roadmap=row).exists():
        return "У этой дорожной карты есть утверждённая редакция, удалить её нельзя."
    if row.status != RoadmapStatus.DRAFT:
        return "Дорожная карта у руководителя на утверждении. Отзовите её, чтобы удалить."
    if Measure.objects.filter(handed_from__roadmap=row).exists():
        return "Мероприятия этой дорожной карты уже спущены организациям, удалить её нельзя."
    if Measure.objects.from_above().filter(roadmap=row).exists():
        return "В этой дорожной карте есть мероприятия, спущенные из управления образования: удалить её нельзя."
    return ""


def remove_roadmap(roadmap: Roadmap, by: User | None) -> None:
    """Delete a draft with its measures, marks and evidence. Raises `RoadmapRefused` once it was approved or handed down."""
    with in_words():
        row = lock_roadmap(roadmap)
        capacity = require_editor(by, row.organisation)
        if reason := why_not_removed(row):
            raise RoadmapRefused([reason])
        record(
            "удалён черновик дорожной карты",
            row,
            organisation=row.organisation,
            user=by,
            before={"title": row.title},
            on_behalf=capacity,
        )
        row.delete()
