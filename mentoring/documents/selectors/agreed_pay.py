"""What mentors are to be paid by the additional agreements in force: an order on payments begins from that and is compared
with it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.models import Person
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

from ..words.amounts import whole_number
from ..words.labour_pay import NOTHING

# An agreement says «однократно», an order «единовременно».
ONCE = {"end": "once"}


@dataclass
class AgreedPay:
    """One mentor's pay by the agreements that hold; of several agreements alike in all else the amounts add up."""

    person: Person
    papers: list[Document] = field(default_factory=list)

    def _same(self, key: str) -> str:
        found = {paper.data.get(key) or "" for paper in self.papers}
        return found.pop() if len(found) == 1 else ""

    @property
    def way(self) -> str:
        """Roubles, per cent, points or nothing; empty when the agreements differ."""
        return self._same("pay")

    @property
    def period(self) -> str:
        period = self._same("period") or "month"
        return ONCE.get(period, period)

    @property
    def ground(self) -> str:
        return self._same("pay_ground")

    @property
    def amount(self) -> int | None:
        amounts = [whole_number(paper.data.get("amount") or "") for paper in self.papers]
        return sum(one for one in amounts if one) or None

    @property
    def is_paid(self) -> bool:
        return self.way != NOTHING


def agreed_pay(pairs: Iterable[Pair]) -> dict[int, AgreedPay]:
    """By the mentor's card, for ordered pairs with an agreement made here; what came from paper tells no amounts."""
    found: dict[int, AgreedPay] = {}
    for pair in pairs:
        paper = pair.agreement
        if pair.status != PairStatus.ORDERED or paper is None or paper.status != DocumentStatus.ISSUED:
            continue
        if not paper.data.get("pay"):
            continue
        pay = found.setdefault(pair.mentor.person_id, AgreedPay(pair.mentor.person))
        if paper not in pay.papers:
            pay.papers.append(paper)
    return found


def answers_by_agreements(found: dict[int, AgreedPay]) -> dict[str, Any]:
    """Answers of an order on payments: how most are paid, and whom otherwise, a line for each. Those paid in another way or
    at other times cannot be told in one order: their amounts stay to be written.
    """
    paid = [pay for pay in found.values() if pay.is_paid and pay.way and pay.amount]
    if not paid:
        return {}
    [((way, period), _)] = Counter((pay.way, pay.period) for pay in paid).most_common(1)
    alike = [pay for pay in paid if (pay.way, pay.period) == (way, period)]
    [(common, _)] = Counter(pay.amount for pay in alike).most_common(1)
    others = sorted((pay for pay in alike if pay.amount != common), key=lambda pay: pay.person.name_key)
    grounds = {pay.ground for pay in paid}
    return {
        "pay": way,
        "period": period,
        "amount": str(common),
        "others": "\n".join(f"{pay.person.full_name}: {pay.amount}" for pay in others),
        "local_act": grounds.pop() if len(grounds) == 1 else "",
    }
