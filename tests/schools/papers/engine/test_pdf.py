"""The printed page, measured: margins, numbers of pages, what keeps together. ГОСТ Р 7.0.97."""

import subprocess
import sys
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from schools.papers.engine.blocks import (
    AcquaintanceList,
    Column,
    Executor,
    Heading,
    Paragraph,
    Point,
    Signature,
    Table,
)
from schools.papers.engine.page import LIBERATION_SERIF, PageSetup
from schools.papers.engine.pdf import _fetcher, render_pdf
from tests.schools.papers.engine import samples
from tests.schools.papers.engine.reading import page_texts, pages, squeeze

PAGE = PageSetup()
LINE = "Представить отчёт о выполнении программы наставничества."
LONG = f"{LINE} " * 4
NUMBER_HEIGHT = 11 * 0.7 * 25.4 / 72  # mm: a figure of 11 pt above the base line


@pytest.fixture(scope="module")
def order() -> bytes:
    return render_pdf(samples.order(), PAGE, "Приказ № 45-ОД", date(2026, 9, 2))


def test_the_order_says_all_that_its_blocks_say(order):
    text = "".join(page_texts(order)).replace(" ", "")
    for mentor, post in (*samples.MENTORS, *samples.MENTEES):
        assert squeeze(f"{mentor},{post}").replace(" ", "") in text
        assert samples.initials(mentor).replace(samples.NBSP, "") in text
    assert len(pages(order)) == 3


def test_the_left_margin_is_thirty_millimetres(order):
    starts = [min(line.x for line in page if line.y > 20) for page in pages(order)]
    assert starts[:2] == [30.0, 30.0]
    assert 30.0 <= starts[2] <= 32.0  # its first words are centred or stand in cells


def test_paragraphs_are_indented_by_a_centimetre_and_a_quarter(order):
    indented = [line.x for line in pages(order)[0] if line.text[:2] in {"1.", "2.", "3.", "4.", "5."}]
    assert set(indented) == {42.5}


def test_pages_are_numbered_from_the_second_at_the_top_in_the_middle(order):
    numbers = [[line for line in page if line.y < 20] for page in pages(order)]
    assert [[line.text for line in page] for page in numbers] == [[], ["2"], ["3"]]
    for (line,) in numbers[1:]:
        assert line.y - NUMBER_HEIGHT >= 10
        assert abs(line.x + 1 - (30 + 200) / 2) <= 1  # a figure is about 2 mm wide


def test_the_executor_stands_at_the_foot_of_the_sheet_of_the_signature(order):
    first = pages(order)[0]
    assert first[-2].text.startswith("Исп.")
    assert 270 <= first[-2].y < first[-1].y <= 277
    assert [line.text for line in first[-4:-2]] == ["Директор", "О.В. Полежаева"]


def test_the_heading_is_not_wider_than_half_of_the_page():
    pdf = render_pdf([Heading("О закреплении наставнических пар педагогических работников школы")], PAGE, "т")
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages[0].extract_text().splitlines()) == 2


@pytest.mark.parametrize("count", range(6, 14))
def test_a_signature_is_never_alone_on_a_page(count):
    blocks = [Paragraph(LONG)] * count + [Point("1.", LINE), Point("2.", LINE), Signature("Директор", "О.В. Ким")]
    with_signature = next(page for page in pages(render_pdf(blocks, PAGE, "т")) if page[-1].text == "О.В. Ким")
    above = [line for line in with_signature if 20 < line.y < with_signature[-1].y]
    assert len(above) >= 2


@pytest.mark.parametrize("count", range(8, 13))
def test_a_heading_is_not_left_alone_at_the_foot(count):
    blocks = [Paragraph(LONG)] * count + [Heading("О парах"), Paragraph(LONG)]
    page = next(page for page in pages(render_pdf(blocks, PAGE, "т")) if any("О парах" in line.text for line in page))
    assert page[-1].text != "О парах"


