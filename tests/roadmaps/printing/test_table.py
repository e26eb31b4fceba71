"""The printed table: what is merged, what stands in one cell, what is made anew after somebody has edited."""

import pytest

from roadmaps.printing import marks_of
from roadmaps.printing.lines import stage_text
from roadmaps.reading.structure import Approval, StageRead
from schools.papers.engine.pdf import render_pdf
from tests.roadmaps.cast import big
from tests.roadmaps.printing.papers import (
    blocks,
    items,
    page_for,
    row,
    table,
    with_stage_column,
    with_stages_across,
    without_stages,
)
from tests.schools.papers.engine.reading import page_texts


def cells(read):
    """(text, columns, rows) of every cell."""
    return [[(cell.text, cell.columns, cell.rows) for cell in line] for line in table(read).rows]


def test_stages_and_equal_neighbours_become_one_cell():
    assert cells(with_stage_column()) == [
        [
            ("1.", 1, 3),
            ("Подготовка условий", 1, 3),
            ("Основа", 1, 2),
            ("1) Издать приказ.\n2) Собрать папку:\n– устав;\n– положение.", 1, 1),
            ("август 2026", 1, 2),
            ("", 1, 1),
            ("", 1, 1),
        ],
        [("1) Провести совет.", 1, 1), ("Ветрова А.Б.", 1, 1), ("", 1, 1)],
        [("Люди", 1, 1), ("Назначить куратора", 1, 1), ("сентябрь", 1, 1), ("директор\nзаместители", 1, 1), ("", 1, 1)],
        [
            ("2.", 1, 3),
            ("Работа пар", 1, 3),
            ("Общая встреча пар", 2, 1),
            ("по отдельному графику", 1, 1),
            ("", 1, 1),
            ("Пары\nпознакомились", 1, 1),
        ],
        [
            ("Поддержка", 1, 1),
            ("Наблюдения:\n1. раз в месяц\n2. по запросу", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("Отчёт", 1, 1),
        ],
        [("Итоги года", 1, 1), ("", 1, 1), ("май–июнь", 1, 1), ("", 1, 1), ("", 1, 1)],
    ]


def test_stages_across_stand_over_the_whole_width():
    assert cells(with_stages_across()) == [
        [("1 этап. Подготовка", 5, 1)],
        [("1.1.", 1, 1), ("Сбор", 1, 1), ("Совещание", 1, 1), ("август", 1, 1), ("протокол", 1, 1)],
        [("1.2.", 1, 1), ("Акты", 1, 1), ("1) Раз\n2) Два", 1, 1), ("сентябрь", 1, 1), ("", 1, 1)],
        [("II. Основная часть", 5, 1)],
        [("2.6.", 1, 2), ("Заседания: осень", 1, 1), ("Тема первая", 1, 1), ("", 1, 1), ("приказ", 1, 1)],
        [("Заседания: весна", 1, 1), ("Тема вторая", 1, 1), ("", 1, 1), ("", 1, 1)],
    ]


def test_items_of_a_row_that_have_parted_stand_in_rows_of_their_own():
    read = without_stages()
    first, second, third = items(7, "Раз", "Два", "Три", due_text="май", responsible_text="куратор")
    second.due_text = "июнь"
    read.stages[0].measures = [first, second, third]
    assert cells(read) == [
        [("1) Раз", 1, 1), ("май", 1, 1), ("куратор", 1, 3)],
        [("2) Два", 1, 1), ("июнь", 1, 1)],
        [("3) Три", 1, 1), ("май", 1, 1)],
    ]


def test_a_list_is_counted_anew_when_its_items_were_moved_or_added():
    read = without_stages()
    first, second = items(7, "Раз", "Два")
    read.stages[0].measures = [second, first, row(7, "Новое")]
    read.stages[0].measures[2].row = 7
    assert cells(read)[0][0] == ("1) Два\n2) Раз\n3) Новое", 1, 1)


def test_a_text_over_other_columns_heads_its_rows_where_measures_have_no_title_column():
    read = without_stages()
    read.columns.insert(0, with_stages_across().columns[0])
    read.stages[0].measures = [
        row(number, text, title="Заседания клуба:", number="2.6", row_number="2.6.")
        for number, text in ((1, "а"), (2, "б"))
    ]
    assert cells(read) == [
        [("2.6.", 1, 3), ("Заседания клуба:", 3, 1)],
        [("а", 1, 1), ("", 1, 1), ("", 1, 1)],
        [("б", 1, 1), ("", 1, 1), ("", 1, 1)],
    ]


@pytest.mark.parametrize(
    ("number", "title", "printed", "words"),
    [
        ("1", "Подготовка", "1 этап. Подготовка", "1 этап. Подготовка"),
        ("2", "Подготовка", "1 этап. Подготовка", "2. Подготовка"),
        ("II", "Основной", "", "II. Основной"),
        ("3", None, "", "3."),
        (None, "Этап запуска", "Этап запуска", "Этап запуска"),
        ("1", "2 года вместе", "", "Этап 1. 2 года вместе"),
    ],
)
def test_the_heading_of_a_stage_is_the_files_own_until_it_is_changed(number, title, printed, words):
    assert stage_text(StageRead("s", number, title, printed=printed)) == words


def test_words_without_a_column_of_their_own_get_one():
    read = without_stages()
    read.columns = read.columns[:1]
    read.stages[0].measures[0].expected_result = "Анкеты собраны"
    found = table(read)
    assert [column.title for column in found.columns] == [
        "Содержание деятельности",
        "Сроки",
        "Ответственные",
        "Ожидаемый результат",
    ]
    assert [[cell.text for cell in line] for line in found.rows] == [
        ["Анкеты", "ежегодно", "", "Анкеты собраны"],
        ["Встречи", "", "куратор", ""],
    ]
    read.columns = []
    assert [column.title for column in table(read).columns][0] == "Содержание деятельности"


def test_columns_are_wide_enough_for_their_words():
    widths = [column.width for column in table(with_stage_column()).columns]
    assert sum(widths) == 100
    assert widths[0] < 6
    text = " ".join(page_texts(render_pdf(blocks(with_stage_column()), page_for(with_stage_column()), "т")))
    for word in ("Мероприятия", "деятельности", "Ответственные", "Ожидаемый", "Подготовка", "познакомились"):
        assert word in text


def test_the_word_of_approval_agrees_with_the_title():
    def word(title, form="by_order"):
        read = without_stages()
        read.title = title
        [mark] = marks_of(read, form).right
        return mark.word, mark.lines

    assert word("Дорожная карта") == ("УТВЕРЖДЕНА", ("приказом от 08.02.2026 № 5/1-п.о.д.",))
    assert word("План мероприятий") == ("УТВЕРЖДЁН", ("приказом от 08.02.2026 № 5/1-п.о.д.",))
    assert word("Дорожная карта", "annex") == ("Приложение", ("к приказу", "от 08.02.2026 № 5/1-п.о.д."))


@pytest.mark.parametrize(
    ("organisation", "whose"),
    [
        ("МКОУ «Луговая СОШ»", "к приказу МКОУ «Луговая СОШ»"),
        ("МУНИЦИПАЛЬНОЕ УЧРЕЖДЕНИЕ «ЛЕСНАЯ СОШ № 1»", "к приказу МБОУ «Лесная СОШ № 1»"),
        (None, "к приказу"),
    ],
)
def test_an_order_kept_from_a_file_is_never_said_to_be_of_whoever_prints(organisation, whose):
    read = without_stages()
    read.organisation = organisation
    [mark] = marks_of(read, "annex", "2", "МБОУ «Лесная СОШ № 1»").right
    assert (mark.word, mark.lines) == ("Приложение № 2", (whose, "от 08.02.2026 № 5/1-п.о.д."))


def test_marks_say_only_what_is_known():
    read = without_stages()
    read.approval = Approval("Директор", "А.Б. Ветрова")
    [mark] = marks_of(read).right
    assert (mark.post, mark.name, mark.date) == ("Директор", "А.Б. Ветрова", "")
    read.approval = Approval("Директор", "А.Б. Ветрова", None, "не дата")
    assert marks_of(read).right[0].date == ""
    read.approval = Approval()
    assert marks_of(read).right == ()


def test_a_hundred_and_fifty_measures_are_all_printed_once():
    read = big(150)
    texts = page_texts(render_pdf(blocks(read), page_for(read), "т"))
    words = " ".join(texts).split()
    assert [words.count("Мероприятие"), len(texts) > 4] == [150, True]
    assert all("Ожидаемый результат" in text for text in texts)
