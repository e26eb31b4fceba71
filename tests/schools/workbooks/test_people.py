"""Tables as a whole: headings of two rows, representatives, duplicates, sections, the user's own choice of columns."""

from datetime import date

import pytest

from schools.workbooks.layout import find_table
from schools.workbooks.people import read_file, read_people
from schools.workbooks.reading import WorkbookError, open_workbook
from tests.schools.workbooks.maker import xlsx

TODAY = date(2026, 11, 22)


def read(rows, merges=(), **choice):
    return read_file(xlsx([("Лист", rows)], merges), today=TODAY, **choice)


def names(reading):
    return [person.full_name for person in reading.people]


def test_group_of_representatives_over_its_columns():
    reading = read(
        [
            ["№", "ФИО учащегося", "Законный представитель", "", "", "Класс"],
            ["", "", "ФИО", "Кем приходится", "Телефон", ""],
            [1, "Рябинин Тимур Олегович", "Рябинина Ольга Игоревна", "Мать", "89025552001", "8 б"],
        ],
        ["C1:E1", "A1:A2", "B1:B2", "F1:F2"],
    )
    assert (reading.header_row, reading.layout.header_rows) == (2, 2)
    assert reading.columns == {
        "№": "number",
        "ФИО учащегося": "full_name",
        "Законный представитель: ФИО": "representative",
        "Законный представитель: Кем приходится": "representative_relation",
        "Законный представитель: Телефон": "representative_phone",
        "Класс": "grade",
    }
    person = reading.people[0]
    assert person.grade == "8Б"
    assert [(r.full_name, r.relation, r.phone) for r in person.representatives] == [
        ("Рябинина Ольга Игоревна", "мать", "+79025552001")
    ]


@pytest.mark.parametrize("two_rows", [False, True])
def test_mother_and_father_in_their_own_columns(two_rows):
    headings = (
        [["ФИО", "Класс", "Мать", "", "Отец", ""], ["", "", "ФИО", "Телефон", "ФИО", "Телефон"]]
        if two_rows
        else [["ФИО", "Класс", "ФИО матери", "Телефон матери", "ФИО отца", "Тел. отца"]]
    )
    row = [
        "Рябинин Тимур Олегович",
        "8Б",
        "Рябинина Ольга Игоревна",
        "89025552001",
        "Рябинин Олег Ильич",
        "89025552002",
    ]
    reading = read([*headings, row])
    assert [(r.full_name, r.relation, r.phone) for r in reading.people[0].representatives] == [
        ("Рябинина Ольга Игоревна", "мать", "+79025552001"),
        ("Рябинин Олег Ильич", "отец", "+79025552002"),
    ]


def test_second_representative_on_the_next_row():
    reading = read(
        [
            ["ФИО ребёнка", "Группа", "Законный представитель"],
            ["Рябинин Тимур Олегович", "старшая", "Рябинина Ольга Игоревна, мать"],
            ["", "", "Рябинин Олег Ильич, отец"],
            ["Клён Даниил Романович", "старшая", ""],
        ]
    )
    assert names(reading) == ["Рябинин Тимур Олегович", "Клён Даниил Романович"]
    assert [r.relation for r in reading.people[0].representatives] == ["мать", "отец"]


def test_classes_as_sections():
    reading = read(
        [
            ["№", "Фамилия Имя Отчество"],
            ["5 «А» класс"],
            [1, "Рябинин Тимур Олегович"],
            ["6Б"],
            [1, "Клён Даниил Романович"],
        ]
    )
    assert [person.grade for person in reading.people] == ["5А", "6Б"]


def test_department_merged_downwards_and_a_second_post():
    reading = read(
        [
            ["Отдел", "ФИО", "Должность"],
            ["Администрация", "Лугова Анна Сергеевна", "директор"],
            ["", "Швец Игорь Львович", "заместитель директора"],
            ["Учителя", "Ким Яна Руслановна", "учитель физики"],
            ["", "", "методист"],
        ],
        ["A2:A3", "A4:A5", "B4:B5"],
    )
    assert [(p.full_name, p.department, p.post, p.other_posts) for p in reading.people] == [
        ("Лугова Анна Сергеевна", "Администрация", "директор", []),
        ("Швец Игорь Львович", "Администрация", "заместитель директора", []),
        ("Ким Яна Руслановна", "Учителя", "учитель физики", ["методист"]),
    ]
    assert [(p.row, p.severity) for p in reading.problems] == [(5, "warning")]


def test_repeats_and_namesakes():
    reading = read(
        [
            ["ФИО", "Дата рождения", "Должность"],
            ["Ким Яна Руслановна", "06.08.2000", "учитель"],
            ["КИМ ЯНА РУСЛАНОВНА", "06.08.2000", "Учитель"],
            ["Ким Яна Руслановна", "06.08.2000", "методист"],
            ["Ким Яна Руслановна", "07.09.1980", "учитель"],
            ["Берёза Анна Ильинична", "", "вожатый"],
            ["Береза Анна Ильинична", "", "вожатый"],
        ]
    )
    assert [(p.row, p.other_posts) for p in reading.people] == [(2, ["методист"]), (5, []), (6, [])]
    told = [(p.row, p.severity) for p in reading.problems if not p.message.startswith("Исправим")]
    assert told == [(3, "error"), (4, "info"), (5, "warning"), (7, "error")]
    assert [p.message.startswith("Повтор строки 6") for p in reading.problems if p.row == 7] == [True]


def test_gender_against_patronymic_and_guessed():
    reading = read([["ФИО", "Пол"], ["Лугова Анна Сергеевна", "м"], ["Швец Игорь Львович", ""]])
    assert [person.gender for person in reading.people] == ["ж", "м"]
    assert [(p.cell, p.value, p.severity) for p in reading.problems] == [("B2", "м", "warning")]


