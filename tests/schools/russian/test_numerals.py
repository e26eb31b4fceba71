import pytest

from schools.russian import number_words


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "ноль"),
        (1, "один"),
        (12, "двенадцать"),
        (20, "двадцать"),
        (21, "двадцать один"),
        (100, "сто"),
        (345, "триста сорок пять"),
        (1000, "одна тысяча"),
        (2500, "две тысячи пятьсот"),
        (5000, "пять тысяч"),
        (21_001, "двадцать одна тысяча один"),
        (112_019, "сто двенадцать тысяч девятнадцать"),
        (999_999, "девятьсот девяносто девять тысяч девятьсот девяносто девять"),
    ],
)
def test_a_number_in_words(n, words):
    assert number_words(n) == words


def test_a_feminine_number():
    assert (number_words(1, feminine=True), number_words(22, feminine=True)) == ("одна", "двадцать две")


@pytest.mark.parametrize("n", [-1, 1_000_000])
def test_what_no_school_pays_is_refused(n):
    with pytest.raises(ValueError, match="between"):
        number_words(n)
