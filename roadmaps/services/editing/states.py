"""A roadmap's rows as plain values, so that two moments can be compared and the earlier one restored.

A state: {"roadmap": values, "stages": {uid: values}, "measures": {uid: values}}; order is kept as lists of uids
(`roadmap["stages"]`, `stages[uid]["measures"]`), not as positions, so that a row put in by one person does not touch its
neighbours for another. Marks of doing (status, evidence) are no part of it.
"""

from typing import Any

from django.db.models import Prefetch

from ...models import Measure, Occasion, Responsible, Roadmap, Stage

State = dict[str, Any]

HEAD_FIELDS = (
    "title",
    "organisation_text",
    "school_year",
    "begins",
    "years",
    "columns",
    "landscape",
    "approval_form",
    "approval",
    "agreement",
    "annex_number",
)
STAGE_FIELDS = ("number", "title", "across", "printed")
WORD_FIELDS = ("number", "title", "content", "due_text", "responsible_text", "expected_result", "extra")
ROW_FIELDS = ("row", "marker", "row_number")
MEASURE_FIELDS = (*WORD_FIELDS, *ROW_FIELDS, "code", "doubts", "handed_from_id", "continues_id")
# What is not printed: it may be set while the head reads, and leaves an approved plan approved.
UNPRINTED = frozenset(
    {"code", "doubts", "handed_from_id", "continues_id", "responsible", "occasions", "begins", "years"}
)
ORDER = ("stages", "measures")


def state_of(roadmap: Roadmap) -> State:
    """The rows as they are now; four queries."""
    stages = list(Stage.objects.filter(roadmap=roadmap).order_by("position", "pk"))
    measures = list(
        Measure.objects.filter(roadmap=roadmap)
        .order_by("position", "pk")
        .prefetch_related(
            Prefetch("responsible", Responsible.objects.order_by("pk")),
            Prefetch("occasions", Occasion.objects.order_by("year")),
        )
    )
    by_stage: dict[int, list[str]] = {stage.pk: [] for stage in stages}
    for measure in measures:
        by_stage[measure.stage_id].append(str(measure.uid))
    return {
        "roadmap": {name: getattr(roadmap, name) for name in HEAD_FIELDS}
        | {"stages": [str(stage.uid) for stage in stages]},
        "stages": {
            str(stage.uid): {name: getattr(stage, name) for name in STAGE_FIELDS} | {"measures": by_stage[stage.pk]}
            for stage in stages
        },
        "measures": {str(measure.uid): _measure_values(measure) for measure in measures},
    }


def _measure_values(measure: Measure) -> dict[str, Any]:
    return {name: getattr(measure, name) for name in MEASURE_FIELDS} | {
        "responsible": [[one.person_id, one.role, one.text, one.by_hand] for one in measure.responsible.all()],
        "occasions": {str(one.year): {"spans": one.spans, "by_hand": one.by_hand} for one in measure.occasions.all()},
    }


def parted(before: State, after: State) -> tuple[State, State]:
    """Only what differs, as it was and as it is; None for a row that was not there."""
    was: State = {}
    now: State = {}
    for noun in ("stages", "measures"):
        old, new = before[noun], after[noun]
        for uid in dict.fromkeys([*old, *new]):
            if uid in old and uid in new:
                names = [name for name in new[uid] if old[uid][name] != new[uid][name]]
                if names:
                    was.setdefault(noun, {})[uid] = {name: old[uid][name] for name in names}
                    now.setdefault(noun, {})[uid] = {name: new[uid][name] for name in names}
            else:
                was.setdefault(noun, {})[uid] = old.get(uid)
                now.setdefault(noun, {})[uid] = new.get(uid)
    names = [name for name in after["roadmap"] if before["roadmap"][name] != after["roadmap"][name]]
    if names:
        was["roadmap"] = {name: before["roadmap"][name] for name in names}
        now["roadmap"] = {name: after["roadmap"][name] for name in names}
    return was, now


def touches_words(part: State, other: State) -> bool:
    """Whether anything printed differs. Both halves of `parted`."""
    rows = [*part.get("stages", {}).values(), *part.get("measures", {}).values()]
    rows += [*other.get("stages", {}).values(), *other.get("measures", {}).values()]
    if any(row is None for row in rows):
        return True
    names = {name for row in rows for name in row} | set(part.get("roadmap", {}))
    return bool(names - UNPRINTED)


def touched(edit_half: State, uid: str) -> bool:
    return uid in edit_half.get("measures", {}) or uid in edit_half.get("stages", {})
