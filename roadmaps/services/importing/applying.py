"""The third step: the roadmap is made of what was read; and taken back while nobody has touched it."""

from django.db.models import Q
from django.utils import timezone

from schools.journal.services import record
from schools.models import User
from schools.russian import count

from ...enums import RoadmapImportStatus, RoadmapStatus
from ...models import Measure, Occasion, Roadmap, RoadmapImport
from ...reading.structure import Doubt, RoadmapRead
from ...years import earlier_years, years_off
from ..door import lock_roadmap
from ..editing.order import part_rows
from ..laying import lay_out
from ..redating import used_occasions
from ..refusals import RoadmapRefused, in_words
from ..rights import require_editor
from .correcting import is_wordless
from .door import lock_import, move_import

OTHER_YEARS = (
    "Карта загружена на другой учебный год, чем составлена: в файле {}. Поправьте год карты или сроки; если так и надо, "
    "нажмите «Всё верно»."
)
TOUCHED = "С этой дорожной картой уже работали, поэтому отменить загрузку нельзя. Если карта не нужна, удалите её на её странице."


def apply_import(imported: RoadmapImport, by: User | None) -> Roadmap:
    """Make the roadmap, all or nothing. Applied twice, it gives the roadmap made first.

    Raises `RoadmapRefused` with everything that keeps it from being made: rows added and left empty, numbers too long.
    """
    with in_words():
        row = lock_import(imported)
        capacity = require_editor(by, row.organisation)
        if row.status == RoadmapImportStatus.APPLIED and row.roadmap is not None:
            return row.roadmap
        read = RoadmapRead.from_dict(row.reading)
        _refuse_empty_rows(read)
        read.doubts += _asked_about_years(read, row.begins, row.years)
        roadmap = lay_out(read, row.organisation, begins=row.begins, years=row.years, by=by)
        if row.reading != row.original:
            part_rows(roadmap)
        move_import(
            row,
            RoadmapImportStatus.APPLIED,
            deed="загружена дорожная карта",
            by=by,
            values={"roadmap": roadmap, "before": {}, "applied_at": timezone.now()},
            on_behalf=capacity,
        )
    return roadmap


def _asked_about_years(read: RoadmapRead, begins: int, years: int) -> list[Doubt]:
    """A plan of other years, loaded as it is, is asked about once more at its first measure until somebody answers."""
    told = earlier_years(read, begins)
    if not told and years_off(read, begins, years):
        told = read.school_year or "сроки других лет"
    return [Doubt("school_year", "", OTHER_YEARS.format(told), read.measures[0].key)] if told and read.measures else []


def _refuse_empty_rows(read: RoadmapRead) -> None:
    """A measure that says nothing of what is to be done has no name in lists, in print and in reports."""
    empty = [one for one in read.measures if is_wordless(one)]
    if not empty:
        return
    numbers = ", ".join(one.number for one in empty if one.number)
    where = f" Номера: {numbers}." if numbers else ""
    words = count(len(empty), "строке", "строках", "строках")
    raise RoadmapRefused(
        [f"В {words} не сказано, что нужно сделать. Впишите название или содержание или уберите такие строки.{where}"]
    )


def undo_import(imported: RoadmapImport, by: User | None) -> RoadmapImport:
    """Take the roadmap back, as long as nobody edited, marked, proved, submitted or handed anything of it. Twice is harmless.

    What was read goes too: nothing needs the names in it any more.
    """
    with in_words():
        row = lock_import(imported)
        capacity = require_editor(by, row.organisation)
        if row.status == RoadmapImportStatus.UNDONE:
            return row
        if row.roadmap is not None:
            roadmap = lock_roadmap(row.roadmap)
            # Locked, so that nobody marks or proves anything meanwhile.
            list(Occasion.objects.select_for_update().filter(measure__roadmap=roadmap).order_by("pk").values_list("pk"))
            if is_touched(roadmap):
                raise RoadmapRefused([TOUCHED])
            record(
                "загрузка отменена",
                roadmap,
                organisation=row.organisation,
                user=by,
                before={"title": roadmap.title},
                on_behalf=capacity,
            )
            roadmap.delete()
        return move_import(
            row,
            RoadmapImportStatus.UNDONE,
            deed="загрузка отменена",
            by=by,
            values={"roadmap": None, "original": {}, "reading": {}, "before": {}, "undone_at": timezone.now()},
            on_behalf=capacity,
        )


def is_touched(roadmap: Roadmap) -> bool:
    """Whether anybody has done anything with the roadmap since it was made."""
    return (
        roadmap.status != RoadmapStatus.DRAFT
        or roadmap.version > 1
        or bool(roadmap.comment)
        or roadmap.edits.exists()
        or roadmap.versions.exists()
        or roadmap.next_ones.exists()
        or Measure.objects.filter(Q(roadmap=roadmap, version__gt=1) | Q(handed_from__roadmap=roadmap)).exists()
        or Measure.objects.filter(roadmap=roadmap, handed_from__isnull=False).exists()
        or Occasion.objects.filter(Q(version__gt=1) | Q(by_hand=True), measure__roadmap=roadmap).exists()
        or bool(used_occasions(Q(measure__roadmap=roadmap)))
    )
