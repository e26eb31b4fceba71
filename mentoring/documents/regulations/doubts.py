"""What is wrong with a regulation itself, whoever approves it."""

from collections.abc import Iterable

from mentoring.banks.enums import Contingent
from schools.enums import OrganisationKind
from schools.papers.models import Document

from ..obstacle import Obstacle
from ..selectors.offered import BOTH
from .page import lines_in


def doubts(document: Document) -> Iterable[Obstacle]:
    """Seen both from its own draft and from that of the order which approves it."""
    data = document.data
    if int(data.get("shortest") or 3) > int(data.get("longest") or 12):
        yield Obstacle("Наименьший срок программы больше наибольшего. Поправьте сроки в черновике положения.")
    if not lines_in(data.get("forms")):
        yield Obstacle("В положении не названа ни одна форма наставничества.")
    young = document.organisation.legal_entity.kind == OrganisationKind.KINDERGARTEN
    if young and data.get("contingent") in (Contingent.PUPILS, BOTH):
        yield Obstacle(
            "Наставничество воспитанников в детских садах не ведут: обычно хватает положения о наставничестве педагогов.",
            blocks=False,
        )
