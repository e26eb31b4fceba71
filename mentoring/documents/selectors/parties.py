"""With whom an agreement that came from paper was concluded."""

from mentoring.pairs.models import Pair
from schools.models import Person
from schools.papers.models import Document


def party_of(agreement: Document) -> Person | None:
    """The mentor: kept when its pairs were told, else whoever leads the pairs that it speaks of; nobody while there are none."""
    if agreement.person is not None:
        return agreement.person
    named = Pair.objects.filter(pk__in=agreement.data.get("pairs") or [], organisation=agreement.organisation)
    pair = (named | Pair.objects.filter(agreement=agreement)).select_related("mentor__person").order_by("pk").first()
    return pair.mentor.person if pair is not None else None
