"""With whom an additional agreement is owed (ТК РФ, статья 351.8), and which drafts of it lie already."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.duties import DutiesEnd, duties_ends, gave_up, refusals
from mentoring.pairs.selectors.labour import owing_agreement
from mentoring.pairs.selectors.lists import pairs_of_year
from mentoring.pairs.selectors.people import with_people
from schools.models import Organisation, Person, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.years import AcademicYear

from ..order_kinds import AGREEMENT, CHANGE_KIND


@dataclass
class OwedAgreement:
    """A mentor, the pairs that no agreement speaks of, the draft that is to speak of them."""

    person: Person
    pairs: list[Pair] = field(default_factory=list)
    draft: Document | None = None
    # Of those pairs whose mentoring is to end early, what is said of it.
    ending: list[str] = field(default_factory=list)

    @property
    def is_ending(self) -> bool:
        """All of it ends early: an agreement would be of few days, nobody makes it unawares."""
        return len(self.ending) == len(self.pairs)


def agreements_owed_in(organisation: Organisation, year: AcademicYear, user: User | None) -> list[OwedAgreement]:
    """Mentors of the year by name, a constant number of queries; None is a command of the administrator. Mentors whose duties
    are over by paper owe nothing; those whose duties end later owe it till that day.
    """
    if user is None:
        rows = Pair.objects.filter(organisation=organisation.legal_entity).touching(year.start, year.end)
    else:
        rows = pairs_of_year(user, organisation, year)
    today = organisation.today()
    owing = owing_agreement(rows, today).select_related("mentor__person", "order", "notice")
    pairs = list(owing.prefetch_related("seats__mentee__person"))
    ends = duties_ends(pairs, today)
    found: dict[int, OwedAgreement] = {}
    for pair in pairs:
        end = ends.get(pair.pk)
        if end is not None and not end.asks_agreement(today):
            continue
        owed = found.setdefault(pair.mentor.person_id, OwedAgreement(pair.mentor.person))
        owed.pairs.append(pair)
        if words := _ending_words(pair, end, today):
            owed.ending.append(words)
    for draft in agreement_drafts(organisation, found):
        owed = found[draft.person_id or 0]
        if {pair.pk for pair in owed.pairs} & set(draft.data.get("pairs") or []):
            owed.draft = owed.draft or draft
    return sorted(found.values(), key=lambda owed: (owed.person.name_key, owed.person.pk))


def _ending_words(pair: Pair, end: DutiesEnd | None, today: date) -> str:
    if end is not None:
        return end.words(today)
    if pair.status == PairStatus.ENDED:
        return f"по приказу пара работает до {pair.last_day:%d.%m.%Y}"
    return ""


def agreement_drafts(organisation: Organisation, people: Iterable[int]) -> list[Document]:
    drafts = Document.objects.filter(
        organisation=organisation.legal_entity, kind=AGREEMENT, status=DocumentStatus.DRAFT, person__in=list(people)
    )
    return list(drafts.order_by("pk"))


@dataclass(frozen=True)
class Drift:
    """An agreement in force that no longer says what holds: the pair ended, its last day was moved by a later order, or the
    order in which the pair stood was annulled.
    """

    agreement: Document
    pair: Pair
    words: str


def left_in_force(pairs: Iterable[Pair], day: date | None = None) -> list[Pair]:
    """Pairs whose agreement goes on beyond their last day, which is `day`, or the day on which they ended: nobody was warned
    in writing, the mentor did not withdraw, and the agreement is not void. One made after the order that ended the pair
    knows of its last day.
    """
    agreed = [
        pair
        for pair in pairs
        if pair.agreement is not None
        and pair.agreement.status == DocumentStatus.ISSUED
        and (day or pair.ended_on or pair.ends) < pair.ends
        and (day is not None or not _knows_the_end(pair.agreement, pair.end_order))
    ]
    warned = {pair.pk for pair in agreed if pair.notice is not None and pair.notice.status == DocumentStatus.ISSUED}
    settled = {*warned, *(refusals(agreed) if agreed else ()), *gave_up(agreed)}
    return [pair for pair in agreed if pair.pk not in settled]


def _knows_the_end(agreement: Document, end: Document | None) -> bool:
    """The agreement was made after the order that ended the pair."""
    if end is None or end.issued_at is None or agreement.issued_at is None:
        return False
    return agreement.issued_at > end.issued_at


def way_out(agreement: Document) -> str:
    """How an agreement that outlived its pair is ended."""
    if agreement.returned_on is not None:
        return "Оно подписано: прекратите его уведомлением или получите отказ наставника"
    return "Оно не подписано: аннулируйте его"


def outlived(pair: Pair, today: date) -> str:
    """What the pair's card says of an agreement in force after the pair ended or its term was moved; "" when all is well."""
    agreement = pair.agreement
    if agreement is None or agreement.status != DocumentStatus.ISSUED:
        return ""
    if pair.status == PairStatus.ORDERED:
        return _moved_words(pair, agreement, _moves(pair.organisation.legal_entity).get(pair.pk))
    if pair.status != PairStatus.ENDED or today > pair.ends or not left_in_force([pair]):
        return ""
    return outlived_words(pair)


