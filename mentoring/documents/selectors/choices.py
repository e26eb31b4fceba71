"""The rows that a question of a draft may be answered with: the organisation's own, those that make sense first."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mentoring.banks.enums import Contingent
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from roadmaps.models import Roadmap
from schools.models import Employment, Person
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document, LegalAct
from schools.papers.selectors.acts import acts_for
from schools.selectors.people import with_posts

from ..kinds import all_kinds
from ..kinds.kind import Ask, Shelf

# Questions answered with one row, and with several.
ONE_ROW = frozenset({"person", "staff", "pair", "order", "roadmap", "regulation", "executor"})
MANY_ROWS = frozenset({"people", "pairs", "acts"})
# Answers that are keys of people's cards.
OF_PEOPLE = frozenset({"person", "staff", "people", "executor"})


# Of a paper in a list of choices only its name is read; its text weighs tens of kilobytes.
HEAVY = ("blocks", "data", "page", "texts", "search_text")


def chosen_keys(ask: Ask, document: Document) -> list[int]:
    """What the draft has chosen already."""
    kept = document.data.get(ask.name)
    return list(kept or []) if ask.what in MANY_ROWS else [kept] if kept else []


def rows_for(ask: Ask, document: Document) -> QuerySet[Any]:
    """What may be chosen and what is chosen already, never anything of another organisation."""
    today = document.organisation.today()
    own = _own(ask.what, document)
    offered = own.filter(_usual(ask.what, document, today))
    if ask.offered is not None:
        offered = own.filter(pk__in=ask.offered(document).values("pk"))
    found = own.filter(Q(pk__in=offered.values("pk")) | Q(pk__in=chosen_keys(ask, document)))
    if ask.what in OF_PEOPLE:
        return with_posts(found.order_by("name_key", "pk"), today)
    if ask.what in ("pair", "pairs"):
        found = found.select_related("mentor__person").prefetch_related("seats__mentee__person")
        return found.order_by("mentor__person__name_key", "pk")
    if ask.what in ("order", "regulation"):
        return found.defer(*HEAVY).order_by("-date", "-pk")
    if ask.what == "acts":
        return found.order_by("position", "pk")
    return found.order_by("-begins", "pk")


def _own(what: str, document: Document) -> QuerySet[Any]:
    """All rows of the sort that belong to the organisation."""
    entity = document.organisation.legal_entity
    if what in OF_PEOPLE:
        return Person.objects.filter(organisation=entity)
    if what in ("pair", "pairs"):
        return Pair.objects.filter(organisation=entity)
    if what == "roadmap":
        return Roadmap.objects.filter(organisation=entity)
    if what == "acts":
        return LegalAct.objects.filter(Q(organisation__isnull=True) | Q(organisation=entity))
    papers = Document.objects.filter(organisation=entity).exclude(pk=document.pk)
    if what == "regulation":
        return papers.filter(kind__in=[kind.code for kind in all_kinds().values() if kind.shelf == Shelf.REGULATIONS])
    return papers.filter(register__isnull=False).exclude(status=DocumentStatus.DRAFT)


def _usual(what: str, document: Document, today: date) -> Q:
    """What is offered when the question does not narrow it itself."""
    if what in OF_PEOPLE:
        here = Q(archived_on__isnull=True, destroyed_at__isnull=True)
        if what in ("staff", "executor"):
            here &= Q(pk__in=Employment.objects.active(today).values("person"))
        return here
    if what in ("pair", "pairs"):
        standing = Q(status__in=[PairStatus.APPROVED, PairStatus.ORDERED])
        year = document.data.get("year")
        return standing & Q(mentor__year=year) if year else standing
    if what == "acts":
        purpose = document.data.get("contingent") or Contingent.TEACHERS
        return Q(pk__in=[act.pk for act in acts_for(document.organisation.legal_entity, purpose, today)])
    if what == "order":
        return Q(status=DocumentStatus.ISSUED)
    if what == "regulation":
        return ~Q(status__in=[DocumentStatus.ANNULLED, DocumentStatus.CANCELLED])
    return Q()


def expired_acts(document: Document, day: date) -> list[LegalAct]:
    """Acts that the draft cites and that are out of force on the day."""
    keys = document.data.get("acts") or []
    cited = LegalAct.objects.filter(pk__in=keys, valid_to__lt=day) if keys else LegalAct.objects.none()
    entity = document.organisation.legal_entity
    return list(cited.filter(Q(organisation__isnull=True) | Q(organisation=entity)))
