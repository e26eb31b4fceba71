"""Ruled tables and lists of those who read a paper → HTML."""

from __future__ import annotations

from .blocks import AcquaintanceList, Table
from .html_text import cell, escape, inline, prose
from .measure import columns


def table_html(table: Table, extra: str) -> str:
    """A ruled table whose head the printer repeats on each page."""
    heads, widths, rows = columns(table)
    head = "".join(
        f'<th scope="col" class="w-{width}">{inline(column.title)}</th>'
        for column, width in zip(heads, widths, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f'<td class="{column.align}">{cell(text)}</td>' for column, text in zip(heads, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return f'<table class="paper-table{extra}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def acquaintance_html(block: AcquaintanceList, extra: str) -> str:
    """Names with a line for the signature and one for the date."""
    last = len(block.rows) - 1
    rows = "".join(
        # A name alone on a page is a name that is overlooked: the first two and the last two hold together.
        f"<tr{_name_class(index, last)}>{''.join(map(_acquainted, names))}</tr>"
        for index, names in enumerate(block.rows)
    )
    sign, day = (32, 28) if block.columns == 1 else (13, 10)
    head = (
        f'<th scope="col">фамилия, инициалы</th><th scope="col" class="w-{sign}">подпись</th>'
        f'<th scope="col" class="w-{day}">дата</th>'
    )
    return (
        f'<p class="paper-text paper-acquaintance-title keep{extra}">{prose(block.title)}</p>'
        f'<div class="paper-acquaintance{" two" if block.columns == 2 else ""}"><table>'
        f"<thead><tr>{head * block.columns}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _acquainted(name: str) -> str:
    line = ' class="line"' if name else ""
    return f"<td>{escape(name)}</td><td{line}></td><td{line}></td>"


def _name_class(index: int, last: int) -> str:
    return ' class="keep"' if index in (0, last - 1) and index != last else ""
