"""Who heads an organisation on a day."""

from datetime import date

from schools.models import Headship, Organisation


def signer_on(organisation: Organisation, day: date) -> Headship | None:
    """The acting head when one is named for the day, else the head, else None (design, decision 7)."""
    held = Headship.objects.on(day).filter(organisation=organisation.legal_entity).select_related("person")
    return held.order_by("-is_acting", "-starts", "-pk").first()
