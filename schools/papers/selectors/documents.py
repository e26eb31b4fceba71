"""Reading documents: the register, drafts, what a paper changes and is changed by."""

from django.db.models import Prefetch, Q, QuerySet

from schools.models import Organisation, User

from ..enums import DocumentStatus
from ..kinds import drafted_kinds
from ..models import Document
from ..models.document import DocumentQuerySet

# The signed paper is here: its day was noted, or its scan is kept.
RETURNED = Q(returned_on__isnull=False) | Q(scan__isnull=False)
# Issued here and not back yet; one entered from paper was signed before it came.
NOT_RETURNED = Q(status=DocumentStatus.ISSUED, elsewhere=False, returned_on__isnull=True, scan__isnull=True)


def documents_of(user: User, organisation: Organisation) -> DocumentQuerySet:
    """Every paper of the legal entity that the user may see, sheets without number included."""
    return Document.objects.visible_to(user).filter(organisation=organisation.legal_entity)


def register_rows(user: User, organisation: Organisation) -> DocumentQuerySet:
    """Papers that took a number, with all that a row of the register shows."""
    return light(with_links(documents_of(user, organisation).in_register()))


def drafts_of(user: User, organisation: Organisation) -> DocumentQuerySet:
    """Drafts, the last edited first."""
    return (
        documents_of(user, organisation)
        .filter(status=DocumentStatus.DRAFT, kind__in=[kind.code for kind in drafted_kinds()])
        .select_related("edited_by", "changes")
        .order_by("-edited_at", "-pk")
    )


def with_links(documents: DocumentQuerySet) -> DocumentQuerySet:
    """With what the paper changes and, in `issued_changes`, the issued papers that change it."""
    issued = (
        Document.objects.filter(status=DocumentStatus.ISSUED)
        .defer("blocks", "data", "texts", "page")
        .order_by("date", "pk")
    )
    return documents.select_related("register", "changes", "cancelled_by").prefetch_related(
        Prefetch("changed_by", queryset=issued, to_attr="issued_changes")
    )


def light(documents: DocumentQuerySet) -> DocumentQuerySet:
    """Rows of a list, without the texts: a sort would carry every page of every paper along."""
    heavy = ("blocks", "data", "texts", "page")
    return documents.defer(*heavy, *(f"{base}__{one}" for base in ("changes", "cancelled_by") for one in heavy))


def register_years(user: User, organisation: Organisation) -> list[int]:
    """Calendar years in which papers were registered, the latest first."""
    years: QuerySet = documents_of(user, organisation).in_register().order_by("-year").values_list("year", flat=True)
    return list(years.distinct())
