"""Import of people, the last steps: check → done. What the page said is kept with every click."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.selectors import accounts_without_cards
from schools.enums import ImportStatus, Role
from schools.models import StaffImport
from schools.selectors.import_changes import PUPILS
from schools.selectors.import_pages import absent_of, columns_of, decisions_from, questions_of, same_people
from schools.selectors.import_plan import Plan, Verdict
from schools.services.staff_import import decide_rows, open_import, plan_import
from schools.services.staff_import_apply import PlanMoved, apply_import
from schools.services.staff_import_undo import reasons_not_to_undo
from schools.workbooks.cleaning.base import INFO
from schools.workbooks.reading import WorkbookError
from schools.years import AcademicYear

from .generic import attempt, here
from .import_steps import STEPS, broken

PAGE = 50
# Tabs of the page, in their order: what deserves a look first, what puts itself right last.
GROUPS = {
    "problems": "Замечания",
    "rejected": "Не загрузятся",
    "new": "Новые",
    "changed": "Изменятся",
    "same": "Без изменений",
    "skipped": "Пропущены",
    "tidied": "Исправим сами",
}
# Nothing to look at: such rows are shown when asked for.
QUIET = ("same", "tidied")


@open_to(Role.CURATOR)
def import_preview(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Step 3: everything that would happen, with what needs a word; after applying, step 4."""
    staff_import = object_or_404(StaffImport.objects.select_related("organisation"), request, pk=pk)
    if staff_import.status != ImportStatus.PREVIEW:
        return _done(request, staff_import)
    if request.method == "POST":
        attempt(request, lambda: decide_rows(staff_import, _said(request, staff_import)))
        return HttpResponseRedirect(f"{here(request, 'schools:import_preview', pk=pk)}{_kept_group(request)}")
    try:
        opened = open_import(staff_import)
        plan = plan_import(staff_import, opened)
    except WorkbookError as error:
        return broken(request, staff_import, str(error))
    return render(request, "schools/import_preview.html", _preview_context(request, staff_import, plan))


def _said(request: OrganisationRequest, staff_import: StaffImport) -> dict[str, str]:
    """What the page says; «везде тот же человек» answers every row of that sort that has no answer on the page."""
    said = decisions_from(request.POST)
    if "same_all" not in request.POST:
        return said
    try:
        return same_people(plan_import(staff_import)) | said
    except WorkbookError:
        return said  # the page that follows says what is wrong with the file


def _kept_group(request: OrganisationRequest) -> str:
    """The tab and page to come back to: tabs and pages are buttons of the form, so that no choice on the page is lost."""
    group = request.POST.get("group") or request.POST.get("shown", "")
    page = request.POST.get("page", "") if "group" not in request.POST else ""
    if group not in GROUPS:
        return ""
    anchor = "#rows" if "group" in request.POST or page else ""
    return f"?group={group}{f'&page={page}' if page.isdecimal() else ''}{anchor}"


def _preview_context(request: OrganisationRequest, staff_import: StaffImport, plan: Plan) -> dict[str, Any]:
    questions = questions_of(plan)
    rows: dict[str, list[Any]] = {
        "new": plan.of(Verdict.NEW),
        "changed": plan.of(Verdict.CHANGED),
        "same": plan.of(Verdict.SAME),
        "skipped": plan.of(Verdict.SKIPPED),
        "rejected": [(row, " ".join(reasons)) for row, reasons in plan.rejected_rows.items()],
        "problems": [problem for problem in plan.reading.problems if problem.severity != INFO],
        "tidied": [problem for problem in plan.reading.problems if problem.severity == INFO],
    }
    groups: list[dict[str, Any]] = [
        {"name": name, "label": label, "count": len(rows[name])} for name, label in GROUPS.items() if rows[name]
    ]
    asked = request.GET.get("group", "")
    group = asked if rows.get(asked) else next((item["name"] for item in groups if item["name"] not in QUIET), "")
    group = group or next((item["name"] for item in groups), "")
    page = Paginator(rows.get(group, []), PAGE).get_page(request.GET.get("page"))
    absent = absent_of(plan)
    return {
        "object": staff_import,
        "plan": plan,
        "reading": plan.reading,
        "columns": [column for column in columns_of(plan.reading.layout) if column.label],
        "questions": questions[:PAGE],
        "undecided": len(plan.of(Verdict.ASK)) + len(plan.open_kin),
        "questions_left": max(len(questions) - PAGE, 0),
        "absent": absent,
        "same_people": len(same_people(plan)),
        "groups": groups,
        "group": group,
        "problems_count": len(rows["problems"]),
        "page_obj": page,
        "steps": STEPS,
        "year_words": AcademicYear(plan.year),
    }


@require_POST
@open_to(Role.CURATOR)
def import_apply(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Write the previewed import. The page's choices come with the same click."""
    staff_import = object_or_404(StaffImport.objects.select_related("organisation"), request, pk=pk)
    page = HttpResponseRedirect(here(request, "schools:import_preview", pk=pk))
    if staff_import.status != ImportStatus.PREVIEW:
        return page
    try:
        # Choices made on this very page come with the click; the digest speaks of the cards, not of the choices.
        decide_rows(staff_import, decisions_from(request.POST))
        apply_import(staff_import, request.user, digest=request.POST.get("digest", ""))
    except PlanMoved as error:
        messages.warning(request, error.messages[0])
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    except WorkbookError as error:
        messages.error(request, str(error))
    return page


def _done(request: OrganisationRequest, staff_import: StaffImport) -> HttpResponse:
    cards = staff_import.cards.select_related("person").order_by("-created", "person__name_key")
    loose = accounts_without_cards(staff_import.organisation)
    if loose:
        loose = {card: loose[card] for card in cards.filter(person__in=loose).values_list("person_id", flat=True)}
    # Cards of representatives come with their pupils: they are counted apart, the rows of the file being the pupils'.
    made = cards.filter(created=True).count() - staff_import.counts.get("new", 0)
    page = Paginator(cards, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "schools/import_done.html",
        {
            "object": staff_import,
            "counts": staff_import.counts,
            "representatives": max(made, 0) if staff_import.kind == PUPILS else 0,
            "loose": sorted(account.full_name for account in loose.values()),
            "page_obj": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
            "why_not_undo": reasons_not_to_undo(staff_import)[:5]
            if staff_import.status == ImportStatus.APPLIED
            else [],
            "steps": STEPS,
        },
    )
