"""Blocks → HTML: one markup for the PDF and for the preview in the browser.

The markup is well-formed XML as well, has no inline style and no script; every word of a user is
escaped. Looks come from ``static/papers/paper.css`` (both), ``sheet.css`` and ``fonts.css``
(browser only).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape as escape_signs

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
    Text,
)
from .flow import Placed, blanks_of, bound_words, network_words, parts, printable, shares
from .html_pictures import check_mark_html, emblem_html, picture_html
from .html_spans import WHOLE, Cuts, spanned_html
from .measure import columns
from .page import PageSetup

DATE_BLANK = "«____»\u00a0_____________\u00a020___\u00a0г."
NUMBER_BLANK = "_________"

# Longer labels may be broken into lines, else they leave no room for the pen.
LONGEST_LABELS = 55  # signs


def escape(text: str) -> str:
    """User's text for HTML: no markup, no control signs; no-break spaces stay, "\\n" is a new line."""
    return escape_signs(printable(text)).replace("\n", "<br/>")


def prose(text: str) -> str:
    """The same for the inside of an element: numbers with their sign («№ 45-ОД») stay on one line."""
    if "№" not in text:
        return escape(text)
    return "".join(
        f'<span class="paper-bound">{escape_signs(piece)}</span>'
        if bound
        else escape_signs(piece).replace("\n", "<br/>")
        for piece, bound in bound_words(printable(text))
    )


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
            names = _lines(block.founder, "paper-founder")
            names += f'<p class="paper-name">{escape(block.full_name)}</p>'
            names += f'<p class="paper-short">({escape(block.short_name)})</p>' if block.short_name else ""
            return (
                f'<div class="paper-letterhead {block.layout}{extra}">{emblem_html(block.emblem)}{names}'
                f"{_contacts(block.contacts)}</div>"
            )
        case DocTitle():
            subtitle = f'<span class="paper-subtitle">{prose(block.subtitle)}</span>' if block.subtitle else ""
            return f'<h{level} class="paper-title{extra}">{prose(block.text)}{subtitle}</h{level}>'
        case DateNumberPlace():
            place = f'<p class="paper-place">{escape(block.place)}</p>' if block.place else ""
            return (
                f'<div class="paper-registration{extra}"><p class="paper-row">'
                f'<span class="paper-date">{prose(block.date or DATE_BLANK)}</span> '
                f'<span class="paper-number">№\u00a0{escape(block.number or NUMBER_BLANK)}</span></p>{place}</div>'
            )
        case Heading():
            return f'<h{level + 1} class="paper-heading {block.align}{extra}">{prose(block.text)}</h{level + 1}>'
        case Paragraph():
            look = f"{block.align}{' indent' if block.indent else ''}{' small' if block.small else ''}"
            return f'<p class="paper-text {look}{extra}">{_runs(block.text)}</p>'
        case Point():
            return (
                f'<p class="paper-text paper-point justify indent{extra}">'
                f"{escape(block.number)}\u00a0{_runs(block.text)}</p>"
            )
        case Table():
            return _table(block, extra)
        case SpannedTable():
            return spanned_html(block, extra)
        case MarkPair():
            return _mark_pair(block, extra)
        case AnnexMark():
            return f'<div class="paper-mark{extra}">{_lines(block.lines, "")}</div>'
        case ApprovalMark():
            return f'<div class="paper-mark{extra}">{_approval(block)}</div>'
        case Signature() if block.by_hand:
            return _blanks(blanks_of(block), extra + " by-hand")
        case Signature():
            return (
                f'<div class="paper-signature{extra}"><span class="paper-post">{escape(block.post)}</span> '
                f'<span class="paper-signer">{escape(block.name)}</span></div>'
            )
        case AcquaintanceList():
            return _acquaintance(block, extra)
        case Executor():
            phone = f"<br/>{escape(block.phone)}" if block.phone else ""
            return (
                f'<p class="paper-executor-place{extra}">'
                f'<span class="paper-executor">Исп. {escape(block.name)}{phone}</span></p>'
            )
        case BlankLine():
            return _blanks(block, extra)
        case Picture():
            return picture_html(block, extra)
        case CheckMark():
            return check_mark_html(block, extra)
        case Spacer():
            return f'<div class="paper-spacer{extra}">{"<br/>" * max(1, round(block.lines))}</div>'
    raise TypeError(f"not a block: {block!r:.80}")


