"""Numbers that came as text: what is not one is nobody's, and no row of digits is too long to be looked at."""

from datetime import date
from functools import partial

import pytest
from django.http import QueryDict

from mentoring.banks.models import MentoringKind
from mentoring.surveys.selectors.entries.fields import words_of
from schools.numbers import ids_from, number_from
from schools.selectors.calendar import year_asked
from schools.selectors.import_kin import Kin
from schools.views.generic import ids_in, number_in
from schools.workbooks.cleaning import Representative

ENDLESS = "1" * 5000


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("999999999999999999", 999999999999999999),
        ("9999999999999999999", 0),
        (ENDLESS, 0),
        ("0" * 5000 + "7", 0),
        ("", 0),
        ("-7", 0),
        ("7.5", 0),
        ("²", 0),
        ("семь", 0),
    ],
)
def test_a_number_of_a_row(text, number):
    assert number_from(text) == number
    assert number_in(QueryDict(f"pk={text}"), "pk") == number


def test_what_an_address_does_not_name_is_nobody():
    assert number_in(QueryDict("other=7"), "pk") == 0


def test_rows_in_the_order_of_the_form_each_once():
    assert ids_from(["9", "", "3", ENDLESS, "9", "семь", "0"]) == [9, 3]
    assert ids_in(QueryDict(f"ids=9&ids=&ids=3&ids={ENDLESS}&ids=9&pk=5")) == [9, 3]
    assert ids_in(QueryDict("ids=9&schools=4"), "schools") == [4]


def test_a_card_that_a_file_is_said_to_speak_of():
    kin = partial(Kin, 1, 0, "Цой Яна", Representative("Цой Анна"), [])
    assert [kin(told).card for told in ("7", "new", "", ENDLESS)] == [7, None, None, None]


@pytest.mark.django_db
def test_words_of_an_answer_that_no_dictionary_has(world):
    kind = MentoringKind.objects.offered_to(world.school).first()
    assert words_of(MentoringKind, world.school, [f"v{kind.pk}", f"v{ENDLESS}", "v"]) == [kind]


@pytest.mark.parametrize("asked", ["", "семь", "1999", ENDLESS, "02027" + "0" * 5000])
def test_a_year_that_is_none_is_this_one(asked):
    assert year_asked(asked, date(2026, 11, 22)) == 2026
