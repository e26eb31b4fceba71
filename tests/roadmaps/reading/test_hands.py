"""Roadmaps by many hands: each test is a way in which somebody lays a plan out."""

import pytest

from roadmaps.reading.structure import CONTENT, DUE, EXTRA, NUMBER, RESPONSIBLE, RESULT, STAGE
from tests.roadmaps.reading.papers import HEADINGS, LEFT, TITLE, UP, contents, outline, read, roles

STAGED = ["№", "Этап", "Мероприятия", "Сроки", "Ответственные"]
BOTH = ["№", "Мероприятия", "Содержание", "Сроки", "Ответственные"]


def messages(roadmap):
    return [(doubt.place, doubt.original) for doubt in roadmap.doubts]


def test_a_plain_table_has_one_stage_without_a_name():
    roadmap = read(TITLE, [HEADINGS, ["1.", "Собрать группу", "май", "куратор"], ["2.", "Начать", "", ""]])
    assert outline(roadmap) == [(None, None, [("1", None, "Собрать группу"), ("2", None, "Начать")])]
    assert [(one.due_text, one.responsible_text) for one in roadmap.measures] == [("май", "куратор"), (None, None)]
    assert roadmap.doubts == []


def test_section_rows_numeric_rows_and_headings_repeated_on_a_new_page():
    headings = [
        "NN п/п",
        "Наименование мероприятия",
        "Срок реализации",
        "Исполнитель/соисполнители",
        "Вид документа",
        "Ожидаемые результаты",
    ]
    numeric = ["1", "2", "3", "4", "5", "6"]
    first = ["I. Организационный этап", *[LEFT] * 5]
    roadmap = read(
        "Комплексный план мероприятий\n(«дорожная карта»)\nпо развитию наставничества на 2025/2026 учебный год",
        [
            headings,
            numeric,
            first,
            ["1.", "Назначить куратора", "до 10 сентября", "директор", "приказ", "Куратор назначен"],
            headings,
            numeric,
            first,
            ["2.", "Обсудить итоги", "май", "куратор", "протокол", ""],
            ["Раздел II. Итоговый", *[LEFT] * 5],
            ["3.", "Сдать отчёт", "июнь", "директор", "отчёт", ""],
        ],
    )  # fmt: skip
    assert outline(roadmap) == [
        ("I", "Организационный этап", [("1", None, "Назначить куратора"), ("2", None, "Обсудить итоги")]),
        ("II", "Итоговый", [("3", None, "Сдать отчёт")]),
    ]
    assert roles(roadmap) == list(zip(headings, [NUMBER, CONTENT, DUE, RESPONSIBLE, EXTRA, RESULT], strict=True))
    assert [one.extra for one in roadmap.measures] == [{"4": "приказ"}, {"4": "протокол"}, {"4": "отчёт"}]
    assert [one.expected_result for one in roadmap.measures] == ["Куратор назначен", None, None]
    assert (roadmap.school_year, roadmap.doubts) == ("2025-2026", [])


def test_stages_as_lines_between_tables_and_a_part_without_headings():
    roadmap = read(
        "ДОРОЖНАЯ КАРТА\nразвития наставничества",
        ["Этап 1. Подготовка"],
        [HEADINGS, ["1", "Первое", "сентябрь", "директор"]],
        ["Этап 2. Работа"],
        [HEADINGS, ["1", "Второе", "весь год", "куратор"]],
        ["3. Итоги"],
        [["1", "Третье", "май", "директор"]],
        ["С картой ознакомлены:"],
        [["№", "ФИО", "Должность", "Подпись"], ["1", "Клёнов А.Б.", "учитель", ""]],
    )
    assert [(number, title) for number, title, _ in outline(roadmap)] == [
        ("1", "Подготовка"),
        ("2", "Работа"),
        ("3", "Итоги"),
    ]
    assert contents(roadmap) == ["Первое", "Второе", "Третье"]
    assert roadmap.title == "ДОРОЖНАЯ КАРТА развития наставничества"


def test_plain_lines_between_tables_are_stages_with_a_doubt():
    roadmap = read(
        TITLE,
        ["Организационный блок"],
        [HEADINGS, ["1", "Первое", "май", "директор"]],
        ["Содержательный блок"],
        [HEADINGS, ["1", "Второе", "май", "куратор"]],
    )
    assert [title for _, title, _ in outline(roadmap)] == ["Организационный блок", "Содержательный блок"]
    assert messages(roadmap) == [("stage", "Организационный блок"), ("stage", "Содержательный блок")]


def test_a_table_torn_by_a_page_break_goes_on():
    roadmap = read(TITLE, [HEADINGS, ["1", "Первое", "май", "директор"]], [["2", "Второе", "июнь", "куратор"]])
    assert contents(roadmap) == ["Первое", "Второе"]


