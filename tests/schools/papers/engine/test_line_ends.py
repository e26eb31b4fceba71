"""Where a line and a page may not end: after «и» of a title, inside of a name in quotes, at the dash of a span, after a colon."""

import pytest

from schools.papers.engine.blocks import (
    AnnexMark,
    DateNumberPlace,
    DocTitle,
    Heading,
    Letterhead,
    PageBreak,
    Paragraph,
    Point,
    Signature,
)
from schools.papers.engine.docx import render_docx
from schools.papers.engine.flow import flow, quoted_names, title_words, whole_names
from schools.papers.engine.html import blocks_html
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from tests.schools.papers.engine.reading import docx_text, page_texts, pages

PAGE = PageSetup()
NAME = "Муниципальное бюджетное учреждение «Лесная СОШ № 1»"


def lines_of(*blocks) -> list[str]:
    """Lines of the first page as they are printed."""
    rows: dict[float, str] = {}
    for line in pages(render_pdf(list(blocks), PAGE, "т"))[0]:
        rows[line.y] = f"{rows[line.y]} {line.text}" if line.y in rows else line.text
    return [text.replace("\u00a0", " ") for text in rows.values()]


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("наставничества учителей и обучающихся", "наставничества учителей и~обучающихся"),
        ("О назначении куратора и о контроле", "О~назначении куратора и~о~контроле"),
        ("по-новому из-за смены", "по-новому из-за смены"),
        ("на 2026–2027 учебный год", "на~2026–2027 учебный год"),
    ],
)
def test_short_words_of_a_title_go_with_what_follows(words, bound):
    assert title_words(words) == bound.replace("~", "\u00a0")


def test_no_line_of_a_heading_ends_with_a_short_word():
    told = lines_of(Heading("Об организации наставничества педагогических работников и обучающихся"), Paragraph("Т."))
    assert [line for line in told if line.split()[-1] in {"и", "в", "о", "Об"}] == []
    assert any(line.startswith("и обучающихся") for line in told)


def test_a_subtitle_is_a_title_too():
    blocks = [DocTitle("СОГЛАСИЕ", "на участие в наставничестве")]
    assert "участие в\u00a0наставничестве" in blocks_html(blocks)
    assert "участие в\u00a0наставничестве" in docx_text(render_docx(blocks, PAGE, "т"))


@pytest.mark.parametrize("layout", ["centred", "angular"])
def test_a_name_in_quotes_goes_to_the_next_line_whole(layout):
    told = lines_of(Letterhead(NAME, short_name="МБОУ «Лесная СОШ № 1»", layout=layout), Paragraph("Т."))
    assert [line.endswith("«Лесная СОШ № 1»") for line in told if "«Лесная" in line and "МБОУ" not in line] == [True]


def test_so_does_one_in_the_mark_of_an_annex():
    told = lines_of(
        AnnexMark(("Приложение № 1", "к приказу Муниципального учреждения «Лесная СОШ № 1»")), Paragraph("Т.")
    )
    assert any(line.endswith("«Лесная СОШ № 1»") for line in told)


def test_a_name_longer_than_the_line_is_broken_as_any_words():
    long = "Учреждение «" + "Очень длинное наименование " * 4 + "»"
    assert len(lines_of(Letterhead(long), Paragraph("Т."))) > 3
    assert whole_names(long, 30) == long


def test_names_in_quotes_with_quotes_inside():
    pieces = quoted_names("МБДОУ «Детский сад «Сказка»», (МБДОУ «Сказка»)")
    assert [piece for piece, whole in pieces if whole] == ["«Детский сад «Сказка»»,", "«Сказка»)"]


def test_word_binds_a_name_that_fits_the_line():
    told = docx_text(render_docx([Letterhead(NAME)], PAGE, "т"))
    assert "«Лесная\u00a0СОШ\u00a0№\u00a01»" in told


def test_a_span_of_years_is_not_broken_at_its_dash():
    blocks = [Paragraph("на 2026–2027 учебный год")]
    assert '<span class="paper-bound">2026–2027</span>' in blocks_html(blocks)
    with_joiner = render_docx(blocks, PAGE, "т")
    assert "2026–2027" in docx_text(with_joiner)
    from io import BytesIO

    from docx import Document as read  # slow import

    assert read(BytesIO(with_joiner)).paragraphs[0].text == "на 2026–\u20602027 учебный год"


def test_an_angular_letterhead_has_the_number_beside_the_date():
    blocks = [
        Letterhead("Школа", layout="angular"),
        DocTitle("ПРИКАЗ"),
        DateNumberPlace("31 августа 2026 г.", "42-ОД"),
        Paragraph("Т."),
    ]
    assert "31 августа 2026 г. № 42-ОД" in lines_of(*blocks)
    assert "31 августа 2026 г. № 42-ОД" in docx_text(render_docx(blocks, PAGE, "т")).replace("\u00a0", " ")


def test_what_ends_with_a_colon_stays_with_what_it_introduces():
    blocks = [
        Point("1.", "Назначить куратора."),
        Point("2.", "Утвердить:"),
        Point("2.1.", "положение;", 2),
        PageBreak(),
        Paragraph("Т."),
    ]
    assert [placed.keep for placed in flow(blocks)] == [False, True, False, False]


def test_no_page_ends_with_a_colon():
    """Whatever the number of lines before it."""
    for before in range(30, 50):
        filler = [Paragraph("Строка.") for _ in range(before)]
        sheets = page_texts(
            render_pdf(
                [*filler, Point("2.", "Утвердить:"), Point("2.1.", "положение;", 2), Signature("Д", "А")], PAGE, "т"
            )
        )
        assert not any(sheet.endswith("Утвердить:") for sheet in sheets)
