"""Taking back what one handing down made and nobody has touched."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet

from schools.journal.services import prepare, record_many
from schools.models import User

from ...enums import MeasureStatus, RoadmapStatus
from ...models import Evidence, Measure, Occasion, Responsible, Roadmap, Stage
from ..door import lock_roadmap, move_roadmap
from ..rights import require_editor
from .office import refuse_foreign


@dataclass
class TakenBack:
    """How many of the schools' measures were taken back, and sentences about those that stayed."""

    measures: int = 0
    kept: list[str] = field(default_factory=list)


def take_back(roadmap: Roadmap, copies: Collection[int], *, by: User | None) -> TakenBack:
    """Remove those of the schools' measures, by their numbers, that nobody has touched; what was touched stays, and is told.

    Each plan is a transaction under its own lock, so that nobody approves, edits or marks meanwhile; in a fixed number of
    queries however many measures.
    """
    capacity = require_editor(by, roadmap.organisation)
    refuse_foreign(roadmap, [], [])
    done = TakenBack()
    rows = Measure.objects.filter(
        pk__in=copies, handed_from__roadmap=roadmap, roadmap__organisation__parent=roadmap.organisation
    )
    plans = Roadmap.objects.filter(pk__in=rows.values("roadmap")).select_related("organisation").order_by("pk")
    for plan in plans:
        with transaction.atomic():
            removed, kept = _take(lock_roadmap(plan), rows, by)
            school = plan.organisation
            if removed:
                Roadmap.objects.filter(pk=plan.pk).update(version=F("version") + 1)
                facts = {"организация": school.short_name, "мероприятий": removed}
                deed = "забраны спущенные мероприятия"
                record_many(
                    prepare(deed, subject, organisation=place, user=by, before=facts, on_behalf=capacity)
                    for subject, place in ((roadmap, roadmap.organisation), (plan, school))
                )
        done.measures += removed
        if kept:
            done.kept.append(
                f"{school.short_name}: оставлено {kept} — по ним уже что-то сделано или карта у руководителя."
            )
    if not done.measures and not done.kept:
        raise ValidationError("Забирать нечего: этих мероприятий у организаций нет.")
    return done


def _take(own: Roadmap, rows: QuerySet[Measure], by: User | None) -> tuple[int, int]:
    """Of the locked plan: how many measures went, how many stayed."""
    copies = list(rows.filter(roadmap=own).order_by("pk"))
    # Marks and evidence are written under the lock of the occasion.
    occasions = list(Occasion.objects.select_for_update().filter(measure__in=copies).order_by("pk"))
    touched = {copy.pk for copy in copies} if own.status == RoadmapStatus.SUBMITTED else _touched(copies, occasions)
    gone = [copy for copy in copies if copy.pk not in touched]
    if not gone:
        return 0, len(copies)
    Measure.objects.filter(pk__in=[copy.pk for copy in gone]).delete()
    Stage.objects.filter(pk__in={copy.stage_id for copy in gone}, number="", measures__isnull=True).delete()
    if own.status == RoadmapStatus.APPROVED:
        move_roadmap(own, RoadmapStatus.CHANGED, deed="забраны мероприятия муниципалитета", by=by)
    return len(gone), len(copies) - len(gone)


def _touched(copies: Sequence[Measure], occasions: Sequence[Occasion]) -> set[int]:
    """Which of the measures the school has made its own: words, dates or people changed, marked, commented, proved."""
    found = {copy.pk for copy in copies if copy.version > 1}
    found |= {
        one.measure_id for one in occasions if one.status != MeasureStatus.PLANNED or one.comment or one.version > 1
    }
    people = Responsible.objects.filter(measure__in=copies, by_hand=True)
    proofs = Evidence.objects.filter(occasion__in=occasions)
    return found | {*people.values_list("measure", flat=True), *proofs.values_list("occasion__measure", flat=True)}
