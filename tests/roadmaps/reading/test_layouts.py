"""More layouts by other hands: each is read, or what is unsure in it is marked, and no word goes missing."""

import io
import json
import re

import pytest
from openpyxl import Workbook

from roadmaps.reading import RoadmapUnreadable, doubts, read_file, read_text
from roadmaps.reading.structure import CONTENT, DUE, EXTRA, NUMBER, RESPONSIBLE, RESULT, STAGE
from tests.roadmaps.reading.papers import HEADINGS, LEFT, TITLE, UP, contents, outline, read, roles


def asked(roadmap):
    return [(one.key, one.original, one.message) for one in roadmap.doubts]


def when_who(roadmap):
    return [(one.due_text, one.responsible_text) for one in roadmap.measures]


def words(value):
    return re.findall(r"[^\W\d_]+", json.dumps(value, ensure_ascii=False).replace("\\n", " "))


# Headings


def test_headings_of_three_rows():
    roadmap = read(
        TITLE,
        [
            ["№", "Мероприятия", "Реализация", LEFT, LEFT, "Результат"],
            [UP, UP, "Сроки", LEFT, "Ответственные", UP],
            [UP, UP, "начало", "конец", UP, UP],
            ["1", "Раз", "01.09", "15.09", "куратор", "приказ"],
            ["2", "Два", "16.09", "30.09", "директор", ""],
        ],
    )
    assert roles(roadmap) == [
        ("№", NUMBER),
        ("Мероприятия", CONTENT),
        ("Реализация Сроки начало", DUE),
        ("Реализация Сроки конец", EXTRA),
        ("Реализация Ответственные", RESPONSIBLE),
        ("Результат", RESULT),
    ]
    assert when_who(roadmap) == [("01.09", "куратор"), ("16.09", "директор")]
    assert [one.extra for one in roadmap.measures] == [{"3": "15.09"}, {"3": "30.09"}]
    assert asked(roadmap) == [("", "Реализация Сроки конец", doubts.TWO_COLUMNS)]


# Roman numerals


def test_roman_numbers_of_stages_across_the_table():
    rows = [
        ["I", "Подготовка", LEFT, LEFT],
        ["1", "Раз", "май", "а"],
        ["IV.", "Работа", LEFT, LEFT],
        ["2", "Два", "май", "б"],
    ]
    roadmap = read(TITLE, [HEADINGS, *rows])
    assert outline(roadmap) == [
        ("I", "Подготовка", [("1", None, "Раз")]),
        ("IV", "Работа", [("2", None, "Два")]),
    ]
    assert roadmap.doubts == []


def test_roman_numbers_of_rows_and_of_items():
    roadmap = read(TITLE, [HEADINGS, ["I.", "Раз", "май", "а"], ["II.", "1) Два; 2) Три", "май", "б"]])
    assert outline(roadmap) == [(None, None, [("I", None, "Раз"), ("II.1", None, "Два;"), ("II.2", None, "Три")])]


# A table over two


def test_a_further_table_without_headings_goes_on_by_its_numbers():
    first = [HEADINGS, ["1", "Первое", "май", "директор"], ["2", "Второе", "май", "директор"]]
    roadmap = read(TITLE, first, ["Лист согласован."], [["3", "Третье", "июнь", "куратор"]])
    assert contents(roadmap) == ["Первое", "Второе", "Третье"]
    assert [(one.original, one.message) for one in roadmap.doubts][0] == ("Лист согласован.", doubts.STAGE_BETWEEN)


def test_a_further_table_that_stays_unread_is_told():
    first = [HEADINGS, ["1", "Первое", "май", "директор"]]
    roadmap = read(
        TITLE, first, ["Кроме того:"], [["Второе дело", "июнь", "куратор"], ["Третье дело", "июль", "куратор"]]
    )
    assert contents(roadmap) == ["Первое"]
    assert asked(roadmap) == [("", "Второе дело | июнь | куратор", doubts.UNREAD_TABLE)]


