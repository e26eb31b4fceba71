"""What a paper has to do with others, both ways."""

from collections.abc import Iterable
from dataclasses import dataclass

from schools.models import User

from ..enums import DocumentStatus
from ..kinds import kind_of
from ..models import Document


@dataclass(frozen=True)
class Links:
    """A line of the paper's page: «Основание», «Изменён», … and the papers that it names."""

    label: str
    papers: list[Document]


def links_of(document: Document, user: User) -> list[Links]:
    """Lines with at least one paper, in reading order; drafts and annulled papers that refer to this one are left out.

    Three queries whatever the number of papers.
    """
    rows = Document.objects.visible_to(user).exclude(status__in=[DocumentStatus.DRAFT, DocumentStatus.ANNULLED])
    light = rows.defer("blocks", "data", "texts", "page").order_by("date", "pk")
    found = [
        Links("Основание", _one(document.ground)),
        Links("Опираются на него", list(light.filter(ground=document))),
        Links("Изменяет", _one(document.changes)),
        Links("Изменён", list(light.filter(changes=document))),
        Links("Отменяет", list(light.filter(cancelled_by=document))),
        Links("Отменён", _one(document.cancelled_by)),
    ]
    return [line for line in found if line.papers]


def _one(paper: Document | None) -> list[Document]:
    return [paper] if paper is not None else []


def named(papers: Iterable[Document]) -> str:
    """«Приказ № 5 от 05.09.2026; Выписка …» for sentences."""
    return "; ".join(f"{paper} «{paper.title}»" if paper.number else str(paper) for paper in papers)


def approving_order(document: Document) -> Document | None:
    """The order with which a paper that nobody signs (a regulation) stands and falls."""
    return None if kind_of(document.kind).signed else document.ground
