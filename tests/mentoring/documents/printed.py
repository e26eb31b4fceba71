"""A paper printed and typed, and how its words are compared."""

import re
from collections import Counter

from mentoring.documents.kinds import all_kinds
from mentoring.documents.order_kinds import ROADMAP
from mentoring.documents.pages.letterhead import page_of, sheet_page_of
from mentoring.documents.pages.roadmap import page_for as page_of_roadmap
from mentoring.documents.pages.roadmap import roadmap_of
from tests.mentoring.documents.cast import (
    blocks_of,
    docx_of,
    pdf_of,
    text_of_docx,
    text_of_pdf,
)
from tests.mentoring.documents.samples import MORE, SAMPLES
from tests.schools.papers.engine.layout_rules import faults
from tests.schools.papers.engine.same_words import difference


def paper(world, name):
    return MORE[name](world) if name in MORE else SAMPLES[name][0](world)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def words(text: str) -> Counter:
    return Counter(re.findall(r"[А-Яа-яЁё]+", text))


def page_for(document):
    if document.kind == ROADMAP:
        return page_of_roadmap(roadmap_of(document))
    kind = all_kinds()[document.kind]
    if kind.page is not None:
        return kind.page(document.organisation)
    purpose = kind.purpose
    return sheet_page_of(document.organisation) if purpose else page_of(document.organisation)


def printed_and_typed(document) -> tuple[str, str]:
    """The words of the PDF and of the .docx, which must be the same; and the printed page keeps to the rules of layout."""
    page, blocks = page_for(document), blocks_of(document)
    pdf, docx = pdf_of(document, page=page), docx_of(document, page=page)
    assert faults(pdf, page, blocks) == []
    assert difference(pdf, docx, page, blocks) == ""
    return text_of_pdf(pdf), text_of_docx(docx)


def of_type(document, block, **stamp):
    return [one for one in blocks_of(document, **stamp) if isinstance(one, block)]
