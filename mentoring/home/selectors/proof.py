from dataclasses import dataclass

from schools.papers.models import Document


@dataclass(frozen=True)
class Proof:
    """A fact: what is known, and the document that shows it, when there is one."""

    words: str
    document: Document | None = None
