"""A written table is tidy and computes nothing."""

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from schools.workbooks.writing import write_table


def page(content):
    return load_workbook(io.BytesIO(content)).active


@pytest.mark.parametrize("value", ["=1+1", "+7 902", "-", "@имя", "\tтекст", "\rтекст"])
def test_dangerous_beginnings_are_written_as_text(value):
    cell = page(write_table("", ["Столбец"], [[value]])).cell(row=2, column=1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (value, "s", True)


def test_dangerous_headings_and_titles_too():
    sheet = page(write_table("=1+1", ["=2+2"], []))
    assert [(sheet["A1"].value, sheet["A1"].data_type), (sheet["A2"].value, sheet["A2"].data_type)] == [
        ("=1+1", "s"),
        ("=2+2", "s"),
    ]


def test_layout_and_real_dates():
    rows = [["Лугова Анна", date(1971, 3, 14), 5, None], ["Швец Игорь", datetime(2026, 9, 1, 8, 30), 0, "да"]]
    sheet = page(
        write_table("Список", ["ФИО", "Дата", "Лет", "Отметка"], rows, sheet="Педагоги: все", caption="на 01.09.2026")
    )
    assert sheet.title == "Педагоги  все"
    assert [cell.value for cell in sheet[3]] == ["ФИО", "Дата", "Лет", "Отметка"]
    assert [cell.value for cell in sheet[4]] == ["Лугова Анна", datetime(1971, 3, 14), 5, None]
    assert (sheet["B4"].is_date, sheet["B4"].number_format, sheet["B5"].number_format) == (
        True,
        "DD.MM.YYYY",
        "DD.MM.YYYY HH:MM",
    )
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A4", "A3:D5", "$3:$3")
    assert sheet.column_dimensions["A"].width == len("Лугова Анна") + 2


def test_control_characters_are_dropped():
    assert page(write_table("", ["Столбец"], [["а\x00б\x0bв"]]))["A2"].value == "абв"


def test_signs_that_no_xml_holds_are_dropped_from_cells_and_headings():
    """The first is what a browser gives for a hyphen copied out of a PDF."""
    sheet = page(write_table("", ["Заго\ufffeловок"], [["О закре\ufffe\uffff\ud800плении"]]))
    assert (sheet["A1"].value, sheet["A2"].value) == ("Заголовок", "О закреплении")
