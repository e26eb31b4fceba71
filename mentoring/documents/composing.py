"""From a draft to its page: the wording with its blanks filled, then the blocks."""

from datetime import date

from schools.papers.engine.blocks import Block, CheckMark
from schools.papers.engine.page import PageSetup
from schools.papers.marks import WORDS, mark_address
from schools.papers.models import Document
from schools.russian import nbsp_document
from schools.selectors.headship import signer_on

from .kinds import kind_of
from .kinds.kind import Stamp
from .pages.letterhead import page_of
from .words.blanks import fill
from .words.order_text import sentence


def stamp_of(document: Document, number: str = "", day: date | None = None) -> Stamp:
    """What the paper shows as number, date and signer; a draft shows the planned date and no number."""
    planned = document.data.get("date")
    day = day or (date.fromisoformat(planned) if planned else None)
    entity = document.organisation.legal_entity
    return Stamp(number, day, signer_on(entity, day or entity.today()))


def wording_of(document: Document) -> dict[str, str]:
    """The parts of the text with their blanks still open: the draft's own, else the organisation's, else the product's."""
    return {**kind_of(document.kind).default_texts(document.organisation.legal_entity), **document.texts}


def page_for(document: Document) -> PageSetup:
    """The kind's own page, else that of the organisation's orders."""
    return (kind_of(document.kind).page or page_of)(document.organisation)


def compose(document: Document, stamp: Stamp) -> list[Block]:
    """The blocks of the paper as the rooms stand at this moment."""
    kind = kind_of(document.kind)
    values = kind.values(document, stamp)
    texts = {part: nbsp_document(fill(text, values)) for part, text in wording_of(document).items()}
    blocks = kind.compose(document, stamp, texts)
    return [*blocks, CheckMark(mark_address(document.mark), WORDS)] if document.mark else blocks


def title_of(document: Document, stamp: Stamp) -> str:
    """The heading as the register lists it, without unbreakable spaces."""
    kind = kind_of(document.kind)
    if not any(part.code == "heading" for part in kind.parts):
        return kind.title(document, stamp).replace("\u00a0", " ") if kind.title is not None else kind.label
    words = fill(wording_of(document)["heading"], kind.values(document, stamp))
    return sentence(" ".join(words.replace("\u00a0", " ").split()))
