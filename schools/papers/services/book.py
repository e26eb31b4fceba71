"""The register as a paper: the rows that the list shows, printed with the engine."""

from collections.abc import Iterable
from datetime import date

from schools.models import Organisation
from schools.russian import nbsp_document

from ..engine.blocks import Block, Column, Heading, Paragraph, Table
from ..enums import DocumentStatus
from ..kinds import kind_of
from ..models import Document


def note_of(document: Document) -> str:
    """What a register says of a paper besides its number: void, changed, changing, on paper."""
    notes = []
    if document.is_annulled:
        notes.append(document.get_status_display())
    if document.cancelled_by is not None:
        notes.append(f"{document.get_status_display()} № {document.cancelled_by.number}")
    if document.changes is not None:
        notes.append(f"изменяет № {document.changes.number}")
    notes += [f"изменён № {later.number}" for later in document.issued_changes]
    if document.elsewhere:
        notes.append("издан на бумаге")
    return ", ".join(notes)


def returned_words(document: Document) -> str:
    """«получен 05.09.2026», «получен» of a paper that has only its scan, «не возвращён», or nothing to wait for."""
    if document.returned_on:
        return f"получен {document.returned_on:%d.%m.%Y}"
    if document.scan_id:
        return "получен"
    waits = document.status == DocumentStatus.ISSUED and not document.elsewhere
    return "не возвращён" if waits else ""


def book_blocks(organisation: Organisation, documents: Iterable[Document], caption: str, day: date) -> list[Block]:
    """The table of the register; `caption` tells which papers these are."""
    rows = tuple(
        (
            document.number,
            f"{document.date:%d.%m.%Y}",
            document.title,
            document.signer,
            returned_words(document),
            kind_of(document.kind).retention,
            nbsp_document(note_of(document)),
        )
        for document in documents
    )
    columns = (
        Column("Номер", 12),
        Column("Дата", 16),
        Column("Заголовок", 38),
        Column("Подписал", 19),
        Column("Подписанный экземпляр", 18),
        Column("Хранить", 19),
        Column("Отметки", 20),
    )
    table: list[Block] = [Table(columns, rows)] if rows else [Paragraph("Документов нет.")]
    return [
        Heading(f"{organisation.short_name}\nЖурнал регистрации\n{caption}", align="centre"),
        *table,
        Paragraph(f"Напечатано {day:%d.%m.%Y}.", indent=False, small=True),
    ]
