"""What stands around the table in documents by other hands: orders, covers, marks, titles, lists that are no measures."""

import pytest

from roadmaps.reading import RoadmapUnreadable
from roadmaps.reading.grid import Paragraph, Source, Table
from roadmaps.reading.recognise import recognise
from tests.roadmaps.reading.papers import HEADINGS, LEFT, TITLE, contents, outline, read
from tests.roadmaps.reading.test_hands import messages


def test_notes_and_signatures_across_the_table_are_told_and_not_stages():
    roadmap = read(TITLE, [HEADINGS, ["1", "Раз", "май", "куратор"], ["Примечание: сроки уточняются", *[LEFT] * 3]])
    assert outline(roadmap) == [(None, None, [("1", None, "Раз")])]
    assert messages(roadmap) == [("stage", "Примечание: сроки уточняются")]


def test_lists_below_blank_rows_are_not_measures():
    roadmap = read(
        TITLE,
        [
            HEADINGS,
            ["1", "Раз", "май", "куратор"],
            ["", "", "", ""],
            ["", "Директор А.Б. Клёнов", "", ""],
            ["", "", "", ""],
            ["Ознакомлены", "", "", ""],
            ["№", "ФИО", "Должность", "Подпись"],
            ["1", "Липова Н.К.", "учитель", ""],
        ],
    )
    assert contents(roadmap) == ["Раз"]
    assert messages(roadmap) == [("stage", "Директор А.Б. Клёнов"), ("stage", "Ознакомлены")]


def test_an_order_with_its_annex_lends_only_the_annex():
    roadmap = read(
        ["МБОУ «Лесная школа»", "ПРИКАЗ", "01.09.2024 № 44", "1. Утвердить дорожную карту (приложение 1).", "Директор А.Б. Клёнов"],
        "Список наставников",
        [["№", "ФИО", "Должность"], ["1", "Липова Н.К.", "учитель"], ["2", "Клёнов А.Б.", "учитель"]],
        ["Приложение 1", "к приказу МБОУ «Лесная школа»", "от 01.09.2024 № 45", ""],
        "Дорожная карта\nнаставничества\nв МБОУ «Лесная школа»\nна 2024-2025 учебный год",
        [HEADINGS, ["1", "Раз", "май", "куратор"]],
    )  # fmt: skip
    assert roadmap.title == "Дорожная карта наставничества в МБОУ «Лесная школа» на 2024-2025 учебный год"
    assert (roadmap.organisation, roadmap.school_year) == ("МБОУ «Лесная школа»", "2024-2025")
    assert (roadmap.approval.order_number, roadmap.approval.order_date) == ("45", "2024-09-01")
    assert roadmap.doubts == []


def test_the_letterhead_of_the_order_stands_in_for_that_of_its_annex():
    order = ["МБОУ «Лесная школа»", "ПРИКАЗ", "01.09.2024 № 45", "", "Приложение", "к приказу от 01.09.2024 № 45", ""]
    table = [HEADINGS, ["1", "Раз", "май", "куратор"]]
    assert read(order, "Дорожная карта наставничества", table).organisation == "МБОУ «Лесная школа»"
    assert read(order, "Дорожная карта лицея № 4", table).organisation == "лицея № 4"


def test_marks_and_letterhead_in_the_header_of_the_page():
    table = Table.of_texts([HEADINGS, ["а)", "Раз", "май", "куратор"]])
    header = [Paragraph("МБОУ «Лесная школа»"), Paragraph(""), Paragraph("Приложение к приказу от 01.09.2025 № 7")]
    roadmap = recognise(Source([Paragraph(TITLE), table], header=header))
    assert (roadmap.organisation, roadmap.approval.order_number) == ("МБОУ «Лесная школа»", "7")
    assert outline(roadmap) == [(None, None, [("а", None, "Раз")])]


def test_a_cover_with_letterhead_marks_and_a_goal():
    roadmap = read(
        "Управление образования Лесного округа\nМуниципальное автономное общеобразовательное учреждение\n"
        "«Гимназия № 2 имени П.Т. Грушина»\n(МАОУ «Гимназия № 2»)\n600000, г. Энск, ул. Лесная, 5",
        [["СОГЛАСОВАНО\nпедагогический совет\nпротокол от 29.08.2024 № 1", "УТВЕРЖДАЮ\nДиректор\n__ Клёнов А.Б.\nприказ от 30.08.2024 № 141"]],
        "\nДОРОЖНАЯ КАРТА\n\nпо развитию наставничества\nна 2024/2025 учебный год\n",
        ["Цель: помочь новичкам"],
        [["Этапы", "Мероприятия", "Сроки", "Ответственные", "Результат. Вид документа"], ["Первый", "Раз", "май", "куратор", "приказ"]],
        landscape=True,
    )  # fmt: skip
    assert roadmap.title == "ДОРОЖНАЯ КАРТА по развитию наставничества на 2024/2025 учебный год"
    assert (
        roadmap.organisation
        == "Муниципальное автономное общеобразовательное учреждение «Гимназия № 2 имени П.Т. Грушина»"
    )
    assert (roadmap.approval.post, roadmap.approval.name, roadmap.approval.order_number) == (
        "Директор",
        "Клёнов А.Б.",
        "141",
    )
    assert (roadmap.agreement.body, roadmap.agreement.protocol_number) == ("педагогический совет", "1")
    assert roadmap.measures[0].expected_result == "приказ"
    assert (roadmap.landscape, messages(roadmap)) == (True, [("title", "Цель: помочь новичкам")])


