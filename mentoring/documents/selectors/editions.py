"""Editions of a kind's wording, read from the journal: who changed which part, when, and how it read before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schools.journal.models import Entry
from schools.models import Organisation, User

from ..kinds.kind import Kind, Part

KEPT = "сохранены свои формулировки"
RESET = "возвращены исходные формулировки"
# Under this name the journal keeps which paper the wording is of; the other names are parts.
PAPER = "бумага"


@dataclass(frozen=True)
class Difference:
    """A part as it read before the edition and after it."""

    part: Part
    before: str
    after: str


@dataclass(frozen=True)
class Edition:
    """One saving of the wording, with the whole text that came of it."""

    entry: Entry
    texts: dict[str, str]
    differences: list[Difference]


def editions_of(kind: Kind, organisation: Organisation, user: User) -> list[Edition]:
    """The newest first."""
    entity = organisation.legal_entity
    rows = Entry.objects.visible_to(user).filter(
        organisation=entity,
        subject_type=entity._meta.label_lower,
        subject_id=entity.pk,
        deed__in=(KEPT, RESET),
        **{f"after__{PAPER}": kind.label},
    )
    return [edition(kind, entry) for entry in rows.select_related("user")]


def edition(kind: Kind, entry: Entry) -> Edition:
    before, after = whole(kind, entry.before), whole(kind, entry.after)
    changed = [
        Difference(part, before[part.code], after[part.code])
        for part in kind.parts
        if before[part.code] != after[part.code]
    ]
    return Edition(entry, after, changed)


def whole(kind: Kind, own: Mapping[str, str]) -> dict[str, str]:
    """Every part: the organisation's own words where it had any, else the product's."""
    return {part.code: own.get(part.code, part.default) for part in kind.parts}


def reworded(kinds: Iterable[Kind], organisation: Organisation) -> dict[str, int]:
    """Code of the kind → how many of its parts the organisation words in its own way."""
    known = {(kind.code, part.code) for kind in kinds for part in kind.parts}
    found: dict[str, int] = {}
    for code, part in organisation.legal_entity.wordings.values_list("kind", "part"):
        if (code, part) in known:
            found[code] = found.get(code, 0) + 1
    return found
