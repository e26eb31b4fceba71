import pytest

from roadmaps.reading.grid import Table
from roadmaps.reading.headings import find_head, is_roadmap, roles
from roadmaps.reading.structure import CONTENT, DUE, EXTRA, NUMBER, RESPONSIBLE, RESULT, STAGE, TITLE


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("№", NUMBER),
        ("№ п/п", NUMBER),
        ("NN", NUMBER),
        ("N п/п", NUMBER),
        ("№\nп\\п", NUMBER),
        ("Номер", NUMBER),
        ("Срок", DUE),
        ("Сроки", DUE),
        ("Срок реализации", DUE),
        ("Сроки исполнения", DUE),
        ("Период", DUE),
        ("Срок выполнения", DUE),
        ("Дата выполнения", DUE),
        ("Ответственные за выполнение", RESPONSIBLE),
        ("Информация о выполнении", EXTRA),
        ("Дата проведения", DUE),
        ("СРОКИ РЕАЛИЗАЦИИ МЕРОПРИЯТИЙ", DUE),
        ("Ответственный", RESPONSIBLE),
        ("Ответ-\nственные", RESPONSIBLE),
        ("О т в е т с т в е н н ы е", RESPONSIBLE),
        ("Ответственный (исполнитель)", RESPONSIBLE),
        ("Исполнители, соисполнители", RESPONSIBLE),
        ("Исполнитель/соисполнители", RESPONSIBLE),
        ("Ожидаемый результат", RESULT),
        ("Предполагаемый результат", RESULT),
        ("Результат. Вид документа", RESULT),
        ("Результат", RESULT),
        ("Вид документа", EXTRA),
        ("Вид документа, подтверждающего результат", EXTRA),
        ("Когда", DUE),
        ("Кто отвечает", RESPONSIBLE),
        ("Отметка о выполнении", EXTRA),
        ("Отметка о результате", EXTRA),
        ("Примечание", EXTRA),
        ("Номер и день приказа о кураторе", EXTRA),
        ("Наименование этапа", STAGE),
        ("Этап", STAGE),
        ("Этапы реализации", STAGE),
        ("Бюджет", EXTRA),
    ],
)
def test_a_heading_names_its_role(heading, role):
    assert roles([heading, "Содержание деятельности"])[0] == role


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["Мероприятия", "Содержание деятельности"], [TITLE, CONTENT]),
        (["Содержание деятельности", "Мероприятия"], [CONTENT, TITLE]),
        (["Этапы и мероприятия", "Содержание деятельности"], [TITLE, CONTENT]),
        (["Наименование этапа", "Содержание деятельности и план мероприятий"], [STAGE, CONTENT]),
        (["Наименование мероприятия", "Срок"], [CONTENT, DUE]),
        (["Мероприятия", "Перечень работ", "Срок"], [TITLE, CONTENT, DUE]),
        (["Ожидаемый результат", "Результат", "Мероприятия"], [RESULT, EXTRA, CONTENT]),
        (["Результат", "Ожидаемый результат", "Мероприятия"], [EXTRA, RESULT, CONTENT]),
        (["Исполнитель", "Ответственный", "Мероприятия"], [EXTRA, RESPONSIBLE, CONTENT]),
        (["Направление", "Мероприятия", "Срок"], [STAGE, CONTENT, DUE]),
        (["", "Мероприятия", "Срок"], ["", CONTENT, DUE]),
        (["Наименование", "Срок", "Ответственный"], [CONTENT, DUE, RESPONSIBLE]),
        (["Что делаем", "Когда", "Кто"], [CONTENT, DUE, RESPONSIBLE]),
        (["Стадии", "Планируемая работа", "Срок"], [STAGE, CONTENT, DUE]),
        (["Наименование", "Количество", "Срок"], [EXTRA, EXTRA, DUE]),
    ],
)
def test_each_role_stands_once(headings, found):
    assert roles(headings) == found


@pytest.mark.parametrize(
    "headings",
    [
        ["№", "ФИО", "Должность", "Стаж"],
        ["№", "Наименование образовательной организации", "Дата и номер приказа о кураторе"],
        ["№", "Наименование организации", "Количество пар", "Методические мероприятия, где показан опыт"],
        ["Ответственный", "Сроки"],
        ["Подпись", "Дата", "ФИО"],
        ["Показатель", "Срок", "Ответственный"],
        ["Этапы урока", "Деятельность учителя", "Деятельность ученика"],
    ],
)
def test_other_tables_are_no_roadmaps(headings):
    assert not is_roadmap(roles(headings))


def test_headings_stand_below_the_lines_of_a_sheet():
    table = Table.of_texts(
        [["Дорожная карта", "", ""], ["", "", ""], ["№", "Мероприятия", "Сроки"], ["1", "Сбор", "май"]]
    )
    table.merge(0, 0, 1, 3)
    head = find_head(table)
    assert (head.first, head.last, head.headings) == (2, 3, ["№", "Мероприятия", "Сроки"])


def test_a_heading_of_two_rows_gives_the_lower_columns():
    table = Table.of_texts(
        [["№", "Мероприятия", "Сроки", ""], ["", "", "начало", "конец"], ["1", "Сбор", "май", "июнь"]]
    )
    table.merge(0, 2, 1, 2)
    for column in (0, 1):
        table.merge(0, column, 2, 1)
    head = find_head(table)
    assert (head.last, head.headings) == (2, ["№", "Мероприятия", "Сроки начало", "Сроки конец"])


def test_a_heading_of_two_rows_without_merged_rows():
    table = Table.of_texts(
        [["№", "Мероприятия", "Сроки", ""], ["", "", "начало", "конец"], ["1", "Сбор", "май", "июнь"]]
    )
    table.merge(0, 2, 1, 2)
    assert find_head(table).headings == ["№", "Мероприятия", "Сроки начало", "Сроки конец"]
