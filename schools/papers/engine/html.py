"""Blocks → HTML: one markup for the PDF and for the preview in the browser.

The markup is well-formed XML as well, has no inline style and no script; every word of a user is
escaped. Looks come from ``static/papers/paper.css`` (both), ``sheet.css`` and ``fonts.css``
(browser only).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from .blocks import (
    AcquaintanceList,
    AnnexMark,
    ApprovalMark,
    BlankLine,
    Block,
    CheckMark,
    DateNumberPlace,
    DocTitle,
    Executor,
    Heading,
    Letterhead,
    MarkPair,
    Paragraph,
    Picture,
    Point,
    Signature,
    Spacer,
    SpannedTable,
    Table,
)
from .flow import DATE_BLANK, NUMBER_BLANK, Placed, blanks_of, parts, title_words
from .html_marks import approval_html, blanks_html, mark_pair_html
from .html_pictures import check_mark_html, emblem_html, picture_html
from .html_spans import WHOLE, Cuts, spanned_html
from .html_tables import acquaintance_html, table_html
from .html_text import contacts, escape, lines, prose, runs
from .page import PageSetup


def document_html(
    documents: Sequence[Sequence[Block]],
    page: PageSetup,
    title: str,
    day: date | None = None,
    cuts: Mapping[str, Cuts] | None = None,
) -> str:
    """A whole page for the PDF: each document is an ``article`` with the id «d0», «d1», …

    ``cuts`` tell where spanned tables go on on a new page; tables are named «t0-3» by document and place of the block.
    """
    created = f'<meta name="dcterms.created" content="{day.isoformat()}"/>' if day else ""
    articles = "".join(
        f'<article class="paper-document{_turned(blocks)}" id="d{index}">{blocks_html(blocks, f"t{index}", cuts)}'
        "</article>"
        for index, blocks in enumerate(documents)
    )
    return (
        f'<html lang="ru"><head><title>{escape(title)}</title>{created}</head>'
        f'<body class="{page.classes}">{articles}</body></html>'
    )


def sheets_html(blocks: Sequence[Block], page: PageSetup, label: str = "Предпросмотр документа") -> str:
    """A fragment for the preview: A4 sheets on a desk, one for each part between page breaks.

    Headings begin with the second level, as the page that holds the fragment has its own first.
    """
    sheets = (
        f'<div class="sheet {page.turned(part[0].turn).classes}" lang="ru">'
        + "".join(block_html(placed.block, "", level=2) for placed in part)
        + "</div>"
        for part in parts(blocks) or [[Placed(Spacer(), False, False)]]
    )
    return f'<div class="desk" role="group" aria-label="{escape(label)}">{"".join(sheets)}</div>'


def preview_html(blocks: Sequence[Block], page: PageSetup, title: str, styles: Iterable[str]) -> str:
    """A page of its own for the preview; ``styles`` are addresses of fonts.css, paper.css, sheet.css."""
    links = "".join(f'<link rel="stylesheet" href="{escape(address)}">' for address in styles)
    return (
        '<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>{links}</head>"
        f'<body class="desk-page"><main aria-label="{escape(title)}">{sheets_html(blocks, page)}</main></body></html>'
    )


def blocks_html(blocks: Sequence[Block], name: str = "", cuts: Mapping[str, Cuts] | None = None) -> str:
    """Blocks one after another with the classes that rule page breaks; what begins a page is a section."""
    index = 0
    done = []
    # A paper without a title begins with its heading: no level of headings is left out for a reader by ear.
    level = 1 if any(isinstance(block, DocTitle) for block in blocks) else 0
    for part in parts(blocks):
        inner = []
        for placed in part:
            extra = " keep" if placed.keep else ""
            if cuts and isinstance(placed.block, SpannedTable):
                key = f"{name}-{index}"
                inner.append(spanned_html(placed.block, extra, key, cuts.get(key, WHOLE)))
            else:
                inner.append(block_html(placed.block, extra, level))
            index += 1
        whole = "".join(inner)
        if part[0].new_page:
            turn = f" {part[0].turn}" if part[0].turn else ""
            whole = f'<section class="paper-part new-page{turn}">{whole}</section>'
        done.append(whole)
    return "".join(done)


def _turned(blocks: Sequence[Block]) -> str:
    """Class of a paper whose first sheet already lies otherwise than the page says."""
    found = parts(blocks)
    return f" {found[0][0].turn}" if found and found[0][0].turn else ""


def block_html(block: Block, extra: str = "", level: int = 1) -> str:
    """One block; ``extra`` are further classes, ``level`` is that of the kind of document."""
    match block:
        case Letterhead():
            names = lines(block.founder, "paper-founder")
            names += lines((block.full_name,), "paper-name")
            names += lines((f"({block.short_name})",), "paper-short") if block.short_name else ""
            return (
                f'<div class="paper-letterhead {block.layout}{extra}">{emblem_html(block.emblem)}{names}'
                f"{contacts(block.contacts)}</div>"
            )
        case DocTitle():
            subtitle = (
                f'<span class="paper-subtitle">{prose(title_words(block.subtitle))}</span>' if block.subtitle else ""
            )
            return f'<h{level} class="paper-title{extra}">{prose(title_words(block.text))}{subtitle}</h{level}>'
        case DateNumberPlace():
            place = f'<p class="paper-place">{escape(block.place)}</p>' if block.place else ""
            return (
                f'<div class="paper-registration{extra}"><p class="paper-row">'
                f'<span class="paper-date">{prose(block.date or DATE_BLANK)}</span> '
                f'<span class="paper-number">№\u00a0{escape(block.number or NUMBER_BLANK)}</span></p>{place}</div>'
            )
        case Heading():
            return f'<h{level + 1} class="paper-heading {block.align}{extra}">{prose(title_words(block.text))}</h{level + 1}>'
        case Paragraph():
            look = f"{block.align}{' indent' if block.indent else ''}{' small' if block.small else ''}"
            return f'<p class="paper-text {look}{extra}">{runs(block.text)}</p>'
        case Point():
            return (
                f'<p class="paper-text paper-point justify indent{extra}">'
                f"{escape(block.number)}\u00a0{runs(block.text)}</p>"
            )
        case Table():
            return table_html(block, extra)
        case SpannedTable():
            return spanned_html(block, extra)
        case MarkPair():
            return mark_pair_html(block, extra)
        case AnnexMark():
            return f'<div class="paper-mark{extra}">{lines(block.lines, "")}</div>'
        case ApprovalMark():
            return f'<div class="paper-mark{extra}">{approval_html(block)}</div>'
        case Signature() if block.by_hand:
            return blanks_html(blanks_of(block), extra + " by-hand")
        case Signature():
            return (
                f'<div class="paper-signature{extra}"><span class="paper-post">{escape(block.post)}</span> '
                f'<span class="paper-signer">{escape(block.name)}</span></div>'
            )
        case AcquaintanceList():
            return acquaintance_html(block, extra)
        case Executor():
            phone = f"<br/>{escape(block.phone)}" if block.phone else ""
            return (
                f'<p class="paper-executor-place{extra}">'
                f'<span class="paper-executor">Исп. {escape(block.name)}{phone}</span></p>'
            )
        case BlankLine():
            return blanks_html(block, extra)
        case Picture():
            return picture_html(block, extra)
        case CheckMark():
            return check_mark_html(block, extra)
        case Spacer():
            return f'<div class="paper-spacer{extra}">{"<br/>" * max(1, round(block.lines))}</div>'
    raise TypeError(f"not a block: {block!r:.80}")
