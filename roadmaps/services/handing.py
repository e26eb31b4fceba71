"""«Спустить школам»: measures of a municipal roadmap become schools' own, in the schools' own roadmaps.

A school changes words, dates and persons of what came down as it likes; it may not throw it away, only say that it was
not held, with a reason. The municipality sees states and days (`selectors.handed`), nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef

from schools.journal.services import record
from schools.models import Organisation, User
from schools.russian import normalise_key
from schools.years import AcademicYear

from ..enums import MeasureCode, MeasureStatus, RoadmapStatus
from ..models import Measure, Occasion, Roadmap, Stage
from ..reading.structure import CONTENT, EXTRA, TITLE
from .door import move_roadmap
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
    if not measures:
        raise ValidationError("Отметьте хотя бы одно мероприятие.")
    if not schools:
        raise ValidationError("Отметьте хотя бы одну организацию.")
    done = HandedDown()
    for school in schools:
        try:
            with transaction.atomic():
                added, own, begun = _give(roadmap, measures, school, year, by, capacity)
        except ValidationError as error:
            done.skipped.append((school, " ".join(error.messages)))
            continue
        if not added or own is None:
            done.skipped.append((school, "всё отмеченное уже есть в её дорожной карте"))
            continue
        done.added += added
        done.schools.append(school)
        done.plans.append((school, own, added))
        if begun:
            done.begun.append(school)
    return done


def _give(
    roadmap: Roadmap,
    measures: Sequence[Measure],
    school: Organisation,
    year: AcademicYear,
    by: User | None,
    capacity: str,
) -> tuple[int, Roadmap | None, bool]:
    """Returns how many measures were added, to which plan, and whether it was begun for them."""
    # Two coordinators at once would begin two roadmaps: the school's row makes one wait for the other.
    Organisation.objects.select_for_update(no_key=True).get(pk=school.pk)
    has = set(
        Measure.objects.filter(roadmap__organisation=school, handed_from__in=measures).values_list(
            "handed_from", flat=True
        )
    )
    wanted = [measure for measure in measures if measure.pk not in has]
    if not wanted:
        return 0, None, False
    own = _plan_for(school, year)
    begun = own is None
    if own is None:
        own = _begin(roadmap, school, year, by)
    elif own.status == RoadmapStatus.SUBMITTED:
        raise ValidationError("её дорожная карта у руководителя: спустите после его решения")
    # Only the years that both plans cover came down; the rest of a longer plan of the school is not meant.
    recogniser = Recogniser.of(school, [one for one in own.years_covered if one in roadmap.years_covered])
    for measure in wanted:
        _copy(measure, own, recogniser)
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
    return len(wanted), own, begun


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
    """Title and content in the columns that the school's table has, so that no word is missing in print."""
    roles = {column["role"] for column in own.columns}
    if TITLE in roles and CONTENT in roles:
        return measure.title, measure.content
    whole = "\n".join(filter(None, [measure.title, measure.content]))
    return ("", whole) if TITLE not in roles else (whole, "")


def take_back(
    roadmap: Roadmap, measures: Sequence[Measure], schools: Sequence[Organisation], *, by: User | None
) -> TakenBack:
    """Remove the schools' measures that nobody has begun or proved; what was touched stays, and is told."""
    capacity = require_editor(by, roadmap.organisation)
    done = TakenBack()
    for school in schools:
        with transaction.atomic():
            rows = Measure.objects.select_for_update(no_key=True, of=("self",)).filter(
                handed_from__in=measures, roadmap__organisation=school
            )
            removed, begun, asked = 0, 0, set()
            for copy in rows.select_related("roadmap", "stage").order_by("pk"):
                if copy.roadmap.status == RoadmapStatus.SUBMITTED or _is_begun(copy):
                    begun += 1
                    continue
                stage, own = copy.stage, copy.roadmap
                copy.delete()
                if not stage.measures.exists():
                    stage.delete()
                if own.status == RoadmapStatus.APPROVED and own.pk not in asked:
                    move_roadmap(own, RoadmapStatus.CHANGED, deed="забраны мероприятия муниципалитета", by=by)
                    asked.add(own.pk)
                Roadmap.objects.filter(pk=own.pk).update(version=F("version") + 1)
                removed += 1
            if removed:
                for subject, place in ((roadmap, roadmap.organisation), (own, school)):
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
            if begun:
                done.kept.append(
                    f"{school.short_name}: оставлено {begun} — по ним уже что-то сделано или карта у руководителя."
                )
    if not done.measures and not done.kept:
        raise ValidationError("Забирать нечего: этих мероприятий у организаций нет.")
    return done


def _is_begun(copy: Measure) -> bool:
    occasions = copy.occasions.all()
    return any(one.status != MeasureStatus.PLANNED or one.comment for one in occasions) or any(
        one.evidence.exists() for one in occasions
    )
