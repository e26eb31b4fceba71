"""Long work of this room."""

import shutil
import tempfile
from datetime import date
from pathlib import Path

from .models import Acquaintance, Document, Job, StoredFile
from .selectors.documents import with_links
from .services.archive import YEAR_ARCHIVE, YearArchive
from .services.files import PDF, ZIP, add_row, store_file, write_file
from .services.jobs import Origin, Progress, job_kind
from .services.printing import JOURNALS, journal_pdf


@job_kind("register_book", Origin("papers:document_list", "Документы"))
def register_book(job: Job, progress: Progress) -> StoredFile:
    """The register as PDF: `ids` in the order of the list, `caption`, `day`."""
    return _book(job, progress, with_links(Document.objects.filter(organisation=job.organisation)))


@job_kind(YEAR_ARCHIVE, Origin("papers:journal_list", "Журналы"))
def year_archive(job: Job, progress: Progress) -> StoredFile:
    """The papers of `year` as one archive, written to the disk; begun again from the beginning after a killed worker,
    whose half-written file goes first.
    """
    archive = YearArchive(job.organisation, job.arguments["year"])
    total, done = archive.total(), 0
    progress(0, total)

    def step() -> None:
        nonlocal done
        done += 1
        progress(min(done, total), total)

    for left in Path(tempfile.gettempdir()).glob(f"year-{job.pk}-*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"year-{job.pk}-") as folder:
        path = Path(folder) / "year.zip"
        archive.write(path, step)
        with path.open("rb") as content:
            blob = write_file(content)
    name = f"Документы за {archive.year} год, {job.organisation.short_name}.zip"
    return add_row(job.organisation, blob, blob.size, name, ZIP, job.user)


@job_kind("acquaintance_journal", Origin("papers:acquaintance_list", "Журнал ознакомления"))
def acquaintance_journal(job: Job, progress: Progress) -> StoredFile:
    """The same of acquaintance."""
    rows = Acquaintance.objects.filter(document__organisation=job.organisation)
    return _book(job, progress, rows.select_related("document", "person"))


def _book(job: Job, progress: Progress, rows) -> StoredFile:  # type: ignore[no-untyped-def]  # rows of any journal
    ids = job.arguments["ids"]
    progress(0, len(ids))
    found = {row.pk: row for row in rows.filter(pk__in=ids)}
    day = date.fromisoformat(job.arguments["day"])
    ordered = [found[pk] for pk in ids if pk in found]
    content = journal_pdf(job.kind, job.organisation, ordered, job.arguments["caption"], day)
    progress(len(ids), len(ids))
    return store_file(job.organisation, content, f"{JOURNALS[job.kind][0]}.pdf", PDF, job.user)
