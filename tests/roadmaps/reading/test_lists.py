import pytest

from roadmaps.reading.grid import Cell, Paragraph
from roadmaps.reading.lists import split


def items(*paragraphs):
    cell = Cell(paragraphs=[one if isinstance(one, Paragraph) else Paragraph(one) for one in paragraphs])
    return [(item.number, item.marker, item.text) for item in split([cell]).items]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["Провести сбор"], [("", "", "Провести сбор")]),
        (["1. Раз", "2. Два"], [("1", "1.", "Раз"), ("2", "2.", "Два")]),
        (["1) Раз\n2) Два"], [("1", "1)", "Раз"), ("2", "2)", "Два")]),
        (["1.Раз", "2.Два"], [("1", "1.", "Раз"), ("2", "2.", "Два")]),
        (["3) Три", "5) Пять"], [("3", "3)", "Три"), ("5", "5)", "Пять")]),
        (["1. Одно"], [("1", "1.", "Одно")]),
        (["1) раз; 2) два;3) три"], [("1", "1)", "раз;"), ("2", "2)", "два;"), ("3", "3)", "три")]),
        (["1) раз (см. пункт 2) и дальше"], [("1", "1)", "раз (см. пункт 2) и дальше")]),
        (["1. раз 2. два"], [("1", "1.", "раз 2. два")]),
        (["Утвердить:", "1. Раз", "2. Два"], [("", "", "Утвердить:\n1. Раз\n2. Два")]),
        (["1. Раз:", "1.1. часть", "– доля", "2. Два"], [("1", "1.", "Раз:\n1.1. часть\n- доля"), ("2", "2.", "Два")]),
        (["1. Раз:", "1) часть", "2) доля", "2. Два"], [("1", "1.", "Раз:\n1) часть\n2) доля"), ("2", "2.", "Два")]),
        (["1. Раз", "2) Два"], [("1", "1.", "Раз"), ("2", "2)", "Два")]),
        (["– одно"], [("", "", "одно")]),
        (["-одно"], [("", "", "одно")]),
        (["– одно", "▪ другое"], [("", "", "- одно\n- другое")]),
        (["01.09.2024 собрание"], [("", "", "01.09.2024 собрание")]),
        (["1.1. Совещание"], [("", "", "1.1. Совещание")]),
        (["10.00 начало"], [("", "", "10.00 начало")]),
        ([], [("", "", "")]),
    ],
)
def test_top_level_items_are_measures(paragraphs, expected):
    assert items(*paragraphs) == expected


def test_numbers_made_by_the_program_split_and_its_bullets_do_not():
    made = [Paragraph("Раз", "1."), Paragraph("доля", "-", 1), Paragraph("часть", "а)", 1), Paragraph("Два", "2.")]
    assert items(*made) == [("1", "1.", "Раз\n- доля\nа) часть"), ("2", "2.", "Два")]


def test_a_deeper_list_of_the_program_stays():
    made = [Paragraph("Раз", "1."), Paragraph("часть", "1.", 1), Paragraph("доля", "2.", 1), Paragraph("Два", "2.")]
    assert items(*made) == [("1", "1.", "Раз\n1. часть\n2. доля"), ("2", "2.", "Два")]


def test_a_number_made_with_levels_does_not_split():
    assert items(Paragraph("Раз", "1.1."), Paragraph("Два", "1.2.")) == [("", "", "1.1. Раз\n1.2. Два")]


def test_a_list_that_begins_anew_is_told():
    assert split([Cell(paragraphs=[Paragraph("1. Раз"), Paragraph("1. Два")])]).restarted
    assert not split([Cell(paragraphs=[Paragraph("1. Раз"), Paragraph("2. Два")])]).restarted


def test_empty_paragraphs_leave_no_lines():
    assert items("1. Раз", "", " \xa0", Paragraph("", "3."), "2. Два") == [("1", "1.", "Раз"), ("2", "2.", "Два")]
