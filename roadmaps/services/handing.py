"""«Спустить школам»: measures of a municipal roadmap become schools' own, in the schools' own roadmaps.

A school changes words, dates and persons of what came down as it likes; it may not throw it away, only say that it was
not held, with a reason. The municipality sees states and days (`selectors.handed`), nothing else.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, QuerySet

from schools.journal.services import record
from schools.models import Organisation, User
from schools.russian import normalise_key
from schools.years import AcademicYear

from ..enums import MeasureCode, MeasureStatus, RoadmapStatus
from ..models import Evidence, Measure, Occasion, Roadmap, Stage
from ..reading.structure import CONTENT, EXTRA, TITLE
from .door import lock_roadmap, move_roadmap
from .laying import reassign, redate
from .recognising import Recogniser
from .rights import require_editor

# What proves the municipality's measure is not what proves the school's part of it.
IN_A_SCHOOL: dict[str, str] = {MeasureCode.SCHOOLS_ORDERED: MeasureCode.PAIRS_ORDER}


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
    schools: list[Organisation] = field(default_factory=list)
    # Into which plan of the school, and how many.
    plans: list[tuple[Organisation, Roadmap, int]] = field(default_factory=list)
    begun: list[Organisation] = field(default_factory=list)
    skipped: list[tuple[Organisation, str]] = field(default_factory=list)


@dataclass
class TakenBack:
    """How many of the schools' measures were taken back, and sentences about those that stayed."""

    measures: int = 0
    kept: list[str] = field(default_factory=list)


def hand_down(
    roadmap: Roadmap,
    measures: Sequence[Measure],
    schools: Sequence[Organisation],
    *,
    year: AcademicYear,
    by: User | None,
) -> HandedDown:
    """Add the measures to the schools' roadmaps of the year; what a school already has of them is left alone.

    Each school is a transaction of its own: one that is busy does not hold up the rest. A school without a roadmap of
    the year gets one begun. Raises ValidationError when nothing or nobody is chosen.
    """
    capacity = require_editor(by, roadmap.organisation)
    refuse_foreign(roadmap, measures, schools)
    if not measures:
        raise ValidationError("Отметьте хотя бы одно мероприятие.")
    if not schools:
        raise ValidationError("Отметьте хотя бы одну организацию.")
    done = HandedDown()
    for school in schools:
        try:
            with transaction.atomic():
                copies, own, begun = _give(roadmap, measures, school, year, by, capacity)
        except ValidationError as error:
            done.skipped.append((school, " ".join(error.messages)))
            continue
        if not copies or own is None:
            done.skipped.append((school, "всё отмеченное уже есть в её дорожной карте"))
            continue
        done.added += len(copies)
        done.copies += copies
        done.schools.append(school)
        done.plans.append((school, own, len(copies)))
        if begun:
            done.begun.append(school)
    return done


def refuse_foreign(roadmap: Roadmap, measures: Sequence[Measure], schools: Sequence[Organisation]) -> None:
    """Only an office hands down, only its own measures, only to its own schools; `PermissionDenied` otherwise."""
    office = roadmap.organisation
    if (
        not roadmap.is_municipal
        or any(measure.roadmap_id != roadmap.pk for measure in measures)
        or any(school.parent_id != office.pk for school in schools)
    ):
        raise PermissionDenied("Мероприятия спускает орган управления образованием, и только своим организациям.")


def _give(
    roadmap: Roadmap,
    measures: Sequence[Measure],
    school: Organisation,
    year: AcademicYear,
    by: User | None,
    capacity: str,
) -> tuple[list[int], Roadmap | None, bool]:
    """Returns the numbers of the measures added, to which plan, and whether it was begun for them."""
    # Two coordinators at once would begin two roadmaps: the school's row makes one wait for the other.
    Organisation.objects.select_for_update(no_key=True).get(pk=school.pk)
    has = set(
        Measure.objects.filter(roadmap__organisation=school, handed_from__in=measures).values_list(
            "handed_from", flat=True
        )
    )
    wanted = [measure for measure in measures if measure.pk not in has]
    if not wanted:
        return [], None, False
    own = _plan_for(school, year)
    begun = own is None
    if own is None:
        own = _begin(roadmap, school, year, by)
    elif own.status == RoadmapStatus.SUBMITTED:
        raise ValidationError("её дорожная карта у руководителя: спустите после его решения")
    # Only the years that both plans cover came down; the rest of a longer plan of the school is not meant.
    recogniser = Recogniser.of(school, [one for one in own.years_covered if one in roadmap.years_covered])
    copies = [_copy(measure, own, recogniser).pk for measure in wanted]
    if own.status == RoadmapStatus.APPROVED:
        own = move_roadmap(own, RoadmapStatus.CHANGED, deed="добавлены мероприятия муниципальной дорожной карты", by=by)
    Roadmap.objects.filter(pk=own.pk).update(version=F("version") + 1)
    facts = {"мероприятий": len(wanted), "откуда": roadmap.title}
    record("спущены мероприятия из муниципалитета", own, organisation=school, user=by, after=facts, on_behalf=capacity)
    record(
        "спущены мероприятия организации",
        roadmap,
        organisation=roadmap.organisation,
        user=by,
        after={"организация": school.short_name, "мероприятий": len(wanted)},
        on_behalf=capacity,
    )
    return copies, own, begun


