"""Whose mentoring a roadmap is about, told by its template, its name and its measures: plans keep no such mark."""

import re
from collections.abc import Iterable

from mentoring.banks.enums import Contingent
from roadmaps.models import Roadmap
from schools.papers.models import Document

from .offered import BOTH, contingents_of, roadmaps_to_approve

TEACHERS, PUPILS = Contingent.TEACHERS.value, Contingent.PUPILS.value
# Templates of the product whose people are known.
_OF_PATTERN = {"teachers": TEACHERS, "teachers_detail": TEACHERS, "kindergarten": TEACHERS, "pupils": PUPILS}
_STEMS = {
    TEACHERS: re.compile(
        r"\b(?:педагог|учител|преподавател|воспитател|работник|сотрудник|молод\w+ специалист)", re.IGNORECASE
    ),
    PUPILS: re.compile(r"\b(?:обучающ|учащ|ученик|ученич|школьник|студен|воспитанник|подрост|дет(?:ей|ям|ьми|и)\b)",
                       re.IGNORECASE),
}  # fmt: skip


def whose_plan(roadmap: Roadmap) -> str:
    """TEACHERS, PUPILS or BOTH; "" when its words do not tell, and it fits any order."""
    named = _named_in([roadmap.title])
    if not named and roadmap.pattern in _OF_PATTERN:
        return _OF_PATTERN[roadmap.pattern]
    if not named:
        # Teachers carry out a pupils' plan and pupils are taught by those of the other: only one-sided words tell.
        named = _named_in(roadmap.measures.values_list("content", flat=True))
        named = named if len(named) == 1 else []
    return BOTH if len(named) == 2 else "".join(named)


def _named_in(texts: Iterable[str]) -> list[str]:
    said = "\n".join(texts)
    return [contingent for contingent, stems in _STEMS.items() if stems.search(said)]


def plan_fits(roadmap: Roadmap, contingent: str) -> bool:
    whose = whose_plan(roadmap)
    return not whose or set(contingents_of(contingent)) <= set(contingents_of(whose))


def plan_by_default(document: Document, contingent: str) -> Roadmap | None:
    """The plan of the year that waits for approval and is about these people; none when none is."""
    rows = roadmaps_to_approve(document).of_year(document.data["year"]).select_related("organisation")
    return next((plan for plan in rows if plan_fits(plan, contingent)), None)