def test_a_heading_of_two_rows():
    roadmap = read(
        TITLE,
        [
            ["№", "Этапы", "Содержание работы", "Сроки", LEFT, "Ответственные"],
            [UP, UP, UP, "начало", "конец", UP],
            ["1", "Старт", "Собрать группу", "01.09", "15.09", "куратор"],
            [UP, UP, "1. Раз\n2. Два", "16.09", "30.09", "куратор"],
        ],
    )
    assert outline(roadmap) == [
        ("1", "Старт", [(None, None, "Собрать группу"), ("1", None, "Раз"), ("2", None, "Два")])
    ]
    assert roles(roadmap)[3:5] == [("Сроки начало", DUE), ("Сроки конец", EXTRA)]
    assert messages(roadmap) == [("due", "Сроки конец")]


def test_a_sub_heading_goes_in_front_of_the_titles_below_it():
    roadmap = read(
        TITLE,
        [
            BOTH,
            ["Раздел 1. Начало", *[LEFT] * 4],
            ["1.1", "Совещание", "О целях", "август", "отдел"],
            ["1.2.", "Семинары для кураторов:", LEFT, LEFT, LEFT],
            [UP, "Семинар 1", "Первая тема", "октябрь", "методист"],
            [UP, "Семинар 2", "1) Тема\n2) Разбор", "ноябрь", "методист"],
            ["1.3", "Отчёт", "Свод", "май", "отдел"],
        ],
    )
    assert outline(roadmap) == [
        (
            "1",
            "Начало",
            [
                ("1.1", "Совещание", "О целях"),
                ("1.2", "Семинары для кураторов: Семинар 1", "Первая тема"),
                ("1.2.1", "Семинары для кураторов: Семинар 2", "Тема"),
                ("1.2.2", "Семинары для кураторов: Семинар 2", "Разбор"),
                ("1.3", "Отчёт", "Свод"),
            ],
        )
    ]


def test_a_sub_heading_whose_number_is_typed_in_the_text():
    roadmap = read(
        TITLE,
        [BOTH, ["1 этап", *[LEFT] * 4], ["1.2. Семинары:", *[LEFT] * 4], ["", "Семинар 1", "Тема", "май", "методист"]],
    )
    assert outline(roadmap) == [("1", None, [("1.2", "Семинары: Семинар 1", "Тема")])]


def test_title_and_content_merged_into_one_cell_are_content():
    roadmap = read(
        TITLE,
        [
            ["Этап", "Мероприятия", "Содержание деятельности", "Сроки", "Ответственные"],
            ["1 этап. Начало", "Собрание", "О наставничестве", "сентябрь", "директор"],
            [UP, "Оформить стенд", LEFT, "октябрь", "куратор"],
            ["2 этап", "Итог", "1) отчёт; 2) анализ", "май", "куратор"],
        ],
    )
    assert outline(roadmap) == [
        ("1", "Начало", [(None, "Собрание", "О наставничестве"), (None, None, "Оформить стенд")]),
        ("2", None, [("1", "Итог", "отчёт;"), ("2", "Итог", "анализ")]),
    ]


@pytest.mark.parametrize("again", ["", UP, "Подготовка"])
def test_the_stage_column_merged_empty_or_repeated(again):
    number = {"Подготовка": "1."}.get(again, again)
    roadmap = read(
        TITLE,
        [
            STAGED,
            ["1.", "Подготовка", "Раз", "май", "а"],
            [number, again, "Два", "май", "б"],
            ["2.", "Работа", "Три", "", ""],
        ],
    )
    assert outline(roadmap) == [
        ("1", "Подготовка", [(None, None, "Раз"), (None, None, "Два")]),
        ("2", "Работа", [(None, None, "Три")]),
    ]


def test_numbers_of_rows_beside_stages_that_have_their_own():
    roadmap = read(
        TITLE,
        [
            STAGED,
            ["1", "I. Подготовка", "Раз", "май", "а"],
            ["2", "I. Подготовка", "1) Два\n2) Три", "май", "б"],
            ["3", "II. Работа", "Четыре", "май", "в"],
        ],
    )
    assert outline(roadmap) == [
        ("I", "Подготовка", [("1", None, "Раз"), ("2.1", None, "Два"), ("2.2", None, "Три")]),
        ("II", "Работа", [("3", None, "Четыре")]),
    ]
    assert [(one.row, one.marker, one.row_number) for one in roadmap.measures] == [
        (1, "", "1"), (2, "1)", "2"), (2, "2)", "2"), (3, "", "3"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "stages"),
    [
        ([["I", "Подготовка", "", ""], ["1", "Раз", "май", "а"], ["II", "Работа", "", ""], ["2", "Два", "май", "б"]], ["I", "II"]),
        ([["1", "Подготовка", "", ""], ["1.1", "Раз", "май", "а"], ["2.", "Работа", "", ""], ["2.1", "Два", "май", "б"]], ["1", "2"]),
        ([["Этап 1. Подготовка", "", "", ""], ["1", "Раз", "май", "а"], ["", "2 этап. Работа", "", ""], ["2", "Два", "май", "б"]], ["1", "2"]),
    ],
)  # fmt: skip
def test_stages_in_rows_that_nobody_merged_are_doubtful(rows, stages):
    roadmap = read(TITLE, [HEADINGS, *rows])
    assert [(number, title) for number, title, _ in outline(roadmap)] == list(
        zip(stages, ["Подготовка", "Работа"], strict=True)
    )
    assert contents(roadmap) == ["Раз", "Два"]
    assert [doubt.place for doubt in roadmap.doubts] == ["stage", "stage"]


