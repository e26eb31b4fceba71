"""What a withdrawal leads to, with the pairs, the publication and the days named: shown before it is recorded."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import consequences_of_withdrawal, published_items
from mentoring.pairs.enums import LIVING
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.people import with_people
from schools.models import User

# 152-ФЗ, статья 21, часть 5.
DESTROYED_WITHIN = timedelta(days=30)
ENDS_PAIRS = frozenset({Purpose.PROCESSING, Purpose.MENTOR_DUTIES, Purpose.MENTEE_PART})
DESTROYS = frozenset({Purpose.PROCESSING, Purpose.REPRESENTATIVE})


@dataclass(frozen=True)
class Aftermath:
    """Sentences; the pairs that have to be ended; what has to leave the public page; the last day for destruction."""

    sentences: list[str]
    pairs: list[Pair]
    published: str = ""
    destroy_by: date | None = None


def aftermath_of(consent: Consent, user: User) -> Aftermath:
    """Of a withdrawal handed in today; the pairs are those that the user may see."""
    today = consent.organisation.today()
    purpose = Purpose(consent.purpose)
    published = ""
    if purpose in (Purpose.PROCESSING, Purpose.DISSEMINATION):
        published = "; ".join(item.label for item in published_items(consent.person, today).items)
    return Aftermath(
        consequences_of_withdrawal(consent),
        _pairs(consent, user) if purpose in ENDS_PAIRS else [],
        published,
        today + DESTROYED_WITHIN if purpose in DESTROYS else None,
    )


def _pairs(consent: Consent, user: User) -> list[Pair]:
    person = consent.person_id
    leads, is_led = Q(mentor__person=person), Q(seats__mentee__person=person)
    whose = {Purpose.MENTOR_DUTIES: leads, Purpose.MENTEE_PART: is_led}.get(Purpose(consent.purpose), leads | is_led)
    rows = Pair.objects.visible_to(user).filter(whose, organisation=consent.organisation, status__in=LIVING).distinct()
    return list(with_people(rows).order_by("starts", "pk"))
