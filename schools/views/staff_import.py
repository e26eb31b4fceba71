"""Import of people: file → columns → check → done; history with undo. Every step may be returned to, nothing is lost."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.enums import ImportStatus, Role
from schools.forms.staff_import import TableForm, UploadForm
from schools.models import StaffImport
from schools.selectors.import_pages import (
    FIELD_CHOICES,
    absent_of,
    columns_of,
    decisions_from,
    imports_of,
    questions_of,
    same_people,
)
from schools.selectors.import_plan import Plan, Verdict
from schools.services.staff_import import (
    choose_table,
    decide_rows,
    discard_import,
    open_import,
    plan_import,
    start_import,
)
from schools.services.staff_import_apply import PlanMoved, apply_import
from schools.services.staff_import_undo import reasons_not_to_undo, undo_import
from schools.workbooks.reading import WorkbookError
from schools.years import AcademicYear

from .generic import XLSX, FormPage, ListPage, attachment, attempt, back, here

STEPS = ["Файл", "Столбцы", "Проверка", "Готово"]
PAGE = 50
GROUPS = {
    "new": "Новые",
    "changed": "Изменятся",
    "same": "Без изменений",
    "rejected": "Не загрузятся",
    "problems": "Замечания",
    "skipped": "Пропущены",
}


class ImportStart(FormPage):
    """Step 1: the file."""

    open_to = {Role.CURATOR}
    form_class = UploadForm
    template_name = "schools/import_start.html"
    done_text = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = imports_of(self.request.user, self.request.organisation.legal_entity).filter(
            status=ImportStatus.PREVIEW
        )
        return super().get_context_data(steps=STEPS, waiting=waiting[:5], **kwargs)

    def save(self, form: Any) -> StaffImport:
        file = form.cleaned_data["file"]
        try:
            return start_import(
                self.request.organisation.legal_entity,
                content=file.read(),
                filename=file.name,
                year=self.request.year,
                by=self.request.user,
            )
        except WorkbookError as error:
            raise ValidationError({"file": str(error)}) from error

    def get_success_url(self) -> str:
        return here(self.request, "schools:import_columns", pk=self.object.pk)


def _preview_or_redirect(request: OrganisationRequest, pk: int) -> tuple[StaffImport, HttpResponse | None]:
    staff_import = object_or_404(StaffImport.objects.select_related("organisation"), request, pk=pk)
    if staff_import.status != ImportStatus.PREVIEW:
        return staff_import, HttpResponseRedirect(here(request, "schools:import_preview", pk=pk))
    return staff_import, None


@open_to(Role.CURATOR)
def import_columns(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Step 2: which sheet and heading row, and what each column is."""
    staff_import, elsewhere = _preview_or_redirect(request, pk)
    if elsewhere is not None:
        return elsewhere
    try:
        opened = open_import(staff_import)
    except WorkbookError as error:
        return _broken(request, staff_import, str(error))
    layout = opened.layout
    sheets = [sheet.name for sheet in opened.workbook.sheets if not sheet.is_blank]
    initial = {"sheet": layout.sheet.name, "header_row": layout.header_row, "kind": opened.kind}
    form = TableForm(request.POST or None, sheets=sheets, initial=initial)
    columns = columns_of(layout)
    if request.method == "POST" and form.is_valid():
        moved = (form.cleaned_data["sheet"], form.cleaned_data["header_row"]) != (layout.sheet.name, layout.header_row)
        known = {name for name, _ in FIELD_CHOICES}
        posted = {column.index: request.POST.get(f"column-{column.index}", column.field) for column in columns}
        # Only what differs from the page is the curator's word; a column understood but not kept stays understood.
        said = {
            column.index: posted[column.index] for column in columns if posted[column.index] in known - {column.field}
        }
        earlier = {int(index): value for index, value in staff_import.mapping.get("columns", {}).items()}
        kind = form.cleaned_data["kind"]
        try:
            choose_table(
                staff_import,
                sheet=form.cleaned_data["sheet"],
                header_row=form.cleaned_data["header_row"],
                columns=None if moved else earlier | said,
                kind="" if kind == opened.kind and not staff_import.mapping.get("kind") else kind,
            )
        except (WorkbookError, ValidationError) as error:
            form.add_error(None, str(error) if isinstance(error, WorkbookError) else error)
            for column in columns:
                column.field = posted[column.index]
        else:
            # Another sheet or heading row has other columns: they are shown before the next step.
            step = "schools:import_columns" if moved or "again" in request.POST else "schools:import_preview"
            return HttpResponseRedirect(here(request, step, pk=pk))
    return render(
        request,
        "schools/import_columns.html",
        {
            "object": staff_import,
            "form": form,
            "columns": columns,
            "field_choices": FIELD_CHOICES,
            "reading": opened.reading,
            "layout": layout,
            "steps": STEPS,
        },
    )


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
        return _broken(request, staff_import, str(error))
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
        "problems": plan.reading.problems,
    }
    groups: list[dict[str, Any]] = [
        {"name": name, "label": label, "count": len(rows[name])} for name, label in GROUPS.items() if rows[name]
    ]
    asked = request.GET.get("group", "")
    group = asked if rows.get(asked) else next((item["name"] for item in groups if item["name"] != "same"), "")
    group = group or next((item["name"] for item in groups), "")
    page = Paginator(rows.get(group, []), PAGE).get_page(request.GET.get("page"))
    absent = absent_of(plan)
    return {
        "object": staff_import,
        "plan": plan,
        "reading": plan.reading,
        "columns": [column for column in columns_of(plan.reading.layout) if column.label],
        "questions": questions[:PAGE],
        "undecided": len(plan.of(Verdict.ASK)),
        "questions_left": max(len(questions) - PAGE, 0),
        "absent": absent,
        "same_people": len(same_people(plan)),
        "groups": groups,
        "group": group,
        "group_label": GROUPS.get(group, ""),
        "page_obj": page,
        "steps": STEPS,
        "year_words": AcademicYear(plan.year),
    }