def test_a_row_with_one_text_is_a_measure_when_nothing_says_stage():
    roadmap = read(TITLE, [HEADINGS, ["1", "Раз", "май", "а"], ["2", "Два", "", ""], ["3", "Три", "", ""]])
    assert contents(roadmap) == ["Раз", "Два", "Три"]


def test_an_empty_heading_over_numbers_and_an_empty_column():
    roadmap = read(TITLE, [["", "Мероприятия", "", "Сроки"], ["1.", "Раз", "", "май"], ["2.", "Два", "", "июнь"]])
    assert roles(roadmap) == [("", NUMBER), ("Мероприятия", CONTENT), ("Сроки", DUE)]
    assert [number for _, _, rows in outline(roadmap) for number, _, _ in rows] == ["1", "2"]


def test_a_column_without_heading_keeps_its_words():
    roadmap = read(TITLE, [["Мероприятия", "", "Сроки", ""], ["Раз", "", "май", "в актовом зале"]])
    assert roles(roadmap) == [("Мероприятия", CONTENT), ("Сроки", DUE), ("", EXTRA)]
    assert roadmap.measures[0].extra == {"2": "в актовом зале"}


def test_directions_are_stages_with_a_doubt():
    roadmap = read(
        TITLE, [["Направление", "Мероприятия", "Срок"], ["Работа с семьёй", "Раз", "май"], [UP, "Два", "июнь"]]
    )
    assert outline(roadmap) == [(None, "Работа с семьёй", [(None, None, "Раз"), (None, None, "Два")])]
    assert (roles(roadmap)[0], messages(roadmap)) == (("Направление", STAGE), [("stage", "Направление")])


def test_dates_in_the_row_of_a_stage_are_told():
    roadmap = read(
        TITLE, [HEADINGS, ["1 этап. Подготовка", LEFT, "август", "директор"], ["1", "Раз", "май", "куратор"]]
    )
    assert outline(roadmap) == [("1", "Подготовка", [("1", None, "Раз")])]
    assert messages(roadmap) == [("stage", "август директор")]


def test_sections_across_a_table_with_a_column_of_stages():
    roadmap = read(
        TITLE,
        [
            STAGED[1:],
            ["Раздел I. Общее", LEFT, LEFT, LEFT],
            ["Подготовка", "Раз", "май", "куратор"],
            ["Раздел II. Частное", LEFT, LEFT, LEFT],
            ["Подготовка", "Два", "май", "куратор"],
        ],
    )
    assert outline(roadmap) == [
        ("I", "Общее", []), (None, "Подготовка", [(None, None, "Раз")]),
        ("II", "Частное", []), (None, "Подготовка", [(None, None, "Два")]),
    ]  # fmt: skip


def test_a_line_about_the_continuation_parts_a_table():
    first, second = [HEADINGS, ["1", "Раз", "май", "куратор"]], [["2", "Два", "июнь", "куратор"]]
    assert contents(read(TITLE, first, ["Продолжение таблицы"], second)) == ["Раз", "Два"]
    assert contents(read(TITLE, first, ["2"], second)) == ["Раз", "Два"]


def test_headings_in_plain_words_and_columns_in_any_order():
    roadmap = read(
        TITLE, [["Кто", "Когда", "Что делаем", "№"], ["куратор", "май", "Раз", "1"], ["Итоги", LEFT, LEFT, LEFT]]
    )
    assert outline(roadmap) == [(None, None, [("1", None, "Раз")]), (None, "Итоги", [])]
    assert messages(roadmap) == [("stage", "Итоги")]


def test_a_letterhead_below_the_mark_is_no_part_of_it():
    roadmap = read(
        ["УТВЕРЖДАЮ", "Директор А.Б. Клёнов"], "МБОУ «Лесная школа»", TITLE, [HEADINGS, ["1", "Раз", "май", ""]]
    )
    assert (roadmap.approval.post, roadmap.approval.name) == ("Директор", "А.Б. Клёнов")
    assert roadmap.organisation == "МБОУ «Лесная школа»"


def test_merged_cells_hold_for_all_their_rows():
    roadmap = read(TITLE, [HEADINGS, ["1", "Раз", "весь год", "куратор"], ["2", "Два", UP, UP], ["3", "Три", "", UP]])
    assert [(one.due_text, one.responsible_text) for one in roadmap.measures] == [
        ("весь год", "куратор"), ("весь год", "куратор"), (None, "куратор"),
    ]  # fmt: skip


def test_a_cell_merged_over_due_and_responsible_is_doubtful():
    roadmap = read(TITLE, [HEADINGS, ["1", "Раз", "постоянно, куратор", LEFT]])
    assert [(one.due_text, one.responsible_text) for one in roadmap.measures] == [("постоянно, куратор", None)]
    assert messages(roadmap) == [("due", "постоянно, куратор")]
