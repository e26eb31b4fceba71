import pytest

from schools.papers.engine.blocks import (
    ApprovalMark,
    Blank,
    BlankLine,
    Column,
    Heading,
    MarkPair,
    PageBreak,
    Paragraph,
    Point,
    Signature,
    Spacer,
    Table,
)
from schools.papers.engine.flow import NO_BREAK, bound_words, flow, printable, shares
from schools.papers.engine.measure import NARROWEST_PAGE, columns, longest_word

LONG = "Представить отчёт о выполнении программ. " * 4


@pytest.mark.parametrize("weights", [[1], [1, 1, 1], [0, 0], [29, 29, 22, 15], [1] * 30, [1000, 1]])
def test_shares_make_a_hundred(weights):
    assert sum(shares(weights)) == 100
    assert min(shares(weights)) >= 1


def test_a_numbered_table_gets_a_column_of_numbers():
    heads, widths, rows = columns(Table((Column("Наставник", 3), Column("Срок", 1)), (("а", "б"), ("в", "г")), True))
    assert [head.title for head in heads] == ["№\nп/п", "Наставник", "Срок"]
    assert sum(widths) == 100
    assert rows == [("1", "а", "б"), ("2", "в", "г")]


def test_no_column_is_narrower_than_its_longest_word():
    table = Table(
        (Column("Документ", 80), Column("Страниц", 3), Column("Срок", 3)),
        (("Согласие на обработку", "2", "до 10 сентября 2026 года"),),
    )
    _, widths, _ = columns(table)
    assert sum(widths) == 100
    assert widths[1] * NARROWEST_PAGE / 100 >= longest_word("Страниц", bold=True) + 3
    # A date is never broken, least of all inside its year.
    assert longest_word("до 10 сентября 2026 года") == longest_word("10\u00a0сентября\u00a02026")
    assert widths[2] * NARROWEST_PAGE / 100 >= longest_word("10 сентября 2026") + 3


def kept(*blocks):
    return [placed.keep for placed in flow(blocks)]


def test_a_signature_keeps_two_lines_before_it():
    assert kept(Point("1.", LONG), Point("2.", LONG), Signature("Директор")) == [False, True, False]
    assert kept(Point("1.", LONG), Point("2.", "Коротко."), Signature("Директор")) == [True, True, False]
    assert kept(Point("1.", LONG), Point("2.", "а"), Point("3.", "б"), Signature()) == [False, True, True, False]


def test_headings_stay_with_what_follows():
    assert kept(Heading("О парах"), Paragraph(LONG), Paragraph("ПРИКАЗЫВАЮ:", keep=True), Point("1.", LONG)) == [
        True,
        False,
        True,
        False,
    ]


def test_a_break_marks_the_block_after_it_and_makes_no_empty_page():
    found = [
        placed.new_page for placed in flow([PageBreak(), Paragraph("а"), PageBreak(), PageBreak(), Paragraph("б")])
    ]
    assert found == [False, True]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("МБОУ «СОШ № 1»", "МБОУ «СОШ №~1»"),
        ("2 сентября 2026 г. № 5", "2~сентября~2026~г. №~5"),
        ("Орлову И.П. и Ким-Орлова И. П. Ким", "Орлову~И.П. и Ким-Орлова И.~П.~Ким"),
        ("О.В. Полежаева и О. В. Ким", "О.В.~Полежаева и О.~В.~Ким"),
        ("педагог – педагог", "педагог~– педагог"),
        ("из\x0bWord\x00", "изWord"),
        ("строка\nстрока", "строка\nстрока"),
    ],
)
def test_spaces_that_must_not_end_a_line_are_bound(typed, printed):
    assert printable(typed) == printed.replace("~", NO_BREAK)


def test_a_receipt_takes_along_the_parties_and_what_they_sign():
    parties = MarkPair((ApprovalMark("РАБОТОДАТЕЛЬ", name="М.С. Ким"),), (ApprovalMark("РАБОТНИК", name="Б.Ф. Заяц"),))
    receipt = BlankLine((Blank(label="Экземпляр получил:", hint="подпись"),))
    assert kept(Point("1.", LONG), Point("2.", LONG), Spacer(), parties, receipt) == [False, True, True, True, False]
    assert kept(Point("1.", LONG), receipt) == [False, False]


def test_all_that_is_bound_to_a_number_goes_together():
    assert bound_words("дано приказом от\u00a022.11.2026\u00a0№\u00a041-ОД, «О парах»") == [
        ("дано приказом ", False),
        ("от\u00a022.11.2026\u00a0№\u00a041-ОД,", True),
        (" «О парах»", False),
    ]
