"""Pasted text → grid: as Excel copies, as Word copies, Markdown; lines without a table → stages and measures."""

import pytest

from roadmaps.reading import refusals
from roadmaps.reading.errors import RoadmapUnreadable
from roadmaps.reading.listed import read_listed
from roadmaps.reading.text import MAX_CHARACTERS, read_pasted


def lines_of(source):
    """Paragraphs as texts, tables as rows of (text, columns) of the cells that begin there."""
    return [
        [[(cell.text, cell.columns) for cell in block.starting(row)] for row in range(block.height)]
        if hasattr(block, "grid")
        else block.text
        for block in source.blocks
    ]


def rows_of(source):
    """The only table as texts."""
    (table,) = [block for block in source.blocks if hasattr(block, "grid")]
    return [[cell.text for cell in row] for row in table.grid]


def test_excel_quotes_cells_with_line_breaks():
    text = 'Этап\tЧто\tКто\r\n1\t"Провести\nзанятие ""Учимся"""\t"Директор\r\nКуратор"\r\n\t"Школа" и дом\t"Совет"\r\n'
    assert rows_of(read_pasted(text)) == [
        ["Этап", "Что", "Кто"],
        ["1", 'Провести\nзанятие "Учимся"', "Директор\nКуратор"],
        ["", '"Школа" и дом', '"Совет"'],
    ]


def test_lines_around_the_table_and_rows_across_it():
    text = "Дорожная карта\nшколы\n№\tЧто\tКогда\nЭтап 1. Подготовка\n1\tИздать приказ\tмай\n2 этап. Работа\n2\tВстречи\tиюнь\nИсполнитель: куратор"
    assert lines_of(read_pasted(text)) == [
        "Дорожная карта",
        "школы",
        [
            [("№", 1), ("Что", 1), ("Когда", 1)],
            [("Этап 1. Подготовка", 3)],
            [("1", 1), ("Издать приказ", 1), ("май", 1)],
            [("2 этап. Работа", 3)],
            [("2", 1), ("Встречи", 1), ("июнь\nИсполнитель: куратор", 1)],
        ],
    ]


def test_first_line_under_the_headings_runs_across():
    text = "№\tЧто\tКогда\nОрганизационная работа\n1\tИздать приказ\tмай"
    assert lines_of(read_pasted(text))[0][1] == [("Организационная работа", 3)]


def test_cells_that_word_tore_apart_are_put_together():
    text = "№\tЧто\tКто\n1\tПровести занятие:\n- открытое\n- итоговое\tДиректор\nКуратор\n2\tВстречи\tПары"
    assert rows_of(read_pasted(text)) == [
        ["№", "Что", "Кто"],
        ["1", "Провести занятие:\n- открытое\n- итоговое", "Директор\nКуратор"],
        ["2", "Встречи", "Пары"],
    ]


def test_stage_after_a_torn_cell_stays_a_stage():
    text = "№\tЧто\tКто\n1\tСобрать согласия\tКуратор\nЗаместитель\nОсновной этап\n2\tВстречи\tПары"
    assert lines_of(read_pasted(text))[0] == [
        [("№", 1), ("Что", 1), ("Кто", 1)],
        [("1", 1), ("Собрать согласия", 1), ("Куратор\nЗаместитель", 1)],
        [("Основной этап", 3)],
        [("2", 1), ("Встречи", 1), ("Пары", 1)],
    ]


def test_stage_copied_from_excel_is_its_text_and_empty_cells():
    text = "№\tЧто\tКто\n1. Подготовка\t\t\n1.1\tСобрать согласия\tКуратор\n"
    assert lines_of(read_pasted(text))[0][1] == [("1. Подготовка", 3)]


def test_stage_copied_from_excel_beside_its_number():
    text = (
        "№\tКогда\tЧто\tКто\n1.\tПодготовка\t\t\n1.1\tмай\tСобрать согласия\tКуратор\n2.\tиюнь\t\t\n3.\tиюль\tВстречи\t"
    )
    assert lines_of(read_pasted(text))[0][1:] == [
        [("1.", 1), ("Подготовка", 3)],
        [("1.1", 1), ("май", 1), ("Собрать согласия", 1), ("Куратор", 1)],
        [("2.", 1), ("июнь", 1), ("", 1), ("", 1)],
        [("3.", 1), ("июль", 1), ("Встречи", 1), ("", 1)],
    ]


def test_semicolons_part_cells_when_all_lines_have_as_many():
    assert rows_of(read_pasted("№;Что;Кто\n1;Встречи;Пары")) == [["№", "Что", "Кто"], ["1", "Встречи", "Пары"]]
    assert read_pasted("Срок: май; июнь\nКто: директор; куратор; пары") is None


