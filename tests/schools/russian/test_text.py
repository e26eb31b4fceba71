"""Tidying, keys, look-alikes, plurals."""

import unicodedata

import pytest

from schools.russian import (
    capitalised,
    count,
    fix_lookalikes,
    normalise_key,
    plural,
    search_key,
    tidy_name,
    tidy_post,
    tidy_spaces,
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 пар"),
        (1, "1 пара"),
        (2, "2 пары"),
        (5, "5 пар"),
        (11, "11 пар"),
        (14, "14 пар"),
        (21, "21 пара"),
        (104, "104 пары"),
        (111, "111 пар"),
        (1001, "1001 пара"),
    ],
)
def test_numbers_agree_with_nouns(number, text):
    assert count(number, "пара", "пары", "пар") == text
    assert plural(number, "пара", "пары", "пар") == text.split()[1]


def test_spaces_of_every_kind_are_folded_and_invisible_signs_dropped():
    assert tidy_spaces("\ufeff Дронина\u00a0\u2009 Таи\u00adсия\t\n") == "Дронина Таисия"


@pytest.mark.parametrize(
    ("word", "fixed"),
    [
        ("T\u0430исия", "Таисия"),
        ("C\u043eколов", "Соколов"),
        ("IT-отдел", "IT-отдел"),
        ("ITшник", "ITшник"),
        ("MAPUS", "MAPUS"),
        ("8\u0411", "8\u0411"),
        ("BMW", "BMW"),
    ],
)
def test_lookalikes_of_mixed_words(word, fixed):
    assert fix_lookalikes(word) == fixed


def test_wholly_latin_words_only_when_the_place_is_russian():
    assert fix_lookalikes("8B") == "8B"
    assert fix_lookalikes("8B", cyrillic=True) == "8\u0412"
    assert fix_lookalikes("HOPE", cyrillic=True) == "НОРЕ"
    assert fix_lookalikes("Smith", cyrillic=True) == "Smith"


def test_keys_forgive_case_dots_spaces_dashes_and_lookalikes():
    assert normalise_key("  Tаисия   ЁЛКИНА ") == "таисия елкина"
    assert normalise_key("Римская—Корсакова") == "римская-корсакова"
    assert normalise_key(unicodedata.normalize("NFD", "Андрей Ёлкин")) == "андрей елкин"
    assert normalise_key("Petrov@Mail.RU") == "petrov@mail.ru"


def test_a_query_finds_a_stored_text():
    stored = search_key("МБОУ «Лесная СОШ», Римская — Корсакова, petrov@mail.ru, +7 (914) 555-01-02")
    for query in ("лесная сош", "римская-корсакова", "Римская - Корсакова", "PETROV@", "555-01", "ЛЕСНАЯ"):
        assert search_key(query) in stored


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("ЖАМБАЛОВА", "Жамбалова"),
        ("жамбалова", "Жамбалова"),
        ("жАМБАЛОВА", "Жамбалова"),
        ("римская - корсакова", "Римская-Корсакова"),
        ("Иванова–Петрова", "Иванова-Петрова"),
        ("РАШИД КЫЗЫ", "Рашид кызы"),
        ("Али Оглы", "Али оглы"),
        ("АБДУЛ-ХАМИД РАШИД-ОГЛЫ", "Абдул-Хамид Рашид-оглы"),
        ("де голль", "де Голль"),
        ("Ван Дейк", "Ван Дейк"),
        ("ван", "Ван"),
        ("МакДональд", "МакДональд"),
        ("о’нил", "О'Нил"),
        ("T\u0430исия", "Таисия"),
        ("Куликов,", "Куликов"),
        ("т.н.", "Т.Н."),
        ("Smith", "Smith"),
        ("", ""),
    ],
)
def test_names_are_written_as_they_should_be(typed, tidy):
    assert tidy_name(typed) == tidy
    assert tidy_name(tidy) == tidy


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("Учитель  математики", "учитель математики"),
        ("УЧИТЕЛЬ ОБЖ", "учитель ОБЖ"),
        ("ЗАМЕСТИТЕЛЬ ДИРЕКТОРА ПО УВР", "заместитель директора по УВР"),
        ("ИКТ-специалист", "ИКТ-специалист"),
        ("Учитель химии ,биологии", "учитель химии, биологии"),
        ("Учитель труда ( технологии )", "учитель труда (технологии)"),
        ("И.о. директора", "и.о. директора"),
        ("", ""),
    ],
)
def test_posts_are_written_as_inside_a_sentence(typed, tidy):
    assert tidy_post(typed) == tidy


@pytest.mark.parametrize("key", [search_key, normalise_key])
def test_control_characters_leave_no_trace_in_keys(key):
    """PostgreSQL refuses a query with a NUL in it."""
    assert key("Дро\x00ни\x07на\x9f\tТаисия") == "дронина таисия"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("учитель ИКТ", "Учитель ИКТ"),
        ("ёлка Зайца Б. Ф.", "Ёлка Зайца Б. Ф."),
        ("«Лесная»", "«Лесная»"),
        ("", ""),
    ],
)
def test_a_line_begins_with_a_capital_and_keeps_its_own(words, line):
    assert capitalised(words) == line
