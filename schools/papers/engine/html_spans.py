"""Spanned tables → HTML.

In the browser cells simply span. In print a cell cannot: the layout draws a cell that goes over the end of a page only
on the first of them. So the PDF is laid out to learn which rows begin a page, and spans are cut there (``Cuts``).
"""

from __future__ import annotations

from dataclasses import dataclass

from .blocks import Cell, SpannedTable
from .flow import is_heading, is_item, shares
from .html_text import inline
from .spans import Piece, pieces_of


@dataclass(frozen=True, slots=True)
class Cuts:
    """Rows of one table that begin a page, and rows that may be torn between two."""

    pages: frozenset[int] = frozenset()
    torn: frozenset[int] = frozenset()


WHOLE = Cuts()


def spanned_html(table: SpannedTable, extra: str = "", name: str = "", cuts: Cuts = WHOLE) -> str:
    """A table; with a ``name`` it and its rows carry ids «name» and «name-12», by which pages are told."""
    head = "".join(
        f'<th scope="col" class="w-{width}">{inline(column.title)}</th>'
        if column.title.strip()
        else f'<td class="w-{width}"></td>'
        for column, width in zip(table.columns, shares([one.width for one in table.columns]), strict=True)
    )
    width = len(table.columns)
    body = []
    for number, pieces in enumerate(pieces_of(table.rows, width, cuts.pages, cuts.torn)):
        look = (
            " torn"
            if number in cuts.torn
            else " section"
            if any(is_heading(piece.cell, width) for piece in pieces)
            else ""
        )
        identity = f' id="{name}-{number}"' if name else ""
        opening = f'<tr class="{look.strip()}"{identity}>' if look else f"<tr{identity}>"
        body.append(opening + "".join(map(_piece, pieces)) + "</tr>")
    identity = f' id="{name}"' if name else ""
    return (
        f'<table class="paper-table spanned{extra}"{identity}><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table>"
    )


def _piece(piece: Piece[Cell]) -> str:
    cell = piece.cell
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{piece.rows}"' if piece.rows > 1 else ""
    look = cell.align + (" edge" if piece.column == 0 else "") + (" open" if piece.is_open else "")
    return f'<td class="{look}"{spans}>{_text(cell) if piece.is_first else ""}</td>'


def _text(cell: Cell) -> str:
    """Lines as paragraphs when there are several, each item of a list hanging behind its marker."""
    lines = cell.text.split("\n")
    if len(lines) == 1 and not is_item(lines[0]):
        text = inline(cell.text)
        return f"<b>{text}</b>" if cell.bold and text else text
    return "".join(
        f"<p{' class="item"' if is_item(line) else ''}>{f'<b>{inline(line)}</b>' if cell.bold else inline(line)}</p>"
        for line in lines
    )
