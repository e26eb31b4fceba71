"""Workbooks → grid: merged cells of all three formats, values as shown, marks above the table, hostile sheets."""

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from roadmaps.reading import refusals
from roadmaps.reading.errors import RoadmapUnreadable
from roadmaps.reading.grid import Table
from roadmaps.reading.looks import shown_number
from roadmaps.reading.workbook import MAX_SHEET_CELLS, read_workbook, shown
from schools.workbooks.reading import BLANK
from tests.roadmaps.reading.packages import unzipped, zipped
from tests.schools.workbooks.maker import ods

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "roadmaps"


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def book_of(rows, merges=(), at=(1, 1)):
    book = Workbook()
    for number, row in enumerate(rows, start=at[0]):
        for column, value in enumerate(row, start=at[1]):
            book.active.cell(number, column, value)
    for one in merges:
        book.active.merge_cells(one)
    return book


def texts(table: Table):
    """[(row, column, rows, columns, text)] of the cells that hold something."""
    return [
        (cell.row, cell.column, cell.rows, cell.columns, cell.text)
        for row in range(table.height)
        for cell in table.starting(row)
        if not cell.empty
    ]


def only_table(content):
    (table,) = read_workbook(content).blocks
    return table


def test_sheet_is_trimmed_and_merged_cells_hold_everywhere():
    rows = [["Карта", "", ""], ["Этап", "Что", "Когда"], ["1", "а\nб", "май"], ["", "в", "июнь"]]
    table = only_table(saved(book_of(rows, ["C5:E5", "C7:C8"], at=(5, 3))))
    assert texts(table) == [
        (0, 0, 1, 3, "Карта"),
        (1, 0, 1, 1, "Этап"),
        (1, 1, 1, 1, "Что"),
        (1, 2, 1, 1, "Когда"),
        (2, 0, 2, 1, "1"),
        (2, 1, 1, 1, "а\nб"),
        (2, 2, 1, 1, "май"),
        (3, 1, 1, 1, "в"),
        (3, 2, 1, 1, "июнь"),
    ]
    assert table.grid[3][0] is table.grid[2][0]
    assert (table.height, table.width) == (4, 3)


def test_old_xls_with_merged_cells_and_a_date():
    plan, people = read_workbook((FIXTURES / "plan.xls").read_bytes()).blocks
    assert (plan.name, people.name) == ("Карта", "Список")
    assert [one for one in texts(plan) if one[0] in (0, 3)] == [
        (0, 0, 1, 6, "Дорожная карта наставничества на 2025-2026 учебный год"),
        (3, 0, 2, 1, "1"),
        (3, 1, 2, 1, "Подготовка"),
        (3, 2, 1, 1, "1) Издать приказ"),
        (3, 3, 1, 1, "01.09.2025"),
        (3, 4, 1, 1, "Директор\nКуратор"),
        (3, 5, 1, 1, "Приказ издан"),
    ]


def ods_with_spans(content):
    """Our .ods with its words «A4» and «A2x1» turned into spans."""
    parts = unzipped(content)
    xml = parts["content.xml"].decode()
    cell = '<table:table-cell office:value-type="string">'
    for word, columns, rows in (("по ширине", 3, 1), ("по высоте", 1, 2)):
        spans = f'table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}" '
        xml = xml.replace(f"{cell}<text:p>{word}", f"{cell[:-1]} {spans}><text:p>{word}")
    return zipped(parts | {"content.xml": xml})


