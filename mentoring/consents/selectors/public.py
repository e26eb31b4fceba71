"""What may be published about a person: nothing, until the person allows it item by item (152-ФЗ, статья 10.1)."""

from dataclasses import dataclass
from datetime import date

from schools.models import Person

from ..enums import ITEMS_OF_ADULT, ITEMS_OF_PUPIL, ConsentStatus, PublicItem, Purpose
from ..models import Consent
from .signers import is_in_force, is_minor


@dataclass(frozen=True)
class Published:
    """The items that may stand on the organisation's page; empty is false."""

    items: tuple[PublicItem, ...] = ()
    # Bans and conditions as the person wrote them: whoever publishes must read them.
    conditions: str = ""
    consent: Consent | None = None

    def __bool__(self) -> bool:
        return bool(self.items)


NOTHING = Published()


def items_offered(person: Person, day: date) -> tuple[PublicItem, ...]:
    """What the sheet asks about, in its order."""
    return ITEMS_OF_PUPIL if is_minor(person, day) else ITEMS_OF_ADULT


def published_items(person: Person, day: date) -> Published:
    """What may be published of the person on the day; one query.

    Nothing without a consent to dissemination in force, nor after its withdrawal, its term, the 18th birthday of a pupil
    for whom a representative signed; nothing of an archived or destroyed card; nothing when the consent to processing
    itself was taken back.
    """
    if person.archived_on is not None or person.destroyed_at is not None:
        return NOTHING
    rows = Consent.objects.filter(person=person, purpose__in=[Purpose.DISSEMINATION, Purpose.PROCESSING])
    known = list(rows.select_related("person").order_by("pk"))
    processing = [one for one in known if one.purpose == Purpose.PROCESSING]
    taken_back = any(one.status == ConsentStatus.WITHDRAWN for one in processing)
    if taken_back and not any(is_in_force(one, day) for one in processing):
        return NOTHING
    given = [one for one in known if one.purpose == Purpose.DISSEMINATION and is_in_force(one, day)]
    if not given:
        return NOTHING
    consent = given[-1]
    return Published(tuple(item for item in PublicItem if item in consent.items), consent.conditions, consent)