def _plan_for(school: Organisation, year: AcademicYear) -> Roadmap | None:
    """The school's plan of the year that the measures belong in, locked: the one it lives by, else the one with its head,
    else the draft that came down before, else the draft begun last. Several alike: where measures came down before.
    """
    came = Measure.objects.filter(roadmap=OuterRef("pk"), handed_from__isnull=False)
    plans = (
        Roadmap.objects.select_for_update(no_key=True, of=("self",))
        .filter(organisation=school)
        .of_year(year.begins)
        .annotate(has_handed=Exists(came))
        .order_by("pk")
    )
    return max(plans, key=lambda plan: (NEARNESS[plan.status], plan.has_handed, plan.pk), default=None)


def _begin(roadmap: Roadmap, school: Organisation, year: AcademicYear, by: User | None) -> Roadmap:
    columns = [column for column in roadmap.columns if column["role"] != EXTRA]
    return Roadmap.objects.create(
        organisation=school,
        title=f"Дорожная карта наставничества на {year.full} учебный год",
        begins=year.begins,
        columns=columns,
        landscape=roadmap.landscape,
        created_by=by,
    )


def _copy(measure: Measure, own: Roadmap, recogniser: Recogniser) -> Measure:
    """The school's own measure at the end of the stage of the same name, or of a new one. Its due words are read anew, so
    that the school is asked about the same doubts; dates that the office set by hand come as they are.
    """
    stage = _stage_for(measure.stage, own)
    title, content = _as_columns_allow(measure, own)
    last = own.measures.aggregate(row=Max("row"), position=Max("position"))
    copy = Measure.objects.create(
        roadmap=own,
        stage=stage,
        position=(last["position"] or 0) + 1,
        row=(last["row"] or 0) + 1,
        title=title,
        content=content,
        due_text=measure.due_text,
        responsible_text=measure.responsible_text,
        expected_result=measure.expected_result,
        code=IN_A_SCHOOL.get(measure.code, measure.code),
        handed_from=measure,
    )
    occasions = [one for one in measure.occasions.all() if own.begins <= one.year < own.begins + own.years]
    Occasion.objects.bulk_create(
        Occasion(
            measure=copy,
            year=one.year,
            spans=one.spans,
            starts=one.starts,
            ends=one.ends,
            by_hand=one.by_hand,
            status=MeasureStatus.PLANNED,
        )
        for one in occasions
    )
    if not any(one.by_hand for one in occasions):
        redate(copy, recogniser)
    reassign(copy, recogniser)
    return copy


def _stage_for(stage: Stage, own: Roadmap) -> Stage:
    wanted = normalise_key(stage.title)
    stages = list(own.stages.all())
    for known in stages:
        if normalise_key(known.title) == wanted:
            return known
    position = max((known.position for known in stages), default=0) + 1
    return Stage.objects.create(roadmap=own, position=position, title=stage.title or "Мероприятия муниципалитета")


def _as_columns_allow(measure: Measure, own: Roadmap) -> tuple[str, str]:
    """Title and content in the columns that the school's table has, so that no word is missing in print. The office's further
    columns come as lines of the content under their headings.
    """
    headings = [column["heading"] for column in measure.roadmap.columns]
    further = [
        f"{headings[int(index)]}: {text}" if headings[int(index)] else text
        for index, text in sorted(measure.extra.items(), key=lambda item: int(item[0]))
        if text and int(index) < len(headings)
    ]
    content = "\n".join(filter(None, [measure.content, *further]))
    roles = {column["role"] for column in own.columns}
    if TITLE in roles and CONTENT in roles:
        return measure.title, content
    whole = "\n".join(filter(None, [measure.title, content]))
    return ("", whole) if TITLE not in roles else (whole, "")


def take_back(roadmap: Roadmap, copies: Collection[int], *, by: User | None) -> TakenBack:
    """Remove those of the schools' measures, by their numbers, that nobody has touched; what was touched stays, and is told.

    Each plan is a transaction under its own lock, so that nobody approves, edits or marks meanwhile.
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
                for subject, place in ((roadmap, roadmap.organisation), (plan, school)):
                    facts = {"организация": school.short_name, "мероприятий": removed}
                    record(
                        "забраны спущенные мероприятия",
                        subject,
                        organisation=place,
                        user=by,
                        before=facts,
                        on_behalf=capacity,
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
    removed = kept = 0
    for copy in rows.filter(roadmap=own).select_related("stage").order_by("pk"):
        # Marks and evidence are written under the lock of the occasion.
        occasions = list(Occasion.objects.select_for_update().filter(measure=copy).order_by("pk"))
        if own.status == RoadmapStatus.SUBMITTED or _is_touched(copy, occasions):
            kept += 1
            continue
        stage = copy.stage
        copy.delete()
        if not stage.number and not stage.measures.exists():
            stage.delete()
        removed += 1
    if removed and own.status == RoadmapStatus.APPROVED:
        move_roadmap(own, RoadmapStatus.CHANGED, deed="забраны мероприятия муниципалитета", by=by)
    return removed, kept


def _is_touched(copy: Measure, occasions: Sequence[Occasion]) -> bool:
    """Whether the school has made the measure its own: words, dates or people changed, marked, commented, proved."""
    return (
        copy.version > 1
        or any(one.status != MeasureStatus.PLANNED or one.comment or one.version > 1 for one in occasions)
        or copy.responsible.filter(by_hand=True).exists()
        or Evidence.objects.filter(occasion__measure=copy).exists()
    )
