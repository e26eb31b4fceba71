"""The reason of an order is typed as it comes and printed after «в связи с»."""

import pytest

from mentoring.documents.words.reasons import because, doubt_of_reason


@pytest.mark.parametrize(
    "typed",
    [
        "переходом на другую работу",
        "в связи с переходом на другую работу.",
        "С переходом на другую работу",
        " Переходом  на другую работу",
    ],
)
def test_the_words_before_a_reason_stand_once(typed):
    assert because(typed) == "в связи с переходом на другую работу"
    assert doubt_of_reason(typed) == ""


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("", ""), (" . ", ""), ("МКУ закрыто", "в связи с МКУ закрыто"), ("со сменой места", "в связи со сменой места")],
)
def test_other_reasons(typed, printed):
    assert because(typed) == printed


def test_a_reason_in_the_nominative_is_doubted():
    assert doubt_of_reason("Переход Синицы К.М. на другую должность").startswith(
        "На листе будет «в связи с переход Синицы К.М. на другую должность». "
    )
