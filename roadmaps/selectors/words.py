"""A roadmap back in words: what the reader of a file made of it, now from the database. Printing and export use only this."""

from typing import Any

from ..models import Measure, Roadmap, Stage
from ..reading.structure import Agreement, Approval, ColumnRead, MeasureRead, RoadmapRead, StageRead


def read_of(roadmap: Roadmap) -> RoadmapRead:
    """Stages and measures in the order of the plan; two queries. Keys are the rows' uids; doubts stay with the measures."""
    stages = {
        stage.pk: StageRead(
            key=str(stage.uid),
            number=stage.number or None,
            title=stage.title or None,
            across=stage.across,
            printed=stage.printed,
        )
        for stage in Stage.objects.filter(roadmap=roadmap).order_by("position", "pk")
    }
    for measure in Measure.objects.filter(roadmap=roadmap).order_by("position", "pk"):
        stages[measure.stage_id].measures.append(measure_read(measure))
    return RoadmapRead(
        title=roadmap.title,
        organisation=roadmap.organisation_text or None,
        school_year=roadmap.school_year or None,
        approval=Approval(**roadmap.approval) if roadmap.approval else None,
        agreement=Agreement(**roadmap.agreement) if roadmap.agreement else None,
        columns=[ColumnRead(**column) for column in roadmap.columns],
        stages=list(stages.values()),
        landscape=roadmap.landscape,
        annex_number=roadmap.annex_number,
    )


def measure_read(measure: Measure) -> MeasureRead:
    return MeasureRead(
        key=str(measure.uid),
        content=measure.content,
        title=measure.title or None,
        number=measure.number or None,
        due_text=measure.due_text or None,
        responsible_text=measure.responsible_text or None,
        expected_result=measure.expected_result or None,
        extra=dict(measure.extra),
        row=measure.row,
        marker=measure.marker,
        row_number=measure.row_number,
        code=measure.code,
    )


def snapshot_of(roadmap: Roadmap) -> dict[str, Any]:
    """What a version keeps, so that differences can be told later: `RoadmapRead.to_dict` whose keys are the uids of the rows,
    and of the mark what a file that was read does not tell.
    """
    mark = {"approval_form": roadmap.approval_form, "annex_number": roadmap.annex_number}
    return read_of(roadmap).to_dict() | mark
