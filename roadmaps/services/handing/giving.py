"""Handing down: into which plan of each school, and what of it the school has already."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, prefetch_related_objects

from schools.journal.services import prepare, record, record_many
from schools.models import Organisation, User
from schools.years import AcademicYear

from ...enums import RoadmapStatus
from ...models import Measure, Roadmap
from ...reading.structure import EXTRA
from ..door import move_roadmap
from ..refusals import in_words
from ..rights import require_editor
from .copying import Readings, copy_measures
from .known import Known, known_by
from .office import refuse_foreign

# The higher, the sooner measures go there.
NEARNESS: dict[str, int] = {
    RoadmapStatus.APPROVED: 2,
    RoadmapStatus.CHANGED: 2,
    RoadmapStatus.SUBMITTED: 1,
    RoadmapStatus.DRAFT: 0,
}


@dataclass
class HandedDown:
    """What came of it: how many measures were added, where, where a roadmap was begun, where nothing could be added."""

    added: int = 0
    # Numbers of the schools' own measures that were made: what can be taken back.
    copies: list[int] = field(default_factory=list)
    # Numbers of the municipality's measures that came down to somebody: what is added to two schools is told once.
    given: set[int] = field(default_factory=set)
    schools: list[Organisation] = field(default_factory=list)
    # Into which plan of the school, and how many.
    plans: list[tuple[Organisation, Roadmap, int]] = field(default_factory=list)
    begun: list[Organisation] = field(default_factory=list)
    skipped: list[tuple[Organisation, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Handing:
    """One deed: the same measures for every school of it."""

    roadmap: Roadmap
    measures: Sequence[Measure]
    known: Known
    year: AcademicYear
    by: User | None
    capacity: str
    readings: Readings


def hand_down(
    roadmap: Roadmap,
    measures: Sequence[Measure],
    schools: Sequence[Organisation],
    *,
    year: AcademicYear,
    by: User | None,
) -> HandedDown:
    """Add the measures to the schools' roadmaps of the year; what a school already has of them is left alone.

    Each school is a transaction of its own, in a fixed number of queries however many measures: one that is busy does not
    hold up the rest. A school without a roadmap of the year gets one begun. Raises ValidationError when nothing or nobody
    is chosen.
    """
    capacity = require_editor(by, roadmap.organisation)
    refuse_foreign(roadmap, measures, schools)
    if not measures:
        raise ValidationError("Отметьте хотя бы одно мероприятие.")
    if not schools:
        raise ValidationError("Отметьте хотя бы одну организацию.")
    prefetch_related_objects(measures, "stage", "occasions")
    handing = _Handing(roadmap, measures, known_by(measures), year, by, capacity, Readings())
    done = HandedDown()
    for school in schools:
        try:
            with in_words():
                copies, wanted, own, begun = _give(handing, school)
        except ValidationError as error:
            done.skipped.append((school, " ".join(error.messages)))
            continue
        if not copies or own is None:
            done.skipped.append((school, "всё отмеченное в дорожной карте уже есть"))
            continue
        done.added += len(copies)
        done.copies += copies
        done.given |= wanted
        done.schools.append(school)
        done.plans.append((school, own, len(copies)))
        if begun:
            done.begun.append(school)
    return done


def _give(handing: _Handing, school: Organisation) -> tuple[list[int], set[int], Roadmap | None, bool]:
    """Returns the numbers of the measures added, of which they are copies, to which plan, and whether it was begun for them."""
    # Two coordinators at once would begin two roadmaps: the school's row makes one wait for the other.
    Organisation.objects.select_for_update(no_key=True).get(pk=school.pk)
    plans = _plans_of(school, handing.year)
    has, adopted = handing.known.adopt(plans)
    if adopted:
        _note_adopted(handing, school, plans, adopted)
    wanted = [measure for measure in handing.measures if measure.pk not in has]
    if not wanted:
        return [], set(), None, False
    own = max(plans, key=lambda plan: (NEARNESS[plan.status], plan.has_handed, plan.pk), default=None)
    begun = own is None
    if own is None:
        own = _begin(handing, school)
    elif own.status == RoadmapStatus.SUBMITTED:
        raise ValidationError("дорожная карта сейчас у руководителя: спустите после его решения")
    # Only the years that both plans cover came down; the rest of a longer plan of the school is not meant.
    both = tuple(one for one in own.years_covered if one in handing.roadmap.years_covered)
    copies = copy_measures(handing.roadmap, wanted, own, handing.readings.of(school, both))
    if own.status == RoadmapStatus.APPROVED:
        deed = "добавлены мероприятия муниципальной дорожной карты"
        own = move_roadmap(own, RoadmapStatus.CHANGED, deed=deed, by=handing.by)
    Roadmap.objects.filter(pk=own.pk).update(version=F("version") + 1)
    _note(handing, school, own, len(wanted))
    return copies, {measure.pk for measure in wanted}, own, begun


def _plans_of(school: Organisation, year: AcademicYear) -> list[Roadmap]:
    """The school's plans of the year, locked. The measures belong in the one it lives by, else the one with its head, else
    the draft that came down before, else the draft begun last. Several alike: where measures came down before.
    """
    came = Measure.objects.filter(roadmap=OuterRef("pk"), handed_from__isnull=False)
    return list(
        Roadmap.objects.select_for_update(no_key=True, of=("self",))
        .filter(organisation=school)
        .of_year(year.begins)
        .annotate(has_handed=Exists(came))
        .order_by("pk")
    )


def _begin(handing: _Handing, school: Organisation) -> Roadmap:
    roadmap, year = handing.roadmap, handing.year
    columns = [column for column in roadmap.columns if column["role"] != EXTRA]
    return Roadmap.objects.create(
        organisation=school,
        title=f"Дорожная карта наставничества на {year.full} учебный год",
        begins=year.begins,
        columns=columns,
        landscape=roadmap.landscape,
        created_by=handing.by,
    )


def _note_adopted(handing: _Handing, school: Organisation, plans: list[Roadmap], adopted: list[Measure]) -> None:
    for plan in plans:
        if number := sum(one.roadmap_id == plan.pk for one in adopted):
            record(
                "мероприятия прошлого года спущены снова",
                plan,
                organisation=school,
                user=handing.by,
                after={"мероприятий": number, "откуда": handing.roadmap.title},
                on_behalf=handing.capacity,
            )


def _note(handing: _Handing, school: Organisation, own: Roadmap, added: int) -> None:
    """In the journals of both organisations."""
    roadmap, by, capacity = handing.roadmap, handing.by, handing.capacity
    facts = {"мероприятий": added, "откуда": roadmap.title}
    deed = "спущены мероприятия из муниципалитета"
    theirs = prepare(deed, own, organisation=school, user=by, after=facts, on_behalf=capacity)
    facts = {"организация": school.short_name, "мероприятий": added}
    deed, office = "спущены мероприятия организации", roadmap.organisation
    record_many([theirs, prepare(deed, roadmap, organisation=office, user=by, after=facts, on_behalf=capacity)])
