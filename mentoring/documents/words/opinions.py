"""Whose opinion an order on a regulation reckons with, and who has adopted the regulation: the phrase of the preamble and the
marks of approval (Федеральный закон № 273-ФЗ, статья 30, часть 3; ТК РФ, статьи 8 и 372; ГОСТ Р 7.0.97, 5.16 and 5.20).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from mentoring.banks.enums import Contingent
from schools.enums import OrganisationKind
from schools.models import Organisation
from schools.papers.engine.blocks import ApprovalMark
from schools.papers.models import Document
from schools.russian import agree_approved, nbsp_document

from ..selectors.offered import contingents_of
from .order_text import COUNCIL
from .people import listed
from .protocols import protocol_words

# Answers of an order: the protocol of each body, kept as any protocol is.
PUPILS, PARENTS, WORKERS = "opinion_pupils", "opinion_parents", "opinion_workers"
OPINIONS = (PUPILS, PARENTS, WORKERS)
_BODIES = {PUPILS: "совета обучающихся", PARENTS: "совета родителей", WORKERS: "представительного органа работников"}


def body_of(name: str, document: Document) -> str:
    """How the body is called in the genitive; in a college pupils have a students' council (273-ФЗ, статья 26, часть 6)."""
    if name == PUPILS and document.organisation.legal_entity.kind == OrganisationKind.COLLEGE:
        return "студенческого совета"
    return _BODIES[name]


def proposed(organisation: Organisation, contingent: str) -> tuple[str, ...]:
    """Bodies whose opinion a regulation on these people needs, where there are such; children of a kindergarten have none."""
    found: list[str] = []
    if Contingent.PUPILS in contingents_of(contingent):
        found += [PARENTS] if organisation.legal_entity.kind == OrganisationKind.KINDERGARTEN else [PUPILS, PARENTS]
    if Contingent.TEACHERS in contingents_of(contingent):
        found.append(WORKERS)
    return tuple(found)


def heard(data: Mapping[str, Any], *names: str) -> list[tuple[str, str]]:
    """Bodies in the genitive, each with its protocol: «совета родителей», «протокол от 25.08.2026 № 3»."""
    kept = [(name, data.get(name) or {}) for name in names or OPINIONS]
    return [(one.get("body") or _BODIES[name], protocol_words(one)) for name, one in kept if one.get("number")]


def in_view_of(data: Mapping[str, Any]) -> str:
    """«с учётом мнения совета обучающихся (протокол …) и совета родителей (протокол …)»."""
    named = [f"{body} ({protocol})" for body, protocol in heard(data)]
    return f"с учётом мнения {listed(named)}" if named else ""


def marks_of(order: Document | None, title: str) -> tuple[ApprovalMark, ...]:
    """What stands left of the mark of approval: who has adopted the paper of this title, whose opinion was reckoned with."""
    return tuple(_marks(order.data, title)) if order is not None else ()


def _marks(data: Mapping[str, Any], title: str) -> Iterator[ApprovalMark]:
    protocol = data.get("protocol") or {}
    if protocol.get("number"):
        adopted = agree_approved(title).replace("УТВЕРЖДЁН", "ПРИНЯТ").replace("УТВЕРЖДЕН", "ПРИНЯТ")
        yield ApprovalMark(adopted, _lines(f"решением {protocol.get('body') or COUNCIL}", protocol_words(protocol)))
    lines = [line for body, words in heard(data) for line in _lines(body, words)]
    if lines:
        yield ApprovalMark("С УЧЁТОМ МНЕНИЯ", tuple(lines))


def _lines(body: str, protocol: str) -> tuple[str, str]:
    return nbsp_document(body), nbsp_document(f"({protocol})")