def _contacts(lines: Iterable[str]) -> str:
    """Addresses of the network go to the next line whole: a hyphen at the end of a line reads as a part of them."""
    return "".join(
        '<p class="paper-contact">'
        + "".join(
            f'<span class="paper-whole">{escape(word)}</span>' if whole else escape(word) for word, whole in words
        )
        + "</p>"
        for words in map(network_words, filter(None, lines))
    )


def _lines(lines: Iterable[str], name: str) -> str:
    opening = f'<p class="{name}">' if name else "<p>"
    return "".join(f"{opening}{prose(line)}</p>" for line in lines if line)


def _runs(text: Text) -> str:
    if isinstance(text, str):
        return prose(text)
    parts = []
    for run in text:
        part = prose(run.text)
        part = f"<i>{part}</i>" if run.italic else part
        parts.append(f"<b>{part}</b>" if run.bold else part)
    return "".join(parts)


def _table(table: Table, extra: str) -> str:
    heads, widths, rows = columns(table)
    head = "".join(
        f'<th scope="col" class="w-{width}">{_cell(column.title)}</th>'
        for column, width in zip(heads, widths, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f'<td class="{column.align}">{_cell(cell)}</td>' for column, cell in zip(heads, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return f'<table class="paper-table{extra}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cell(text: str) -> str:
    """Lines of a cell stay lines by the style sheet: an element for each break would cost a tenth of an order's time."""
    return escape_signs(printable(text))


def _mark_pair(pair: MarkPair, extra: str) -> str:
    sides = (
        f'<div class="paper-side {side}">'
        + "".join(f'<div class="paper-mark">{_approval(mark)}</div>' for mark in marks)
        + "</div>"
        for side, marks in (("at-left", pair.left), ("at-right", pair.right))
    )
    return f'<div class="paper-marks{extra}">{"".join(sides)}</div>'


def _approval(mark: ApprovalMark) -> str:
    signed = ""
    if mark.name:
        signed = _lines([mark.post], "") + (
            '<p class="paper-row"><span class="paper-line"></span>'
            f'<span class="paper-signer">{escape(mark.name)}</span></p><p>{escape(mark.date or DATE_BLANK)}</p>'
        )
    return f"<p>{prose(mark.word)}</p>{_lines(mark.lines, '')}{signed}"


def _acquaintance(block: AcquaintanceList, extra: str) -> str:
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


def _blanks(line: BlankLine, extra: str) -> str:
    """Labels take the room they need, lines share the rest; hints stand under their lines."""
    wraps = " wraps" if sum(len(blank.label) for blank in line.blanks) > LONGEST_LABELS else ""
    above, below = [], []
    for blank, width in zip(line.blanks, shares([one.width for one in line.blanks]), strict=True):
        if blank.label:
            above.append(f'<span class="paper-label">{escape(blank.label)}</span>')
            below.append("<span></span>")
        elif above:
            above.append('<span class="paper-gap"></span>')
            below.append("<span></span>")
        above.append(f'<span class="paper-line w-{width}">{escape(blank.value)}</span>')
        below.append(f'<span class="paper-hint">{escape(blank.hint)}</span>')
    hints = f'<div class="paper-hints">{"".join(below)}</div>' if any(b.hint for b in line.blanks) else ""
    more = '<p class="paper-empty-line"></p>' * line.more
    return (
        f'<div class="paper-blank{wraps}{extra}"><div class="paper-blanks">'
        f'<div class="paper-pen">{"".join(above)}</div>{hints}</div>{more}</div>'
    )
