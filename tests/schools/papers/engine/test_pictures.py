"""Pictures, emblems, codes and sheets that lie: what is frozen, shown, printed and given to Word."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image as pillow
from pypdf import PdfReader

from schools.papers.engine.blocks import (
    CheckMark,
    Column,
    DocTitle,
    Executor,
    PageBreak,
    Paragraph,
    Picture,
    Signature,
    Table,
)
from schools.papers.engine.codes import code_raster
from schools.papers.engine.docx import render_docx
from schools.papers.engine.freezing import FrozenBlocksError, blocks_from_json, blocks_to_json, plain_text
from schools.papers.engine.html import preview_html, sheets_html
from schools.papers.engine.images import Image, ImageError, image_of
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from schools.papers.engine.svg_raster import raster_of
from tests.schools.papers.engine import pictures, samples
from tests.schools.papers.engine.reading import docx_text, page_texts, pages

PAGE = PageSetup()
MM = 72 / 25.4
ADDRESS = "https://school.example/d/7f3k9q2m/"
MARK = CheckMark(ADDRESS, "Проверить документ можно по этому адресу")


@pytest.mark.parametrize("content", [pictures.raster(), pictures.raster("JPEG")], ids=["png", "jpeg"])
def test_a_raster_tells_its_size_and_comes_back_as_it_was(content):
    image = image_of(content)
    assert (image.size, image.content, image.height_at(150)) == ((300, 200), content, 100)


def test_a_drawing_tells_its_size_by_its_view_or_by_its_sides():
    assert pictures.plot().size == (200, 100)
    assert image_of('<svg xmlns="http://www.w3.org/2000/svg" width="30px" height="20"/>').size == (30, 20)
    assert image_of(f'\ufeff<?xml version="1.0"?>\n{pictures.PLOT}').data == pictures.PLOT


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a", "не PNG"),
        (b"\x89PNG\r\n\x1a\n", "PNG не читается"),
        (b"\xff\xd8\xff\xe0", "JPEG не читается"),
        (b"<svg ", "SVG не читается"),
        (b"<x><svg/></x>", "первым должен стоять"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "не сказан размер"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 1"/>', "пустая"),
        (pictures.PLOT.encode("cp1251"), "UTF-8"),
        (f"<!DOCTYPE svg>{pictures.PLOT}", "объявления"),
        (pictures.PLOT.replace("<title>", "<script>").replace("</title>", "</script>"), "«script»"),
        (pictures.PLOT.replace("<rect ", '<image href="file:///etc/passwd" '), "«image»"),
        (pictures.PLOT.replace("<rect ", '<rect onload="x()" '), "вне себя"),
        (pictures.PLOT.replace("#1d4e89", "url(https://example.org/x)"), "вне себя"),
        (pictures.raster(size=(6001, 60)), "велика"),
        (pictures.PLOT.replace("<title>", "<title>" + "а" * 300_000), "велика"),
    ],
)
def test_what_cannot_be_printed_or_reaches_outside_is_refused_with_a_sentence(content, said):
    with pytest.raises(ImageError, match=said):
        image_of(content)


def test_a_frozen_picture_is_whole_and_an_altered_one_is_refused():
    blocks = [
        replace(samples.letterhead(), emblem=pictures.photo()),
        samples.letterhead(),
        Picture(pictures.plot(), "Столбик: 14 ответов", 90, "left", "Рисунок 1"),
        MARK,
        PageBreak("wide"),
    ]
    frozen = json.loads(json.dumps(blocks_to_json(blocks)))
    assert blocks_from_json(frozen) == blocks
    assert "emblem" not in frozen[1]
    frozen[2]["image"]["data"] = "<svg/>"
    with pytest.raises(FrozenBlocksError, match="block 2"):
        blocks_from_json(frozen)


@pytest.mark.parametrize("values", [{"alt": " "}, {"alt": "а", "width": 4}, {"alt": "а", "width": 261}])
def test_a_picture_without_words_or_of_an_impossible_width_is_refused(values):
    with pytest.raises(ValueError, match="picture"):
        Picture(pictures.photo(), **values)


def test_the_words_of_a_paper_have_captions_and_the_address_to_check_it():
    blocks = [Picture(pictures.photo(), "Круг", caption="Рисунок 1 – Круг"), Picture(pictures.photo(), "Круг"), MARK]
    assert plain_text(blocks) == f"Рисунок 1 – Круг\n{MARK.words}\n{ADDRESS}"


def test_the_preview_shows_pictures_under_a_strict_policy():
    blocks = [replace(samples.letterhead(), emblem=pictures.photo()), Picture(pictures.plot(), "Столбик: «14»"), MARK]
    html = preview_html(blocks, PAGE, "т", [])
    assert not re.search(r"<style|style=|<script|\son\w+=", html)
    assert re.findall(r'<img src="data:(image/[a-z+]+);base64,[\w+/=]+" alt="([^"]+)" width="(\d+)"', html) == [
        ("image/png", "Эмблема", "113"),  # 20 mm high
        ("image/svg+xml", "Столбик: «14»", "454"),  # 120 mm
        ("image/svg+xml", "QR-код с адресом проверки документа", "83"),  # 22 mm
    ]


def test_pictures_are_printed_as_large_as_they_are_asked_for():
    (page,) = PdfReader(BytesIO(render_pdf([Picture(pictures.photo(), "Круг", 60)], PAGE, "т"))).pages
    seen = []
    page.extract_text(
        visitor_operand_before=lambda operator, operands, cm, tm: operator == b"Do" and seen.append(list(cm))
    )
    ((width, _, _, height, x, y),) = seen
    assert [round(abs(one) / MM) for one in (width, height, x)] == [60, 40, 30 + 55]
    assert 20 <= 297 - (y / MM if height < 0 else y / MM + 40) <= 24


def test_the_mark_stands_at_the_lower_right_of_the_last_sheet():
    found = pages(render_pdf([*samples.order(), MARK], PAGE, "т"))
    assert [any(ADDRESS[:20] in line.text for line in page) for page in found] == [False, False, True]
    last = found[-1][-1]
    assert 270 <= last.y <= 277
    assert last.x > 105


def test_a_mark_and_an_executor_share_the_foot():
    blocks = [Paragraph("Слово."), Signature("Директор", "Ким"), Executor("Орлова", "2-11"), MARK]
    (page,) = pages(render_pdf(blocks, PAGE, "т"))
    assert [line.text for line in page if line.y < 100] == ["Слово.", "Директор", "Ким"]
    feet = [line for line in page if line.y > 100]
    assert sorted(line.x > 105 for line in feet) == [False, False, True, True, True]
    assert max(line.y for line in feet) <= 277


def wide_annex() -> list:
    table = Table((Column("Мероприятие"), Column("Срок")), (("Сбор заявлений", "сентябрь"),) * 3)
    return [
        samples.letterhead("angular"),
        DocTitle("ПРИКАЗ"),
        Paragraph("Утвердить план."),
        PageBreak("wide"),
        DocTitle("ПЛАН", "на год"),
        table,
        PageBreak(),
        table,
        PageBreak("upright"),
        Paragraph("Положение."),
    ]


@pytest.mark.parametrize("lies", [False, True])
def test_a_part_lies_and_the_pages_are_counted_on(lies):
    pdf = render_pdf(wide_annex(), PageSetup(landscape=lies), "т")
    reader = PdfReader(BytesIO(pdf))
    sides = [round(float(page.mediabox.width) / MM) for page in reader.pages]
    assert sides == [297 if lies else 210, 297, 297, 210]
    assert [[line.text for line in page if line.y < 20] for page in pages(pdf)] == [[], ["2"], ["3"], ["4"]]


def test_a_paper_that_begins_wide_has_no_number_on_its_first_sheet():
    texts = page_texts(render_pdf([PageBreak("wide"), Paragraph("Раз."), PageBreak(), Paragraph("Два.")], PAGE, "т"))
    assert texts == ["Раз.", "Два. 2"]


def test_the_title_of_an_annex_is_not_in_the_column_of_an_angular_letterhead():
    blocks = [samples.letterhead("angular"), DocTitle("ПРИКАЗ"), PageBreak(), DocTitle("ПОЛОЖЕНИЕ")]
    first, second = pages(render_pdf(blocks, PAGE, "т"))
    assert next(line.x for line in first if line.text == "ПРИКАЗ") < 30 + 40
    assert next(line.x for line in second if line.text == "ПОЛОЖЕНИЕ") > 30 + 60
    document = Document(BytesIO(render_docx(blocks, PAGE, "т")))
    assert [one.paragraph_format.right_indent for one in document.paragraphs if one.style.name == "Вид документа"] == [
        None,  # as the style says
        0,
    ]


def test_the_preview_lays_the_sheets_as_they_are_printed():
    html = sheets_html(wide_annex(), PAGE)
    assert ["landscape" in one for one in re.findall(r'<div class="(sheet [^"]*)"', html)] == [False, True, True, False]


def test_word_has_sections_that_lie_and_numbers_from_the_second_sheet():
    document = Document(BytesIO(render_docx(wide_annex(), PAGE, "т")))
    sheets = [(round(one.page_width.mm), round(one.left_margin.mm)) for one in document.sections]
    assert sheets == [(210, 30), (297, 30), (210, 30)]
    assert [one.different_first_page_header_footer for one in document.sections] == [True, False, False]
    assert [one.header.is_linked_to_previous for one in document.sections] == [False, True, True]
    assert [round(sum(column.width.mm for column in table.columns)) for table in document.tables] == [257, 257]
    assert {one.style.name for one in document.paragraphs}.isdisjoint({"Normal"})


def test_word_gets_pictures_with_their_words_and_drawings_as_rasters():
    blocks = [
        replace(samples.letterhead(), emblem=pictures.photo()),
        Picture(pictures.plot(), "Столбик: 14", 90, "right", "Рисунок 1"),
        MARK,
    ]
    data = render_docx(blocks, PAGE, "т")
    document = Document(BytesIO(data))
    shapes = [one._inline for one in document.inline_shapes]
    assert [one.docPr.get("descr") for one in shapes] == [
        "Эмблема",
        "Столбик: 14",
        "QR-код с адресом проверки документа",
    ]
    assert [(round(one.width.mm), round(one.height.mm)) for one in document.inline_shapes] == [
        (30, 20),
        (90, 45),
        (22, 22),
    ]
    assert all(part.content_type in {"image/png", "image/jpeg"} for part in document.part.package.image_parts)
    assert docx_text(data).splitlines()[-2:] == ["Рисунок 1", f"{MARK.words} {ADDRESS}\t"]
    floating = document.tables[-1]._tbl.tblPr.find(qn("w:tblpPr"))
    assert (floating.get(qn("w:tblpXSpec")), floating.get(qn("w:tblpYSpec"))) == ("right", "bottom")


def colours(image: Image, *places: tuple[int, int]) -> list[tuple[int, ...]]:
    canvas = pillow.open(BytesIO(image.content)).convert("RGB")
    return [canvas.getpixel((x * canvas.width // 200, y * canvas.height // 100)) for x, y in places]


def test_a_drawing_becomes_the_same_picture():
    painted = raster_of(pictures.plot(), 100)
    white, blue = (255, 255, 255), (29, 78, 137)
    assert painted.size[0] / painted.size[1] == pytest.approx(2, abs=0.01)
    assert colours(painted, (100, 50), (32, 70)) == [white, blue]
    assert max(colours(painted, (1, 50))[0]) < 20


@pytest.mark.parametrize(
    ("drawn", "place", "colour"),
    [
        ('<g transform="translate(100 0) scale(2)"><rect width="10" height="10" fill="red"/></g>', (115, 15), "red"),
        ('<g transform="rotate(90 100 50)"><rect x="80" y="10" width="40" height="5"/></g>', (138, 50), "black"),
        ('<circle cx="50" cy="50" r="20" fill="none" stroke="red" stroke-width="6"/>', (70, 50), "red"),
        ('<ellipse cx="50" cy="50" rx="40" ry="10" fill="red"/>', (85, 50), "red"),
        ('<path d="M10 10h40v40h-40zM20 20h20v20h-20z" fill="red"/>', (30, 30), "white"),
        ('<path d="M10 10h40v40h-40zM20 20h20v20h-20z" fill="red"/>', (15, 30), "red"),
        ('<path d="M50 50 L90 50 A40 40 0 0050 10z" fill="red"/>', (75, 25), "red"),
        ('<path d="M50 50 L90 50 A40 40 0 0050 10z" fill="red"/>', (85, 12), "white"),
        ('<path d="M10 50C10 0 90 0 90 50z" fill="red"/>', (50, 20), "red"),
        ('<path d="M10 90q40-80 80 0t80 0" fill="none" stroke="red" stroke-width="5"/>', (50, 50), "red"),
        ('<polyline points="10,10 10,90 90,90" fill="none" stroke="red" stroke-width="5"/>', (10, 50), "red"),
        ('<polygon points="10,10 10,90 90,90" fill="red"/>', (20, 80), "red"),
        ('<line x1="0" y1="50" x2="200" y2="50" stroke="red" stroke-width="4"/>', (100, 50), "red"),
        ('<rect width="200" height="100" fill="#000" fill-opacity="0"/>', (100, 50), "white"),
    ],
)
def test_every_shape_lies_where_it_was_drawn(drawn, place, colour):
    drawing = image_of(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">{drawn}</svg>')
    named = {"red": (255, 0, 0), "black": (0, 0, 0), "white": (255, 255, 255)}
    assert colours(raster_of(drawing, 100), place) == [named[colour]]


def test_hatching_is_neither_empty_nor_full():
    drawing = image_of(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><defs><pattern id="h" width="6" height="6">'
        '<rect width="6" height="6" fill="#fff"/><rect width="2" height="6" fill="red"/></pattern></defs>'
        '<rect width="200" height="100" fill="url(#h)"/></svg>'
    )
    shades = {colours(raster_of(drawing, 100), (x, 50))[0] for x in range(20, 60)}
    assert {(255, 255, 255), (255, 0, 0)} <= shades


def test_words_of_a_drawing_are_painted_and_turned():
    for text, place in (
        ('<text x="100" y="60" text-anchor="middle" font-size="40">ШШШ</text>', (50, 150, 30, 60)),
        ('<text transform="translate(100 95) rotate(-90)" font-size="40">ШШ</text>', (65, 100, 10, 95)),
    ):
        drawing = image_of(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">{text}</svg>')
        canvas = pillow.open(BytesIO(raster_of(drawing, 100).content)).convert("L").resize((200, 100))
        left, right, above, below = place
        dark = [(x, y) for x in range(200) for y in range(100) if canvas.getpixel((x, y)) < 128]
        assert dark
        assert all(left - 10 <= x <= right + 10 and above - 5 <= y <= below + 5 for x, y in dark)


def test_a_code_for_word_has_the_proportion_of_a_square():
    width, height = code_raster(ADDRESS).size
    assert width == height
    assert b64encode(code_raster(ADDRESS).content).decode() == code_raster(ADDRESS).data
