"""The journal of consents as a paper."""

from collections.abc import Sequence
from datetime import date

from schools.models import Organisation
from schools.papers.engine.blocks import Block, Column, Heading, Paragraph, Table
from schools.russian import count

from ..selectors.consent_journal import HEADINGS, Entry

WIDTHS = (20, 25, 18, 17, 21, 17, 16, 28)


def journal_blocks(organisation: Organisation, entries: Sequence[Entry], day: date) -> list[Block]:
    """The table of the journal, a line for each consent."""
    rows = tuple(tuple(_shown(cell) for cell in entry.cells) for entry in entries)
    columns = tuple(Column(title, width) for title, width in zip(HEADINGS, WIDTHS, strict=True))
    told = count(len(rows), "запись", "записи", "записей")
    return [
        Heading(f"{organisation.short_name}\nЖурнал согласий\nна {day:%d.%m.%Y}", align="centre"),
        Table(columns, rows, numbered=True) if rows else Paragraph("Подписанных согласий нет."),
        Paragraph(f"Всего: {told}. Напечатано {day:%d.%m.%Y}.", indent=False, small=True),
    ]


def _shown(cell: str | date | None) -> str:
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else cell or ""
