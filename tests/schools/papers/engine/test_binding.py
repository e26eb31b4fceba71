"""Papers of different looks bound in one order."""

import re
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from schools.papers.engine import packet
from schools.papers.engine.binding import Leaf, bind
from schools.papers.engine.blocks import Paragraph
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from tests.schools.papers.engine import samples

TIGHT, WIDE = PageSetup(size=12), PageSetup(size=14, landscape=True)
LONG = [Paragraph(f"Длинная бумага. {'Дело и труд. ' * 25}")] * 20


@pytest.fixture(scope="module", autouse=True)
def _processes():
    yield
    packet.close()


def leaves(count: int) -> list[Leaf]:
    """By turns: a tight sheet, a lying paper, a kept PDF."""
    made = []
    for number in range(count):
        name = f"Полетаев Егор {number}"
        if number % 3 == 2:
            made.append(Leaf(name, pdf=render_pdf([Paragraph(f"Хранится {number}")], TIGHT, name)))
        else:
            made.append(Leaf(name, samples.consent(name), WIDE if number % 3 else TIGHT))
    return made


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_the_order_is_that_of_the_leaves_whatever_their_looks():
    bound = bind([*leaves(12), Leaf("Длинная", LONG, TIGHT), *leaves(1)])
    long = bound.counts[12]
    assert long > 1
    reader = PdfReader(BytesIO(bound.together("Пачка")))
    entries = [(entry.title, reader.get_destination_page_number(entry)) for entry in reader.outline]
    starts = [sum(bound.counts[:number]) for number in range(14)]
    assert entries == list(zip([leaf.title for leaf in bound.leaves], starts, strict=True))
    for number, first in enumerate(starts[:12]):
        text = reader.pages[first].extract_text()
        assert re.search(rf"(Полетаев Егор|Хранится) {number}(?!\d)", text), number
    assert reader.pages[starts[1]].mediabox.width > reader.pages[starts[0]].mediabox.width


def test_a_cover_goes_first_and_the_outline_follows():
    bound = bind(leaves(3))
    cover = render_pdf([Paragraph("Опись")], TIGHT, "Опись")
    reader = PdfReader(BytesIO(bound.together("Пачка", cover)))
    assert reader.pages[0].extract_text().strip() == "Опись"
    assert reader.get_destination_page_number(reader.outline[0]) == 1
    assert reader.metadata.title == "Пачка"


def test_a_leaf_apart_is_itself_and_a_kept_one_byte_by_byte():
    made = leaves(6)
    bound = bind(made)
    assert bound.apart(5) == made[5].pdf
    assert "Полетаев Егор 4" in "".join(pages_of(bound.apart(4)))
    assert len(pages_of(bound.apart(3))) == bound.counts[3]
    with pikepdf.open(BytesIO(bound.apart(4))) as sheet:
        assert str(sheet.docinfo["/Title"]) == made[4].title


def test_progress_ends_at_all_and_a_no_stops_it():
    seen: list[int] = []
    bind(leaves(9), progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 9
    with pytest.raises(packet.PacketCancelled):
        bind(leaves(9), cancelled=lambda: True)


def test_a_leaf_without_a_look_is_refused():
    with pytest.raises(ValueError, match="neither"):
        bind([Leaf("Пустая")])
