"""Payments to mentors: how much to whom, in words and in a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mentoring.pairs.models import Pair
from schools.models import Person
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.russian import NBSP, plural, search_key

from ..kinds.kind import Ask, Stamp, day_of
from ..order_kinds import ORDER_PAYMENTS
from ..selectors.order_facts import named_people
from ..selectors.paid import period_of
from .amounts import whole_number
from .labour_pay import OF_SALARY, PERCENT, PERIODS, POINTS, RUBLES
from .people import Named

MONEY = "Сколько и когда"
WAYS = ((RUBLES, "сумма в рублях"), (PERCENT, "процент оклада (ставки)"), (POINTS, "баллы"))
OFTEN = (*PERIODS[:3], ("once", "единовременно"))
ASKS = (
    Ask("pay", "Выплата", "choice", choices=WAYS, required=True, legend=MONEY),
    Ask("amount", "Размер каждому", "text", "Только число: 5000, 15 или 10", legend=MONEY),
    Ask("others", "Кому иначе", "lines", "Каждый с новой строки: Дронина Т.Н.: 3000", legend=MONEY),
    Ask("period", "Когда выплачивается", "choice", choices=OFTEN, required=True, legend=MONEY),
    Ask("starts", "С какого дня", "day", required=True, legend=MONEY),
    Ask("ends", "По какой день", "day", required=True, legend=MONEY),
)


@dataclass(frozen=True)
class Payment:
    """What one mentor is paid; None while nobody has said how much."""

    named: Named
    amount: int | None

    @property
    def is_gone(self) -> bool:
        """Whether the card is in the archive or destroyed: nobody is there to be paid."""
        return self.named.person.archived_on is not None or self.named.person.destroyed_at is not None


@dataclass(frozen=True)
class Other:
    """A line of «Кому иначе»: whom it means and how much; nobody or nothing when it cannot be read."""

    line: str
    person: Person | None
    amount: int | None


def payments_of(document: Document, stamp: Stamp) -> list[Payment]:
    """Everybody whom the draft names, by name, each with his own amount or with that of all."""
    entity = document.organisation.legal_entity
    cards = list(Person.objects.filter(organisation=entity, pk__in=document.data.get("people") or []))
    cards.sort(key=lambda card: (card.name_key, card.pk))
    named = named_people(cards, day_of(document, stamp))
    common = whole_number(document.data.get("amount") or "")
    own = {other.person.pk: other.amount for other in others_of(document, cards) if other.person is not None}
    return [Payment(named[card.pk], own.get(card.pk, common)) for card in cards]


def paid_beyond(pairs: Iterable[Pair], day: date) -> list[tuple[Document, list[Person]]]:
    """Orders in force by which mentors of these pairs are paid after the day, each with those mentors."""
    rows = list(pairs)
    if not rows:
        return []
    mentors = {pair.mentor.person_id: pair.mentor.person for pair in rows}
    orders = Document.objects.filter(
        organisation=rows[0].organisation.legal_entity, kind=ORDER_PAYMENTS, status=DocumentStatus.ISSUED
    )
    found = []
    for order in orders.order_by("date", "pk"):
        paid = [card for pk, card in mentors.items() if pk in (order.data.get("people") or [])]
        if paid and (order.data.get("ends") or "") > day.isoformat():
            found.append((order, paid))
    return found


def paid_already(document: Document, people: Iterable[Person]) -> list[tuple[Document, list[Payment]]]:
    """Other orders in force that pay these people on days of the same period, each with those payments."""
    wanted = {person.pk for person in people}
    first, last = period_of(document)
    orders = Document.objects.filter(
        organisation=document.organisation.legal_entity, kind=ORDER_PAYMENTS, status=DocumentStatus.ISSUED
    )
    found = []
    for order in orders.exclude(pk=document.pk).order_by("date", "pk"):
        data = order.data
        if not wanted & set(data.get("people") or []):
            continue
        if (data.get("ends") or "") < first.isoformat() or (data.get("starts") or "") > last.isoformat():
            continue
        paid = payments_of(order, Stamp(day=order.date))
        found.append((order, [one for one in paid if one.named.person.pk in wanted]))
    return found


def others_of(document: Document, cards: list[Person] | None = None) -> list[Other]:
    """The lines of «Кому иначе»: «Дронина Т.Н.: 3000» or «Дронина — 3000»."""
    if cards is None:
        entity = document.organisation.legal_entity
        cards = list(Person.objects.filter(organisation=entity, pk__in=document.data.get("people") or []))
    return [_other(line, cards) for line in (document.data.get("others") or "").splitlines() if line.strip()]


def _other(line: str, cards: list[Person]) -> Other:
    place = max(line.rfind(sign) for sign in ":—–-")
    who, amount = (line[:place], line[place + 1 :]) if place > 0 else (line, "")
    words = search_key(who.replace(".", " ")).split()
    fitting = [card for card in cards if words and _fits(card, words)]
    return Other(" ".join(line.split()), fitting[0] if len(fitting) == 1 else None, whole_number(amount))


def _fits(card: Person, words: list[str]) -> bool:
    """The surname whole, name and patronymic whole or by their first letters."""
    own = [search_key(part) for part in (card.surname, card.name, card.patronymic) if part]
    if words[0] != own[0]:
        return False
    return all(part.startswith(word) for word, part in zip(words[1:], own[1:], strict=False))


def amount_words(document: Document, amount: int | None) -> str:
    """«5 000 рублей», «15 процентов оклада (должностного оклада, ставки)», «10 баллов»."""
    way = document.data.get("pay")
    if amount is None or not way:
        return "__________"
    number = f"{amount:,}".replace(",", NBSP)
    if way == RUBLES:
        return f"{number}{NBSP}{plural(amount, 'рубль', 'рубля', 'рублей')}"
    if way == PERCENT:
        return f"{number}{NBSP}{plural(amount, 'процент', 'процента', 'процентов')} {OF_SALARY}"
    return f"{number}{NBSP}{plural(amount, 'балл', 'балла', 'баллов')}"


def of_amount(document: Document, amount: int | None) -> str:
    """The same after «в размере»: «5 000 рублей», «1 процента», «21 балла»."""
    way = document.data.get("pay")
    if amount is None or not way:
        return "__________"
    number = f"{amount:,}".replace(",", NBSP)
    one = amount % 10 == 1 and amount % 100 != 11
    noun = {RUBLES: ("рубля", "рублей"), PERCENT: ("процента", "процентов"), POINTS: ("балла", "баллов")}[way]
    tail = f" {OF_SALARY}" if way == PERCENT else ""
    return f"{number}{NBSP}{noun[0] if one else noun[1]}{tail}"


def often_words(document: Document) -> str:
    return dict(OFTEN).get(document.data.get("period") or "", "ежемесячно")
