"""The three sample workbooks come out exactly as recorded; where they are absent, our own of the same kind do."""

import json
from datetime import date
from pathlib import Path

import pytest

from schools.workbooks.contract import reading_to_json
from schools.workbooks.people import read_file
from schools.workbooks.reading import WorkbookError
from schools.workbooks.sample import pupils_sample, staff_sample
from tests.schools.workbooks.maker import xlsx

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "data"
FIXTURES = ROOT / "tests" / "fixtures" / "workbooks"
TODAY = date(2026, 11, 22)
NAMES = ["staff_separate_columns_dirty", "staff_official_site_table", "pupils_with_representatives"]
BROKEN = {
    "cut_in_half.xlsx": "Файл повреждён",
    "empty_file.xlsx": "Файл пустой",
    "empty_sheet.xlsx": "нет ни одной заполненной ячейки",
    "no_known_columns.xlsx": "Не нашли столбцов с фамилией",
    "not_a_workbook.xlsx": "текстовый файл",
}


def expected(name):
    return json.loads((FIXTURES / f"{name}.expected.json").read_text(encoding="utf-8"))


def read_json(content):
    return json.loads(json.dumps(reading_to_json(read_file(content, today=TODAY)), ensure_ascii=False))


@pytest.mark.parametrize("name", NAMES)
def test_own_workbook_of_the_kind(name):
    assert read_json((FIXTURES / f"{name}.xlsx").read_bytes()) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_sample_workbook(name):
    shared = SHARED / f"{name}.xlsx"
    path, record = (shared, f"shared_{name}") if shared.exists() else (FIXTURES / f"{name}.xlsx", name)
    assert read_json(path.read_bytes()) == expected(record)


def own_broken(name):
    whole = (FIXTURES / "staff_official_site_table.xlsx").read_bytes()
    return {
        "cut_in_half.xlsx": whole[: len(whole) // 2],
        "empty_file.xlsx": b"",
        "empty_sheet.xlsx": xlsx([("Лист", [])]),
        "no_known_columns.xlsx": xlsx([("Лист", [["Высота", "Ширина"], [1, 2]])]),
        "not_a_workbook.xlsx": "ФИО;Должность\n".encode("cp1251"),
    }[name]


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_broken_workbook_is_refused_in_russian(name):
    shared = SHARED / "broken" / name
    for content in [own_broken(name)] + ([shared.read_bytes()] if shared.exists() else []):
        with pytest.raises(WorkbookError, match=BROKEN[name]):
            read_file(content, name)


def test_dirty_rows_as_a_curator_would_judge_them():
    content = (FIXTURES / "staff_separate_columns_dirty.xlsx").read_bytes()
    reading = read_file(content, today=TODAY)
    assert [(person.row, person.full_name) for person in reading.people] == [
        (2, "Лугова Анна Сергеевна"),
        (3, "Швец Игорь Львович"),
        (4, "Берёза Наталья Олеговна"),
        (5, "Абдуллаева Гюльнара Рашид кызы"),
        (8, "Сомнов Илья"),
    ]
    assert [(p.cell, p.value, p.severity) for p in reading.problems] == [
        ("A3", "  ШВЕЦ ", "info"),
        ("F3", "учитель физики  ", "info"),
        ("B4", "Нaталья", "info"),
        ("A6", "Швец Игорь Львович", "error"),
        ("A7", "", "error"),
        ("E8", "31.02.1999", "warning"),
        ("H8", "давно", "warning"),
        ("I8", "77", "warning"),
        ("J8", "нет-адреса", "warning"),
        ("A10", "=2+2", "error"),
        ("B10", '=HYPERLINK("http://x.example")', "error"),
    ]
    assert [person.experience_teaching for person in reading.people] == [29, 36, 9, 2, None]


def test_downloadable_staff_sample_reads_back():
    reading = read_file(staff_sample(), today=TODAY)
    assert reading.problems == []
    assert [column for column in reading.layout.columns if not column.field] == []
    assert [person.full_name for person in reading.people] == [
        "Вересова Анна Львовна",
        "Брусника Илья Петрович",
        "Ольхина Марина Юрьевна",
    ]
    assert reading.people[0].birth_date == date(1979, 4, 12)
    assert reading.people[0].subjects == ["Алгебра", "Геометрия"]


def test_downloadable_pupils_sample_reads_back():
    reading = read_file(pupils_sample(), today=TODAY)
    assert reading.problems == []
    assert [(person.full_name, person.grade) for person in reading.people] == [
        ("Рябинин Тимур Олегович", "8Б"),
        ("Кедрова Полина Марковна", "10А"),
        ("Клён Даниил Романович", "5В"),
    ]
    assert [(r.full_name, r.relation, r.phone) for person in reading.people for r in person.representatives] == [
        ("Рябинина Ольга Игоревна", "мать", "+79025552001"),
        ("Кедров Марк Ильич", "отец", "+79025552002"),
        ("Кедрова Вера Павловна", "мать", "+79025552003"),
        ("Клён Зоя Фёдоровна", "бабушка (опекун)", "+79025552004"),
    ]