def test_markdown_table():
    text = "# Дорожная карта\n\n| № | Что | Кто |\n|---|:---:|---|\n| 1 | **Издать** приказ<br>до мая | Директор \\| куратор |\n"
    source = read_pasted(text)
    assert rows_of(source) == [["№", "Что", "Кто"], ["1", "Издать приказ\nдо мая", "Директор | куратор"]]
    assert source.blocks[0].text == "Дорожная карта"


def structure(read):
    return [
        (
            stage.number,
            stage.title,
            [(one.number, one.content, one.due_text, one.responsible_text) for one in stage.measures],
        )
        for stage in read.stages
    ]


def test_numbered_lines_with_stages():
    read = read_listed(
        "Дорожная карта\nна 2025 год\n\nЭтап 1. Подготовка\n1. Издать приказ\nСрок: до 5 сентября\nОтветственный: директор\n"
        "1.2. Собрать согласия\n• педагогов\n• родителей\n\nII этап — Работа\n3) Встречи пар (ежемесячно)"
    )
    assert read.title == "Дорожная карта на 2025 год"
    assert structure(read) == [
        (
            "1",
            "Подготовка",
            [
                ("1", "Издать приказ", "до 5 сентября", "директор"),
                ("1.2", "Собрать согласия\n- педагогов\n- родителей", None, None),
            ],
        ),
        ("II", "Работа", [("3", "Встречи пар (ежемесячно)", None, None)]),
    ]
    assert [column.role for column in read.columns] == ["content", "due", "responsible"]
    assert [doubt.place for doubt in read.doubts] == ["result"]


def test_marks_and_year_above_numbered_lines():
    read = read_listed(
        "МБОУ «Сосновская школа»\n\nУтверждаю\nДиректор школы А.С. Лугова\nПриказ № 47-о от 29.08.2025\n\n"
        "Дорожная карта наставничества на 2025-2026 учебный год\n\nСтрока не к месту\n\nЭтап 1. Подготовка\n1. Издать приказ"
    )
    assert (read.title, read.school_year) == ("Дорожная карта наставничества на 2025-2026 учебный год", "2025-2026")
    assert (read.approval.order_number, read.approval.order_date) == ("47-о", "2025-08-29")
    assert read.organisation == "МБОУ «Сосновская школа»"
    assert [doubt.original for doubt in read.doubts if doubt.place == "title"] == ["Строка не к месту"]


def test_each_stage_is_listed_in_its_own_way():
    read = read_listed(
        "План\nПодготовительный этап\n1. Издать приказ\n- о кураторе\nОсновной этап:\n- Встречи пар\n- Занятия"
    )
    assert structure(read) == [
        (None, "Подготовительный этап", [("1", "Издать приказ\n- о кураторе", None, None)]),
        (None, "Основной этап", [(None, "Встречи пар", None, None), (None, "Занятия", None, None)]),
    ]


def test_dashed_lines_without_stages():
    read = read_listed("План\n- Издать приказ\n- Провести встречу\nв актовом зале")
    assert structure(read) == [
        (None, None, [(None, "Издать приказ", None, None), (None, "Провести встречу\nв актовом зале", None, None)])
    ]


def test_no_word_of_the_lines_is_lost():
    text = "План школы\nВводная строка\nРаздел 3 Обучение\nпродолжение названия\n1. Первое дело\nеще строка\n2. Второе — май — директор"
    read = read_listed(text)
    kept = " ".join(
        [read.title]
        + [
            f"{stage.printed} " + " ".join(f"{one.row_number} {one.content}" for one in stage.measures)
            for stage in read.stages
        ]
    )
    assert kept.split() == text.split()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", refusals.NO_TEXT),
        ("\ufeff \r\n\t\n", refusals.NO_TEXT),
        ("а" * (MAX_CHARACTERS + 1), refusals.TEXT_TOO_LONG),
        ("а\n" * 30_000, refusals.TEXT_TOO_LONG),
        ("а\t" * 100, refusals.TEXT_TOO_LONG),
        ("а\tб\n" * 6_000, refusals.TEXT_TOO_LONG),
        ("1. дело\n" * 3_000, refusals.TEXT_TOO_LONG),
        ("Просто письмо о том, что план будет позже.", refusals.NO_ROADMAP_IN_TEXT),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(text, sentence):
    with pytest.raises(RoadmapUnreadable) as caught:
        read_pasted(text) or read_listed(text)
    assert str(caught.value) == sentence
