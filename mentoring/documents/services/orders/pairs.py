"""The pairs that an order names."""

from dataclasses import dataclass
from datetime import date

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.models.pair import PairQuerySet
from schools.papers.models import Document

from ...order_kinds import CHANGE_KIND, contingent_of


def _named(document: Document, key: str) -> PairQuerySet:
    return _rows(document, document.data.get(key, []))


def _rows(document: Document, keys: list[int]) -> PairQuerySet:
    rows = Pair.objects.filter(pk__in=keys, organisation=document.organisation.legal_entity)
    return (
        rows.select_related("mentor__person", "form", "organisation")
        .prefetch_related("seats__mentee__person")
        .order_by("mentor__person__name_key", "pk")
    )


def pairs_of(document: Document) -> list[Pair]:
    """The pairs that the draft puts under order, by the mentors' names."""
    return list(_named(document, "pairs"))


def removed_of(document: Document) -> list[Pair]:
    """The pairs that a changing order takes out."""
    return list(_named(document, "removed"))


@dataclass(frozen=True)
class Term:
    """A pair whose last day a changing order moves."""

    pair: Pair
    was: date
    ends: date


def terms_of(document: Document) -> list[Term]:
    """New last days that a changing order sets, by the mentors' names."""
    kept = document.data.get("terms") or {}
    found = {str(pair.pk): pair for pair in _rows(document, [int(key) for key in kept])}
    return [
        Term(pair, date.fromisoformat(kept[key]["was"]), date.fromisoformat(kept[key]["ends"]))
        for key, pair in found.items()
    ]


def groundable_pairs(document: Document) -> PairQuerySet:
    """What an order issued on paper may ground: pairs of its contingent that stand in no order yet."""
    rows = Pair.objects.filter(
        organisation=document.organisation.legal_entity, status__in=[PairStatus.DRAFT, PairStatus.APPROVED]
    )
    if document.kind != CHANGE_KIND:
        rows = rows.filter(form__contingent=contingent_of(document))
    return (
        rows.select_related("mentor__person", "form", "organisation")
        .prefetch_related("seats__mentee__person")
        .order_by("mentor__person__name_key", "pk")
    )
