"""Speed of printing against a plain loop over WeasyPrint: seconds (ours, naive) for the same pages.

Naive is what a tutorial shows: ``HTML(string=…).write_pdf()`` for each document, its styles in
``<style>``, the same variant of PDF. Of the hundred classes of column width it is given only those
that its markup names, as nobody who writes by hand would have the others.
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
from tests.schools.papers.engine import samples

CONSENTS = 100
CONSENT_PAGE = PageSetup(size=12)


def consents_packet(rounds: int = 3) -> tuple[float, float]:
    """A hundred consents as one PDF on both cores; medians of interleaved runs. Limit: 0.3."""
    documents = [samples.consent(f"Полетаев Егор Максимович {number}") for number in range(CONSENTS)]
    titles = [f"Согласие {number}" for number in range(CONSENTS)]
    pages = [_naive_html(blocks, CONSENT_PAGE) for blocks in documents]
    packet.warm_up()
    try:
        return _compare(
            lambda: packet.render_many(documents, CONSENT_PAGE, titles),
            lambda: [_naive(page) for page in pages],
            rounds,
            time.perf_counter,
        )
    finally:
        packet.close()


def order(rounds: int = 21) -> tuple[float, float]:
    """An order on ten pairs, three pages, in a warm process. Limit: 0.65.

    Both run in this process only, so its own time is counted: neighbours on the machine do not matter.
    """
    blocks, page = samples.order(), PageSetup()
    html = _naive_html(blocks, page)
    return _compare(lambda: pdf.render_pdf(blocks, page, "Приказ"), lambda: _naive(html), rounds, time.process_time)


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


def _naive(html: str) -> bytes:
    import weasyprint

    result: bytes = weasyprint.HTML(string=html).write_pdf(pdf_variant=pdf.VARIANT)
    return result


def _naive_html(blocks: list[Block], page: PageSetup) -> str:
    html = document_html([blocks], page, "Документ")
    used = set(re.findall(r"\bw-\d+", html))
    rules = re.sub(
        r"^\.(w-\d+) \{.*\}\n", lambda rule: rule[0] if rule[1] in used else "", pdf.styles(page), flags=re.M
    )
    return "<!DOCTYPE html>" + html.replace("</head>", f"<style>{rules}</style></head>")


if __name__ == "__main__":
    for measure in (order, consents_packet):
        mine, plain = measure()
        print(f"{measure.__name__}: {mine:.3f} s / {plain:.3f} s = {mine / plain:.2f}")
