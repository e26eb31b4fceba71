"""Terms with years, plans of several years, terms carried over to another year."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.due import falls_in, read_due, shift_due
from schools.years import AcademicYear
from tests.roadmaps.test_due import YEARLESS, told

# With years: the one academic year in which it falls; its neighbours have nothing.
DATED = [
    ("август – сентябрь 2022", 2022, "01.08.22-30.09.22"),
    ("Август-сентябрь 2022 года", 2022, "01.08.22-30.09.22"),
    ("август 2024 года", 2024, "01.08.24-31.08.24"),
    ("25 августа 2024 г.", 2024, "25.08.24-25.08.24"),
    ("25.08.2024", 2024, "25.08.24-25.08.24"),
    ("август 2025 – май 2026 года", 2025, "01.08.25-31.05.26"),
    ("апрель–май 2025 года", 2024, "01.04.25-31.05.25"),
    ("Март - май 2025 года", 2024, "01.03.25-31.05.25"),
    ("Декабрь - январь 2025 года", 2024, "01.12.24-31.01.25"),
    ("Сентябрь 2024 года", 2024, "01.09.24-30.09.24"),
    ("сентябрь 2023", 2023, "01.09.23-30.09.23"),
    ("сентябрь 2023г", 2023, "01.09.23-30.09.23"),
    ("Январь 2023 года", 2022, "01.01.23-31.01.23"),
    ("Май, июнь 2023 года", 2022, "01.05.23-31.05.23 01.06.23-30.06.23"),
    ("октябрь, февраль, май 2025", 2024, "01.10.24-31.10.24 01.02.25-28.02.25 01.05.25-31.05.25"),
    ("сентябрь 2024, октябрь, май", 2024, "01.09.24-30.09.24 01.10.24-31.10.24 01.05.25-31.05.25"),
    ("февраль 2024", 2023, "01.02.24-29.02.24"),
    ("с сентября 2024 по май 2025 года", 2024, "01.09.24-31.05.25"),
    ("сентябрь 2024 г. – май 2025 г.", 2024, "01.09.24-31.05.25"),
    ("с сентября 2024 по май", 2024, "01.09.24-31.05.25"),
    ("01.09.2026–30.09.2026", 2026, "01.09.26-30.09.26"),
    ("01.09.2026 - 31.05.2027 г.", 2026, "01.09.26-31.05.27"),
    ("с 01.10.24 по 10.10.24", 2024, "01.10.24-10.10.24"),
    ("2026-10-05", 2026, "05.10.26-05.10.26"),
    ("до 15 сентября 2026 г.", 2026, "01.09.26-15.09.26"),
    ("до 01.10.2026", 2026, "01.09.26-01.10.26"),
    ("не позднее 20 мая 2027 года", 2026, "01.05.27-20.05.27"),
    ("с 1 по 10 октября 2026 года", 2026, "01.10.26-10.10.26"),
    ("15 октября 2026 г. – 20 мая 2027 г.", 2026, "15.10.26-20.05.27"),
    ("конец августа 2026", 2026, "21.08.26-31.08.26"),
    ("последняя неделя мая 2027 г.", 2026, "25.05.27-31.05.27"),
    ("до конца 2026 года", 2026, "01.12.26-31.12.26"),
    ("2022–2023 учебный год", 2022, "01.09.22-31.08.23"),
    ("2022 -2023 год", 2022, "01.09.22-31.08.23"),
    ("2022 - 2023 учебный год.", 2022, "01.09.22-31.08.23"),
    ("2022/23 уч. год", 2022, "01.09.22-31.08.23"),
    ("22-23 уч.г.", 2022, "01.09.22-31.08.23"),
    ("в течение 2024–2025 учебного года", 2024, "01.09.24-31.08.25"),
    (
        "В течение 2024 - 2025 учебного года, по плану работы творческой группы «Наставник»",
        2024,
        "01.09.24-31.08.25",
    ),
    ("сентябрь 2024–2025 учебного года", 2024, "01.09.24-30.09.24"),
    ("май 2024–2025 учебного года", 2024, "01.05.25-31.05.25"),
    ("2024–2025 учебный год: сентябрь, май", 2024, "01.09.24-30.09.24 01.05.25-31.05.25"),
    ("I полугодие 2024-2025 уч. г.", 2024, "01.09.24-31.12.24"),
    ("начало 2024-2025 учебного года", 2024, "01.09.24-30.09.24"),
    ("2024-2025 гг.", 2024, "01.09.24-31.08.25 ?"),
    ("октябрь2024", 2024, "01.10.24-31.10.24"),
    ("Сентябрь 2024г.-май 2025г.", 2024, "01.09.24-31.05.25"),
    ("01.09-15.09.2024", 2024, "01.09.24-15.09.24"),
    ("2024 г. (сентябрь-декабрь)", 2024, "01.09.24-31.12.24"),
    ("в течение 1 полугодия 2024-2025 учебного года", 2024, "01.09.24-31.12.24"),
    ("15-20 октября 2024 г., 10-15 апреля 2025 г.", 2024, "15.10.24-20.10.24 10.04.25-15.04.25"),
    ("01.06.2025-31.08.2025", 2024, "01.06.25-31.08.25"),
    ("осень 2025", 2025, "01.09.25-30.11.25"),
    ("зима 2025 года", 2024, "01.12.24-28.02.25"),
    ("Апрель 2025 года, МБОУ «Лесная СОШ № 2»", 2024, "01.04.25-30.04.25 ?"),
    ("II квартал 2025 года", 2024, "01.04.25-30.06.25"),
]


@pytest.mark.parametrize(("text", "begins", "expected"), DATED)
def test_dated(text: str, begins: int, expected: str) -> None:
    assert told(text, begins) == expected
    assert falls_in(text, AcademicYear(begins))
    for other in (begins - 2, begins - 1, begins + 1, begins + 2):
        assert (told(text, other), falls_in(text, AcademicYear(other))) == ("—", False)
    # Moved by ten years the same words tell the same days, 29 February apart.
    moved = read_due(shift_due(text, 12), AcademicYear(begins + 12))
    here = read_due(text, AcademicYear(begins))
    assert moved is not None
    assert here is not None
    assert [(start.month, start.day) for start, _ in moved.spans] == [(s.month, s.day) for s, _ in here.spans]


SEVERAL_YEARS = [
    ("август 2024, далее ежегодно", {2023: "—", 2024: "01.08.24-31.08.24 *", 2026: "01.08.26-31.08.26 *"}),
    ("ежегодно, начиная с сентября 2024 года", {2023: "—", 2024: "01.09.24-31.08.25 *", 2025: "01.09.25-31.08.26 *"}),
    ("2022–2025 годы", {2021: "—", 2022: "01.09.22-31.08.23", 2024: "01.09.24-31.08.25", 2025: "—"}),
    ("ежегодно в мае, 2022–2025 гг.", {2021: "—", 2022: "01.05.23-31.05.23 *", 2025: "—"}),
    ("сентябрь 2022 – май 2025", {2021: "—", 2022: "01.09.22-31.08.23", 2024: "01.09.24-31.05.25", 2025: "—"}),
    ("август 2022 – август 2024", {2021: "—", 2022: "01.08.22-31.08.23", 2023: "01.09.23-31.08.24", 2024: "—"}),
    ("май 2023, май 2024", {2022: "01.05.23-31.05.23", 2023: "01.05.24-31.05.24", 2024: "—"}),
    ("с 15 сентября 2024 г.", {2023: "—", 2024: "15.09.24-31.08.25", 2025: "01.09.25-31.08.26"}),
    ("2025 год", {2023: "—", 2024: "01.01.25-31.08.25 ?", 2025: "01.09.25-31.12.25 ?", 2026: "—"}),
    ("апрель – октябрь 2024", {2023: "01.04.24-31.08.24 ?", 2024: "01.09.24-31.10.24 ?", 2025: "—"}),
    ("2023-2024, 2024-2025 учебные годы", {2022: "—", 2023: "01.09.23-31.08.24", 2024: "01.09.24-31.08.25"}),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL_YEARS)
def test_several_years(text: str, expected: dict[int, str]) -> None:
    assert {year: told(text, year) for year in expected} == expected
    assert {year: falls_in(text, AcademicYear(year)) for year in expected} == {
        year: days != "—" for year, days in expected.items()
    }


def test_a_plan_of_another_year_does_not_fall_in_this_one() -> None:
    text = "по плану работы на 2024–2025 учебный год"
    assert [falls_in(text, AcademicYear(year)) for year in (2023, 2024, 2025)] == [False, True, False]
    assert read_due(text, AcademicYear(2024)) is None


def test_nothing_of_the_whole_year_is_overdue_before_its_end() -> None:
    due = read_due("Ежегодно сентябрь, в течение учебного года", AcademicYear(2026))
    assert due is not None
    assert (due.starts, due.ends) == (date(2026, 9, 1), date(2027, 8, 31))


SHIFTED = [
    ("Август–сентябрь 2022", 1, "Август–сентябрь 2023"),
    ("Декабрь - январь 2025 года", 2, "Декабрь - январь 2027 года"),
    ("2022 -2023 год", 1, "2023 -2024 год"),
    ("2024/25 учебный год", 1, "2025/26 учебный год"),
    ("99/2000", 1, "99/2001"),
    ("2099–00 уч. год", 1, "2100–01 уч. год"),
    ("24–25 уч. год", 2, "26–27 уч. год"),
    ("01.09.2026–30.09.2026", -1, "01.09.2025–30.09.2025"),
    ("до 01.10.24", 1, "до 01.10.25"),
    ("29.02.2024", 1, "28.02.2025"),
    ("до 29 февраля 2024 г.", 1, "до 28 февраля 2025 г."),
    ("29.02.2024", 4, "29.02.2028"),
    ("по приказу № 2024", 1, "по приказу № 2024"),
    ("№ 2022/23", 1, "№ 2022/23"),
    ("август 2024, далее ежегодно", 1, "август 2025, далее ежегодно"),
    ("с 1 по 10 октября", 3, "с 1 по 10 октября"),
    ("  Сентябрь\t2022  ", 1, "  Сентябрь\t2023  "),
    ("сентябрь 2022", 0, "сентябрь 2022"),
]


@pytest.mark.parametrize(("text", "by", "expected"), SHIFTED)
def test_shifted(text: str, by: int, expected: str) -> None:
    assert shift_due(text, by) == expected


WORDS = sorted(
    {word for text, _ in YEARLESS for word in text.split()}
    | {word for text, *_ in DATED for word in text.split()}
    | set(re.split(" ", ", ; - – ( ) / . 31 0 99 2024 29.02.2023 32.13.2024 00.00 IV V X каждый 2025-2024 по до с к"))
)


PROSE = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join),
    st.text(alphabet="0123456789.,-–/ гIVсподо", max_size=40),
)


YEARS = st.integers(2000, 2098)


@settings(max_examples=600, deadline=None)
@given(PROSE, YEARS)
def test_any_text_gives_ordered_days_near_its_year(text: str, begins: int) -> None:
    year = AcademicYear(begins)
    due = read_due(text, year)
    falls = falls_in(text, year)
    if due is None:
        return
    assert falls
    assert due.spans
    days = [day for span in due.spans for day in span]
    assert days == sorted(days)
    assert all(earlier[1] < later[0] for earlier, later in zip(due.spans, due.spans[1:], strict=False))
    # Preparation may begin in the winter before («до 5 января» of a wrapped range at the very worst), never end after.
    assert due.starts >= date(begins, 1, 1)
    assert due.ends <= year.end


@settings(max_examples=300, deadline=None)
@given(PROSE, st.integers(-5, 5))
def test_texts_without_years_are_never_shifted(text: str, by: int) -> None:
    if not any(char.isdigit() for char in text):
        assert shift_due(text, by) == text


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), st.integers(1, 5))
def test_shifting_there_and_back(text: str, by: int) -> None:
    # «2025 - 29» is no academic year, «2028 - 29» is one.
    if "29.02" not in text and not re.search(r"\d{4}\s?[/–-]\s?\d\d(?!\d)", text):
        assert shift_due(shift_due(text, by), -by) == text
