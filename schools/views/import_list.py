"""Imports that were made: the list, undo, drafts thrown away, samples to fill in."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.enums import Role
from schools.models import StaffImport
from schools.services.staff_import import discard_import
from schools.services.staff_import_undo import undo_import

from .generic import XLSX, ListPage, attachment, attempt, back


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
