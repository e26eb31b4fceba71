"""The reason of an order is typed as it comes and printed after «в связи с»."""

import pytest

from mentoring.documents.words.reasons import because, doubt_of_reason
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.samples.changes import change_of, issued_paper
from tests.mentoring.documents.samples.orders import appointing, cancelling_of
from tests.mentoring.documents.test_annexes import said


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


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["change", "cancel"])
def test_the_doubt_is_told_before_the_issue(world, kind):
    order = issued_paper(appointing()(world), world.anna)
    place = kinds_driver.school(world)
    make = change_of if kind == "change" else cancelling_of
    draft = make(place, order, reason="Переход куратора на другую должность")
    doubt = "На листе будет «в связи с переход куратора на другую должность»."
    assert [one for one in said(draft, blocks=False) if one.startswith(doubt)] != []
    draft.data["reason"] = "переходом куратора на другую должность"
    draft.save()
    assert [one for one in said(draft, blocks=False) if one.startswith("На листе будет")] == []
