"""Which orders have moved the last day of a pair that another order has made."""

from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

from ..models import Pair


def terms_moved_by(pair: Pair) -> list[Document]:
    """Orders in force that have set another last day of the pair, the earliest first."""
    if pair.order_id is None:
        return []
    rows = Document.objects.filter(
        organisation=pair.organisation_id, status=DocumentStatus.ISSUED, data__terms__has_key=str(pair.pk)
    )
    return list(rows.defer("blocks", "texts", "page").order_by("issued_at", "pk"))
