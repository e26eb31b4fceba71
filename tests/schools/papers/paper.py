"""A small paper that is composed at once, for tests of what happens to papers, not of how they look."""

from datetime import date
from uuid import uuid4

from schools.journal.models import Entry
from schools.papers.engine.blocks import DateNumberPlace, DocTitle, Paragraph
from schools.papers.engine.freezing import blocks_to_json
from schools.papers.engine.page import PageSetup
from schools.papers.models import Document
from schools.papers.services.documents import Composed, create_draft, register_document

DAY = date(2026, 9, 14)
TITLE = "О закреплении наставников"


def compose(number: str, day: date) -> Composed:
    blocks = blocks_to_json(
        [
            DocTitle("ПРИКАЗ"),
            DateNumberPlace(f"{day:%d.%m.%Y}", number, "с. Лесное"),
            Paragraph("Закрепить наставников."),
        ]
    )
    return Composed(blocks, f"%PDF-1.7 № {number} от {day}".encode(), PageSetup().to_json())


def draft(organisation, by=None, title=TITLE, kind="order", **fields) -> Document:
    return create_draft(organisation, kind, title, {"pairs": [1, 2]}, by, uuid4(), **fields)


def issue(document, number="", day=DAY, by=None, **more) -> Document:
    return register_document(
        document, number=number, day=day, compose=compose, signer="Директор Г.И. Ветров", by=by, **more
    )


def issued(organisation, number="", day=DAY, by=None, **fields) -> Document:
    return issue(draft(organisation, by, **fields), number, day, by)


def deeds(document) -> list[str]:
    return list(
        Entry.objects.filter(subject_type="papers.document", subject_id=document.pk)
        .order_by("pk")
        .values_list("deed", flat=True)
    )
