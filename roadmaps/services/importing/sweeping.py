"""What loads of roadmaps leave behind is taken away in time: the names in what was read must not lie about."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from schools.models import Organisation
from schools.russian import count, plural

from ...enums import RoadmapImportStatus
from ...models import RoadmapImport

# As long as a staff list waits for its decision.
PREVIEW_TERM = timedelta(days=30)


def discard_forgotten(entity: Organisation | None = None) -> int:
    """Drop readings that nobody decided on in 30 days, of one organisation or of all: the file can be brought again.

    Returns how many.
    """
    old = RoadmapImport.objects.filter(status=RoadmapImportStatus.PREVIEW, created_at__lt=timezone.now() - PREVIEW_TERM)
    return (old if entity is None else old.filter(organisation=entity)).delete()[0]


def empty_undone() -> int:
    """Of loads that were taken back only the row stays, for the journal. Returns how many still held what was read."""
    full = RoadmapImport.objects.filter(
        ~Q(original={}) | ~Q(reading={}) | ~Q(before={}), status=RoadmapImportStatus.UNDONE
    )
    return full.update(original={}, reading={}, before={})


def sweep_readings() -> Iterator[str]:
    """The room's part of the nightly sweep."""
    if went := discard_forgotten():
        done = plural(went, "Удалена", "Удалены", "Удалены")
        loads = count(
            went,
            "загрузка дорожной карты, которую",
            "загрузки дорожных карт, которые",
            "загрузок дорожных карт, которые",
        )
        yield f"{done} {loads} {PREVIEW_TERM.days} дней никто не подтвердил."
    if emptied := empty_undone():
        loads = count(emptied, "отменённой загрузки", "отменённых загрузок", "отменённых загрузок")
        yield f"Убрано прочитанное у {loads} дорожных карт."