def test_rows_are_not_torn_and_the_head_is_repeated():
    rows = tuple((f"Ряд {number} начало\nсередина\nконец {number}", "год") for number in range(60))
    texts = page_texts(render_pdf([Table((Column("Наставник"), Column("Срок")), rows, True)], PAGE, "т"))
    assert len(texts) > 2
    for text in texts:
        assert text.count("Наставник") == 1
        assert text.count("начало") == text.count("конец")
    assert sum(text.count("начало") for text in texts) == 60


@pytest.mark.parametrize("count", range(24, 30))
def test_a_name_is_not_alone_on_a_page(count):
    names = tuple(f"Ким{number} Е.С." for number in range(count))
    found = [text.count("Ким") for text in page_texts(render_pdf([AcquaintanceList(names)], PAGE, "т"))]
    assert sum(found) == count
    assert min(found) >= 2


def test_the_title_of_the_list_stays_with_two_names():
    for count in range(9, 12):
        blocks = [Paragraph(LONG)] * count + [AcquaintanceList(("Ким1 Е.С.", "Ким2 Е.С.", "Ким3 Е.С."))]
        page = next(text for text in page_texts(render_pdf(blocks, PAGE, "т")) if "ознакомлены" in text)
        assert page.count("Ким") >= 2


@pytest.mark.parametrize("spacing", [1.0, 1.15, 1.25])
def test_a_consent_stands_on_one_page(spacing):
    assert len(pages(render_pdf(samples.consent(), PageSetup(size=12, line_spacing=spacing), "Согласие"))) == 1


def test_blanks_leave_room_for_the_pen():
    found = pages(render_pdf(samples.consent(), PageSetup(size=12), "Согласие"))[0]
    rows = [line.y for line in found if line.text.split()[0] in {"Я,", "проживающий(ая)", "паспорт:", "выдан"}]
    assert len(rows) == 4
    assert min(below - above for above, below in zip(rows, rows[1:], strict=False)) >= 8


def test_the_same_arguments_give_the_same_bytes_in_any_process(order):
    program = (
        "import sys; from datetime import date; from hashlib import sha256\n"
        "from schools.papers.engine.pdf import render_pdf; from schools.papers.engine.page import PageSetup\n"
        "from tests.schools.papers.engine import samples\n"
        "pdf = render_pdf(samples.order(), PageSetup(), 'Приказ № 45-ОД', date(2026, 9, 2))\n"
        "assert 'django' not in sys.modules\n"
        "print(sha256(pdf).hexdigest())"
    )
    root = Path(__file__).resolve().parents[4]
    other = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == sha256(order).hexdigest()
    assert render_pdf(samples.order(), PAGE, "Приказ № 45-ОД", date(2026, 9, 2)) == order


@pytest.mark.parametrize("url", ["https://example.org/x", "file:///etc/passwd", "ftp://example.org/x"])
def test_nothing_but_the_typeface_is_given_out(url):
    with pytest.raises(ValueError, match="disallowed|outside"):
        _fetcher().fetch(url)


def test_another_typeface_and_other_margins():
    page = PageSetup(left=20, right=20, size=14, line_spacing=1.5, font=LIBERATION_SERIF)
    found = pages(render_pdf([Point("1.", LONG)], page, "т"))[0]
    assert (found[0].x, found[1].x) == (32.5, 20.0)
    assert round((found[2].y - found[1].y) / 25.4 * 72 / 14, 2) == pytest.approx(1.72, abs=0.02)


@pytest.mark.parametrize("people", range(12, 24))
def test_the_executor_after_the_acquainted_stays_in_the_order_and_out_of_its_annex(people):
    blocks = [block for block in samples.order() if not isinstance(block, Executor)]
    place = next(index for index, block in enumerate(blocks) if isinstance(block, AcquaintanceList))
    names = tuple(f"Ким{samples.NBSP}Ю.{letter}." for letter in "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШ"[:people])
    blocks[place : place + 1] = [AcquaintanceList(names), Executor("Ким", "2-11")]
    texts = [text.replace("\u00a0", " ") for text in page_texts(render_pdf(blocks, PAGE, "Приказ"))]
    annex = next(number for number, text in enumerate(texts) if "Приложение № 1" in text)
    assert [number for number, text in enumerate(texts) if "Исп." in text] == [annex - 1]
    assert names[-1].replace("\u00a0", " ") in texts[annex - 1]