def test_tables_of_other_papers_below_are_not_asked_about():
    first = [HEADINGS, ["1", "Первое", "май", "директор"]]
    others = [["№", "ФИО", "Подпись"], ["1", "Клёнов А.Б.", ""]], [["Клёнов А.Б.", "учитель", "подпись"]]
    assert read(TITLE, first, ["Ознакомлены:"], *others).doubts == []


# A stage in the first column


@pytest.mark.parametrize("again", [UP, ""])
def test_a_stage_over_rows_in_a_first_column_without_heading(again):
    rows = [
        ["Подготовка", "Раз", "май", "а"],
        [again, "Два", "май", "б"],
        ["Работа", "Три", "май", "в"],
        [again, "Четыре", "", ""],
    ]
    roadmap = read(TITLE, [["", "Мероприятия", "Сроки", "Ответственные"], *rows])
    assert outline(roadmap) == [
        (None, "Подготовка", [(None, None, "Раз"), (None, None, "Два")]),
        (None, "Работа", [(None, None, "Три"), (None, None, "Четыре")]),
    ]
    assert (roles(roadmap)[0], asked(roadmap)) == (("", STAGE), [("", "", doubts.UNKNOWN_STAGES)])


def test_a_column_without_heading_behind_the_measures_is_no_stage():
    roadmap = read(TITLE, [["Мероприятия", "Сроки", ""], ["Раз", "май", "зал"], ["Два", "май", UP]])
    assert (roles(roadmap)[2], len(roadmap.stages)) == (("", EXTRA), 1)


# Items inside of a cell


def test_items_parted_by_semicolons_stay_one_measure():
    cell = "провести опрос; собрать анкеты;\nподвести итоги."
    roadmap = read(
        TITLE, [HEADINGS, ["1", cell, "май; июнь", "куратор; директор"], ["2", "1) Раз; 2) два", "май", "а"]]
    )
    assert outline(roadmap) == [(None, None, [("1", None, cell), ("2.1", None, "Раз;"), ("2.2", None, "два")])]
    assert when_who(roadmap)[0] == ("май; июнь", "куратор; директор")


# Workbooks


def book(rows, *, hidden=(), front=()):
    made = Workbook()
    made.active.title = "Титул"
    for row in front:
        made.active.append(row)
    sheet = made.create_sheet("План")
    for row in rows:
        sheet.append(row)
    for letter in hidden:
        sheet.column_dimensions[letter].hidden = True
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_the_plan_on_the_second_sheet_with_hidden_columns():
    rows = [[TITLE], ["№", "Мероприятия", "Срок (черновик)", "Сроки", "Ответственные", "Заметки"]]
    rows += [[1, "Раз", "апрель", "май", "куратор", "старое"], [2, "Два", "август", "июнь", "директор", None]]
    front = [["МБОУ «Лесная школа»"], ["Список"], ["ФИО", "Должность"], ["Клёнов А.Б.", "учитель"]]
    roadmap = read_file(book(rows, hidden="CF", front=front), "план.xlsx")
    assert when_who(roadmap) == [("май", "куратор"), ("июнь", "директор")]
    assert [one.extra for one in roadmap.measures] == [{"2": "апрель", "5": "старое"}, {"2": "август"}]
    told = [(one.place, one.original) for one in roadmap.doubts if one.message == doubts.HIDDEN_COLUMN]
    assert (roadmap.title, told) == (TITLE, [(EXTRA, "Срок (черновик)"), (EXTRA, "Заметки")])
    assert doubts.HIDDEN_COLUMN not in str(read_file(book(rows, front=front), "план.xlsx").doubts)


# No headings


GUESSED = [["1", "Издать приказ", "сентябрь", "директор"], ["2", "Собрать согласия", "до 5 октября", "куратор"]]


@pytest.mark.parametrize("title", [[TITLE], []])
def test_columns_by_what_stands_in_them(title):
    roadmap = read(*title, GUESSED)
    assert roles(roadmap) == [("", NUMBER), ("", CONTENT), ("", DUE), ("", RESPONSIBLE)]
    assert outline(roadmap) == [(None, None, [("1", None, "Издать приказ"), ("2", None, "Собрать согласия")])]
    assert when_who(roadmap) == [("сентябрь", "директор"), ("до 5 октября", "куратор")]
    told = [(one.place, one.key, one.original) for one in roadmap.doubts if one.place != "title"]
    assert told == [
        (NUMBER, "", "1"),
        (CONTENT, "", "Издать приказ"),
        (DUE, "", "сентябрь"),
        (RESPONSIBLE, "", "директор"),
        (CONTENT, "m1", "Издать приказ"),
        (CONTENT, "m2", "Собрать согласия"),
    ]


