"""Long work of this room."""

from datetime import date

from .models import Document, Job, StoredFile
from .selectors.documents import with_links
from .services.book import book_pdf
from .services.files import PDF, store_file
from .services.jobs import Origin, Progress, job_kind


@job_kind("register_book", Origin("papers:document_list", "Документы"))
def register_book(job: Job, progress: Progress) -> StoredFile:
    """The register as PDF: `ids` in the order of the list, `caption`, `day`."""
    ids = job.arguments["ids"]
    progress(0, len(ids))
    found = with_links(Document.objects.filter(organisation=job.organisation, pk__in=ids)).in_bulk()
    documents = [found[pk] for pk in ids if pk in found]
    day = date.fromisoformat(job.arguments["day"])
    content = book_pdf(job.organisation, documents, job.arguments["caption"], day)
    progress(len(ids), len(ids))
    return store_file(job.organisation, content, "Журнал регистрации.pdf", PDF, job.user)
