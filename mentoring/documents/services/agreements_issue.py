"""Issue of many additional agreements at once: each by itself, as from its own page; what is in the way is told by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from schools.access.roles import STAFF, roles_in
from schools.models import Organisation, User
from schools.papers.engine.binding import Leaf, bind
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.selectors.files import read_file
from schools.russian import count

from ..order_kinds import AGREEMENT
from ..words.order_text import closed
from .papers import issue_paper

TITLE = "Дополнительные соглашения"
COUNTED = ("соглашение", "соглашения", "соглашений")


@dataclass(frozen=True)
class Wanted:
    """A draft as the page of issue showed it: the number left as `proposed` moves to the next free one."""

    draft: int
    number: str = ""
    proposed: str = ""
    version: int | None = None


@dataclass
class Issued:
    """What is issued now, in the order asked for, and sentences on what was left out."""

    papers: list[Document] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """«Издано: 3 соглашения, № 4, 5, 6.»"""
        numbers = ", ".join(paper.number for paper in self.papers)
        return f"Издано: {count(len(self.papers), *COUNTED)}" + (f", № {numbers}." if numbers else ".")

    def pdf(self) -> bytes:
        """All of them for the printer, as they were kept."""
        leaves = [Leaf(paper.title, pdf=read_file(paper.pdf)) for paper in self.papers if paper.pdf is not None]
        return bind(leaves).together(TITLE)


def issue_agreements(
    organisation: Organisation,
    wanted: Sequence[Wanted],
    day: date,
    by: User,
    progress: Callable[[int, int], None] | None = None,
) -> Issued:
    """Issue the drafts one after another, in their order; call it outside of any transaction.

    Each is rendered, numbered and kept as a single one is (`issue_paper`): one that is issued meanwhile, by somebody else or
    by the run of this work that was broken off, keeps its number and is told as issued. One that may not be issued is left
    out and named. Raises PermissionDenied for others than the staff.
    """
    if not roles_in(by, organisation) & STAFF:
        raise PermissionDenied("Издать документ может куратор или руководитель.")
    drafts = Document.objects.filter(organisation=organisation.legal_entity, kind=AGREEMENT)
    done = Issued()
    for n, one in enumerate(wanted):
        if progress:
            progress(n, len(wanted))
        draft = drafts.filter(pk=one.draft).select_related("person", "ground", "organisation").first()
        if draft is None:
            done.refused.append("Черновик удалён: его соглашение не издано.")
            continue
        try:
            done.papers.append(
                issue_paper(
                    draft, number=one.number, proposed=one.proposed, day=day, by=by, version=_version(draft, one)
                )
            )
        except ValidationError as refusal:
            done.refused.append(f"{name_of(draft)}: {' '.join(closed(words, '.') for words in refusal.messages)}")
    if progress:
        progress(len(wanted), len(wanted))
    return done


def _version(draft: Document, one: Wanted) -> int | None:
    return one.version if draft.status == DocumentStatus.DRAFT else None


def name_of(draft: Document) -> str:
    return draft.person.short_name if draft.person is not None else draft.title
