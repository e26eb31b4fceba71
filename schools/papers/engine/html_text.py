"""Words of a paper → HTML: every word of a user is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as escape_signs

from .blocks import Text
from .flow import bound_words, cell_words, network_words, printable, quoted_names


def escape(text: str) -> str:
    """User's text for HTML: no markup, no control signs; no-break spaces stay, "\\n" is a new line."""
    return escape_signs(printable(text)).replace("\n", "<br/>")


def prose(text: str) -> str:
    """The same for the inside of an element: numbers with their sign («№ 45-ОД»), spans of years stay on one line."""
    if "№" not in text and "–" not in text:
        return escape(text)
    return "".join(
        f'<span class="paper-bound">{escape_signs(piece)}</span>'
        if bound
        else escape_signs(piece).replace("\n", "<br/>")
        for piece, bound in bound_words(printable(text))
    )


def inline(text: str) -> str:
    """For a cell or an attribute: line breaks stay as they are.

    Cells show them by the style sheet: an element for each would cost a tenth of an order's time.
    """
    return escape_signs(printable(text))


def cell(text: str) -> str:
    """For a cell: the same, and a number of a paper («41-ОД») stays on one line."""
    if not any(sign in text for sign in "-/№") or not any(map(str.isdigit, text)):
        return inline(text)
    return "".join(
        f'<span class="paper-bound">{escape_signs(piece)}</span>' if bound else escape_signs(piece)
        for piece, bound in cell_words(printable(text))
    )


def contacts(texts: Iterable[str]) -> str:
    """Addresses of the network go to the next line whole: a hyphen at the end of a line reads as a part of them."""
    return "".join(
        '<p class="paper-contact">'
        + "".join(
            f'<span class="paper-whole">{escape(word)}</span>' if whole else escape(word) for word, whole in words
        )
        + "</p>"
        for words in map(network_words, filter(None, texts))
    )


def lines(texts: Iterable[str], name: str) -> str:
    """A paragraph for each line that is not empty; ``name`` is their class."""
    opening = f'<p class="{name}">' if name else "<p>"
    return "".join(f"{opening}{names(text)}</p>" for text in texts if text)


def names(text: str) -> str:
    """The same with names in quotes that go to the next line whole; longer than a line they are broken as any words."""
    if "«" not in text:
        return prose(text)
    return "".join(
        f'<span class="paper-whole">{prose(piece)}</span>' if whole else prose(piece)
        for piece, whole in quoted_names(text)
    )


def runs(text: Text) -> str:
    """Text with its bold and italic stretches."""
    if isinstance(text, str):
        return prose(text)
    parts = []
    for run in text:
        part = prose(run.text)
        part = f"<i>{part}</i>" if run.italic else part
        parts.append(f"<b>{part}</b>" if run.bold else part)
    return "".join(parts)