def _moves(entity: Organisation) -> dict[int, Document]:
    """Pairs whose term was changed → the last order that did it."""
    moved: dict[int, Document] = {}
    changes = Document.objects.filter(organisation=entity, kind=CHANGE_KIND, status=DocumentStatus.ISSUED)
    for change in changes.order_by("issued_at", "pk"):
        moved |= {int(key): change for key in change.data.get("terms") or {}}
    return moved


def _moved_words(pair: Pair, agreement: Document, order: Document | None) -> str:
    """Of an agreement older than the order that moved the pair's last day; "" of any other."""
    if order is None or not (agreement.issued_at and order.issued_at and agreement.issued_at < order.issued_at):
        return ""
    return f"срок соглашения разошёлся: {order}, теперь по {pair.ends:%d.%m.%Y}. Заключите новое соглашение"


def outlived_words(pair: Pair) -> str:
    assert pair.agreement is not None  # `left_in_force` has looked
    assert pair.ended_on is not None  # the pair is ended
    how = "пара не начала работать" if pair.never_began else f"пара завершена {pair.ended_on:%d.%m.%Y}"
    return f"{how}, раньше срока соглашения. {way_out(pair.agreement)}"


def orderless_words(agreement: Document) -> str:
    if agreement.returned_on is not None:
        return (
            "приказ, которым пара закреплена, аннулирован. Соглашение подписано: после нового приказа заключите новое"
        )
    return "приказ, которым пара закреплена, аннулирован. Соглашение не подписано: аннулируйте его"


def agreements_out_of_step(organisation: Organisation, user: User, one: Document | None = None) -> list[Drift]:
    """By mentors' names; four queries and the pairs' people. With `one`, only what is told of that agreement."""
    entity = organisation.legal_entity
    rows = with_people(Pair.objects.visible_to(user).filter(organisation=entity))
    agreed = rows.filter(
        agreement__status=DocumentStatus.ISSUED, status__in=[PairStatus.ORDERED, PairStatus.ENDED]
    ).select_related("agreement")
    if one is not None:
        agreed = agreed.filter(agreement=one)
    moved, found = _moves(entity), []
    today = organisation.today()
    rows_agreed = list(agreed.order_by("mentor__person__name_key", "pk"))
    left = {pair.pk for pair in left_in_force(one for one in rows_agreed if one.status == PairStatus.ENDED)}
    for pair in rows_agreed:
        agreement = pair.agreement
        assert agreement is not None
        if pair.status == PairStatus.ENDED:
            if pair.pk in left and today <= pair.ends:
                found.append(Drift(agreement, pair, outlived_words(pair)))
        elif words := _moved_words(pair, agreement, moved.get(pair.pk)):
            found.append(Drift(agreement, pair, words))
    return found + _orderless(entity, rows, today, one)


def _orderless(entity: Organisation, rows: QuerySet[Pair], today: date, one: Document | None) -> list[Drift]:
    """Agreements in force that name pairs without one: they lost it with their annulled order, and got no other since."""
    papers = Document.objects.filter(organisation=entity, kind=AGREEMENT, status=DocumentStatus.ISSUED)
    if one is not None:
        papers = papers.filter(pk=one.pk)
    # The latest that names the pair: an earlier one is out of force by it.
    naming: dict[int, Document] = {}
    for paper in papers.defer("blocks", "texts", "page").order_by("date", "pk"):
        naming |= dict.fromkeys(paper.data.get("pairs") or [], paper)
    if not naming:
        return []
    bare = list(rows.filter(pk__in=naming, agreement=None, ends__gte=today).order_by("mentor__person__name_key", "pk"))
    settled = {*refusals(bare), *gave_up(bare)} if bare else set()
    return [Drift(naming[pair.pk], pair, orderless_words(naming[pair.pk])) for pair in bare if pair.pk not in settled]
