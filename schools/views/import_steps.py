"""Import of people, the first steps: file → columns. Every step may be returned to, nothing is lost."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.enums import ImportStatus, Role
from schools.forms.staff_import import TableForm, UploadForm
from schools.models import StaffImport
from schools.selectors.import_pages import FIELD_CHOICES, columns_of, imports_of
from schools.services.staff_import import choose_table, open_import, start_import
from schools.workbooks.reading import WorkbookError

from .generic import FormPage, here

STEPS = ["Файл", "Столбцы", "Проверка", "Готово"]


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
        return broken(request, staff_import, str(error))
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


def broken(request: OrganisationRequest, staff_import: StaffImport, sentence: str) -> HttpResponse:
    return render(
        request,
        "schools/import_broken.html",
        {"object": staff_import, "problems": [sentence], "steps": STEPS},
        status=200,
    )
