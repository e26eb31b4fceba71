from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from schools.papers.engine.blocks import (
    AnnexMark,
    ApprovalMark,
    Column,
    DateNumberPlace,
    Executor,
    Heading,
    PageBreak,
    Paragraph,
    Point,
    Run,
    Signature,
    Spacer,
    Table,
)
from schools.papers.engine.docx import render_docx
from schools.papers.engine.docx_tables import text_width
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from tests.schools.papers.engine import samples
from tests.schools.papers.engine.reading import docx_text, pages, squeeze

PAGE = PageSetup()


@pytest.fixture(scope="module")
def order():
    return Document(BytesIO(render_docx(samples.order(), PAGE, "Приказ № 45-ОД", "МБОУ", date(2026, 9, 2))))


def text_of(*blocks) -> str:
    return docx_text(render_docx(blocks, PAGE, "т")).replace("\u00a0", " ")


def test_the_order_says_all_that_its_blocks_say():
    lines = [squeeze(line) for line in docx_text(render_docx(samples.order(), PAGE, "т")).splitlines()]
    points = [squeeze(f"{one.number} {one.text}") for one in samples.order() if isinstance(one, Point)]
    assert [line for line in lines if line in points] == points
    text = squeeze(" ".join(lines))
    for (mentor, post), (mentee, work) in zip(samples.MENTORS, samples.MENTEES, strict=True):
        assert squeeze(f"{mentor}, {post} {mentee}, {work} с 03.09.2026 по 31.05.2027") in text
    assert [line for line in lines if line.endswith("Полежаева")] == ["Директор О.В. Полежаева"]


def test_every_paragraph_has_a_style_of_ours(order):
    used = [paragraph.style.name for paragraph in order.paragraphs]
    assert used[:9] == [
        "Бланк",
        "Бланк: наименование",
        "Бланк: наименование",
        "Бланк: справочные данные",
        "Бланк: справочные данные",
        "Бланк: справочные данные",
        "Вид документа",
        "Дата и номер",
        "Место составления",
    ]
    assert "Normal" not in used
    assert used.count("Пункт") == 7


def test_points_are_a_list_of_word(order):
    points = [one for one in order.paragraphs if one.style.name == "Пункт"]
    assert [one._p.pPr.numPr.ilvl.val for one in points] == [0, 0, 0, 1, 1, 0, 0]
    assert {one._p.pPr.numPr.numId.val for one in points} == {1}
    assert points[0].text.startswith("Утвердить")


@pytest.mark.parametrize(
    "numbers",
    [
        ["1.", "2.", "2.1.", "2.2.", "3.", "3.1.", "3.1.1.", "4."],
        ["1.", "2.", "1.", "2."],
        ["5.", "6.", "6.3.", "6.4."],
        ["1.1.", "1.2.", "2.1."],
        ["1)", "2)", "а)", "3)"],
        ["1.", "1.1", "1.2", "2."],
        ["1.", "14-а.", "2."],
        ["0.", "1.1.1.1.1.", "1."],
        ["1.", "2.", "4.", "5."],
    ],
)
def test_word_prints_the_numbers_that_are_stored(numbers):
    assert text_of(*(Point(number, "Слово.") for number in numbers)).splitlines() == [
        f"{number} Слово." for number in numbers
    ]


def test_each_list_counts_by_itself():
    """Lists of one definition go on counting the levels that the later list never prints."""
    points = [Point(number, "Слово.") for number in ("1.", "2.", "1.1.", "1.2.", "2.1.")]
    root = Document(BytesIO(render_docx(points, PAGE, "т"))).part.numbering_part.element
    assert [one.tag for one in root] == [qn("w:abstractNum")] * 3 + [qn("w:num")] * 3
    definitions = root.findall(qn("w:abstractNum"))
    numbers = [one.find(qn("w:abstractNumId")).get(qn("w:val")) for one in root.findall(qn("w:num"))]
    assert sorted(numbers) == sorted(one.get(qn("w:abstractNumId")) for one in definitions)
    starts = {
        one.get(qn("w:abstractNumId")): [level.find(qn("w:start")).get(qn("w:val")) for level in one.iter(qn("w:lvl"))]
        for one in definitions
    }
    assert [starts[number][:2] for number in numbers] == [["1", "1"], ["1", "1"], ["2", "1"]]


def test_tabs_and_line_breaks_are_marks_and_not_letters():
    blocks = (
        DateNumberPlace("2 сентября 2026 г.", "45-ОД"),
        Paragraph("Директору\nВетрову Г.И.", align="right"),
        Signature("Директор", "О.В. Полежаева"),
        Executor("Ясная Анна Петровна", "8 (900) 000-00-00"),
    )
    body = Document(BytesIO(render_docx(blocks, PAGE, "т"))).element.body
    assert [words.text for words in body.iter(qn("w:t")) if set(words.text or "") & {"\t", "\n"}] == []
    assert len(body.xpath(".//w:r/w:tab")) == 2
    assert len(body.xpath(".//w:r/w:br")) == 2


