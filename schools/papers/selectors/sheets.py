"""Papers that take no number and yet were drafts: they stand in no register, so they have a list of their own."""

from schools.models import Organisation, User

from ..enums import DocumentStatus
from ..kinds import drafted_kinds
from ..models.document import DocumentQuerySet
from .documents import documents_of


def sheets_of(user: User, organisation: Organisation) -> DocumentQuerySet:
    """Issued sheets of the kinds that are drafted, without their texts; consents have a page of their own."""
    kinds = [kind.code for kind in drafted_kinds() if kind.register is None]
    rows = documents_of(user, organisation).filter(kind__in=kinds, register__isnull=True)
    heavy = ("blocks", "data", "texts", "page")
    return (
        rows.exclude(status=DocumentStatus.DRAFT)
        .select_related("person", "ground")
        .defer(*heavy, *(f"ground__{one}" for one in heavy))
    )
