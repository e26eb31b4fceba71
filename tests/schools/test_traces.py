"""By what a person is told in other people's texts, and what is left alone."""

import pytest

from schools.traces import traces_of
from tests.world import person

GONE = "Данные уничтожены № 7"


@pytest.fixture
def fyodor(world):
    return person(world.school, "Ёлкин Фёдор Артурович", email="f.elkin@lesnaya.example", phone="+79001234567")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ёлкин Фёдор Артурович", GONE),
        ("Елкину Федору Артуровичу вручить", f"{GONE} вручить"),
        ("по просьбе Фёдора Артуровича Ёлкина.", f"по просьбе {GONE}."),
        ("Фёдор ЁЛКИН", GONE),
        ("Ёлкин\u00a0Ф. А.", GONE),
        ("Ёлкину Ф.А., куратор", f"{GONE}, куратор"),
        ("утвердил Ф.А. Ёлкин", f"утвердил {GONE}"),
        ("почта F.Elkin@lesnaya.example", f"почта {GONE}"),
        ("тел. 8 (900) 123-45-67", f"тел. {GONE}"),
        ("79001234567", GONE),
        ("+79001234567", GONE),
        # The surname alone is a word like any other.
        ("Ёлкин", "Ёлкин"),
        ("Ёлкина Фаина Артуровна", "Ёлкина Фаина Артуровна"),
        ("Фёдор Артурович", "Фёдор Артурович"),
        ("Ёлкин Фёдор Петрович", "Ёлкин Фёдор Петрович"),
        ("Ёлкин Фёдор провёл встречу", f"{GONE} провёл встречу"),
        ("Ёлкиново Ф.А.", "Ёлкиново Ф.А."),
        ("890012345671", "890012345671"),
        ("", ""),
    ],
)
def test_mentions(fyodor, text, wanted):
    assert traces_of(fyodor, GONE).without(text) == wanted


def test_whole_trees_of_values(fyodor):
    value = {"Ёлкин Ф.А.": [1, None, {"кто": "Ёлкин Фёдор"}], "прочее": True}
    assert traces_of(fyodor, GONE).without(value) == {GONE: [1, None, {"кто": GONE}], "прочее": True}


def test_corrected_cases_and_former_names(fyodor):
    fyodor.case_overrides = {"gent": "Ёлкина-Палкина Федоса"}
    traces = traces_of(fyodor, GONE, ["Сосновый Фёдор Артурович"])
    assert traces.without("нет Ёлкина-Палкина Федоса и Соснового Ф. А.") == f"нет {GONE} и {GONE}"


def test_words_that_may_mean_a_namesake_are_left_in_texts_about_others(world, fyodor):
    person(world.school, "Ёлкин Фёдор Артурович")
    traces = traces_of(fyodor, GONE)
    assert traces.without("Ёлкин Фёдор Артурович, Ёлкин Ф.А.") == "Ёлкин Фёдор Артурович, Ёлкин Ф.А."
    assert traces.without("Ёлкин Фёдор Артурович, Ёлкин Ф.А.", own=True) == f"{GONE}, {GONE}"
    assert traces.without("+79001234567") == GONE


def test_the_same_initials_leave_only_the_full_name(world, fyodor):
    person(world.school, "Ёлкин Филат Артёмович")
    assert traces_of(fyodor, GONE).without("Ёлкин Ф.А., Ёлкин Фёдор Артурович") == f"Ёлкин Ф.А., {GONE}"


def test_a_case_of_another_surname(world, fyodor):
    """«Ёлкина Ф.А.» may be she."""
    person(world.school, "Ёлкина Фаина Артуровна")
    assert traces_of(fyodor, GONE).without("Ёлкина Ф.А., Ёлкину Фёдору") == f"Ёлкина Ф.А., {GONE}"


def test_a_namesake_of_another_organisation_is_no_namesake(world, fyodor):
    person(world.foreign, "Ёлкин Фёдор Артурович")
    assert traces_of(fyodor, GONE).without("Ёлкин Ф.А.") == GONE
