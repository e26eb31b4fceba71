"""Destruction of papers that hold a person's data and are not issued orders: sheets without a number, scans."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from schools.destruction import About
from schools.models import Person, User
from schools.traces import Traces, scrub_rows

from ..enums import DocumentStatus
from ..models import Acquaintance, Document, Job, StoredFile, Wording
from .archive import YEAR_ARCHIVE
from .documents.door import move_document
from .documents.freezing import hash_of, search_text
from .files import abandoned
from .printing import JOURNALS

# How an act calls them.
ARCHIVES = "собранные архивы документов"
# A file whose row is younger may be about to get what refers to it.
BEING_SENT = timedelta(minutes=5)


def drop_files(files: Iterable[int]) -> None:
    """Delete the rows that nothing else refers to, and, once that is committed, their content."""
    for stored in StoredFile.objects.filter(pk__in=list(files)):
        try:
            with transaction.atomic():
                stored.delete()
        except ProtectedError:  # the same scan proves something else
            continue
        transaction.on_commit(lambda path=stored.path: _drop_blob(path))  # type: ignore[misc]  # bound by its default


def drop_sheets(sheets: Iterable[int]) -> None:
    """Delete sheets that bear no number, with their files; nothing refers to them any more."""
    for sheet in Document.objects.filter(pk__in=list(sheets), register=None):
        files = [pk for pk in (sheet.pdf_id, sheet.scan_id) if pk]
        sheet.delete()
        drop_files(files)


def empty_sheet(sheet: Document, traces: Traces, told: str, by: User) -> Document:
    """A sheet without a number loses its content whole, with its printed file and its scan, and is void: what was issued never
    reads otherwise than it was issued. The row stays: what it was, of which paper, when, and `told`: why there is no text.
    """
    today = sheet.organisation.today()
    files = [pk for pk in (sheet.pdf_id, sheet.scan_id) if pk]

    def prepare(locked: Document) -> dict[str, Any]:
        # Whose it was stood after a colon, or in the middle.
        title = traces.without(locked.title, own=True).replace(f": {traces.instead}", "")
        locked.title = f"{title[:340]} — содержание уничтожено {today:%d.%m.%Y}"
        locked.blocks, locked.data, locked.texts, locked.signer = [], {}, {}, ""
        locked.content_hash, locked.search_text = hash_of([]), search_text(locked.title, "")
        locked.pdf = locked.scan = locked.cancelled_by = None
        locked.annulled_at, locked.annul_reason = locked.annulled_at or timezone.now(), told
        return {}

    if sheet.status == DocumentStatus.ANNULLED:
        prepare(sheet)
        sheet.save()
    else:
        deed = "уничтожено содержание листа"
        sheet = move_document(sheet, DocumentStatus.ANNULLED, deed, by=by, prepare=prepare)
    drop_files(files)
    return sheet


def categories(person: Person) -> Iterator[str]:
    """Sheets are named by the rooms above; mentions are named by no list."""
    if _archives(person):
        yield ARCHIVES


def objections(person: Person, traces: Traces) -> Iterator[str]:
    """An archive that is being written would hold what is destroyed meanwhile."""
    if any(not job.is_over for job in _archives(person)):
        yield "Сейчас собирается архив документов года: дождитесь конца или остановите его."


def erase(person: Person, traces: Traces, by: User) -> Iterator[About]:
    """Names of files, titles of finished work, the organisation's own wording. Issued papers are left as they are, with files."""
    place = person.organisation
    issued = Document.objects.filter(organisation=place).exclude(status=DocumentStatus.DRAFT)
    kept = [*issued.values_list("pdf", flat=True), *issued.values_list("scan", flat=True)]
    files = StoredFile.objects.filter(organisation=place).exclude(pk__in=[pk for pk in kept if pk])
    scrub_rows(files, ["name"], traces)
    scrub_rows(Job.objects.filter(organisation=place), ["title", "message"], traces)
    for job in _archives(person):
        result = job.result_id
        job.delete()
        drop_files([result] if result else [])
    # A scan that another replaced is a person's too, and nothing says whose.
    drop_files(abandoned(BEING_SENT).filter(organisation=place).values_list("pk", flat=True))
    scrub_rows(Wording.objects.filter(organisation=place), ["text"], traces)
    told = Acquaintance.objects.filter(person=person).values_list("pk", flat=True)
    yield About(Acquaintance, list(told))


def _archives(person: Person) -> list[Job]:
    """Archives of a year hold everybody's sheets, printed journals everybody's names: they go whole and are made anew."""
    return list(Job.objects.filter(organisation=person.organisation, kind__in=[YEAR_ARCHIVE, *JOURNALS]))


def _drop_blob(path: str) -> None:
    if not StoredFile.objects.filter(path=path).exists():
        default_storage.delete(path)
