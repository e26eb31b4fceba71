"""When and who in one column: parted where the cell tells both apart, else kept whole and asked about."""

import pytest

from roadmaps.reading.doubts import NOT_PARTED
from roadmaps.reading.mixed import Parted, parted
from roadmaps.reading.structure import DUE, RESPONSIBLE
from tests.roadmaps.printing.papers import again
from tests.roadmaps.reading.papers import LEFT, TITLE, UP, read, roles

WHEN_WHO = ["№", "Мероприятия", "Сроки, ответственные"]


def due_and_who(roadmap):
    return [(one.due_text, one.responsible_text) for one in roadmap.measures]


@pytest.mark.parametrize(
    ("text", "due", "responsible"),
    [
        ("сентябрь, директор", "сентябрь", "директор"),
        ("Октябрь 2025 года\nКуратор Липова Н.К.", "Октябрь 2025 года", "Куратор Липова Н.К."),
        ("до 15 мая – классные руководители", "до 15 мая", "классные руководители"),
        ("в течение года администрация школы", "в течение года", "администрация школы"),
        ("сентябрь, май; директор, куратор", "сентябрь, май", "директор, куратор"),
        ("1 раз в четверть / педагоги-наставники", "1 раз в четверть", "педагоги-наставники"),
        ("директор и куратор, сентябрь", "сентябрь", "директор и куратор"),
        ("Клёнов А.Б. 01.09.2025", "01.09.2025", "Клёнов А.Б."),
        ("сентябрь\nкуратор (по согласованию)", "сентябрь", "куратор (по согласованию)"),
        ("по необходимости", "по необходимости", None),
        ("заместители директора по УВР", None, "заместители директора по УВР"),
        ("", None, None),
    ],
)
def test_parts(text, due, responsible):
    assert parted(text) == Parted(due, responsible)


@pytest.mark.parametrize(
    "text",
    ["сентябрь, актовый зал", "до мая куратор, директор, в течение года педагоги", "уточняется", "май, зал " * 300],
)
def test_what_is_not_clear_stays_whole(text):
    assert parted(text) == Parted(text, None, sure=False)


def test_one_column_of_both_is_two_in_the_plan_and_one_in_the_file():
    rows = [["1", "Раз", "сентябрь, директор"], ["2", "Два", "май\nактовый зал"], ["3", "Три", "куратор"]]
    roadmap = read(TITLE, [WHEN_WHO, *rows])
    assert due_and_who(roadmap) == [("сентябрь", "директор"), ("май актовый зал", None), (None, "куратор")]
    assert roles(roadmap)[2:] == [("Сроки", DUE), ("Ответственные", RESPONSIBLE)]
    assert roadmap.as_json()["columns"] == WHEN_WHO
    assert [(one.place, one.original, one.message, one.key) for one in roadmap.doubts] == [
        (DUE, "май\nактовый зал", NOT_PARTED, "m2")
    ]


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("Ответственные и сроки", [RESPONSIBLE, DUE]),
        ("Исполнитель / срок исполнения", [RESPONSIBLE, DUE]),
        ("Срок (ответственный)", [DUE, RESPONSIBLE]),
        ("Дата проведения\nОтветственный", [DUE, RESPONSIBLE]),
        ("Ответственный за соблюдение сроков", [RESPONSIBLE]),
        ("Ответственные", [RESPONSIBLE]),
    ],
)
def test_headings_of_both(heading, found):
    roadmap = read(TITLE, [["№", "Мероприятия", heading], ["1", "Раз", "куратор"]])
    assert [role for _, role in roles(roadmap)[2:]] == found
    assert roadmap.as_json()["columns"][2:] == [heading.replace("\n", " ")]


def test_a_wide_heading_of_both_above_two_columns():
    roadmap = read(
        TITLE,
        [
            ["№", "Мероприятия", "Сроки и ответственные", LEFT],
            [UP, UP, "Сроки", "Ответственные"],
            ["1", "Раз", "май", "куратор"],
        ],
    )
    assert (due_and_who(roadmap), roadmap.doubts) == ([("май", "куратор")], [])


def test_a_column_of_both_beside_one_of_its_own():
    roadmap = read(TITLE, [["Мероприятия", "Сроки, исполнители", "Ответственный"], ["Раз", "май", "куратор"]])
    assert due_and_who(roadmap) == [("май", "куратор")]


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_printed_in_one_column_and_read_again(ending):
    headings = [*WHEN_WHO, "Отметка"]
    roadmap = read(TITLE, [headings, ["1", "Раз", "сентябрь, директор", "да"], ["2", "Два", "май, зал", "нет"]])
    printed = again(roadmap, ending)
    assert printed.as_json() == roadmap.as_json()
    assert (printed.as_json()["columns"], [one.extra for one in printed.measures]) == (
        headings,
        [{"4": "да"}, {"4": "нет"}],
    )


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_printed_in_two_columns_when_one_would_read_otherwise(ending):
    roadmap = read(TITLE, [WHEN_WHO, ["1", "Раз", "сентябрь, директор"]])
    roadmap.measures[0].responsible_text = "Рабочая группа"
    printed = again(roadmap, ending)
    assert due_and_who(printed) == [("сентябрь", "Рабочая группа")]
    assert printed.as_json()["columns"][2:] == ["Сроки", "Ответственные"]
