"""Payments that an order in force goes on making after the last pair of the mentor: the pair ended, or its term was cut."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from mentoring.banks.enums import Contingent
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.models import Organisation, Person, User
from schools.papers.disagreeing import Disagreement, register_look
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.models.document import DocumentQuerySet
from schools.russian import Case

from ..obstacle import Obstacle
from ..order_kinds import CHANGE_KIND

PAYMENTS = "order_payments"
# Paid at one stroke: nothing goes on.
AT_ONCE = "once"


@dataclass(frozen=True)
class Overpaid:
    """An order on payments, a mentor whom it pays until `ends`, and the last day of his or her pairs."""

    order: Document
    person: Person
    ends: date
    last_day: date

    @property
    def words(self) -> str:
        whom = self.person.short_in(Case.DATV)
        return f"выплата {whom} назначена по {self.ends:%d.%m.%Y}, а последний день пары — {self.last_day:%d.%m.%Y}"


def overpaid_in(organisation: Organisation, user: User, one: Document | None = None) -> list[Overpaid]:
    """By orders, then by name, until the day comes after which nothing is paid; with `one`, of that order only.

    An order that was changed after the pair ended, or after its term was cut, is held to be mended.
    """
    today = organisation.today()
    orders = [
        order
        for order in _payments(organisation, Document.objects.visible_to(user))
        if (one is None or order.pk == one.pk) and _ends(order) >= today
    ]
    if not orders:
        return []
    rows = _pairs(organisation, {key for order in orders for key in order.data.get("people") or []})
    cuts = _cuts(organisation, rows)
    found = []
    for order in orders:
        changes = [change.issued_at for change in order.changed_by.all() if change.status == DocumentStatus.ISSUED]
        for person, own in _by_mentor(rows, order):
            last = max(pair.last_day for pair in own)
            causes = [at for pair in own for at in (cuts.get(pair.pk), _ended_at(pair)) if at is not None]
            mended = any(at is not None and all(at > cause for cause in causes) for at in changes)
            if last < _ends(order) and not mended:
                found.append(Overpaid(order, person, _ends(order), last))
    return found


def overpaid_by(document: Document, last_days: Mapping[int, date], added: Iterable[Pair]) -> Iterator[Obstacle]:
    """What a change that gives these pairs an earlier last day leaves to be paid; `added` are pairs that it brings."""
    organisation = document.organisation.legal_entity
    moved = list(Pair.objects.filter(pk__in=last_days, organisation=organisation).select_related("mentor"))
    mentors = {pair.mentor.person_id for pair in moved if last_days[pair.pk] < pair.last_day}
    orders = _payments(organisation, Document.objects.all()) if mentors else []
    rows = [*_pairs(organisation, mentors), *added] if orders else []
    for order in orders:
        for person, own in _by_mentor([pair for pair in rows if pair.mentor.person_id in mentors], order):
            one = Overpaid(order, person, _ends(order), max(last_days.get(pair.pk, pair.last_day) for pair in own))
            if one.last_day < one.ends:
                url = reverse("papers:document_detail", args=[document.organisation.slug, order.pk])
                words = f"{order}: {one.words}. Измените и приказ о выплатах."
                yield Obstacle(words, url, "Открыть приказ", blocks=False)


def payments_left(user: User, organisation: Organisation, year: int) -> Iterator[Disagreement]:
    """For the page of disagreements, in every calendar year that the payments touch."""
    for one in overpaid_in(organisation, user):
        if one.order.date is not None and one.order.date.year <= year <= one.ends.year:
            words = f"{one.order} «{one.order.title}»: {one.words}. Измените приказ о выплатах."
            yield Disagreement(words, "papers:document_detail", "Открыть документ", one.order.pk)


def register() -> None:
    register_look(PAYMENTS, payments_left)


def _payments(organisation: Organisation, rows: DocumentQuerySet) -> list[Document]:
    """Orders in force that pay over a time, with their changes."""
    own = rows.filter(organisation=organisation.legal_entity, kind=PAYMENTS, status=DocumentStatus.ISSUED)
    found = own.defer("blocks", "texts", "page").prefetch_related("changed_by").order_by("date", "pk")
    return [order for order in found if order.data.get("ends") and order.data.get("period") != AT_ONCE]


def _ends(order: Document) -> date:
    return date.fromisoformat(order.data["ends"])


def _pairs(organisation: Organisation, people: Iterable[int]) -> list[Pair]:
    """Pairs of employees that stood in orders, with mentors and what ended them."""
    standing = Q(status__in=[PairStatus.ORDERED, PairStatus.ENDED], form__contingent=Contingent.TEACHERS)
    rows = Pair.objects.filter(standing, organisation=organisation.legal_entity, mentor__person__in=list(people))
    return list(rows.select_related("mentor__person", "end_order").order_by("mentor__person__name_key", "pk"))


def _by_mentor(rows: Iterable[Pair], order: Document) -> list[tuple[Person, list[Pair]]]:
    """Whom the order pays, with the pairs that do not lie after its time."""
    found: dict[int, tuple[Person, list[Pair]]] = {}
    for pair in rows:
        if pair.mentor.person_id in (order.data.get("people") or []) and pair.starts <= _ends(order):
            found.setdefault(pair.mentor.person_id, (pair.mentor.person, []))[1].append(pair)
    return list(found.values())


def _cuts(organisation: Organisation, rows: Iterable[Pair]) -> dict[int, datetime | None]:
    """When the last change of the term of each pair was issued."""
    wanted = {pair.pk for pair in rows}
    changes = Document.objects.filter(
        organisation=organisation.legal_entity, kind=CHANGE_KIND, status=DocumentStatus.ISSUED
    )
    moved = changes.order_by("issued_at", "pk").only("data", "issued_at", "kind")
    return {int(key): one.issued_at for one in moved for key in one.data.get("terms") or {} if int(key) in wanted}


def _ended_at(pair: Pair) -> datetime | None:
    return pair.end_order.issued_at if pair.end_order is not None else None
