"""The register as a paper: the rows that the list shows, printed with the engine."""

from collections.abc import Iterable
from datetime import date

from schools.models import Organisation

from ..engine.blocks import Block, Column, Heading, Paragraph, Table
from ..engine.page import PageSetup
from ..enums import DocumentStatus
from ..models import Document

PAGE = PageSetup(left=20, right=10, top=20, bottom=20, size=12, line_spacing=1.0)


def note_of(document: Document) -> str:
    """What a register says of a paper besides its number: void, changed, changing, on paper."""
    notes = []
    if document.status == DocumentStatus.ANNULLED:
        notes.append("аннулирован")
    if document.changes is not None:
        notes.append(f"изменяет № {document.changes.number}")
    notes += [f"изменён № {later.number}" for later in document.issued_changes]
    if document.elsewhere:
        notes.append("издан на бумаге")
    return ", ".join(notes)


def book_blocks(organisation: Organisation, documents: Iterable[Document], caption: str, day: date) -> list[Block]:
    """The table of the register; `caption` tells which papers these are."""
    rows = tuple(
        (
            document.number,
            f"{document.date:%d.%m.%Y}",
            document.title,
            document.signer,
            note_of(document),
        )
        for document in documents
    )
    columns = (
        Column("Номер", 12),
        Column("Дата", 13),
        Column("Заголовок", 42),
        Column("Подписал", 20),
        Column("Отметки", 16),
    )
    table: list[Block] = [Table(columns, rows)] if rows else [Paragraph("Документов нет.")]
    return [
        Heading(f"{organisation.short_name}\nЖурнал регистрации\n{caption}", align="centre"),
        *table,
        Paragraph(f"Напечатано {day:%d.%m.%Y}.", indent=False, small=True),
    ]


def book_pdf(organisation: Organisation, documents: Iterable[Document], caption: str, day: date) -> bytes:
    """The same as PDF."""
    from ..engine.pdf import render_pdf  # slow import: WeasyPrint

    return render_pdf(book_blocks(organisation, documents, caption, day), PAGE, "Журнал регистрации", day)
