"""What may be published about a person: nothing, until the person allows it item by item (152-ФЗ, статья 10.1)."""

from collections.abc import Iterable
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


def silenced(consent: Consent, known: Iterable[Consent], day: date) -> str:
    """Why a consent to dissemination in force allows nothing now: «silent», processing was taken back; «moved» page; or empty.

    `known`: the person's consents to processing among others; the consent is read with its sheet and organisation.
    """
    processing = [one for one in known if one.purpose == Purpose.PROCESSING]
    back = [one for one in processing if one.status == ConsentStatus.WITHDRAWN and one.withdrawn_on is not None]
    anew = [one.pk for one in processing if is_in_force(one, day)]
    for one in back:
        # On the day of the withdrawal itself the order in which the sheets were made tells them apart.
        later = (consent.signed_on, consent.pk) > (one.withdrawn_on, max(anew, default=one.pk))
        if not anew or not later:
            return "silent"
    return "moved" if _is_of_another_page(consent) else ""


def _is_of_another_page(consent: Consent) -> bool:
    """The address is frozen in the sheet as a paragraph of its own; a sheet of the school's own making tells us none."""
    page, sheet = consent.organisation.public_page, consent.document
    if sheet is None:
        return False
    return not page or not any(block.get("text") == page for block in sheet.blocks)


def published_items(person: Person, day: date) -> Published:
    """What may be published of the person on the day; one query.

    Nothing without a consent to dissemination in force, nor after its withdrawal, its term, the 18th birthday of a pupil
    for whom a representative signed; nothing of an archived or destroyed card; nothing when the consent to processing
    itself was taken back, and afterwards only by a consent given anew; nothing when the organisation's page is another
    than the sheet names: what may be published where is allowed for that address (приказ Роскомнадзора № 18, пункт 1).
    """
    if person.archived_on is not None or person.destroyed_at is not None:
        return NOTHING
    rows = Consent.objects.filter(person=person, purpose__in=[Purpose.DISSEMINATION, Purpose.PROCESSING])
    known = list(rows.select_related("person", "document", "organisation").order_by("pk"))
    given = [one for one in known if one.purpose == Purpose.DISSEMINATION and is_in_force(one, day)]
    if not given or silenced(given[-1], known, day):
        return NOTHING
    consent = given[-1]
    return Published(tuple(item for item in PublicItem if item in consent.items), consent.conditions, consent)
