"""Days that people type: as they write them, and within years that anybody could mean."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from schools.forms.fields import DayField

THIS = date.today().year


@pytest.mark.parametrize("words", ["2026-09-05", "05.09.2026", "05.09.26"])
def test_a_day_is_read_as_people_write_it(words):
    assert DayField().clean(words) == date(2026, 9, 5)


@pytest.mark.parametrize("year", [1900, THIS + 50])
def test_the_years_at_both_ends_pass(year):
    assert DayField().clean(f"{year}-01-01") == date(year, 1, 1)


@pytest.mark.parametrize("year", [1, 202, 1899, THIS + 51, 9999])
def test_a_year_that_nobody_means_is_refused_in_words(year):
    with pytest.raises(ValidationError) as refused:
        DayField(required=False).clean(f"{year:04}-12-31")
    assert refused.value.messages == [f"Проверьте год: нужен от 1900 до {THIS + 50}."]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31.02.2026", "31 февраля не бывает. Проверьте день."),
        ("31.4.26", "31 апреля не бывает. Проверьте день."),
        ("2026-11-31", "31 ноября не бывает. Проверьте день."),
        ("29.02.2026", "29 февраля в 2026 году не бывает. Проверьте день."),
        ("0.05.2026", "0 мая не бывает. Проверьте день."),
        ("05.13.2026", "Месяца с номером 13 не бывает. Сначала день, потом месяц: 05.09.2026."),
        ("05.09.0000", "Напишите дату так: 05.09.2026."),
        ("5 сентября", "Напишите дату так: 05.09.2026."),
    ],
)
def test_a_day_of_no_calendar_is_told_from_one_written_in_another_way(typed, said):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)
    assert refused.value.messages == [said]


def test_no_day_is_no_day():
    assert DayField(required=False).clean("") is None
