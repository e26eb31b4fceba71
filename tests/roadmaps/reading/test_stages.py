import pytest

from roadmaps.reading.stages import bare_number, has_levels, may_be_stage, split_stage


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("1 этап.  Подготовка условий", "1", "Подготовка условий"),
        ("1. Этап старта программы", "1", "Этап старта программы"),
        ("1. Этап: старт", "1", "старт"),
        ("Этап старта", None, "Этап старта"),
        ("I этап (подготовительный)", "I", "(подготовительный)"),
        ("I этап подготовительный", "I", "подготовительный"),
        ("II этап – основной", "II", "основной"),
        ("Раздел № II: Работа", "II", "Работа"),
        ("ЭТАП III. ИТОГИ", "III", "ИТОГИ"),
        ("1-й этап. Начало", "1", "Начало"),
        ("Этап 4", "4", None),
        ("Первый этап: начало", None, "Первый этап: начало"),
        ("2 Подготовка", "2", "Подготовка"),
        ("IV. Завершающий этап", "IV", "Завершающий этап"),
        ("Х этап", "Х", None),
        ("2) Сбор запросов", "2", "Сбор запросов"),
        ("2024 год", None, "2024 год"),
        ("Инновации", None, "Инновации"),
        ("", None, None),
    ],
)
def test_number_and_title_of_a_stage(text, number, title):
    parsed = split_stage(text)
    assert (parsed.number, parsed.title) == (number, title)


def test_the_word_beside_the_number_makes_it_certain():
    assert [split_stage(text).sure for text in ("1 этап. Начало", "1. Начало", "Начало")] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.", "1"), ("1.2.", "1.2"), ("II)", "II"), ("Этап 3", "3"), ("5 этап", "5"), ("куратор", None)],
)
def test_a_number_loses_dot_bracket_and_word(text, number):
    assert bare_number(text) == number


def test_levels_of_a_number():
    assert [has_levels(text) for text in ("1.2.", "2.6.1", "1.", "II", "01.09.2024 г.")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "text", ["Примечание: сроки уточняются", "Директор _______ А.Б. Клёнов", "Цель: помочь новичкам", ""]
)
def test_notes_and_lines_for_the_pen_are_no_stages(text):
    assert not may_be_stage(text)
