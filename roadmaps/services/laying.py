"""From words to rows: a roadmap that was read, made of a template or carried over becomes one of the organisation."""

from collections import defaultdict
from dataclasses import asdict
from itertools import count as count_from
from typing import Any
from uuid import UUID, uuid4

from schools.journal.services import record
from schools.models import Organisation, User
from schools.russian import count

from ..models import Measure, Occasion, Responsible, Roadmap, Stage
from ..models.roadmap import LONGEST
from ..reading.structure import STAGE, MeasureRead, RoadmapRead, StageRead
from .recognising import Doubt, Recogniser, occasions_for, responsible_for
from .refusals import RoadmapRefused, in_words
from .rights import require_editor

# Of the columns of the database, where the words of a file could be longer.
LONGEST_NUMBER = Measure._meta.get_field("number").max_length or 0
LONGEST_YEAR = Roadmap._meta.get_field("school_year").max_length or 0
FIRST_YEAR, LAST_YEAR = 2000, 2100


def lay_out(
    read: RoadmapRead,
    organisation: Organisation,
    *,
    begins: int,
    years: int,
    by: User | None,
    nonce: UUID | None = None,
    pattern: str = "",
    previous: Roadmap | None = None,
) -> Roadmap:
    """Make a draft of a roadmap from words, with the dates of each year, responsible and doubts, in a fixed number of queries.

    The same nonce again gives the roadmap made first. Raises `RoadmapRefused` for what cannot be a roadmap, and
    `PermissionDenied`. `by` None is the installation's own command.
    """
    capacity = require_editor(by, organisation)
    refuse_unfit(read, begins, years)
    entity = organisation.legal_entity
    with in_words():
        fields = _head_of(read) | {
            "organisation": entity,
            "begins": begins,
            "years": years,
            "pattern": pattern,
            "previous": previous,
            "created_by": by,
        }
        roadmap, is_new = Roadmap.objects.get_or_create(nonce=nonce or uuid4(), defaults=fields)
        if not is_new:
            if roadmap.organisation_id != entity.pk:
                raise RoadmapRefused(["Форма устарела. Откройте её заново и заполните ещё раз."])
            return roadmap
        _lay_rows(roadmap, read)
        measures = count(len(read.measures), "мероприятие", "мероприятия", "мероприятий")
        record(
            "составлена дорожная карта",
            roadmap,
            organisation=entity,
            user=by,
            after={"title": read.title, "учебные годы": _years_text(roadmap), "содержит": measures},
            on_behalf=capacity,
        )
    return roadmap


def _years_text(roadmap: Roadmap) -> str:
    return ", ".join(str(year) for year in roadmap.years_covered)


def refuse_unfit(read: RoadmapRead, begins: int, years: int) -> None:
    """Raise `RoadmapRefused` with everything that keeps the words from becoming a roadmap."""
    said = []
    if not FIRST_YEAR <= begins <= LAST_YEAR:
        said.append("Выберите первый учебный год дорожной карты.")
    if not 1 <= years <= LONGEST:
        said.append("Дорожную карту составляют на срок от одного года до десяти лет.")
    if not read.measures:
        said.append("В дорожной карте нет ни одного мероприятия. Добавьте хотя бы одно.")
    numbers = [one for stage in read.stages for one in (stage.number, *_numbers_of(stage))]
    said += [
        f"Номер «{number[:60]}» длиннее {LONGEST_NUMBER} знаков. Сократите его."
        for number in dict.fromkeys(numbers)
        if number and len(number) > LONGEST_NUMBER
    ]
    if len(read.school_year or "") > LONGEST_YEAR:
        said.append("Учебный год в названии записан слишком длинно. Напишите его как 2026-2027.")
    if said:
        raise RoadmapRefused(said)


def _numbers_of(stage: StageRead) -> list[str | None]:
    return [text for one in stage.measures for text in (one.number, one.marker, one.row_number)]


def _head_of(read: RoadmapRead) -> dict[str, Any]:
    return {
        "title": read.title,
        "organisation_text": read.organisation or "",
        "school_year": read.school_year or "",
        "columns": [asdict(column) for column in read.columns],
        "landscape": read.landscape,
        "approval": asdict(read.approval) if read.approval else {},
        "agreement": asdict(read.agreement) if read.agreement else {},
        "annex_number": read.annex_number,
    }


def _lay_rows(roadmap: Roadmap, read: RoadmapRead) -> None:
    recogniser = Recogniser.of(roadmap.organisation, roadmap.years_covered)
    doubts = _doubts_of(read)
    stages = Stage.objects.bulk_create(
        Stage(
            roadmap=roadmap,
            position=place,
            number=stage.number or "",
            title=stage.title or "",
            across=stage.across,
            printed=stage.printed,
        )
        for place, stage in enumerate(read.stages, 1)
    )
    unsaved = [
        measure_of(roadmap, stage, one, doubts[one.key])
        for stage, stage_read in zip(stages, read.stages, strict=True)
        for one in stage_read.measures
    ]
    free = count_from(max((measure.row for measure in unsaved), default=0) + 1)
    for place, measure in enumerate(unsaved, 1):
        measure.position = place
        # Nobody told which row of the table it was: one of its own.
        measure.row = measure.row or next(free)
        measure.doubts = [*measure.doubts, *recogniser.due(measure.due_text)[1]]
    measures = Measure.objects.bulk_create(unsaved)
    Occasion.objects.bulk_create(
        occasion for measure in measures for occasion in occasions_for(measure, recogniser.due(measure.due_text)[0])
    )
    Responsible.objects.bulk_create(
        one
        for measure in measures
        for one in responsible_for(measure, recogniser.responsible(measure.responsible_text))
    )


def _doubts_of(read: RoadmapRead) -> dict[str, list[Doubt]]:
    """Doubts by measure. Those of a stage go to its first measure; those of the head were settled in the preview."""
    first = {stage.key: stage.measures[0].key for stage in read.stages if stage.measures}
    found: dict[str, list[Doubt]] = defaultdict(list)
    for doubt in read.doubts:
        at_stage = doubt.key in first
        found[first.get(doubt.key, doubt.key)].append(
            {"place": STAGE if at_stage else doubt.place, "original": doubt.original, "message": doubt.message}
        )
    return found


def measure_of(roadmap: Roadmap, stage: Stage, read: MeasureRead, doubts: list[Doubt]) -> Measure:
    """An unsaved measure with the words as they are."""
    return Measure(
        roadmap=roadmap,
        stage=stage,
        position=0,
        number=read.number or "",
        title=read.title or "",
        content=read.content,
        due_text=read.due_text or "",
        responsible_text=read.responsible_text or "",
        expected_result=read.expected_result or "",
        extra=dict(read.extra),
        row=read.row,
        marker=read.marker,
        row_number=read.row_number,
        code=read.code,
        doubts=doubts,
    )