def _broken(request: OrganisationRequest, staff_import: StaffImport, sentence: str) -> HttpResponse:
    return render(
        request,
        "schools/import_broken.html",
        {"object": staff_import, "problems": [sentence], "steps": STEPS},
        status=200,
    )


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
    page = Paginator(cards, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "schools/import_done.html",
        {
            "object": staff_import,
            "counts": staff_import.counts,
            "page_obj": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
            "why_not_undo": reasons_not_to_undo(staff_import)[:5]
            if staff_import.status == ImportStatus.APPLIED
            else [],
            "steps": STEPS,
        },
    )


@require_POST
@open_to(Role.CURATOR)
def import_undo(request: OrganisationRequest, pk: int) -> HttpResponse:
    staff_import = object_or_404(StaffImport.objects.select_related("organisation"), request, pk=pk)
    attempt(
        request,
        lambda: undo_import(staff_import, request.user),
        "Загрузка отменена: карточки такие, какими были до неё.",
    )
    return back(request, "schools:import_preview", pk=pk)


@require_POST
@open_to(Role.CURATOR)
def import_discard(request: OrganisationRequest, pk: int) -> HttpResponse:
    staff_import = object_or_404(StaffImport.objects.select_related("organisation"), request, pk=pk)
    attempt(
        request, lambda: discard_import(staff_import), "Черновик загрузки удалён, в карточках ничего не изменилось."
    )
    return back(request, "schools:import_list")


class ImportList(ListPage):
    """What was loaded, when and by whom, with undo."""

    open_to = {Role.CURATOR}
    model = StaffImport
    template_name = "schools/import_list.html"
    sorts = {"when": ("-created_at",)}
    counted = "загрузка,загрузки,загрузок"

    def base(self) -> Any:
        return super().base().select_related("created_by")


@require_GET
@open_to(Role.CURATOR)
def import_sample(request: OrganisationRequest) -> HttpResponse:
    """A sample workbook to fill in: `?kind=pupils` for pupils."""
    from schools.workbooks import sample  # openpyxl is slow to import and only downloads need it

    pupils = request.GET.get("kind") == "pupils"
    name = sample.PUPILS_FILENAME if pupils else sample.STAFF_FILENAME
    content = sample.pupils_sample() if pupils else sample.staff_sample()
    return HttpResponse(content, headers={"Content-Type": XLSX, "Content-Disposition": attachment(name)})
