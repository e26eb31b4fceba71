"""The page of a roadmap: the plan of a year with its filters, progress and timeline."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from schools.access.gates import open_to
from schools.access.roles import HEADS
from schools.enums import Role
from schools.journal.selectors import history_of
from schools.models import Person
from schools.views.generic import here, number_in

from ..enums import RoadmapImportStatus, RoadmapStatus
from ..forms.filters import PlanFilterForm
from ..forms.measure import FIELDS, LABELS
from ..models import Measure, Roadmap, RoadmapEdit
from ..reading.structure import CONTENT, DUE, EXTRA, NUMBER, RESPONSIBLE, TITLE
from ..roles import READERS
from ..selectors.plan import Plan, plan_of, progress_of, whole_progress
from ..services.removing import why_not_removed
from .pictures import SHAPES, SIGNS, bar_of, timeline_of
from .pieces import Piece, opened, pieces_of
from .reach import is_editor, roadmap_here, year_of
from .rows import Column, Lines, icons
from .steps import next_step, paper

TIMELINE = "timeline"
PAPERS = (
    ("roadmap_preview", "Посмотреть, как напечатается"),
    ("roadmap_pdf", "PDF"),
    ("roadmap_docx", "Word (.docx)"),
    ("roadmap_xlsx", "Excel (.xlsx)"),
    ("roadmap_ics", "Календарь (.ics)"),
)


def columns_of_page(roadmap: Roadmap) -> list[Column]:
    """The plan's own columns in their order; the stages stand as rows of their own. One of them leads to the measure."""
    roles = [column.get("role", EXTRA) for column in roadmap.columns]
    main = TITLE if TITLE in roles else CONTENT
    found = []
    for index, column in enumerate(roadmap.columns):
        role = column.get("role", EXTRA)
        if role not in FIELDS and role != EXTRA:
            continue
        css = {main: "c-main", NUMBER: "c-hide rm-no", DUE: "c-meta", RESPONSIBLE: "c-meta"}.get(role, "c-hide")
        found.append(Column(column.get("heading", ""), FIELDS.get(role, ""), str(index), css))
    if not any(column.css == "c-main" for column in found):
        found.insert(0, Column(LABELS[main], FIELDS[main], "", "c-main"))
    return found


@require_safe
@open_to(*READERS)
def roadmap_detail(request: Any, pk: int) -> HttpResponse:
    return quietly(request, plan_page(request, roadmap_here(request, pk)))


def quietly(request: Any, response: HttpResponse) -> HttpResponse:
    """A piece put into a page that stays open: its address stays too, though htmx would show that of a boosted link."""
    return push_url(response, False) if request.htmx and request.htmx.boosted else response


def plan_page(request: Any, roadmap: Roadmap) -> HttpResponse:
    roadmap.organisation = request.organisation.legal_entity
    year = year_of(roadmap, request.year)
    plan = plan_of(roadmap, year)
    mine = (
        Person.objects.filter(user=request.user, organisation=roadmap.organisation).values_list("pk", flat=True).first()
    )
    form = PlanFilterForm(request.GET, plan=plan, mine=mine)
    plan.filters = form.filters()
    whole = whole_progress(plan)
    rows = [row for stage in plan.everything for row in stage.rows]
    doubts = sum(row.is_doubtful for row in rows)
    editor = is_editor(request)
    writable = editor and roadmap.status != RoadmapStatus.SUBMITTED
    view = TIMELINE if request.GET.get("view") == TIMELINE else ""
    bars = {progress.stage.pk: bar_of(progress) for progress in progress_of(plan) if progress.stage}
    at = number_in(request.GET, "at") or None
    columns, everything = columns_of_page(roadmap), "whole" in request.GET
    context = {
        "object": roadmap,
        "roadmap": roadmap,
        "plan": plan,
        "filter": {"form": form},
        "narrowed": not plan.filters.is_empty,
        "found": len(plan.rows),
        "total": len(rows),
        "whole": bar_of(whole),
        "bars": bars,
        "shapes": [(kind.value, word) for kind, word in SHAPES.items()],
        "signs": SIGNS,
        "columns": columns,
        "plain": TITLE not in {column.get("role") for column in roadmap.columns},
        "icons": icons(),
        "view": view,
        "year_shown": year,
        "years": roadmap.years_covered if roadmap.years > 1 else (),
        "editor": editor,
        "writable": writable,
        "doubts": doubts,
        "to_settle": [row.measure for row in plan.rows if row.is_doubtful]
        if plan.filters.doubtful and writable
        else (),
        "step": next_step(request, roadmap, whole, doubts),
        "recall": paper(request, "roadmap_recall", roadmap)
        if editor and roadmap.status == RoadmapStatus.SUBMITTED
        else "",
        "sees_handed": roadmap.is_municipal and bool(request.roles & (HEADS | {Role.COORDINATOR})),
        "papers": [(word, url) for name, word in PAPERS if (url := paper(request, name, roadmap))],
        "at": at,
        "history": history_of(request.user, roadmap)[:10],
        "today": plan.day,
    }
    if view == TIMELINE:
        context["timeline"] = timeline_of(plan, whole=everything)
        context["stage_bars"] = [(str(one.stage), bars[one.stage.pk]) for one in plan.everything]
    else:
        lines = Lines(request, columns, writable=writable, at=at)
        if request.htmx and "piece" in request.GET and (piece := opened(plan, lines, at)):
            return render(request, "roadmaps/plan.html#piece", context | _shown(plan, bars, [piece]))
        pieces = pieces_of(plan, lines, at=at, whole=everything)
        context |= _shown(plan, bars, pieces)
    if editor:
        context |= _for_editor(request, roadmap)
    return render(request, "roadmaps/roadmap_detail.html", context)


def _shown(plan: Plan, bars: dict[int, Any], pieces: list[Piece]) -> dict[str, Any]:
    """Pieces ready for the page; `piece` is the first of them, for the page's part of that name."""
    nameless = len(plan.everything) == 1 and not (plan.everything[0].stage.title or plan.everything[0].stage.number)
    for piece in pieces:
        piece.named = piece.is_first and not nameless
        piece.bar = bars[piece.stage.pk]
    return {
        "pieces": pieces,
        "piece": pieces[0] if pieces else None,
        "closed": any(one.lines is None for one in pieces),
    }


def _for_editor(request: Any, roadmap: Roadmap) -> dict[str, Any]:
    """What may be taken back."""
    last = RoadmapEdit.objects.filter(roadmap=roadmap, by=request.user, undone_at=None).order_by("-pk").first()
    loaded = roadmap.imports.filter(status=RoadmapImportStatus.APPLIED).first()
    return {
        "last_edit": last,
        "loaded": loaded,
        "hands_down": roadmap.is_municipal and Role.COORDINATOR in request.roles,
        "deletable": not why_not_removed(roadmap),
    }


def to_plan(request: Any, roadmap: Roadmap, at: Measure | None = None) -> HttpResponseRedirect:
    """Back to the plan as it was filtered, at the row that was touched."""
    page = here(request, "roadmaps:roadmap_detail", pk=roadmap.pk)
    asked = {}
    shown = getattr(request.htmx, "current_url_abs_path", None) if request.htmx else None
    if shown and shown.startswith(page):
        asked = dict(parse_qsl(urlsplit(shown).query))
    if at is not None:
        asked["at"] = str(at.pk)
    anchor = f"#m-{at.pk}" if at is not None else ""
    return HttpResponseRedirect(f"{page}?{urlencode(asked)}{anchor}" if asked else page)
