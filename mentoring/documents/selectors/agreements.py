"""With whom an additional agreement is owed (ТК РФ, статья 351.8), and which drafts of it lie already."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.labour import owing_agreement
from mentoring.pairs.selectors.lists import pairs_of_year
from mentoring.pairs.selectors.people import with_people
from schools.models import Organisation, Person, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.years import AcademicYear

from ..order_kinds import AGREEMENT, CHANGE_KIND
from .notices import refusals


@dataclass
class OwedAgreement:
    """A mentor, the pairs that no agreement speaks of, the draft that is to speak of them."""

    person: Person
    pairs: list[Pair] = field(default_factory=list)
    draft: Document | None = None


def agreements_owed_in(organisation: Organisation, year: AcademicYear, user: User | None) -> list[OwedAgreement]:
    """Mentors of the year by name, three queries however many; None is a command of the administrator."""
    if user is None:
        rows = Pair.objects.filter(organisation=organisation.legal_entity).touching(year.start, year.end)
    else:
        rows = pairs_of_year(user, organisation, year)
    owing = owing_agreement(rows, organisation.today())
    found: dict[int, OwedAgreement] = {}
    for pair in owing.select_related("mentor__person").prefetch_related("seats__mentee__person"):
        found.setdefault(pair.mentor.person_id, OwedAgreement(pair.mentor.person)).pairs.append(pair)
    for draft in agreement_drafts(organisation, found):
        owed = found[draft.person_id or 0]
        if {pair.pk for pair in owed.pairs} & set(draft.data.get("pairs") or []):
            owed.draft = owed.draft or draft
    return sorted(found.values(), key=lambda owed: (owed.person.name_key, owed.person.pk))


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
    in writing, the mentor did not withdraw, and the agreement is not void.
    """
    agreed = [
        pair
        for pair in pairs
        if pair.agreement is not None
        and pair.agreement.status == DocumentStatus.ISSUED
        and (day or pair.ended_on or pair.ends) < pair.ends
    ]
    warned = {pair.pk for pair in agreed if pair.notice is not None and pair.notice.status == DocumentStatus.ISSUED}
    settled = warned | set(refusals(agreed) if agreed else ())
    return [pair for pair in agreed if pair.pk not in settled]


def way_out(agreement: Document) -> str:
    """How an agreement that outlived its pair is ended."""
    if agreement.returned_on is not None:
        return "Оно подписано: прекратите его уведомлением или получите отказ наставника"
    return "Оно не подписано: аннулируйте его"


def outlived(pair: Pair, today: date) -> str:
    """What the pair's card says of an agreement in force after the pair ended; "" when all is well."""
    if pair.status != PairStatus.ENDED or today > pair.ends or not left_in_force([pair]):
        return ""
    return outlived_words(pair)


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
    moved: dict[int, Document] = {}
    changes = Document.objects.filter(organisation=entity, kind=CHANGE_KIND, status=DocumentStatus.ISSUED)
    for change in changes.order_by("issued_at", "pk"):
        moved |= {int(key): change for key in change.data.get("terms") or {}}
    found = []
    today = organisation.today()
    rows_agreed = list(agreed.order_by("mentor__person__name_key", "pk"))
    left = {pair.pk for pair in left_in_force(one for one in rows_agreed if one.status == PairStatus.ENDED)}
    for pair in rows_agreed:
        agreement = pair.agreement
        assert agreement is not None
        order = moved.get(pair.pk)
        if pair.status == PairStatus.ENDED:
            if pair.pk in left and today <= pair.ends:
                found.append(Drift(agreement, pair, outlived_words(pair)))
        elif order is not None and agreement.issued_at and order.issued_at and agreement.issued_at < order.issued_at:
            words = f"срок соглашения разошёлся: {order}, теперь по {pair.ends:%d.%m.%Y}. Заключите новое соглашение"
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
    settled = refusals(bare) if bare else {}
    return [Drift(naming[pair.pk], pair, orderless_words(naming[pair.pk])) for pair in bare if pair.pk not in settled]
