"""A plan of other years: noticed, moved to the years for which it is loaded, and taken back word for word."""

import pytest

from roadmaps.models import RoadmapImport
from roadmaps.reading.structure import CONTENT, Approval, MeasureRead, RoadmapRead, StageRead
from roadmaps.services.editing import settle_doubts
from roadmaps.services.importing import apply_import, correct_cell, shift_years, unshift_years
from roadmaps.services.importing.applying import OTHER_YEARS
from roadmaps.services.importing.shifting import LEFT
from roadmaps.services.refusals import RoadmapRefused
from roadmaps.years import first_year_of, years_off
from tests.roadmaps.cast import small
from tests.roadmaps.test_views import text, url
from tests.roadmaps.test_views_import import read_of, waiting

pytestmark = pytest.mark.usefixtures("today")


def plan(*due: str, title: str = "План", school_year: str | None = None) -> RoadmapRead:
    rows = [MeasureRead(f"m{n}", f"Дело {n}", due_text=words, row=n) for n, words in enumerate(due, 1)]
    return RoadmapRead(
        title=title, school_year=school_year, columns=small().columns, stages=[StageRead("s1", None, None, rows)]
    )


OLD = ("Август – сентябрь 2024 года", "29.02.2024", "октябрь", "май 2025 г.", "В течение 2024 - 2025 учебного года")


@pytest.mark.parametrize(
    ("due", "school_year", "years", "first"),
    [
        (("Август-сентябрь 2022", "май 2023"), None, 1, 2022),
        (("сентябрь 2024", "май 2025", "сентябрь 2025", "май 2026"), None, 2, 2024),
        (("сентябрь 2024",), None, 3, 2024),
        (("сентябрь", "май"), "2024-2025", 1, 2024),
        (("сентябрь", "май"), None, 1, None),
        (("сентябрь 2024", "май 2025", "по приказу 2019 года"), "2024-2025", 1, 2024),
    ],
)
def test_the_years_of_which_a_plan_speaks(due, school_year, years, first):
    assert first_year_of(plan(*due, school_year=school_year), years) == first


@pytest.mark.parametrize(
    ("due", "off"),
    [
        (OLD, 2),
        (("сентябрь 2026", "май 2027", "отчёт за 2024 год"), 0),
        (("сентябрь", "октябрь"), 0),
        (("сентябрь 2028", "май 2029"), -2),
    ],
)
def test_how_far_off(due, off):
    assert years_off(plan(*due), 2026, 1) == off


def test_a_plan_of_many_years_and_rows_is_judged_quickly():
    due = [f"{day}.{month:02}.{year}" for year in (2001, 2099) for month in range(1, 13) for day in range(10, 28)]
    assert years_off(plan(*due), 2026, 10) in range(-80, 30)


def test_moved_and_back_word_for_word(world):
    read = plan(*OLD, title="План на 2024-2025 учебный год по приказу от 30.08.2024 № 2024", school_year="2024-2025")
    imported = waiting(world, read)
    imported = shift_years(imported, 1, world.anna)
    now = read_of(imported)
    assert [one.due_text for one in now.measures] == [
        "Август – сентябрь 2026 года",
        "28.02.2026",
        "октябрь",
        "май 2027 г.",
        "В течение 2026 - 2027 учебного года",
    ]
    assert (now.title, now.school_year) == (
        "План на 2026-2027 учебный год по приказу от 30.08.2024 № 2024",
        "2026-2027",
    )
    with pytest.raises(RoadmapRefused, match="Сдвигать нечего"):
        shift_years(imported, imported.version, world.anna)
    imported = unshift_years(imported, imported.version, world.anna)
    assert read_of(imported) == read
    with pytest.raises(RoadmapRefused, match="возвращать нечего"):
        unshift_years(imported, imported.version, world.anna)


def test_what_is_moved_is_not_doubted_when_loaded(world):
    read = plan("сентябрь 2024 года", "май 2025 года")
    imported = shift_years(waiting(world, read), 1, world.anna)
    roadmap = apply_import(imported, world.anna)
    assert [one.doubts for one in roadmap.measures.all()] == [[], []]


