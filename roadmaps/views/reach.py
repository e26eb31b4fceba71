"""Who may come where, and the one way to a row of a roadmap."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from schools.years import AcademicYear

from ..models import Evidence, Measure, Occasion, Roadmap, Stage
from ..roles import EDITORS


def roadmap_here(request: Any, pk: int) -> Roadmap:
    found = Roadmap.objects.visible_to(request.user).select_related("organisation", "approved", "previous")
    return get_object_or_404(found, organisation=request.organisation.legal_entity, pk=pk)


def stage_here(request: Any, pk: int) -> Stage:
    roadmaps = Roadmap.objects.visible_to(request.user).filter(organisation=request.organisation.legal_entity)
    found = Stage.objects.filter(roadmap__in=roadmaps).select_related("roadmap__organisation")
    return get_object_or_404(found, pk=pk)


def measures_here(request: Any) -> QuerySet[Measure]:
    """Measures of this organisation that the user reads: all of them, or those that name him or her."""
    found = Measure.objects.visible_to(request.user).filter(roadmap__organisation=request.organisation.legal_entity)
    return found.select_related("roadmap__organisation", "stage")


def measure_here(request: Any, pk: int) -> Measure:
    return get_object_or_404(measures_here(request), pk=pk)


def occasion_here(request: Any, pk: int) -> Occasion:
    found = Occasion.objects.filter(measure__in=measures_here(request))
    return get_object_or_404(found.select_related("measure__roadmap__organisation", "measure__stage"), pk=pk)


def evidence_here(request: Any, pk: int) -> Evidence:
    found = Evidence.objects.filter(occasion__measure__in=measures_here(request))
    return get_object_or_404(found.select_related("occasion__measure__roadmap", "file", "document"), pk=pk)


def year_of(roadmap: Roadmap, chosen: AcademicYear) -> AcademicYear:
    """The year of the plan to show: the chosen one, else the nearest that the plan covers."""
    return AcademicYear(min(max(chosen.begins, roadmap.begins), roadmap.begins + roadmap.years - 1))


def done(deed: Callable[[], object]) -> Callable[[], bool]:
    """For a deed that gives nothing back: True tells it from one that was refused."""

    def told() -> bool:
        deed()
        return True

    return told


def is_editor(request: Any) -> bool:
    return bool(request.roles & EDITORS)