def test_an_addressee_stands_at_the_right_and_its_lines_begin_at_one_edge():
    blocks = (Paragraph("Директору\nВетрову Г.И.", align="aside", indent=False),)
    assert [(line.x, line.text) for line in pages(render_pdf(blocks, PAGE, "т"))[0]] == [
        (125.0, "Директору"),
        (125.0, "Ветрову Г.И."),
    ]
    [paragraph] = Document(BytesIO(render_docx(blocks, PAGE, "т"))).paragraphs
    form = paragraph.paragraph_format
    assert (round(form.left_indent.mm), form.alignment) == (95, WD_ALIGN_PARAGRAPH.LEFT)


def test_the_signature_stands_by_a_tab(order):
    signature = next(one for one in order.paragraphs if one.style.name == "Подпись")
    assert signature.text == "Директор\tО.В.\u00a0Полежаева"
    (stop,) = order.styles["Подпись"].paragraph_format.tab_stops
    assert round(stop.position.mm) == 170


def test_a_long_post_leaves_room_for_the_name():
    post = "Исполняющая обязанности директора муниципального бюджетного общеобразовательного учреждения"
    lines = text_of(Signature(post, "Е.С. Ким")).splitlines()
    assert lines[-1].endswith("\tЕ.С. Ким")
    assert " ".join(lines).split("\t")[0] == post


def test_the_table_repeats_its_head_and_tears_no_row(order):
    table = order.tables[-1]
    rows = [row._tr.trPr for row in table.rows]
    assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * 10
    assert [row.find(qn("w:cantSplit")) is not None for row in rows] == [True] * 11
    assert [cell.text for cell in table.rows[0].cells] == [
        "№\nп/п",
        "Наставник, должность",
        "Наставляемый, должность",
        "Срок",
    ]
    assert round(sum(column.width.mm for column in table.columns)) == 170


def test_the_sheet_is_that_of_the_page(order):
    section = order.sections[0]
    margins = section.left_margin, section.right_margin, section.top_margin, section.bottom_margin
    assert [round(one.mm) for one in (section.page_width, section.page_height, *margins)] == [210, 297, 30, 10, 20, 20]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    header = section.header.paragraphs[0]
    assert (header.style.name, header._p.xpath(".//w:instrText")[0].text) == ("Номер страницы", "PAGE")
    assert round(section.header_distance.mm) == 10


def test_typeface_and_language_hold_for_every_script(order):
    defaults = order.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = defaults.find(qn("w:rFonts"))
    assert {name.split("}")[1]: value for name, value in fonts.attrib.items()} == dict.fromkeys(
        ("ascii", "hAnsi", "eastAsia", "cs"), "PT Serif"
    )
    assert defaults.find(qn("w:lang")).get(qn("w:val")) == "ru-RU"


def test_the_properties_are_told(order):
    properties = order.core_properties
    assert (properties.title, properties.author, properties.language) == ("Приказ №\u00a045-ОД", "МБОУ", "ru-RU")
    assert (properties.created.date(), properties.comments) == (date(2026, 9, 2), "")


def test_an_annex_begins_a_page_and_a_table_may_too():
    blocks = [
        Paragraph("а"),
        PageBreak(),
        AnnexMark(("Приложение № 1",)),
        PageBreak(),
        Table((Column("б"),), (("в",),)),
    ]
    document = Document(BytesIO(render_docx(blocks, PAGE, "т")))
    starts = [one.style.name for one in document.paragraphs if one.paragraph_format.page_break_before]
    assert starts == ["Отметка справа", "Разделитель"]


def test_the_executor_stands_in_a_frame_at_the_foot():
    document = Document(BytesIO(render_docx([Signature("Директор", "Ким"), Executor("Ким", "2-11")], PAGE, "т")))
    executor, signature = document.paragraphs
    assert (executor.text, signature.text) == ("Исп. Ким\n2-11", "Директор\tКим")
    assert executor._p.pPr.find(qn("w:framePr")).get(qn("w:yAlign")) == "bottom"


def test_faces_drafts_and_marks():
    runs = (Run("Наставнику "), Run("Ким", bold=True), Run(" вчера", italic=True))
    data = render_docx([Paragraph(runs), DateNumberPlace()], PAGE, "т")
    paragraph = Document(BytesIO(data)).paragraphs[0]
    assert [(run.text, run.bold, run.italic) for run in paragraph.runs] == [
        ("Наставнику ", None, None),
        ("Ким", True, None),
        (" вчера", None, True),
    ]
    assert "№ _________" in docx_text(data).replace("\u00a0", " ")
    mark = ApprovalMark("УТВЕРЖДАЮ", post="Директор", name="О.В. Ким", date="2 сентября 2026 г.")
    assert text_of(mark, Spacer(2), Heading("О\x0bпарах\x00")).splitlines() == [
        "УТВЕРЖДАЮ",
        "Директор",
        "______________\tО.В. Ким",
        "2 сентября 2026 г.",
        "Опарах",
    ]


def test_labels_of_blanks_are_as_wide_as_their_words():
    document = Document(BytesIO(render_docx(samples.consent(), PageSetup(size=12), "т")))
    first = document.tables[0]
    assert [cell.text for cell in first.rows[0].cells] == ["Я,", "Полетаев Егор Максимович"]
    assert first.columns[0].width.mm == pytest.approx(text_width("Я,", 12) + 2.5, abs=0.1)
    assert round(sum(column.width.mm for column in first.columns)) == 170
    assert [cell.text for cell in first.rows[1].cells] == ["", "фамилия, имя, отчество"]
