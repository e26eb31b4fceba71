"""The order of rows, and which measures are printed as one row of the table."""

from collections.abc import Mapping, Sequence

from ...models import Measure, Roadmap, Stage


def order_of(roadmap: Roadmap) -> dict[int, list[int]]:
    """Stages' ids in order → their measures' ids in order."""
    found: dict[int, list[int]] = {
        pk: [] for pk in Stage.objects.filter(roadmap=roadmap).order_by("position", "pk").values_list("pk", flat=True)
    }
    rows = Measure.objects.filter(roadmap=roadmap).order_by("position", "pk")
    for pk, stage in rows.values_list("pk", "stage_id"):
        found[stage].append(pk)
    return found


def write_order(roadmap: Roadmap, order: Mapping[int, Sequence[int]]) -> None:
    """Set stage and position of every row; only rows that change are written. Then the printed rows are parted anew."""
    stages = {stage.pk: stage for stage in Stage.objects.filter(roadmap=roadmap)}
    measures = {measure.pk: measure for measure in Measure.objects.filter(roadmap=roadmap)}
    moved_stages, moved, place = [], [], 0
    for index, (stage, rows) in enumerate(order.items(), 1):
        if stages[stage].position != index:
            stages[stage].position = index
            moved_stages.append(stages[stage])
        for pk in rows:
            place += 1
            if (measures[pk].stage_id, measures[pk].position) != (stage, place):
                measures[pk].stage_id, measures[pk].position = stage, place
                moved.append(measures[pk])
    Stage.objects.bulk_update(moved_stages, ["position"])
    Measure.objects.bulk_update(moved, ["stage", "position"])
    part_rows(roadmap)


def next_row(roadmap: Roadmap) -> int:
    last = Measure.objects.filter(roadmap=roadmap).order_by("-row").values_list("row", flat=True).first()
    return (last or 0) + 1


def part_rows(roadmap: Roadmap) -> None:
    """Measures that share a row must stand together and agree in the other cells; those that no longer do get rows of
    their own.
    """
    measures = list(Measure.objects.filter(roadmap=roadmap).order_by("position", "pk"))
    free = max((measure.row for measure in measures), default=0) + 1
    used: set[int] = set()
    changed = []
    last: tuple | None = None
    standing = 0
    for measure in measures:
        kin = (measure.row, measure.stage_id, *_cells(measure))
        if kin != last or not measure.row:
            standing = measure.row
            if standing in used or not standing:
                standing, free = free, free + 1
            used.add(standing)
        last = kin
        if measure.row != standing:
            measure.row = standing
            changed.append(measure)
    Measure.objects.bulk_update(changed, ["row"])


def _cells(measure: Measure) -> tuple:
    return (
        measure.row_number,
        measure.title,
        measure.due_text,
        measure.responsible_text,
        measure.expected_result,
        tuple(sorted(measure.extra.items())),
    )