def test_merged_cells_of_ods():
    rows = [["по ширине", "", ""], ["по высоте", "а\nб", datetime(2025, 9, 1)], ["", 3, 2.5]]
    table = only_table(ods_with_spans(ods([("Карта", rows)])))
    assert texts(table) == [
        (0, 0, 1, 3, "по ширине"),
        (1, 0, 2, 1, "по высоте"),
        (1, 1, 1, 1, "а\nб"),
        (1, 2, 1, 1, "01.09.2025"),
        (2, 1, 1, 1, "3"),
        (2, 2, 1, 1, "2,5"),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2025, 9, 1), "01.09.2025"),
        (datetime(2025, 9, 1), "01.09.2025"),
        (datetime(2025, 9, 1, 14, 30), "01.09.2025 14:30"),
        (time(9, 5), "09:05"),
        (timedelta(hours=26, minutes=5), "26:05"),
        (3.0, "3"),
        (7, "7"),
        (2.5, "2,5"),
        (0.1 + 0.2, "0,3"),
        (True, "ИСТИНА"),
        ("а\r\nб", "а\nб"),
        (None, ""),
    ],
)
def test_values_are_written_as_the_program_shows_them(value, text):
    assert shown(value) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.8, "0%", "80%"),
        (0.856, "0.0%", "85.6%"),
        (1.1, "0.00", "1.10"),
        (5, "000", "005"),
        (12345.6, "#,##0", "12 346"),
        (3, '0" чел."', "3 чел."),
        (3, '0\\ "шт"', "3 шт"),
        (3.5, "General", "3.5"),
        (3.5, "[Red]0.00", "3.5"),
        (2, "0.00_);(0.00)", "2"),
    ],
)
def test_formats_of_numbers(value, code, text):
    assert shown_number(value, code) == text


def test_numbers_of_rows_keep_the_point_and_their_zero():
    book = book_of([["№", "Что", "Доля"], [1.1, "а", 0.8], [1.2, "б", 12.5]])
    for address, code in (("A2", "0.00"), ("C2", "0%")):
        book.active[address].number_format = code
    grid = only_table(saved(book)).grid
    assert [[cell.text for cell in row] for row in grid[1:]] == [["1.10", "а", "80%"], ["1.2", "б", "12,5"]]
    assert [cell.typed for cell in grid[1]] == [True, False, True]


def test_formulas_without_a_result_show_nothing():
    assert [cell.text for cell in only_table(saved(book_of([["а", "=A1+1", "б"]]))).grid[0]] == ["а", "", "б"]


def test_widths_and_landscape_are_those_of_the_sheet():
    book = book_of([["а", "б", "в"]])
    book.active.column_dimensions["B"].width = 40
    book.active.page_setup.orientation = "landscape"
    source = read_workbook(saved(book))
    assert source.landscape is True
    assert source.blocks[0].landscape is True
    assert source.blocks[0].widths[1] == 4_000


def test_hidden_sheets_stand_last_and_blank_ones_are_left_out():
    book = book_of([["скрытый"]])
    book.active.sheet_state = "hidden"
    book.create_sheet("Пустой")
    book.create_sheet("Видный")["A1"] = "видный"
    assert [table.grid[0][0].text for table in read_workbook(saved(book)).blocks] == ["видный", "скрытый"]


def test_overlapping_and_endless_merges_harm_nothing():
    parts = unzipped(saved(book_of([["а", "б"], ["в", "г"]])))
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in ["A1:B1", "A1:XFD1048576", "B1:B2", *["A2:B2"] * 3_000])
    xml = (
        parts["xl/worksheets/sheet1.xml"]
        .decode()
        .replace("</sheetData>", f'</sheetData><mergeCells count="4">{merges}</mergeCells>')
    )
    table = only_table(zipped(parts | {"xl/worksheets/sheet1.xml": xml}))
    assert texts(table) == [(0, 0, 1, 2, "а"), (1, 0, 1, 2, "в")]


def test_too_many_cells():
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(MAX_SHEET_CELLS // 50 + 1):
        sheet.append(["а"] * 50)
    with pytest.raises(RoadmapUnreadable) as caught:
        read_workbook(saved(book))
    assert str(caught.value) == refusals.TOO_MANY_CELLS


def test_refusals_of_the_other_reader_speak_of_roadmaps_here():
    sentences = []
    for content in (
        b"PK\x05\x06" + b"\0" * 18,
        saved(Workbook()),
        b"PK" + b"\0" * (10 * 1024 * 1024),
        saved(book_of([["а"]]))[:3_000],
    ):
        with pytest.raises(RoadmapUnreadable) as caught:
            read_workbook(content)
        sentences.append(str(caught.value))
    assert sentences[1:] == [
        BLANK,
        refusals.WORKBOOK_TOO_LARGE.format(limit=10),
        refusals.DAMAGED_WORKBOOK,
    ]
    assert not [sentence for sentence in sentences if "списк" in sentence or "список" in sentence]
