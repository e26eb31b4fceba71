"""Which papers may be begun here: of the organisation, of a person, of a pair, of an issued order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q

from mentoring.pairs.models import Pair
from schools.models import Employment, Organisation, Person, User
from schools.papers.enums import DocumentStatus
from schools.papers.kinds import kind_of as paper_kind
from schools.papers.models import Document
from schools.russian import search_key

from ..kinds import all_kinds
from ..kinds.kind import Kind, Shelf
from ..order_kinds import OF_THE_YEAR

# How many drafts of a kind are named under it.
DRAFTS_NAMED = 3
# Longer words of a search are found without their endings: «замену наставника» finds «замена».
ENDED = 5


@dataclass
class Subject:
    """From what a paper is begun; all empty: from the organisation."""

    person: Person | None = None
    pair: Pair | None = None
    order: Document | None = None

    def __bool__(self) -> bool:
        return bool(self.person or self.pair or self.order)

    @property
    def begins(self) -> str:
        return "person" if self.person else "pair" if self.pair else "order" if self.order else "organisation"

    @property
    def keys(self) -> dict[str, int]:
        """What the address and the form carry: {"pair": 5}."""
        found: dict[str, Any] = {"person": self.person, "pair": self.pair, "order": self.order}
        return {name: one.pk for name, one in found.items() if one is not None}

    def probe(self, organisation: Organisation, code: str) -> Document:
        """The unsaved paper, to ask the kind about it."""
        data = {"pair": self.pair.pk} if self.pair else {}
        return Document(
            organisation=organisation.legal_entity, kind=code, data=data, person=self.person, ground=self.order
        )


@dataclass
class Offer:
    """A kind on the page of choice, and its drafts that lie already. `url`: it is begun on a page of its own."""

    kind: Kind
    url: str = ""
    drafts: list[Document] = field(default_factory=list)
    # Of its own form on the page: pressed twice it makes one draft.
    nonce: UUID = field(default_factory=uuid4)


def may_rest_on(kind: Kind, order: Document) -> bool:
    """Whether the kind is begun from this issued paper: from those it names, else from any order."""
    if kind.rests_on:
        return order.kind in kind.rests_on
    return order.register_id is not None and paper_kind(order.kind).noun == Kind.noun


def suits(kind: Kind, probe: Document) -> bool:
    """Whether the paper is for this person, pair or order. Papers of labour are only for those who are employed here
    (ТК РФ, статья 351.8): pairs of pupils never get them.
    """
    if kind.shelf == Shelf.LABOUR and not is_of_employee(probe):
        return False
    return kind.fits is None or kind.fits(probe)


def is_of_employee(probe: Document) -> bool:
    """The person, or the mentor of the pair, is employed here; a paper that is of nobody yet may be."""
    who = probe.person_id
    if key := probe.data.get("pair"):
        mentors = Pair.objects.filter(pk=key, organisation=probe.organisation)
        who = mentors.values_list("mentor__person", flat=True).first()
    today = probe.organisation.today()
    return who is None or Employment.objects.active(today).filter(person=who).exists()


def kinds_begun(organisation: Organisation, subject: Subject) -> list[Kind]:
    """Kinds that are begun from exactly this, in the order of the shelves."""
    found = [
        kind
        for kind in all_kinds().values()
        if kind.begins == subject.begins
        and (subject.order is None or may_rest_on(kind, subject.order))
        and suits(kind, subject.probe(organisation, kind.code))
    ]
    return sorted(found, key=shelf_order)


def all_begun(organisation: Organisation, elsewhere: Iterable[str] = ()) -> list[Kind]:
    """Every kind that this organisation may draft from the page of choice, and these of those that have their own pages."""
    nothing = Subject()
    found = [
        kind
        for kind in all_kinds().values()
        if (kind.begins != "elsewhere" or kind.code in elsewhere)
        and (kind.begins != "organisation" or suits(kind, nothing.probe(organisation, kind.code)))
    ]
    return sorted(found, key=shelf_order)


def shelf_order(kind: Kind) -> tuple[int, int, bool, str]:
    """By shelves; orders as the year goes, on other shelves those of which nothing more is asked come first."""
    turn = OF_THE_YEAR.index(kind.code) if kind.code in OF_THE_YEAR else len(OF_THE_YEAR)
    return Shelf.values.index(kind.shelf), turn, kind.begins not in ("organisation", "elsewhere"), kind.label


def matching(kinds: Iterable[Kind], q: str) -> list[Kind]:
    """Kinds that have all the words in their name or in the sentence about them; where none has, whatever the endings."""
    asked = search_key(q).split()
    known = [(kind, search_key(f"{kind.label} {kind.about}")) for kind in kinds]
    exact = [kind for kind, said in known if all(word in said for word in asked)]
    stems = [word[:-2] if len(word) > ENDED else word for word in asked]
    return exact or [kind for kind, said in known if all(stem in said for stem in stems)]


def shelved(
    user: User,
    organisation: Organisation,
    kinds: Iterable[Kind],
    subject: Subject,
    own_pages: Mapping[str, str],
    consents: bool = False,
) -> list[tuple[str, list[Offer]]]:
    """Shelves with what stands on them; drafts of the same subject are named, in one query. `own_pages`: code of a kind →
    the page on which it is begun. `consents`: their shelf stands in its place too.
    """
    offers = {kind.code: Offer(kind, own_pages.get(kind.code, "")) for kind in kinds}
    rows = Document.objects.visible_to(user).filter(
        organisation=organisation.legal_entity, status=DocumentStatus.DRAFT, kind__in=offers
    )
    if subject.person:
        rows = rows.filter(person=subject.person)
    if subject.order:
        rows = rows.filter(Q(ground=subject.order) | Q(changes=subject.order))
    for draft in rows.defer("blocks", "page", "texts", "search_text").order_by("-edited_at", "-pk"):
        if subject.pair and draft.data.get("pair") != subject.pair.pk:
            continue
        if len(offers[draft.kind].drafts) < DRAFTS_NAMED:
            offers[draft.kind].drafts.append(draft)
    shelves: dict[str, list[Offer]] = {}
    for offer in offers.values():
        shelves.setdefault(str(Shelf(offer.kind.shelf).label), []).append(offer)
    if consents:
        # Sheets of consent are printed for many at once: they are found on a page of their own.
        shelves.setdefault(str(Shelf.CONSENTS.label), [])
    return sorted(shelves.items(), key=lambda shelf: Shelf.labels.index(shelf[0]))
