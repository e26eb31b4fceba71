"""The acquaintance list in one column and two; contacts of the letterhead that are not torn."""

from io import BytesIO

import pytest
from docx import Document

from schools.papers.engine.blocks import AcquaintanceList, Letterhead
from schools.papers.engine.docx import render_docx
from schools.papers.engine.flow import network_words
from schools.papers.engine.freezing import blocks_from_json, blocks_to_json
from schools.papers.engine.html import blocks_html
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from tests.schools.papers.engine.reading import page_texts

NAMES = tuple(f"Ким{number} Е.С." for number in range(1, 12))


def tables(*blocks) -> list[list[list[str]]]:
    word = Document(BytesIO(render_docx(blocks, PageSetup(), "т")))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables]


def test_rows_of_two_columns_read_on_from_left_to_right():
    assert AcquaintanceList(NAMES[:3], columns=2).rows == (NAMES[:2], (NAMES[2], ""))
    assert AcquaintanceList(NAMES[:2]).rows == ((NAMES[0],), (NAMES[1],))
    assert AcquaintanceList((), columns=2).rows == ()


def test_two_columns_have_their_lines_and_heads_twice_and_no_line_without_a_name():
    html = blocks_html([AcquaintanceList(NAMES[:3], columns=2)])
    assert [html.count(part) for part in ("подпись", 'class="line"', "<tr")] == [2, 6, 3]


def test_word_has_the_same_two_columns():
    [table] = tables(AcquaintanceList(NAMES[:3], columns=2))
    head = ["фамилия, инициалы", "", "подпись", "", "дата"]
    assert table == [
        [*head, "", *head],
        [NAMES[0], "", "", "", "", "", NAMES[1], "", "", "", ""],
        [NAMES[2], *[""] * 10],
    ]
    [table] = tables(AcquaintanceList(NAMES[:2]))
    assert table == [head, [NAMES[0], *[""] * 4], [NAMES[1], *[""] * 4]]


def test_two_columns_take_half_the_room():
    long = tuple(f"Ким{number} Е.С." for number in range(1, 51))
    pages = [len(page_texts(render_pdf([AcquaintanceList(long, columns=n)], PageSetup(), "т"))) for n in (1, 2)]
    assert pages == [2, 1]


def test_a_list_frozen_before_there_were_columns_reads_and_hashes_as_before():
    [frozen] = blocks_to_json([AcquaintanceList(NAMES)])
    assert "columns" not in frozen
    [wide] = blocks_to_json([AcquaintanceList(NAMES, columns=2)])
    assert wide["columns"] == 2
    assert blocks_from_json([frozen, wide]) == [AcquaintanceList(NAMES), AcquaintanceList(NAMES, columns=2)]


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("ул. Школьная, д. 1, lesnaya-1@school-44.example, тел. 8", ["lesnaya-1@school-44.example"]),
        ("https://school.example/sveden/, с. Лесное", ["https://school.example/sveden/"]),
        ("sh-1.edu33.example", ["sh-1.edu33.example"]),
        ("с. Лесное, ул.Школьная, д. 1-а", []),
    ],
)
def test_addresses_of_the_network_are_found(line, whole):
    assert [piece for piece, is_whole in network_words(line) if is_whole] == whole
    assert "".join(piece for piece, _ in network_words(line)) == line


def test_an_address_of_the_network_goes_to_the_next_line_whole():
    contacts = ("600000, Озёрный район, с. Лесное, ул. Школьная, д. 1, https://lesnaya-shkola-1.ozerny-rayon.example/",)
    block = Letterhead(full_name="Школа", contacts=contacts)
    [page] = page_texts(render_pdf([block], PageSetup(), "т"))
    assert "https://lesnaya-shkola-1.ozerny-rayon.example/" in page.splitlines()[-1]
    word = Document(BytesIO(render_docx([block], PageSetup(), "т")))
    line = next(one for one in word.paragraphs if "https" in one.text)
    assert line.text == contacts[0]
    assert line._p.xml.count("w:noBreakHyphen") == 3
