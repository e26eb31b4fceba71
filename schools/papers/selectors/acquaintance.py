"""Who has to be told of an issued paper, and who has been."""

from django.db.models import Q

from schools.models import Organisation, User

from ..enums import DocumentStatus
from ..models import Acquaintance, Document
from ..models.acquaintance import AcquaintanceQuerySet

# A person who has left is no longer told, nor is anybody told of a paper that is void or was cancelled.
WAITING = Q(acquainted_on__isnull=True, document__status=DocumentStatus.ISSUED, person__archived_on__isnull=True)


def acquaintances_of(user: User, organisation: Organisation) -> AcquaintanceQuerySet:
    """All rows of the legal entity that the user may see: everybody's for curator and head, else the user's own."""
    return Acquaintance.objects.visible_to(user).filter(document__organisation=organisation.legal_entity)


def own_acquaintances(user: User, organisation: Organisation) -> AcquaintanceQuerySet:
    """Papers of which the user was to be told, those not yet read first. One that is void asks nobody any more."""
    mine = Acquaintance.objects.filter(person__user=user, document__organisation=organisation.legal_entity)
    void = Q(acquainted_on__isnull=True) & ~Q(document__status=DocumentStatus.ISSUED)
    return mine.exclude(void).select_related("document").order_by("-document__date", "-document__pk")


def waiting_of(user: User, organisation: Organisation) -> AcquaintanceQuerySet:
    """What the user has still to read."""
    return own_acquaintances(user, organisation).filter(WAITING)


def list_of(document: Document) -> list[Acquaintance]:
    """The rows of one paper, by name."""
    return list(document.acquaintances.select_related("person", "by"))


def unread(user: User, organisation: Organisation) -> AcquaintanceQuerySet:
    """Rows that wait in the whole organisation."""
    return acquaintances_of(user, organisation).filter(WAITING)


def acquaintance_years(user: User, organisation: Organisation) -> list[int]:
    """Calendar years of papers that somebody was to be told of, the latest first."""
    years = acquaintances_of(user, organisation).order_by("-document__year").values_list("document__year", flat=True)
    return [year for year in years.distinct() if year is not None]
