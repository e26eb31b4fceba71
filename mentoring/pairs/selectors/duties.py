"""When a mentor's duties end by paper before the pair's term: a notice, a refusal, a consent that was taken back.

The pair itself goes on until an order or a hand ends it; whoever draws it up, pays or plans has to know the day (ТК РФ,
статья 351.8).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import taken_back
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.russian import capitalised, date_words

from ..enums import PairStatus
from ..models import Pair
from ..models.pair import PairQuerySet

REFUSAL = "refusal_mentor"
# Of the mentor and of the mentee: without it the part in the pair is not taken.
PARTS = (Purpose.MENTOR_DUTIES, Purpose.MENTEE_PART)


@dataclass(frozen=True)
class DutiesEnd:
    """The last day of the duties, and by what: a paper, or words about the consent."""

    pair: Pair
    last: date
    cause: str
    paper: Document | None = None
    # It is the mentee who goes: nobody is to be found in the mentor's place.
    by_mentee: bool = False

    @property
    def is_withdrawn(self) -> bool:
        """A consent was taken back: there is no more work to agree on or to warn of."""
        return self.paper is None

    def words(self, today: date) -> str:
        """«наставничество прекращается 27 ноября 2026 г.: уведомление № 1 от 23.11.2026», or of the consent alone."""
        if self.is_withdrawn:
            return self.cause
        ends = "прекращается" if self.last >= today else "прекратилось"
        return f"наставничество {ends} {date_words(self.last)}: {self.cause}"

    @property
    def step(self) -> str:
        """What the curator does about it."""
        if self.by_mentee:
            return "Завершите пару приказом об изменении."
        return "Замените наставника или исключите пару приказом об изменении, чтобы никто не остался без наставника."

    def asks_agreement(self, today: date) -> bool:
        return not self.is_withdrawn and self.last >= today


def refusals(pairs: Iterable[Pair]) -> dict[int, Document]:
    """Pairs from which the mentor withdrew in writing → the latest of such papers."""
    pairs = list(pairs)
    keys = {pair.pk for pair in pairs}
    people = {pair.mentor.person_id for pair in pairs}
    papers = Document.objects.filter(kind=REFUSAL, status=DocumentStatus.ISSUED, person__in=people)
    found = papers.defer("blocks", "texts", "page").order_by("pk")
    return {key: paper for paper in found for key in paper.data.get("pairs") or [] if key in keys}


def gave_up(pairs: Iterable[Pair]) -> dict[int, date]:
    """Pairs whose mentor took the consent to the duties back, the order issued already: an early refusal too (ТК РФ, статья
    351.8). The day of it; read with their mentors and orders."""
    pairs = list(pairs)
    if not pairs:
        return {}
    people = {pair.mentor.person_id for pair in pairs}
    left = taken_back(people, pairs[0].organisation.today(), Purpose.MENTOR_DUTIES)
    return {pair.pk: left[pair.mentor.person_id] for pair in pairs if _after_the_order(pair, left)}


def _after_the_order(pair: Pair, left: Mapping[int, date]) -> bool:
    """A consent taken back before the order was issued is not of this pair: the head knew of it."""
    day = left.get(pair.mentor.person_id)
    issued = pair.order.date if pair.order is not None else None
    return day is not None and (issued is None or day >= issued)


def duties_ends(pairs: Iterable[Pair], day: date) -> dict[int, DutiesEnd]:
    """Pairs that stood in an order → the earliest end of their duties before their own last day; three queries.

    The pairs are read with their mentors and mentees, order and notice.
    """
    stood = [pair for pair in pairs if pair.order_id and pair.status in (PairStatus.ORDERED, PairStatus.ENDED)]
    if not stood:
        return {}
    refused = refusals(stood)
    left = taken_back({pair.mentor.person_id for pair in stood}, day, Purpose.MENTOR_DUTIES)
    mentees = {seat.mentee.person_id for pair in stood for seat in pair.filled_seats()}
    gone = taken_back(mentees, day, Purpose.MENTEE_PART)
    found = {}
    for pair in stood:
        ends = [*_by_papers(pair, refused.get(pair.pk)), *_by_consents(pair, left, gone)]
        early = [end for end in ends if end.last < pair.last_day]
        if early:
            found[pair.pk] = min(early, key=lambda end: end.last)
    return found


def ending_words(end: DutiesEnd | None, today: date, own: Collection[int]) -> str:
    """What a member of the pair reads: the mentor also by which paper, a mentee only the day; `own` are the reader's cards."""
    if end is None or end.pair.status != PairStatus.ORDERED:
        return ""
    if (end.pair.mentor.person_id in own) != end.by_mentee:
        return capitalised(end.words(today))
    return f"Наставничество {'прекращается' if end.last >= today else 'прекратилось'} {date_words(end.last)}"


def duties_end_of(pair: Pair, day: date) -> DutiesEnd | None:
    return duties_ends([pair], day).get(pair.pk)


def ending_early(rows: PairQuerySet, organisation_pk: int, day: date) -> list[DutiesEnd]:
    """Of the ordered pairs of `rows` those whose duties end early, by the day; a constant number of queries, and none of
    them reads the pairs of which no such paper speaks."""
    papers = Document.objects.filter(organisation=organisation_pk, kind=REFUSAL, status=DocumentStatus.ISSUED)
    taken = Consent.objects.filter(
        organisation=organisation_pk, purpose__in=PARTS, status=ConsentStatus.WITHDRAWN
    ).values("person")
    spoken = Q(notice__isnull=False) | Q(mentor__person__in=papers.values("person")) | Q(mentor__person__in=taken)
    pairs = rows.filter(spoken | Q(seats__mentee__person__in=taken), status=PairStatus.ORDERED).distinct()
    read = pairs.select_related("mentor__person", "order", "notice").prefetch_related("seats__mentee__person")
    ends = duties_ends(read, day).values()
    return sorted(ends, key=lambda end: (end.last, end.pair.mentor.person.name_key, end.pair.pk))


def _by_papers(pair: Pair, refusal: Document | None) -> list[DutiesEnd]:
    notice = pair.notice if pair.notice is not None and pair.notice.status == DocumentStatus.ISSUED else None
    found = []
    for paper in (notice, refusal):
        if paper is not None and (last := paper.data.get("last_day")):
            found.append(DutiesEnd(pair, date.fromisoformat(last), _named(paper), paper))
    return found


def _named(paper: Document) -> str:
    """«уведомление № 1 от 23.11.2026»; a refusal is numbered nowhere."""
    if paper.kind == REFUSAL:
        return f"отказ наставника от {paper.date:%d.%m.%Y}" if paper.date else "отказ наставника"
    words = str(paper)
    return words[:1].lower() + words[1:]


def _by_consents(pair: Pair, left: Mapping[int, date], gone: Mapping[int, date]) -> list[DutiesEnd]:
    found = []
    seats = pair.filled_seats()
    if _after_the_order(pair, left):
        day = left[pair.mentor.person_id]
        found.append(DutiesEnd(pair, day, f"согласие на обязанности наставника отозвано {day:%d.%m.%Y}"))
    # A group goes on for the others.
    days = [gone[seat.mentee.person_id] for seat in seats if seat.mentee.person_id in gone]
    issued = pair.order.date if pair.order is not None else None
    if seats and len(days) == len(seats) and (issued is None or max(days) >= issued):
        words = f"согласие на участие в наставничестве отозвано {max(days):%d.%m.%Y}"
        found.append(DutiesEnd(pair, max(days), words, by_mentee=True))
    return found