def test_years_in_the_contents_move_too_and_a_date_left_there_is_doubted(world):
    read = plan("сентябрь 2024 года", "май 2025 года", "сентябрь 2024")
    first, second, third = read.measures
    first.content, first.expected_result = "Пары, созданные в 2024 – 2025 учебном году", "Отчёт за 2024/25 год"
    second.content = "Выполнить приказ от 30.08.2024 № 9"
    third.content = "Выполнить приказ от 30.08.2019 № 3"
    read.stages[0].title = read.stages[0].printed = "Подготовка, 2024 год"
    imported = shift_years(waiting(world, read), 1, world.anna)
    now = read_of(imported)
    assert (now.measures[0].content, now.measures[0].expected_result, now.stages[0].title) == (
        "Пары, созданные в 2026 – 2027 учебном году",
        "Отчёт за 2026/27 год",
        "Подготовка, 2026 год",
    )
    assert [(one.key, one.place, one.message) for one in now.doubts] == [("m2", CONTENT, LEFT)]
    unshift_years(imported, imported.version, world.anna)
    assert read_of(imported) == read


def old_by_its_mark() -> RoadmapRead:
    read = plan("сентябрь", "май")
    read.approval = Approval("Директор", "О.С. Туманова", "126", "2024-08-30")
    return read


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (old_by_its_mark(), "2024"),
        (plan("сентябрь 2024 года", "май 2025 года"), "2024, 2025"),
        (plan("сентябрь 2028", "май 2029"), "сроки других лет"),
        (plan("сентябрь", "май"), ""),
        (plan("сентябрь 2026", "май 2027"), ""),
    ],
)
def test_a_plan_of_other_years_loaded_as_it_is_is_asked_about_until_somebody_answers(world, enter, read, told):
    imported = waiting(world, read)
    page = text(enter(world.anna).get(url("import_preview", pk=imported.pk)))
    assert ("Поставить другой год" in page) is bool(told)
    measure = apply_import(imported, world.anna).measures.order_by("position").first()
    asked = [one["message"] for one in measure.doubts if one["place"] == "school_year"]
    assert asked == ([OTHER_YEARS.format(told)] if told else [])
    if told:
        assert settle_doubts(measure, measure.version, world.anna).doubts == []


def test_a_term_corrected_meanwhile_moves_back_as_well(world):
    imported = shift_years(waiting(world, plan("сентябрь 2024", "май 2025")), 1, world.anna)
    imported = correct_cell(imported, imported.version, "m1", "due_text", "до 15.09.2026", world.anna)
    unshift_years(imported, imported.version, world.anna)
    assert [one.due_text for one in read_of(imported).measures] == ["до 15.09.2024", "май 2025"]


def test_one_click_on_the_page_and_one_back(world, enter):
    imported = waiting(world, plan(*OLD))
    anna = enter(world.anna)
    page, years = url("import_preview", pk=imported.pk), url("import_years", pk=imported.pk)
    assert "Сдвинуть годы на 2026/27" in text(anna.get(page))
    said = text(anna.post(years, {"version": imported.version}, follow=True))
    assert "Годы сдвинуты в сроках, названии и содержании." in said
    assert f'action="{years}?back=1"' in said
    assert "Годы в сроках сдвинуты на 2 года." in said
    anna.post(f"{years}?back=1")
    assert [one.due_text for one in read_of(imported).measures] == list(OLD)
    anna.post(years)
    anna.post(years, {"back": "1"})
    assert [one.due_text for one in read_of(imported).measures] == list(OLD)


def test_a_plan_of_its_own_year_is_not_asked_about(world, enter):
    imported = waiting(world, plan("сентябрь 2026", "май 2027"))
    page = text(enter(world.anna).get(url("import_preview", pk=imported.pk)))
    assert "Сдвинуть годы" not in page
    assert "сдвинуты" not in page
    assert RoadmapImport.objects.get().version == 1
