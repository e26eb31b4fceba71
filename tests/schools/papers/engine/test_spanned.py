"""Tables whose cells span columns and rows, marks side by side, sheets that lie: in HTML, PDF and .docx."""

import json
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from schools.papers.engine.blocks import (
    ApprovalMark,
    Cell,
    Column,
    MarkPair,
    PageBreak,
    Paragraph,
    SpannedTable,
)
from schools.papers.engine.docx import render_docx
from schools.papers.engine.freezing import blocks_from_json, blocks_to_json, content_hash, plain_text
from schools.papers.engine.html import blocks_html, sheets_html
from schools.papers.engine.measure import lines_of, longest_word, torn_rows
from schools.papers.engine.packet import render_many
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from schools.papers.engine.spans import grid_of, pieces_of
from tests.schools.papers.engine.reading import page_texts, pages

UPRIGHT, LYING = PageSetup(), PageSetup(landscape=True)
COLUMNS = (Column("№", 6), Column("Этап", 20), Column("Что делаем", 50), Column("", 24))
MARKS = MarkPair(
    (ApprovalMark("СОГЛАСОВАНО", ("педагогический совет", "протокол от 28.08.2026 № 1")),),
    (ApprovalMark("УТВЕРЖДАЮ", post="Директор", name="Г.И. Ветров"),),
)


def table(*counts: int, body: str = "сделать", sections: bool = False) -> SpannedTable:
    """Stages of so many rows each; row 7 of stage 2 says «сделать 2.7» and is due «к 2.7»."""
    rows = []
    for stage, count in enumerate(counts, 1):
        if sections:
            rows.append((Cell(f"Раздел {stage}", columns=4, align="centre", bold=True),))
        for number in range(1, count + 1):
            span = (Cell(f"{stage}.", rows=count), Cell(f"Этап-{stage}", rows=count)) if number == 1 else ()
            rows.append((*span, Cell(f"{body} {stage}.{number}"), Cell(f"к {stage}.{number}")))
    return SpannedTable(COLUMNS, tuple(rows))


LONG = "слово " * 3000


@pytest.mark.parametrize(
    ("rows", "width"),
    [
        ([[Cell(), Cell()]], 3),
        ([[Cell(columns=3)]], 2),
        ([[Cell(rows=2)]], 1),
        ([[Cell(), Cell(rows=2)], [Cell(columns=2)]], 2),
        ([[Cell(columns=0)]], 1),
        ([[], [Cell()]], 1),
    ],
    ids=["hole", "too wide", "too deep", "overlap", "nothing", "empty row"],
)
def test_a_table_that_does_not_fit_together_is_refused(rows, width):
    with pytest.raises(ValueError):
        grid_of(rows, width)


def test_the_grid_tells_which_cell_lies_where():
    grid = grid_of(table(2, 1).rows, 4)
    assert [[place.cell.text for place in line] for line in grid] == [
        ["1.", "Этап-1", "сделать 1.1", "к 1.1"],
        ["1.", "Этап-1", "сделать 1.2", "к 1.2"],
        ["2.", "Этап-2", "сделать 2.1", "к 2.1"],
    ]


def test_spans_are_cut_where_a_page_begins_and_around_a_torn_row():
    def cut(pages=(), torn=()):
        return [
            [(piece.row, piece.rows, piece.is_first, piece.is_open) for piece in row if piece.column == 1]
            for row in pieces_of(table(5).rows, 4, pages, torn)
        ]

    assert cut() == [[(0, 5, True, False)], [], [], [], []]
    assert cut(pages={2}) == [[(0, 2, True, False)], [], [(2, 3, True, False)], [], []]
    assert cut(torn={2}) == [
        [(0, 2, True, True)],
        [],
        [(2, 1, False, True)],
        [(3, 2, False, False)],
        [],
    ]
    assert cut(pages={3}, torn={2})[2:] == [[(2, 1, False, False)], [(3, 2, True, False)], []]


def test_it_is_frozen_and_comes_back():
    blocks = [MARKS, table(2, 3, sections=True)]
    assert blocks_from_json(json.loads(json.dumps(blocks_to_json(blocks)))) == blocks
    assert blocks_to_json([SpannedTable((Column("а"),), ((Cell("б"),),))]) == [
        {"kind": "spanned_table", "columns": [{"title": "а"}], "rows": [[{"text": "б"}]]}
    ]
    assert content_hash(blocks) != content_hash([MARKS, table(3, 2, sections=True)])


def test_its_words_are_told_in_their_order():
    assert plain_text([MARKS, table(2)]).splitlines() == [
        "СОГЛАСОВАНО", "педагогический совет", "протокол от 28.08.2026 № 1", "УТВЕРЖДАЮ", "Директор", "Г.И. Ветров",
        "№\tЭтап\tЧто делаем\t", "1.\tЭтап-1\tсделать 1.1\tк 1.1", "сделать 1.2\tк 1.2",
    ]  # fmt: skip


