"""A paper speaks only of papers that were there before it."""

from datetime import date

from schools.russian import agree

from ..enums import DOCUMENT_STATUS_FORMS, DocumentStatus
from ..kinds import kind_of
from ..models import Document


def issued_after(paper: Document, day: date) -> str:
    """What to do when a paper of the day rests on this one, names or cancels it, and this one was issued later; empty when
    it was not.
    """
    if paper.date is None or paper.is_draft or paper.date <= day:
        return ""
    name = f"{kind_of(paper.kind).noun} № {paper.number}" if paper.number else f"«{paper.title}»"
    issued = agree(paper.kind_label, *DOCUMENT_STATUS_FORMS[DocumentStatus.ISSUED])
    return f"{name} {issued} {paper.date:%d.%m.%Y}: поставьте этот день или более поздний."
