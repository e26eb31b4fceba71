"""Imports of people: file → preview → cards → undo. Reading a workbook never happens inside a transaction."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from schools.enums import IMPORT_TRANSITIONS, ImportStatus
from schools.journal.services import record
from schools.models import Organisation, StaffImport, User
from schools.selectors.cards import load_cards
from schools.selectors.import_plan import Plan, make_plan
from schools.workbooks.layout import Layout, find_table
from schools.workbooks.people import Reading, read_people
from schools.workbooks.reading import Workbook, WorkbookError, open_workbook
from schools.years import AcademicYear

FILE_GONE = "Файл этой загрузки уже удалён. Загрузите список заново."


@dataclass(slots=True)
class Opened:
    """A file as read for an import: all its sheets, the table taken, the people in it."""

    workbook: Workbook
    layout: Layout
    reading: Reading
    kind: str


def start_import(
    organisation: Organisation, *, content: bytes, filename: str, year: AcademicYear, by: User | None
) -> StaffImport:
    """Read the file and keep it for a preview. Raises WorkbookError with a sentence; then nothing is kept."""
    staff_import = StaffImport(
        organisation=organisation, filename=PurePath(filename).name[-250:], year=year.begins, created_by=by
    )
    opened = open_import(staff_import, content)
    staff_import.kind = opened.kind
    staff_import.counts = {"people": len(opened.reading.people)}
    # The file first, then the row: a row without a file would be a lie, a file without a row is swept.
    path = f"imports/{hashlib.sha256(content).hexdigest()}"
    if StaffImport.objects.filter(file=path).exists():
        staff_import.file.name = path
    else:
        if default_storage.exists(path):
            default_storage.delete(path)  # left by a broken load and due to be swept: written anew it is young
        staff_import.file.name = default_storage.save(path, ContentFile(content))
    staff_import.save()
    return staff_import


def open_import(staff_import: StaffImport, content: bytes | None = None) -> Opened:
    """Read the workbook with the curator's corrections and what the organisation remembers. Raises WorkbookError."""
    mapping = staff_import.mapping
    workbook = open_workbook(stored_content(staff_import) if content is None else content, staff_import.filename)
    layout = find_table(
        workbook,
        remembered=staff_import.organisation.import_mapping,
        sheet=mapping.get("sheet", ""),
        header_row=mapping.get("header_row", 0),
    )
    if mapping.get("columns"):
        layout = layout.with_fields({int(index): field for index, field in mapping["columns"].items()})
    reading = read_people(layout, today=staff_import.organisation.today())
    return Opened(workbook, layout, reading, mapping.get("kind") or layout.kind)


def stored_content(staff_import: StaffImport) -> bytes:
    try:
        with staff_import.file.open("rb") as stream:
            return stream.read()
    except (OSError, ValueError) as error:
        raise WorkbookError(FILE_GONE) from error


def plan_import(staff_import: StaffImport, opened: Opened | None = None) -> Plan:
    """What the import would do to the cards as they are now. Raises WorkbookError."""
    opened = opened or open_import(staff_import)
    return make_plan(
        staff_import.organisation,
        opened.reading,
        load_cards(staff_import.organisation, whole=False),
        kind=opened.kind,
        year=staff_import.year or staff_import.organisation.current_year().begins,
        decisions=staff_import.decisions,
    )


def choose_table(
    staff_import: StaffImport, *, sheet: str, header_row: int, columns: Mapping[int, str] | None, kind: str = ""
) -> None:
    """Keep where the table is and what its columns mean. A new sheet or heading row forgets the columns chosen for the old one.

    Raises WorkbookError when no people can be read that way; the choice is then not kept.
    """
    mapping = {"sheet": sheet, "header_row": header_row, "kind": kind}
    if columns is not None:
        mapping["columns"] = {str(index): field for index, field in columns.items()}
    stored = staff_import.mapping
    staff_import.mapping = mapping
    try:
        opened = open_import(staff_import)
    except WorkbookError:
        staff_import.mapping = stored
        raise
    with transaction.atomic():
        current = _locked(staff_import.pk)
        _require(current, ImportStatus.PREVIEW)
        if (stored.get("sheet"), stored.get("header_row")) != (sheet, header_row):
            current.decisions = {}  # rows of another table have other numbers
        current.mapping, current.kind = mapping, opened.kind
        current.counts = {"people": len(opened.reading.people)}
        current.save(update_fields=["mapping", "decisions", "kind", "counts"])
    staff_import.refresh_from_db()


@transaction.atomic
def decide_rows(staff_import: StaffImport, decisions: Mapping[str, str]) -> None:
    """Remember what the curator said; '' takes a word back. Keys and values as in `StaffImport.decisions`."""
    current = _locked(staff_import.pk)
    _require(current, ImportStatus.PREVIEW)
    said = {**current.decisions, **decisions}
    current.decisions = {key: value for key, value in said.items() if value}
    current.save(update_fields=["decisions"])
    staff_import.decisions = current.decisions


@transaction.atomic
def discard_import(staff_import: StaffImport) -> None:
    """Throw a preview away with its file."""
    current = _locked(staff_import.pk)
    _require(current, ImportStatus.PREVIEW)
    path = current.file.name
    current.delete()
    transaction.on_commit(lambda: forget_file(path))


@transaction.atomic
def move_import(
    staff_import: StaffImport,
    to: ImportStatus,
    *,
    deed: str,
    by: User | None,
    told: Mapping[str, Any],
    values: Mapping[str, Any] | None = None,
) -> StaffImport:
    """Change an import's status: lock, table, save, journal, all or nothing. Returns the fresh row.

    `deed` is the journal's phrase and `told` what it keeps; `values` are the fields saved together with the status.
    Raises ValidationError when the table does not allow the change.
    """
    row = _locked(staff_import.pk)
    if to not in IMPORT_TRANSITIONS[row.status]:
        raise ValidationError(f"Загрузка уже в состоянии «{row.get_status_display()}».")
    row.status = to
    moments = {ImportStatus.APPLIED: "applied_at", ImportStatus.UNDONE: "undone_at"}
    for name, value in {moments[to]: timezone.now(), **(values or {})}.items():
        setattr(row, name, value)
    row.save()
    record(deed, row, organisation=row.organisation, user=by, after=dict(told))
    return row


def forget_file(path: str | None) -> None:
    """Delete a stored file unless another preview of the same content needs it."""
    if path and not StaffImport.objects.filter(file=path).exists():
        default_storage.delete(path)


def _locked(pk: int) -> StaffImport:
    return StaffImport.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)


def _require(staff_import: StaffImport, status: ImportStatus) -> None:
    if staff_import.status != status:
        raise ValidationError(f"Загрузка уже в состоянии «{staff_import.get_status_display()}», менять её нельзя.")