def test_in_the_browser_cells_span_and_words_are_escaped():
    html = blocks_html([SpannedTable(COLUMNS[:2], ((Cell("<b>", rows=2), Cell("а")), (Cell("– б\n1) в\nг"),)))])
    assert html == (
        '<table class="paper-table spanned"><thead><tr><th scope="col" class="w-23">№</th>'
        '<th scope="col" class="w-77">Этап</th></tr></thead><tbody>'
        '<tr><td class="left edge" rowspan="2">&lt;b&gt;</td><td class="left">а</td></tr>'
        '<tr><td class="left"><p class="item">– б</p><p class="item">1) в</p><p>г</p></td></tr></tbody></table>'
    )


def test_a_column_without_heading_is_no_heading():
    assert '<td class="w-24"></td></tr></thead>' in blocks_html([table(1)])


def test_the_preview_lies_as_the_sheet_does():
    assert 'class="sheet paper font-pt size-13 spacing-115 left-30 right-10 top-20 bottom-20 landscape"' in sheets_html(
        [table(1)], LYING
    )
    assert "landscape" not in sheets_html([table(1)], UPRIGHT)


def test_an_upright_page_is_frozen_as_it_always_was():
    assert UPRIGHT.to_json() == {
        "left": 30, "right": 10, "top": 20, "bottom": 20, "font": "PT Serif", "size": 13, "line_spacing": 1.15,
    }  # fmt: skip
    assert PageSetup(**LYING.to_json()) == LYING
    assert (LYING.text_width, LYING.text_height, UPRIGHT.text_width, UPRIGHT.text_height) == (257, 170, 170, 257)


@pytest.mark.parametrize("page", [UPRIGHT, LYING], ids=["upright", "lying"])
def test_the_head_is_repeated_and_a_stage_that_goes_on_is_named_again(page):
    texts = page_texts(render_pdf([MARKS, table(3, 90, 60)], page, "т"))
    assert len(texts) > 3
    for number, text in enumerate(texts, 1):
        assert text.count("Что делаем") == 1, number
    stages = [[stage for stage in (1, 2, 3) if f"Этап-{stage}" in text] for text in texts]
    rows = [[stage for stage in (1, 2, 3) if f"сделать {stage}." in text] for text in texts]
    assert stages == rows
    for stage, count in ((1, 3), (2, 90), (3, 60)):
        for row in range(1, count + 1):
            assert sum(f"сделать {stage}.{row} к {stage}.{row}" in text for text in texts) == 1


def test_a_row_is_not_torn_unless_no_page_can_hold_it():
    half = "слово " * 350
    blocks = [table(4, body=half)]
    assert torn_rows(blocks[0], UPRIGHT) == frozenset()
    texts = page_texts(render_pdf(blocks, UPRIGHT, "т"))
    assert [text.count("слово") % 350 for text in texts] == [0] * len(texts)
    whole = SpannedTable(COLUMNS, (*table(1).rows, *table(1, body=LONG).rows, *table(2).rows))
    assert torn_rows(whole, UPRIGHT) == {1}
    texts = page_texts(render_pdf([whole], UPRIGHT, "т"))
    assert sum(text.count("слово") for text in texts) == 3000
    # It begins where it stands: no page is left half empty before it.
    assert texts[0].count("слово") > 300
    assert all(text.count("Что делаем") == 1 for text in texts)


def test_a_row_that_heads_others_stays_with_them():
    for count in range(36, 48):
        texts = page_texts(render_pdf([table(count, 3, sections=True)], UPRIGHT, "т"))
        [index] = [index for index, text in enumerate(texts) if "Раздел 2" in text]
        assert "сделать 2.1" in texts[index]


def test_a_bold_text_beside_the_number_stays_with_its_rows_too():
    def rows(count):
        body = table(count).rows
        return SpannedTable(
            COLUMNS, (*body, (Cell("3."), Cell("Заседания:", columns=3, bold=True)), *table(2, body="провести").rows)
        )

    for count in range(36, 48):
        texts = page_texts(render_pdf([rows(count)], UPRIGHT, "т"))
        [index] = [index for index, text in enumerate(texts) if "Заседания" in text]
        assert "провести 1.1" in texts[index]
    [found] = of_docx(rows(1)).tables
    assert [bool(row.xpath(".//w:keepNext")) for row in found._tbl.tr_lst] == [False, False, True, False, False]