def test_headings_of_no_known_words_are_kept():
    roadmap = read(
        TITLE, [["А", "Б", "В"], ["Издать приказ", "сентябрь", "директор"], ["Собрать согласия", "май", "куратор"]]
    )
    assert roles(roadmap) == [("А", CONTENT), ("Б", DUE), ("В", RESPONSIBLE)]
    assert contents(roadmap) == ["Издать приказ", "Собрать согласия"]
    assert [one.original for one in roadmap.doubts][:3] == ["А", "Б", "В"]


def test_stages_and_further_columns_without_headings():
    rows = [["Этап 1. Начало", *[LEFT] * 4], [*GUESSED[0], "приказ"], [*GUESSED[1], "бланки"]]
    roadmap = read(TITLE, rows)
    assert [(stage.number, stage.title) for stage in roadmap.stages] == [("1", "Начало")]
    assert (roles(roadmap)[4], roadmap.measures[0].extra) == (("", EXTRA), {"4": "приказ"})


def test_who_alone_is_enough_below_a_title_only():
    rows = [["Издать приказ", "директор"], ["Собрать согласия", "куратор"]]
    assert when_who(read(TITLE, rows)) == [(None, "директор"), (None, "куратор")]
    with pytest.raises(RoadmapUnreadable):
        read("Список дел", rows)


@pytest.mark.parametrize("rows", [
    [["1", "Клёнов Андрей Борисович", "12.05.2013", "ул. Лесная, дом 5"], ["2", "Липова Нина Карловна", "01.02.2014", "ул. Садовая, дом 7"]],
    [["№", "ФИО", "Дата рождения", "Предмет"], ["1", "Клёнов А.Б.", "май 1980", "русский язык"], ["2", "Липова Н.К.", "июнь 1985", "родной язык"]],
    [["1", "Клёнов А.Б.", "учитель физики"], ["2", "Липова Н.К.", "учитель химии"]],
    [["Издать приказ", "сентябрь", "директор"]],
])  # fmt: skip
def test_what_only_resembles_a_plan_is_refused(rows):
    with pytest.raises(RoadmapUnreadable):
        read(rows)


def test_pasted_rows_without_headings():
    roadmap = read_text("\n".join("\t".join(row) for row in GUESSED))
    assert when_who(roadmap) == [("сентябрь", "директор"), ("до 5 октября", "куратор")]
    assert {one.key for one in roadmap.doubts} == {"", "m1", "m2"}


# Columns kept apart by blanks


ALIGNED = """Дорожная карта развития наставничества

№   Мероприятие                  Срок        Ответственный
1   Издание приказа о выдвижении сентябрь    директор
    куратора
Этап 2. Работа пар
2   Собрать согласия:            октябрь –   куратор,
    - родителей                  ноябрь      заместитель директора
3   Подвести педаго-             май         куратор
    гические итоги
Директор Клёнов А.Б."""


def test_columns_that_begin_below_each_other():
    roadmap = read_text(ALIGNED)
    assert outline(roadmap) == [
        (None, None, [("1", None, "Издание приказа о выдвижении куратора")]),
        (
            "2",
            "Работа пар",
            [("2", None, "Собрать согласия:\n- родителей"), ("3", None, "Подвести педаго-гические итоги")],
        ),
    ]
    assert when_who(roadmap) == [
        ("сентябрь", "директор"),
        ("октябрь – ноябрь", "куратор, заместитель директора"),
        ("май", "куратор"),
    ]
    told = asked(roadmap)
    assert told[0][1:] == (
        "1   Издание приказа о выдвижении сентябрь    директор\n    куратора",
        doubts.ALIGNED,
    )
    assert [key for key, _, message in told if message == doubts.ALIGNED] == ["m1", "m2", "m3", "s2"]
    assert told[-1][1:] == ("Директор Клёнов А.Б.", doubts.LEFT_BELOW)
    assert set(words(ALIGNED)) <= set(words(roadmap.to_dict()))


