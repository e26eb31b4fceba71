"""The list that lies on top of the packet for signing day: who signs what, and what did not get into the packet."""

from collections.abc import Sequence
from datetime import date

from schools.models import Organisation
from schools.papers.engine.blocks import Block, Column, Heading, Paragraph, Point, Table


def cover_blocks(
    organisation: Organisation, rows: Sequence[tuple[str, str, int]], lacking: Sequence[str], day: date
) -> list[Block]:
    """`rows`: who signs, what, on how many pages. The last column is ticked by the pen as the sheets come back."""
    columns = (
        Column("Кто подписывает", 30),
        Column("Документ", 44),
        Column("Страниц", 12, "centre"),
        Column("Подписано", 14, "centre"),
    )
    table = Table(columns, tuple((who, what, str(pages), "") for who, what, pages in rows), numbered=True)
    blocks: list[Block] = [
        Heading(f"{organisation.short_name}\nДокументы на подпись\n{day:%d.%m.%Y}", align="centre"),
        table,
    ]
    if lacking:
        blocks.append(Heading("В пачку не вошло", align="centre"))
        blocks += [Point(f"{number}.", words) for number, words in enumerate(lacking, 1)]
    else:
        blocks.append(Paragraph("Вошло всё, что ждёт подписи.", indent=False, small=True))
    return blocks