def test_rows_that_are_not_people_are_named():
    reading = read(
        [
            ["№", "ФИО", "Должность"],
            [1, 2, 3],
            ["", "Начальная школа"],
            [1, "Лугова Анна Сергеевна", "учитель"],
            ["№", "ФИО", "Должность"],
            [2, "Вакансия", "учитель физики"],
            [3, "Швец Игорь Львович", "учитель"],
            ["", "Всего: 2"],
            ["", "Директор ____________ Лугова А.С."],
            ["* по состоянию на 1 сентября"],
        ]
    )
    assert names(reading) == ["Лугова Анна Сергеевна", "Швец Игорь Львович"]
    assert [(row.row, row.reason) for row in reading.skipped] == [
        (2, "номера столбцов"),
        (3, "заголовок раздела «Начальная школа»"),
        (5, "повтор заголовков"),
        (6, "вакансия"),
        (8, "итоговая строка"),
        (9, "подпись"),
        (10, "примечание под таблицей"),
    ]


def test_private_columns_are_known_and_never_loaded():
    reading = read(
        [["ФИО", "СНИЛС", "Паспорт", "Адрес", "Телефон", "Рост"], ["Лугова Анна Сергеевна", "1", "2", "3", "", "170"]]
    )
    assert reading.columns == {"ФИО": "full_name", "Телефон": "phone"}
    private = "паспорт, СНИЛС, ИНН, адрес и сведения о здоровье программа не хранит, столбец не загружаем"
    assert {column.heading: column.ignored for column in reading.layout.columns if not column.field} == {
        "СНИЛС": private,
        "Паспорт": private,
        "Адрес": private,
        "Рост": "не узнали, что в этом столбце",
    }


def test_the_fuller_sheet_wins_and_the_other_is_named():
    instruction = ("Инструкция", [["Поле", "Пояснение"], ["ФИО", "полностью"]])
    small = ("5А", [["ФИО", "Класс"], ["Рябинин Тимур Олегович", "5А"]])
    large = ("5Б", [["ФИО", "Класс"], ["Клён Даниил Романович", "5Б"], ["Кедрова Полина Марковна", "5Б"]])
    content = xlsx([instruction, small, large])
    reading = read_file(content)
    assert (reading.sheet, reading.layout.other_sheets) == ("5Б", ("5А",))
    chosen = read_people(find_table(open_workbook(content), sheet="5А"))
    assert names(chosen) == ["Рябинин Тимур Олегович"]


def test_remembered_columns_and_a_choice_by_hand():
    rows = [["Кто", "Чем занят", "Примечание"], ["Лугова Анна Сергеевна", "Директор", "с сентября"]]
    workbook = open_workbook(xlsx([("Лист", rows)]))
    with pytest.raises(WorkbookError, match="Не нашли столбцов"):
        find_table(workbook)
    layout = find_table(workbook, remembered={"кто": "full_name", "чем занят": "post", "примечание": ""})
    assert layout.mapping == {"кто": "full_name", "чем занят": "post", "примечание": ""}
    assert [(p.full_name, p.post, p.note) for p in read_people(layout).people] == [
        ("Лугова Анна Сергеевна", "директор", None)
    ]
    changed = layout.with_fields({1: "department", 2: "note"})
    assert [(p.post, p.department, p.note) for p in read_people(changed).people] == [(None, "Директор", "с сентября")]
    with pytest.raises(WorkbookError, match="Не указано, в каких столбцах"):
        read_people(layout.with_fields({0: ""}))


def test_heading_row_chosen_by_hand():
    rows = [["ФИО", "Телефон"], ["ФИО", "Должность"], ["Лугова Анна Сергеевна", "директор"]]
    layout = find_table(open_workbook(xlsx([("Лист", rows)])), header_row=2)
    assert (layout.header_row, [c.field for c in layout.columns]) == (2, ["full_name", "post"])


def test_nobody_under_the_headings():
    with pytest.raises(WorkbookError, match="нет ни одного человека"):
        read([["ФИО", "Должность"]])


def test_one_column_of_names_is_enough():
    assert names(read([["Список"], ["ФИО"], ["Лугова Анна Сергеевна"], ["Ким Яна"]])) == [
        "Лугова Анна Сергеевна",
        "Ким Яна",
    ]


def test_headings_said_twice_get_the_letter_of_their_column():
    reading = read([["ФИО", "Телефон", "Телефон"], ["Лугова Анна Сергеевна", "", "89025550001"]])
    assert reading.columns == {"ФИО": "full_name", "Телефон": "phone", "Телефон (столбец C)": "phone"}
    assert reading.people[0].phone == "+79025550001"


def test_surnames_that_look_like_service_words_are_people():
    reading = read(
        [
            ["ФИО", "Должность"],
            ["Директоренко Яна", "учитель"],
            ["Всеволодова Анна", "завуч"],
            ["Школьная Ия", "тьютор"],
        ]
    )
    assert names(reading) == ["Директоренко Яна", "Всеволодова Анна", "Школьная Ия"]


def test_three_levels_of_headings():
    reading = read(
        [
            ["№", "Сведения о работнике", "", "", "", "Стаж", ""],
            ["", "ФИО", "", "", "Должность", "общий", "пед."],
            ["", "Фамилия", "Имя", "Отчество", "", "", ""],
            [1, "Лугова", "Анна", "Сергеевна", "Директор", 31, 29],
        ],
        ["B1:E1", "B2:D2", "F1:G1"],
    )
    assert reading.header_row == 3
    assert [(p.full_name, p.post, p.experience_total, p.experience_teaching) for p in reading.people] == [
        ("Лугова Анна Сергеевна", "директор", 31, 29)
    ]
