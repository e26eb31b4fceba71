"""Speed of printing against a plain loop over WeasyPrint: seconds (ours, naive) for the same pages.

Naive is what a tutorial shows: ``HTML(string=…).write_pdf()`` for each document, its styles in
``<style>``, the same variant of PDF. Of the hundred classes of column width it is given only those
that its markup names, as nobody who writes by hand would have the others; lines of a cell are ``<br>``.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable
from statistics import median

from schools.papers.engine import packet, pdf
from schools.papers.engine.blocks import Block
from schools.papers.engine.html import document_html
from schools.papers.engine.page import PageSetup


def compare_packet(documents: list[list[Block]], page: PageSetup, rounds: int = 2) -> tuple[float, float]:
    """One PDF of all documents against a loop over them, by the clock on the wall; medians of interleaved runs."""
    titles = [f"Лист {number}" for number in range(len(documents))]
    pages = [_naive_html(blocks, page) for blocks in documents]
    packet.warm_up()
    try:
        return _compare(
            lambda: packet.render_many(documents, page, titles),
            lambda: [_naive(html, pdf.PRINTED) for html in pages],
            rounds,
            time.perf_counter,
        )
    finally:
        packet.close()


def compare_one(ours: Callable[[], object], blocks: list[Block], page: PageSetup) -> tuple[float, float]:
    """One paper against one naive call, both warm, by the time of this process."""
    html = _naive_html(blocks, page)
    _naive(html, pdf.KEPT)
    return _compare(ours, lambda: _naive(html, pdf.KEPT), 21, time.process_time)


def _compare(
    ours: Callable[[], object], naive: Callable[[], object], rounds: int, clock: Callable[[], float]
) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    ours()
    for _ in range(rounds):
        for run, taken in zip((ours, naive), times, strict=True):
            gc.collect()  # nobody pays for what the other left behind
            start = clock()
            run()
            taken.append(clock() - start)
    return median(times[0]), median(times[1])


def _naive(html: str, variant: str) -> bytes:
    import weasyprint

    result: bytes = weasyprint.HTML(string=html).write_pdf(pdf_variant=variant)
    return result


def _naive_html(blocks: list[Block], page: PageSetup) -> str:
    html = document_html([blocks], page, "Документ").replace("\n", "<br/>")
    used = set(re.findall(r"\bw-\d+", html))
    rules = re.sub(
        r"^\.(w-\d+) \{.*\}\n", lambda rule: rule[0] if rule[1] in used else "", pdf.styles(page), flags=re.M
    )
    return "<!DOCTYPE html>" + html.replace("</head>", f"<style>{rules}</style></head>")
