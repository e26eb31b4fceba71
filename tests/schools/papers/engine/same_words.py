"""Do a PDF and a .docx of one paper say the same, word for word and in the same order?

What only the printed page has is left aside: numbers of pages, what a table says again on its next page (its head, a cell
over several rows), words within pictures. Lines for the pen are rules there and underscores here. The executor, who
stands at the foot, is compared by himself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from schools.papers.engine.blocks import Block, Executor
from schools.papers.engine.page import PageSetup
from tests.schools.papers.engine.measuring import SPACES, measured
from tests.schools.papers.engine.reading import docx_text

SURE = 12  # signs that must agree before what stands before them is taken for a repetition
AGAIN = 1500  # signs at the beginning of a sheet among which something may be said again


def difference(pdf: bytes, docx: bytes, page: PageSetup, blocks: Sequence[Block] = ()) -> str:
    """Where the two part, with the words of both around; an empty string when they say the same."""
    feet = [_plain(f"Исп. {one.name}{one.phone}") for one in blocks if isinstance(one, Executor)]
    printed, sheets = _printed(pdf, page)
    typed = _plain(docx_text(docx))
    for foot in feet:
        if printed.count(foot) != 1 or typed.count(foot) != 1:
            return f"исполнитель: {printed.count(foot)} в PDF, {typed.count(foot)} в Word"
        start = printed.index(foot)
        sheets = [one - len(foot) if one > start else one for one in sheets]
        printed, typed = printed.replace(foot, ""), typed.replace(foot, "")
    return _compared(printed, typed, sheets)


def _compared(printed: str, typed: str, sheets: Sequence[int]) -> str:
    here = there = 0
    while here < len(printed) or there < len(typed):
        if printed[here : here + 1] == typed[there : there + 1]:
            here, there = here + 1, there + 1
            continue
        skipped = _said_again(printed, here, typed[there : there + SURE], sheets)
        if not skipped:
            return f"PDF «{printed[max(0, here - 30) : here + 30]}», Word «{typed[max(0, there - 30) : there + 30]}»"
        here += skipped
    return ""


def _said_again(printed: str, here: int, wanted: str, sheets: Sequence[int]) -> int:
    """How many signs to leave out here, near the beginning of a sheet after the first, to come to ``wanted``; they must
    have been said on the sheets before.
    """
    begins = max((one for one in sheets if one <= here), default=0)
    if not begins or here - begins > AGAIN:
        return 0
    # The mismatch may come late: the repetition and what is wanted may begin with the same signs.
    for back in range(min(SURE * 3, here - begins) + 1):
        for length in range(1, AGAIN):
            start = here - back
            end = start + length
            if end > len(printed):
                break
            goes_on = printed[end : end + back] == printed[start:here] and printed[end + back :].startswith(wanted)
            if goes_on and _was_said(printed[start:end], printed[:begins]):
                return length
    return 0


def _was_said(text: str, before: str) -> bool:
    """Is it made of pieces of what was said, each of some length: a head and cells?"""
    while text:
        size = next((size for size in range(len(text), 9, -1) if text[:size] in before), 0)
        if not size:
            return False
        text = text[size:]
    return True


def _printed(pdf: bytes, page: PageSetup) -> tuple[str, list[int]]:
    """Signs of all sheets, and where the sheets begin among them."""
    text, begins = "", []
    for sheet in measured(pdf):
        begins.append(len(text))
        glyphs = [one for one in sheet.glyphs if one.base > page.top and not one.drawn]
        text += _plain("".join(one.text for one in glyphs if one.text.strip(SPACES)))
    return text, begins


def _plain(text: str) -> str:
    return re.sub(r"[\s_]+", "", text).replace("\u2011", "-")
