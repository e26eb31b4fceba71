"""What is doubtful in an order on payments: it may be issued, but whoever issues it should know."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.duties import duties_ends
from schools.papers.models import Document
from schools.selectors.headship import signer_on

from ..obstacle import Obstacle
from ..pages.mentoring_orders import mend, point
from ..words.amounts import whole_number
from ..words.labour_pay import NOTHING, PERIODS
from ..words.payments import Payment, amount_words, often_words, paid_already
from .agreed_pay import AgreedPay, agreed_pay
from .paid import period_of, working_pairs


def doubts(document: Document, found: list[Payment], day: date) -> Iterable[Obstacle]:
    head = signer_on(document.organisation.legal_entity, day)
    if head is not None and any(one.named.person.pk == head.person_id for one in found):
        yield mend(document, "Выплату руководителю устанавливает учредитель, а не собственный приказ.", blocks=False)
    working = list(working_pairs(document))
    pairs = [pair for pair in working if pair.status == PairStatus.ORDERED]
    standing = {pair.mentor.person_id for pair in working}
    if idle := [
        one.named.person.short_name for one in found if one.named.person.pk not in standing and not one.is_gone
    ]:
        yield mend(document, point(f"Не закреплены приказом ни за кем: {', '.join(idle)}"), blocks=False)
    yield from _ending(document, found, working)
    yield from _paid_twice(document, found)
    yield from _differences(document, found, agreed_pay(pairs))
    owed = {pair.mentor.person_id for pair in agreements_lacking(document, working)}
    if bare := [one.named.person.short_name for one in found if one.named.person.pk in owed]:
        yield mend(
            document,
            point(f"Нет дополнительного соглашения, а размер и условия выплат указывают в нём: {', '.join(bare)}"),
            blocks=False,
        )


def agreements_lacking(document: Document, working: Iterable[Pair]) -> list[Pair]:
    """Pairs at work without an agreement, those too that an order ends on a later day."""
    today = document.organisation.today()
    standing = [pair for pair in working if pair.status == PairStatus.ORDERED or pair.last_day >= today]
    return [pair for pair in standing if pair.agreement_id is None]


def _ending(document: Document, found: list[Payment], working: list[Pair]) -> Iterable[Obstacle]:
    """Those whose only pairs are ended, or lose their mentor by paper, before the last day of the payments."""
    _, last = period_of(document)
    today = document.organisation.today()
    ends = duties_ends(working, today)
    for one in found:
        own = [pair for pair in working if pair.mentor.person_id == one.named.person.pk]
        if not own or not all(pair.status == PairStatus.ENDED or pair.pk in ends for pair in own):
            continue
        longest = max(own, key=lambda pair: ends[pair.pk].last if pair.pk in ends else pair.last_day)
        end = ends.get(longest.pk)
        day = end.last if end else longest.last_day
        if day < last:
            how = end.words(today) if end else f"пара завершается {day:%d.%m.%Y}"
            yield mend(document, f"{one.named.person.short_name}: {how}, а выплаты — по {last:%d.%m.%Y}.", blocks=False)


def _paid_twice(document: Document, found: list[Payment]) -> Iterable[Obstacle]:
    """Other orders in force on the same days, by name with what they pay."""
    for order, paid in paid_already(document, [one.named.person for one in found]):
        url = reverse("papers:document_detail", args=[document.organisation.slug, order.pk])
        for one in paid:
            amount = f"{amount_words(order, one.amount)}, {often_words(order)}"
            words = f"{one.named.person.short_name}: за эти же дни уже платят, {_inside(order)} — {amount}. Не заплатите дважды."
            yield Obstacle(words, url, "Открыть приказ", blocks=False)


def _differences(document: Document, found: list[Payment], agreed: Mapping[int, AgreedPay]) -> Iterable[Obstacle]:
    """Where the order pays otherwise than the agreements promise, by name."""
    way, period = document.data.get("pay") or "", document.data.get("period") or "month"
    for one in found:
        pay = agreed.get(one.named.person.pk)
        if pay is None or one.amount is None or (pay.way, pay.period, pay.amount) == (way, period, one.amount):
            continue
        here = f"{amount_words(document, one.amount)}, {often_words(document)}"
        there = "; ".join(f"{_inside(paper)} — {_promised(paper)}" for paper in pay.papers)
        yield mend(
            document,
            point(f"{one.named.person.short_name}: в приказе {here}, а по соглашению иначе: {there}"),
            blocks=False,
        )


def _inside(paper: Document) -> str:
    words = str(paper)
    return words[:1].lower() + words[1:]


def _promised(paper: Document) -> str:
    """«3 000 рублей, ежемесячно», as the agreement has it."""
    if paper.data.get("pay") == NOTHING:
        return "без выплаты"
    often = dict(PERIODS).get(paper.data.get("period") or "", "ежемесячно")
    return f"{amount_words(paper, whole_number(paper.data.get('amount') or ''))}, {often}"