def test_the_same_blocks_give_the_same_bytes_and_go_into_a_packet():
    blocks = [table(60)]
    assert render_pdf(blocks, LYING, "т") == render_pdf(blocks, LYING, "т")
    texts = page_texts(render_many([blocks, [Paragraph("а"), PageBreak(), table(60)]], LYING, ["а", "б"]))
    assert ["Этап-1" in text for text in texts].count(False) == 1
    sheet = PdfReader(BytesIO(render_pdf(blocks, LYING, "т"))).pages[0].mediabox
    assert sheet.width > sheet.height


def test_measuring_agrees_with_the_page():
    text = ("Общая беседа опытных наставников с молодыми учителями района " * 9).strip()
    for narrow in (20, 40, 60, 90):
        one = SpannedTable((Column("", narrow), Column("", 100 - narrow)), ((Cell(text), Cell()),))
        [lines] = pages(render_pdf([one], UPRIGHT, "т"))
        assert abs(lines_of(text, 1.7 * narrow - 3) - len({line.y for line in lines})) <= 1
    assert lines_of("а\nб\n", 60) == 3
    assert longest_word("да персонализированной") == longest_word("персонализированной") > longest_word("да")


def of_docx(*blocks, page=UPRIGHT):
    return Document(BytesIO(render_docx(blocks, page, "т")))


def test_word_gets_truly_merged_cells():
    document = of_docx(table(2, 1, sections=True), page=LYING)
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm), section.orientation) == (297, 210, 1)
    [found] = document.tables
    rows = [
        [(cell.grid_span, cell.vMerge, "|".join(paragraph.text for paragraph in cell.p_lst)) for cell in row.tc_lst]
        for row in found._tbl.tr_lst
    ]
    assert rows == [
        [(1, None, "№"), (1, None, "Этап"), (1, None, "Что делаем"), (1, None, "")],
        [(4, None, "Раздел 1")],
        [(1, "restart", "1."), (1, "restart", "Этап-1"), (1, None, "сделать 1.1"), (1, None, "к 1.1")],
        [(1, "continue", ""), (1, "continue", ""), (1, None, "сделать 1.2"), (1, None, "к 1.2")],
        [(4, None, "Раздел 2")],
        [(1, None, "2."), (1, None, "Этап-2"), (1, None, "сделать 2.1"), (1, None, "к 2.1")],
    ]
    properties = [row.trPr for row in found._tbl.tr_lst]
    assert [one.find(qn("w:tblHeader")) is not None for one in properties] == [True] + [False] * 5
    assert all(one.find(qn("w:cantSplit")) is not None for one in properties)
    assert round(sum(column.width.mm for column in found.columns)) == 257
    assert found.cell(1, 0).paragraphs[0].style.name == "Таблица: раздел"


def test_word_may_tear_a_row_that_no_page_can_hold():
    rows = of_docx(SpannedTable(COLUMNS, (*table(1).rows, *table(1, body=LONG).rows))).tables[0]._tbl.tr_lst
    assert [row.trPr is not None for row in rows] == [True, True, False]


def test_lines_of_a_cell_are_paragraphs_of_word_and_items_hang():
    cell = of_docx(SpannedTable((Column("а"),), ((Cell("Порядок:\n– раз\n2) два"),),))).tables[0].cell(1, 0)
    assert [(one.text, one.style.name) for one in cell.paragraphs] == [
        ("Порядок:", "Таблица"),
        ("– раз", "Таблица: перечень"),
        ("2) два", "Таблица: перечень"),
    ]


def test_a_row_across_stands_in_word_as_on_the_page():
    rows = tuple((Cell("Раздел", columns=2, align=align, bold=True),) for align in ("left", "centre"))
    table = SpannedTable((Column("А", 50), Column("Б", 50)), rows)
    shown = Document(BytesIO(render_docx((table,), PageSetup(), "т"))).tables[0]
    placed = [row._tr.findall(f".//{qn('w:jc')}") for row in list(shown.rows)[1:]]
    assert [[one.get(qn("w:val")) for one in row] for row in placed] == [["left"], []]


def test_marks_stand_level_with_each_other():
    left, right = of_docx(MARKS).tables[0].rows[0].cells
    assert [one.text for one in left.paragraphs] == [
        "СОГЛАСОВАНО",
        "педагогический совет",
        "протокол от 28.08.2026 №\u00a01",
    ]
    assert [one.text for one in right.paragraphs] == [
        "УТВЕРЖДАЮ",
        "Директор",
        "______________\tГ.И.\u00a0Ветров",
        "«____»\u00a0_____________\u00a020___\u00a0г.",
    ]
    assert round(right.width.mm) == 75
    html = blocks_html([MARKS])
    assert html.index("СОГЛАСОВАНО") < html.index("УТВЕРЖДАЮ")
    assert html.count('class="paper-mark"') == 2
