"""Who heads an organisation on a day."""

from datetime import date

from schools.models import Headship, Organisation, User


def signer_on(organisation: Organisation, day: date) -> Headship | None:
    """The acting head when one is named for the day, else the head, else None (design, decision 7)."""
    held = Headship.objects.on(day).filter(organisation=organisation.legal_entity).select_related("person")
    return held.order_by("-is_acting", "-starts", "-pk").first()


def coming_head(organisation: Organisation, day: date) -> Headship | None:
    """Whose first day comes next after the day."""
    later = Headship.objects.filter(organisation=organisation.legal_entity, starts__gt=day).select_related("person")
    return later.order_by("starts", "pk").first()


def stand_in_of(user: User, organisation: Organisation, day: date) -> Headship | None:
    """Who acts for the head on the day, when that is somebody else than the reader: the head is to know whose decisions and
    signature are valid now.
    """
    signer = signer_on(organisation, day)
    return signer if signer is not None and signer.is_acting and signer.person.user_id != user.pk else None
