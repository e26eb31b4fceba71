"""What a withdrawal leads to, with the pairs, the publication and the days named: shown before it is recorded."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import consequences_of_withdrawal, published_items
from mentoring.consents.selectors.withdrawal import children_of
from mentoring.pairs.enums import LIVING, PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.people import with_people
from schools.models import User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.working_days import Calendar

# 152-ФЗ, статья 21, часть 5.
DESTROYED_WITHIN = timedelta(days=30)
# Working days.
UNPUBLISHED_WITHIN = 3
ENDS_PAIRS = frozenset({Purpose.PROCESSING, Purpose.MENTOR_DUTIES, Purpose.MENTEE_PART})
DESTROYS = frozenset({Purpose.PROCESSING, Purpose.REPRESENTATIVE})


@dataclass(frozen=True)
class Aftermath:
    """Sentences; the pairs that have to be ended; the agreements that lose their ground; what has to leave the public page,
    and by when; the last day for destruction."""

    sentences: list[str]
    pairs: list[Pair]
    published: str = ""
    destroy_by: date | None = None
    agreements: tuple[Document, ...] = ()
    unpublish_by: date | None = None
    # Of a representative's children: pairs that may not enter an order now, sheets that stay unsigned.
    held_up: list[Pair] = field(default_factory=list)
    unsigned: list[Consent] = field(default_factory=list)


def aftermath_of(consent: Consent, user: User) -> Aftermath:
    """Of a withdrawal handed in today; the pairs are those that the user may see."""
    today = consent.organisation.today()
    purpose = Purpose(consent.purpose)
    published = ""
    if purpose in (Purpose.PROCESSING, Purpose.DISSEMINATION):
        published = "; ".join(item.label for item in published_items(consent.person, today).items)
    pairs = _pairs(consent, user) if purpose in ENDS_PAIRS else []
    agreements = [pair.agreement for pair in pairs if pair.agreement and pair.agreement.status == DocumentStatus.ISSUED]
    return Aftermath(
        consequences_of_withdrawal(consent),
        pairs,
        published,
        today + DESTROYED_WITHIN if purpose in DESTROYS else None,
        tuple(dict.fromkeys(agreements)),
        unpublished_by([today])[today] if purpose == Purpose.DISSEMINATION or published else None,
        *(_of_children(consent, user) if purpose == Purpose.REPRESENTATIVE else ()),
    )


def _of_children(consent: Consent, user: User) -> tuple[list[Pair], list[Consent]]:
    """Of the children for whom the representative signs: pairs that no order holds yet, sheets that wait for the signature."""
    children = [child.pk for child in children_of(consent.person, consent.organisation.today())]
    own = Q(mentor__person__in=children) | Q(seats__mentee__person__in=children)
    rows = Pair.objects.visible_to(user).filter(own, organisation=consent.organisation, status__in=LIVING)
    pairs = with_people(rows.exclude(status=PairStatus.ORDERED).distinct()).order_by("starts", "pk")
    sheets = Consent.objects.filter(
        person__in=children, status=ConsentStatus.PREPARED, representation__representative=consent.person_id
    )
    return list(pairs), list(sheets.select_related("person").order_by("person__name_key", "pk"))


def unpublished_by(days: Iterable[date]) -> dict[date, date]:
    """The day of a withdrawal → the last day on which what was public may still stand (152-ФЗ, статья 10.1, часть 14)."""
    wanted = set(days)
    if not wanted:
        return {}
    calendar = Calendar.read()
    return {day: calendar.add_working_days(day, UNPUBLISHED_WITHIN) for day in wanted}


def _pairs(consent: Consent, user: User) -> list[Pair]:
    person = consent.person_id
    leads, is_led = Q(mentor__person=person), Q(seats__mentee__person=person)
    whose = {Purpose.MENTOR_DUTIES: leads, Purpose.MENTEE_PART: is_led}.get(Purpose(consent.purpose), leads | is_led)
    rows = Pair.objects.visible_to(user).filter(whose, organisation=consent.organisation, status__in=LIVING).distinct()
    return list(with_people(rows).order_by("starts", "pk"))
