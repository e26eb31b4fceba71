"""«Мои мероприятия»: what the user answers for in this year, by name."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.access.gates import open_to

from ..enums import OPEN
from ..models import Occasion
from ..roles import DOERS, READERS
from ..selectors.due import beside
from ..selectors.plan import is_overdue, spans_of


@require_safe
@open_to(*DOERS)
def my_measures(request: Any) -> HttpResponse:
    today, organisation = request.organisation.today(), request.organisation.legal_entity
    mine = (
        Occasion.objects.filter(
            Q(year=request.year.begins) | beside(request.year, today),
            measure__roadmap__organisation=organisation,
            measure__responsible__person__user=request.user,
        )
        .select_related("measure__stage", "measure__roadmap")
        .annotate(proofs=Count("evidence", distinct=True))
        .order_by("ends", "measure__roadmap", "measure__position", "pk")
        .distinct()
    )
    rows = [{"occasion": one, "late": is_overdue(one, today), "spans": spans_of(one)} for one in mine]
    context = {
        "late": [row for row in rows if row["late"]],
        "ahead": [row for row in rows if not row["late"] and row["occasion"].status in OPEN],
        "settled": [row for row in rows if row["occasion"].status not in OPEN],
        "total": len(rows),
        "reader": bool(request.roles & READERS),
        "several": len({one.measure.roadmap_id for one in mine}) > 1,
    }
    return render(request, "roadmaps/my_measures.html", context)
