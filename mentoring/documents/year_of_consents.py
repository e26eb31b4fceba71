"""What consents add to the archive of a year: scans of the signed sheets, and the journal that names their files."""

from collections.abc import Iterator, Mapping

from django.db.models import Q

from mentoring.consents.enums import WITHDRAWAL_PAPERS
from mentoring.consents.models import Consent
from schools.models import Organisation
from schools.papers.engine.pdf import render_pdf
from schools.papers.models import Document
from schools.papers.services.archive import Addition, KeptScan, Note, add_to_archive
from schools.papers.services.printing import PAGE
from schools.workbooks.writing import write_table

from .pages.consent_book import journal_blocks
from .selectors.consent_journal import HEADINGS, entries_of_year


def register() -> None:
    add_to_archive("consents", Addition(scans, journals, notes))


def scans(organisation: Organisation, year: int) -> Iterator[KeptScan]:
    """Of sheets of the year; of consents taken on sheets of other makes by the day of the signature."""
    rows = Consent.objects.filter(organisation=organisation, scan__isnull=False)
    rows = rows.filter(Q(document__year=year) | Q(document__isnull=True, signed_on__year=year))
    for consent in rows.select_related("scan", "person").order_by("pk"):
        if consent.scan is None:
            continue
        purpose = consent.get_purpose_display()
        title = f"{consent.person.short_name} от {consent.signed_on:%d.%m.%Y}" if consent.signed_on else ""
        yield KeptScan(
            consent.pk,
            consent.scan,
            document=consent.document_id,
            kind=f"согласие {purpose}",
            title=title or consent.person.short_name,
        )


def notes(organisation: Organisation, year: int) -> dict[int, Note]:
    """Sheets bear the day of the signature, applications of withdrawal the day of the withdrawal; those that were only
    printed say so."""
    consents = Consent.objects.filter(organisation=organisation)
    days = dict(consents.filter(document__year=year).values_list("document_id", "signed_on"))
    # Applications printed anew left the older ones behind, which no consent refers to.
    own = Document.objects.filter(organisation=organisation, year=year)
    applications = own.filter(kind__in=WITHDRAWAL_PAPERS.values())
    days |= dict.fromkeys(applications.values_list("pk", flat=True))
    days |= dict(consents.filter(withdrawal__year=year).values_list("withdrawal_id", "withdrawn_on"))
    return {sheet: Note(day=day) if day else Note("не подписано") for sheet, day in days.items()}


def journals(organisation: Organisation, year: int, files: Mapping[int, str]) -> Iterator[tuple[str, bytes]]:
    """The journal of consents of the year: as a book, and as a table whose last column names the file of the scan."""
    entries = entries_of_year(organisation, year)
    if not entries:
        return
    day = organisation.today()
    blocks = journal_blocks(organisation, [entry for _, entry in entries], day)
    yield "Согласия.pdf", render_pdf(blocks, PAGE, "Журнал согласий", day)
    rows = [(*entry.cells, files.get(key, "")) for key, entry in entries]
    yield "Согласия.xlsx", write_table("", (*HEADINGS, "Файл скана"), rows, sheet="Журнал")
