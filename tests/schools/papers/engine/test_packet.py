import re
import threading
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from schools.papers.engine import packet
from schools.papers.engine.blocks import Paragraph
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from tests.schools.papers.engine import samples
from tests.schools.papers.engine.reading import pages

PAGE = PageSetup(size=12)
DAY = date(2026, 9, 2)
COUNT = 60
TITLES = [f"Согласие {number}" for number in range(COUNT)]
CONSENTS = [samples.consent(f"Полетаев Егор {number}") for number in range(COUNT)]
THREE_PAGES = [Paragraph(f"Слово наставника. {'Дело и труд. ' * 25}")] * 20


@pytest.fixture(scope="module", autouse=True)
def _processes():
    yield
    packet.close()


def test_each_document_has_its_pages_its_number_and_its_entry():
    documents = [*CONSENTS, THREE_PAGES, THREE_PAGES, samples.consent()]
    titles = [*TITLES, "Длинное", "Второе длинное", "Последнее"]
    seen: list[int] = []
    pdf = packet.render_many(documents, PAGE, titles, day=DAY, progress=seen.append)
    single = len(pages(render_pdf(THREE_PAGES, PAGE, "т")))
    assert single > 1
    numbers = [[line.text for line in page if line.y < 20] for page in pages(pdf)]
    long = [[], *([str(number)] for number in range(2, single + 1))]
    assert numbers == [[]] * COUNT + long + long + [[]]
    reader = PdfReader(BytesIO(pdf))
    entries = [(entry.title, reader.get_destination_page_number(entry)) for entry in reader.outline]
    starts = [*range(COUNT), COUNT, COUNT + single, COUNT + 2 * single]
    assert entries == list(zip(titles, starts, strict=True))
    names = [re.search(r"Полетаев Егор (\w+)", page.extract_text())[1] for page in reader.pages[:COUNT]]
    assert names == [str(number) for number in range(COUNT)]
    assert seen == sorted(seen)
    assert seen[-1] == len(documents)
    assert len(seen) > 1


def test_the_same_packet_has_the_same_bytes():
    first, second = (packet.render_many(CONSENTS[:30], PAGE, TITLES[:30], day=DAY) for _ in range(2))
    assert first == second


def test_it_works_from_a_thread_and_in_two_threads_at_once():
    made: list[int] = []

    def work():
        made.append(len(pages(packet.render_many(CONSENTS, PAGE, TITLES))))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [COUNT, COUNT]


def test_a_cancelled_packet_stops():
    seen: list[int] = []
    with pytest.raises(packet.PacketCancelled):
        packet.render_many(CONSENTS * 3, PAGE, TITLES * 3, progress=seen.append, cancelled=lambda: bool(seen))
    assert 0 < seen[-1] < 3 * COUNT


def test_few_documents_and_none():
    assert len(pages(packet.render_many(CONSENTS[:2], PAGE, TITLES[:2]))) == 2
    with pytest.raises(ValueError, match="no documents"):
        packet.render_many([], PAGE, [])
    with pytest.raises(ValueError, match="2 documents and 1 titles"):
        packet.render_many(CONSENTS[:2], PAGE, TITLES[:1])


def test_chunks_are_alike_and_small():
    sizes = [span.stop - span.start for span in packet._spans(CONSENTS)]
    assert sum(sizes) == COUNT
    assert max(sizes) <= packet.CHUNK_PAGES
    assert max(sizes) - min(sizes) <= 2