def test_the_roadmap_is_chosen_among_plans_by_its_caption():
    plan = [["1", "Занятие", "май", "методист"]] * 5
    roadmap = read(
        "План работы школы наставника", [HEADINGS, *plan], "Дорожная карта", [HEADINGS, ["1", "Раз", "май", "куратор"]]
    )
    assert (roadmap.title, contents(roadmap)) == ("Дорожная карта", ["Раз"])
    assert messages(roadmap) == [("title", "№ | Мероприятия | Сроки | Ответственные")]


def test_a_roadmap_without_a_title_asks_for_one():
    roadmap = read([HEADINGS, ["1", "Раз", "май", "куратор"]])
    assert (roadmap.title, messages(roadmap)) == ("", [("title", "")])


def test_the_stage_above_an_untitled_table_is_no_title():
    roadmap = read("МБОУ «Лесная школа»", ["Этап 1. Начало"], [HEADINGS, ["1", "Раз", "май", "куратор"]])
    assert (roadmap.title, roadmap.organisation) == ("", "МБОУ «Лесная школа»")
    assert [(number, title) for number, title, _ in outline(roadmap)] == [("1", "Начало")]


def test_lines_that_only_stand_above_are_a_title_with_a_doubt():
    roadmap = read(
        "Наставничество в МБОУ СОШ № 5\nна 2024-2025 учебный год", [HEADINGS, ["1", "Раз", "май", "куратор"]]
    )
    assert roadmap.title == "Наставничество в МБОУ СОШ № 5 на 2024-2025 учебный год"
    assert (roadmap.school_year, messages(roadmap)) == ("2024-2025", [("title", roadmap.title)])


def test_an_introduction_above_several_tables_is_no_stage():
    goal = "Карта ведёт школу от опроса к парам; " * 8
    tables = [[HEADINGS, ["1", "Раз", "май", "куратор"]], [HEADINGS, ["2", "Два", "май", "куратор"]]]
    roadmap = read(TITLE, [goal], tables[0], ["Этап 2. Работа"], tables[1])
    assert [(number, title) for number, title, _ in outline(roadmap)] == [(None, None), ("2", "Работа")]
    assert messages(roadmap) == [("title", goal.strip())]


def test_soft_hyphens_and_strange_blanks():
    roadmap = read(
        TITLE,
        [
            ["№", "Меро\xadприя\u200bтия", "Сро\xadки", "Ответ\xadственные"],
            ["1", "Со\xadбрать\xa0\xa0группу", "с\u20111 мая", "– куратор\n▪ педагог"],
        ],
    )
    measure = roadmap.measures[0]
    assert (measure.content, measure.due_text, measure.responsible_text) == (
        "Собрать группу",
        "с-1 мая",
        "- куратор\n- педагог",
    )
    assert [column.heading for column in roadmap.columns] == ["№", "Мероприятия", "Сроки", "Ответственные"]


@pytest.mark.parametrize("blocks", [
    ["Список педагогов", [["№", "ФИО", "Должность"], ["1", "Липова Н.К.", "учитель"]]],
    ["Показатели", [["Показатель", "Срок", "Значение"], ["Доля пар", "май", "5"]]],
    ["Дорожная карта наставничества"],
    [TITLE, [HEADINGS, ["", "", "", ""]]],
])  # fmt: skip
def test_what_is_no_roadmap_is_refused(blocks):
    with pytest.raises(RoadmapUnreadable):
        read(*blocks)


def test_a_cover_whose_marks_stand_below_the_title():
    roadmap = read(
        "МБДОУ «Детский сад № 7»",
        "\nДорожная карта (план мероприятий)\nпо развитию наставничества\n",
        ["Приложение № 2 к приказу", "заведующего МБДОУ «Детский сад № 7»", "от 01.04.2025 № 42", ""],
        ["ПРИНЯТО", "Педагогическим советом", "(Протокол от 01.04.2025 № 4)", ""],
        [HEADINGS, ["1", "Раз", "май", "куратор"]],
    )
    assert roadmap.title == "Дорожная карта (план мероприятий) по развитию наставничества"
    assert (roadmap.organisation, roadmap.approval.order_number) == ("МБДОУ «Детский сад № 7»", "42")
    assert (roadmap.agreement.body, roadmap.agreement.date) == ("Педагогическим советом", "2025-04-01")
    assert roadmap.doubts == []
