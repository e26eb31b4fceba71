"""Orders and sheets of the cast, made through the services, and how tests read them back."""

import re
from datetime import date
from io import BytesIO
from uuid import uuid4

from pypdf import PdfReader

from mentoring.documents.composing import compose, stamp_of
from mentoring.documents.pages.letterhead import page_of
from mentoring.documents.services.orders import draft_order, issue_order
from mentoring.pairs.models import Pair
from mentoring.pairs.services import approve_pairs, submit_pairs
from schools.papers.engine.docx import render_docx
from schools.papers.engine.pdf import render_pdf
from schools.papers.models import Document
from tests import world as cast
from tests.mentoring.pairs.cast import consent, propose
from tests.schools.papers.engine.reading import docx_text
from tests.world import TODAY, World

ADULT = date(1980, 1, 1)


def mentor(world: World, name: str, post: str, **fields):
    return cast.mentor(signed(cast.person(world.school, name, post, birth_date=ADULT, **fields)))


def mentee(world: World, name: str, post: str, **fields):
    return cast.mentee(signed(cast.person(world.school, name, post, birth_date=ADULT, **fields)))


def pupil(world: World, name: str, grade: str, born: date = date(2011, 1, 1)):
    return cast.mentee(signed(cast.person(world.school, name, grade=grade, birth_date=born)))


def signed(person):
    """The person with all consents signed."""
    consent(person)
    return person


def approved(world: World, mentor, *mentees, **changes) -> Pair:
    """A pair formed, submitted and approved."""
    pair = propose(world, mentor, list(mentees), **changes)
    submit_pairs([pair], world.anna)
    [pair] = approve_pairs([pair], world.gleb)
    return Pair.objects.get(pk=pair.pk)


def first_pair(world: World, sign: bool = True) -> Pair:
    """Борис and Софья, approved; with their consents unless told otherwise."""
    if sign:
        signed(world.boris_card)
        signed(world.sofya_card)
    return approved(world, world.mentor, world.mentee)


HARD = (
    ("Швец Игорь Львович", "учитель физики", "Ким Яна Руслановна", "педагог-организатор"),
    ("Дурново Пётр Лукич", "учитель технологии", "Абдуллаева Гюльнара Рашид кызы", "учитель-логопед"),
    ("Черных Римма Юрьевна", "заведующая библиотекой", "Заяц Алла Фоминична", "воспитатель группы продлённого дня"),
    ("Лаптев Пётр Ильич", "учитель химии", "Сорока Вера Павловна", "учитель начальных классов"),
)


def hard_pairs(world: World, n: int) -> list[Pair]:
    return [approved(world, mentor(world, who, post), mentee(world, whom, work)) for who, post, whom, work in HARD[:n]]


def drafted(world: World, *pairs: Pair, contingent: str = "teachers") -> Document:
    return draft_order(world.school, contingent, list(pairs), 2026, world.anna, uuid4())


def issue(document: Document, by, number: str = "", day: date = TODAY, **more) -> Document:
    return issue_order(Document.objects.get(pk=document.pk), number=number, proposed=number, day=day, by=by, **more)


def ordered(world: World, *pairs: Pair) -> Document:
    """An issued order on the pairs, or on Борис and Софья."""
    return issue(drafted(world, *(pairs or (first_pair(world),))), world.anna)


def blocks_of(document: Document, number: str = "14-ОД", day: date = TODAY):
    return compose(document, stamp_of(document, number, day))


def pdf_of(document: Document, number: str = "14-ОД", day: date = TODAY, page=None) -> bytes:
    return render_pdf(blocks_of(document, number, day), page or page_of(document.organisation), "т", day)


def docx_of(document: Document, number: str = "14-ОД", day: date = TODAY, page=None) -> bytes:
    return render_docx(blocks_of(document, number, day), page or page_of(document.organisation), "т")


def text_of_pdf(pdf: bytes) -> str:
    """The words of all pages in a line, plain spaces, without the numbers of pages; «учебно-» ends a line, not a word, nor does an
    address end with its stroke.
    """
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    texts = [re.sub(rf"\s+{number}\s*$", "", text) for number, text in enumerate(pages, start=1)]
    return re.sub(r"\s+", " ", re.sub(r"(?<=\w)([-–/])\n(?=\w)", r"\1", "\n".join(texts))).strip()


def text_of_docx(data: bytes) -> str:
    return re.sub(r"\s+", " ", docx_text(data)).strip()


def text_of(document: Document, **stamp) -> str:
    return text_of_pdf(pdf_of(document, **stamp))


def points_of(document: Document, **stamp) -> list[str]:
    """The numbered points as they are printed, plain spaces."""
    return [
        f"{block.number} {block.text}".replace("\u00a0", " ")
        for block in blocks_of(document, **stamp)
        if type(block).__name__ == "Point"
    ]
