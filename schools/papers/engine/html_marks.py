"""Marks of approval and lines for the pen → HTML."""

from __future__ import annotations

from .blocks import ApprovalMark, BlankLine, MarkPair
from .flow import DATE_BLANK, shares
from .html_text import escape, lines, prose

# Longer labels may be broken into lines, else they leave no room for the pen.
LONGEST_LABELS = 55  # signs


def mark_pair_html(pair: MarkPair, extra: str) -> str:
    """Two columns, agreement and approval, also where one of them is empty."""
    sides = (
        f'<div class="paper-side {side}">'
        + "".join(f'<div class="paper-mark">{approval_html(mark)}</div>' for mark in marks)
        + "</div>"
        for side, marks in (("at-left", pair.left), ("at-right", pair.right))
    )
    return f'<div class="paper-marks{extra}">{"".join(sides)}</div>'


def approval_html(mark: ApprovalMark) -> str:
    """Lines of a mark; with a name, the place for the signature and the date."""
    signed = ""
    if mark.name:
        signed = lines([mark.post], "") + (
            '<p class="paper-row"><span class="paper-line"></span>'
            f'<span class="paper-signer">{escape(mark.name)}</span></p><p>{escape(mark.date or DATE_BLANK)}</p>'
        )
    return f"<p>{prose(mark.word)}</p>{lines(mark.lines, '')}{signed}"


def blanks_html(line: BlankLine, extra: str) -> str:
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