def test_gaps_that_do_not_stand_below_each_other():
    roadmap = read_text(
        "План мероприятий\n\nМероприятие  Сроки  Ответственные\nИздание приказа о кураторе  сентябрь  директор\n"
        "Собрать согласия  октябрь\xa0\xa0куратор"
    )
    assert contents(roadmap) == ["Издание приказа о кураторе", "Собрать согласия"]
    assert when_who(roadmap) == [("сентябрь", "директор"), ("октябрь", "куратор")]
    assert {one.message for one in roadmap.doubts} == {doubts.ALIGNED}


def test_blank_lines_part_rows_without_numbers_and_headings():
    roadmap = read_text(
        "Издание приказа о выдвижении куратора      сентябрь       директор\n"
        "Собрать согласия родителей                 октябрь        куратор\n\n"
        "Подвести итоги работы и представить        май            куратор\nотчёт педагогическому совету"
    )
    assert contents(roadmap)[1:] == [
        "Собрать согласия родителей",
        "Подвести итоги работы и представить отчёт педагогическому совету",
    ]
    assert when_who(roadmap)[2] == ("май", "куратор")


def test_blanks_inside_of_a_list_make_no_columns():
    roadmap = read_text("1.  Издать   приказ   сегодня\n2.  Собрать   согласия   пар")
    assert contents(roadmap) == ["Издать приказ сегодня", "Собрать согласия пар"]


# Lines broken as a PDF breaks them


def test_lines_broken_in_the_middle_of_cells():
    text = (
        "ДОРОЖНАЯ КАРТА\nразвития наставничества\n№ Мероприятие Срок Ответственный\n1 Издание приказа о\nвыдвижении куратора\n"
        "сентябрь директор\n2 Собрать согласия октябрь куратор\n3 Подвести итоги\nработы"
    )
    roadmap = read_text(text)
    assert outline(roadmap) == [
        (None, None, [
            ("1", None, "Издание приказа о выдвижении куратора"),
            ("2", None, "Собрать согласия"),
            ("3", None, "Подвести итоги работы"),
        ])
    ]  # fmt: skip
    assert when_who(roadmap) == [("сентябрь", "директор"), ("октябрь", "куратор"), (None, None)]
    assert [(key, message) for key, _, message in asked(roadmap)][:4] == [
        ("", doubts.HEADINGS_LINE),
        ("m1", doubts.LOOSE),
        ("m2", doubts.LOOSE),
        ("m3", doubts.LOOSE),
    ]
    assert roadmap.doubts[1].original == "Издание приказа о выдвижении куратора сентябрь директор"
    assert set(words(text)) <= set(words(roadmap.to_dict()))


def test_each_cell_on_a_line_of_its_own():
    roadmap = read_text(
        "План\n№ п/п\nМероприятие\nСроки\nОтветственные\nI этап. Подготовка\n1. Издание приказа\nсентябрь\nдиректор\n"
        "2. Собрать согласия:\n- родителей\nоктябрь куратор\nII этап. Работа\n1. Встречи пар\nв течение года наставники"
    )
    assert outline(roadmap) == [
        ("I", "Подготовка", [("1", None, "Издание приказа"), ("2", None, "Собрать согласия:\n- родителей")]),
        ("II", "Работа", [("1", None, "Встречи пар")]),
    ]
    assert when_who(roadmap) == [("сентябрь", "директор"), ("октябрь", "куратор"), ("в течение года", "наставники")]


def test_numbers_on_lines_of_their_own():
    roadmap = read_text("План\n1\nИздание приказа\nсентябрь\nдиректор\n2\nСогласия\nоктябрь\nкуратор")
    assert contents(roadmap) == ["Издание приказа", "Согласия"]
    assert [one.number for one in roadmap.measures] == ["1", "2"]


def test_numbers_that_do_not_count_begin_no_rows():
    with pytest.raises(RoadmapUnreadable):
        read_text("Справка о школе\n5 Классов открыто\n12 Учителей работает")
