"""More than a roadmap is refused in words, before it costs minutes or gigabytes."""

import pytest

from roadmaps.reading import RoadmapUnreadable, bounds, read_file, refusals
from tests.roadmaps.reading.packages import HEADINGS, W, cell, docx, paragraph, parts, roadmap_body, table, zipped

ROW = ["1.", "Этап", "Дело", "май", "куратор", "итог"]


def of_rows(*rows):
    return docx(paragraph("Дорожная карта") + table([HEADINGS, *rows]))


def with_content(content):
    return of_rows([*ROW[:2], content, *ROW[3:]])


NESTED = paragraph("слово " * 3_000)
for _ in range(60):
    NESTED = f"<w:tbl><w:tr><w:tc>{NESTED}</w:tc></w:tr></w:tbl>"

TOO_MUCH = {
    "lines of a cell": lambda: with_content("1) дело\n" * (bounds.MAX_CELL_LINES + 1)),
    "characters of a cell": lambda: with_content("слово " * 10_000),
    "measures": lambda: of_rows(*[ROW] * (bounds.MAX_MEASURES + 1)),
    "rows": lambda: of_rows(*[ROW] * bounds.MAX_ROWS),
    "cells": lambda: of_rows(*[[*ROW, *["а"] * 40]] * (bounds.MAX_CELLS // 46 + 1)),
    "paragraphs": lambda: docx("<w:p/>" * (bounds.MAX_BLOCKS + 1) + table([HEADINGS, ROW])),
    "a line": lambda: docx(paragraph("Дорожная карта " * 2_000) + table([HEADINGS, ROW])),
    "characters": lambda: docx(paragraph("слово " * 3_000) * 60 + table([HEADINGS, ROW])),
    "tables": lambda: docx(table([["а"]]) * (bounds.MAX_TABLES + 1) + table([HEADINGS, ROW])),
    "text of nested tables": lambda: of_rows([*ROW[:2], cell("дело").replace("</w:tc>", NESTED + "<w:p/></w:tc>"), *ROW[3:]]),
    "narrow rows under a wide one": lambda: docx(
        table([HEADINGS, [cell("Раздел", span=64)], *[[cell("а"), cell("б")]] * 1_500])
    ),
    "a span out of this world": lambda: docx(table([HEADINGS, [cell("Раздел", span=2_000_000_000)], *[ROW] * 1_500])),
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much_of_something(name):
    with pytest.raises(RoadmapUnreadable) as caught:
        read_file(TOO_MUCH[name]())
    assert str(caught.value) == refusals.TOO_LONG


def test_what_a_long_document_has_is_read():
    """A regulation of sixty pages around a plan of three hundred measures."""
    rows = [
        [f"{number}.", f"Этап {number // 30}", f"Дело {number}", "май", "куратор", "итог"] for number in range(1, 301)
    ]
    content = docx(paragraph("Пункт положения. " * 40) * 300 + paragraph("Дорожная карта") + table([HEADINGS, *rows]))
    read = read_file(content)
    assert (len(read.stages), len(read.measures)) == (11, 300)


def test_endless_chains_of_styles_end():
    """Twenty thousand styles, each based on the next: Word itself follows ten."""
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{number}"><w:basedOn w:val="s{number + 1}"/></w:style>'
        for number in range(20_000)
    )
    content = zipped(parts(roadmap_body()) | {"word/styles.xml": f'<w:styles xmlns:w="{W}">{chain}</w:styles>'})
    assert len(read_file(content).measures) == 3
