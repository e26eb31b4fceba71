"""The card of a measure: its words, the year's doing, evidence, history. A participant sees his or her own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.access.gates import open_to
from schools.access.kept import refill
from schools.access.roles import STAFF
from schools.journal.selectors import history_of
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.views.generic import here

from ..forms.doing import EvidenceForm, StatusForm
from ..forms.measure import FIELDS, LABELS, columns_of
from ..models import Evidence, Measure, Occasion
from ..reading.structure import EXTRA
from ..roles import DOERS, READERS
from ..selectors.plan import is_overdue, spans_of
from .reach import is_editor, measure_here, year_of

# Of the register, newest first; an older paper is given by a link.
DOCUMENTS = 200


@require_safe
@open_to(*DOERS)
def measure_detail(request: Any, pk: int) -> HttpResponse:
    measure = measure_here(request, pk)
    return render(request, "roadmaps/measure_detail.html", card_of(request, measure))


def card_of(
    request: Any,
    measure: Measure,
    occasion: Occasion | None = None,
    *,
    status: StatusForm | None = None,
    evidence: EvidenceForm | None = None,
) -> dict[str, Any]:
    """What the card shows; the forms are given when they come back with errors."""
    roadmap, today = measure.roadmap, request.organisation.today()
    occasions = {one.year: one for one in measure.occasions.select_related("changed_by")}
    year = year_of(roadmap, request.year).begins
    if occasion is not None:
        year = occasion.year
    occasion = occasions.get(year)
    forms: dict[str, Any] = {}
    if occasion is not None:
        # One form with two buttons: whichever was pressed sent both parts.
        kept = refill(request, here(request, "roadmaps:measure_status", pk=occasion.pk)) or refill(
            request, here(request, "roadmaps:evidence_add", pk=occasion.pk)
        )
        marked = kept if kept and "to" in kept else None
        forms["status_form"] = status or StatusForm(marked, occasion=occasion, today=today)
        documents = documents_for(request)
        typed = EvidenceForm(kept, documents=documents)
        forms["evidence_form"] = evidence or (typed if typed.is_given else EvidenceForm(documents=documents))
    reader = bool(request.roles & READERS)
    return forms | {
        "object": measure,
        "measure": measure,
        "roadmap": roadmap,
        "occasion": occasion,
        "from_above": bool(measure.handed_from_id) and Measure.objects.from_above().filter(pk=measure.pk).exists(),
        "years": [one for one in roadmap.years_covered if one.begins in occasions] if len(occasions) > 1 else [],
        "shown_year": year,
        "words": words_of(measure),
        "responsible": list(measure.responsible.select_related("person")),
        "evidence": evidence_of(request, occasion),
        "is_overdue": occasion is not None and is_overdue(occasion, today),
        "spans": spans_of(occasion) if occasion else [],
        "reader": reader,
        "coordinator": not request.roles & STAFF,
        "editor": is_editor(request),
        "today": today,
        "history": history_of(request.user, measure)[:20],
        "form": next((one for one in (status, evidence) if one is not None and one.errors), None),
    }


def words_of(measure: Measure) -> list[tuple[str, str]]:
    """(heading, text) in the order of the plan's columns; the title stands above them already."""
    found, seen = [], set()
    for index, role, heading in columns_of(measure.roadmap):
        text = measure.extra.get(str(index), "") if role == EXTRA else getattr(measure, FIELDS[role])
        seen.add(role)
        if text:
            found.append((heading or LABELS.get(role, ""), text))
    rest = [(LABELS[role], getattr(measure, name)) for role, name in FIELDS.items() if role not in seen]
    return found + [(label, text) for label, text in rest if text]


def documents_for(request: Any) -> Any:
    """Issued papers with a number to point at, not consents and the like; None for those who do not see the register."""
    if not request.roles & STAFF:
        return None
    found = (
        Document.objects.visible_to(request.user)
        .in_register()
        .filter(organisation=request.organisation.legal_entity, status=DocumentStatus.ISSUED)
        .exclude(number="")
    )
    newest = found.order_by("-date", "-pk").values("pk")[:DOCUMENTS]
    return Document.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).order_by("-date", "-pk")


def evidence_of(request: Any, occasion: Occasion | None) -> list[Evidence]:
    """Each with `mine`: whether this user may take it back."""
    if occasion is None:
        return []
    found = list(occasion.evidence.select_related("file", "document", "added_by"))
    for one in found:
        one.mine = is_editor(request) or one.added_by_id == request.user.pk  # type: ignore[attr-defined]  # for the page
    return found
