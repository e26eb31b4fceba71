"""Journals as printed books: which there are, and how each is printed."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from schools.models import Organisation
from schools.russian import nbsp_document

from ..engine.blocks import Block, Column, Heading, Paragraph, Table
from ..engine.page import PageSetup
from ..models import Acquaintance
from .book import book_blocks

PAGE = PageSetup(left=20, right=10, top=20, bottom=20, size=12, line_spacing=1.0, landscape=True)


def acquaintance_blocks(
    organisation: Organisation, rows: Iterable[Acquaintance], caption: str, day: date
) -> list[Block]:
    """Who was told of which paper: a line for everybody, the paper's number and title beside the name."""
    cells = tuple(
        (
            nbsp_document(str(row.document)),
            row.document.title,
            row.person.full_name,
            f"{row.acquainted_on:%d.%m.%Y}" if row.acquainted_on else "",
            row.get_way_display(),
        )
        for row in rows
    )
    columns = (
        Column("Документ", 22),
        Column("О чём", 32),
        Column("Кто ознакомлен", 24),
        Column("Дата", 12),
        Column("Как", 14),
    )
    table: list[Block] = [Table(columns, cells, numbered=True)] if cells else [Paragraph("Записей нет.")]
    return [
        Heading(f"{organisation.short_name}\nЖурнал ознакомления с документами\n{caption}", align="centre"),
        *table,
        Paragraph(f"Напечатано {day:%d.%m.%Y}.", indent=False, small=True),
    ]


# Kind of the job → what the book is called and its blocks.
JOURNALS: dict[str, tuple[str, Callable[[Organisation, Any, str, date], list[Block]]]] = {
    "register_book": ("Журнал регистрации", book_blocks),
    "acquaintance_journal": ("Журнал ознакомления", acquaintance_blocks),
}


def journal_pdf(kind: str, organisation: Organisation, rows: Iterable[Any], caption: str, day: date) -> bytes:
    """The book as PDF; `rows` are those of the journal's list, in its order."""
    from ..engine.pdf import render_pdf  # slow import: WeasyPrint

    name, blocks = JOURNALS[kind]
    return render_pdf(blocks(organisation, rows, caption, day), PAGE, name, day)
