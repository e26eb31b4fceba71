"""The term of a pair that stands in an order: changed by an order that changes it, and by nothing else."""

from dataclasses import replace
from datetime import date

from schools.journal.services import record
from schools.models import User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

from ..enums import PairStatus
from ..models import Pair
from ..selectors.findings import Draft, Facts, errors_of
from .door import PairsRefused, in_words, lock, state_of
from .rights import require_staff


def change_term(pair: Pair, ends: date, order: Document, by: User, *, expected: date) -> Pair:
    """The pair works until `ends`; inside the transaction of the issue of `order`, or of its annulment.

    `expected` is the last day that the order found: when it is another by now, somebody has changed it meanwhile. Raises
    PairsRefused by name. An end that is over has no term to change.
    """
    with in_words():
        locked = lock([pair.pk])
        row = locked.pairs.get(pair.pk)
        if row is None:
            raise PairsRefused(["Этой пары больше нет."])
        on_behalf = require_staff(by, row.organisation)
        if row.ends == ends:
            return row
        if row.status != PairStatus.ORDERED:
            raise PairsRefused(
                [f"{row}: сейчас «{row.get_status_display()}», изменить срок можно только закреплённой паре."]
            )
        if row.ends != expected:
            raise PairsRefused(
                [f"{row}: срок уже изменён, теперь по {row.ends:%d.%m.%Y}. Откройте черновик и сохраните."]
            )
        undone = order.status == DocumentStatus.ANNULLED
        if not undone and order.date is not None and ends < order.date:
            raise PairsRefused([f"{row}: новый срок кончается раньше приказа. Исключите пару из приказа."])
        draft = replace(Draft.of(row), ends=ends)
        if errors := errors_of(draft, Facts([draft], order.date or row.organisation.today())):
            raise PairsRefused([f"{row}: {error.message}" for error in errors])
        before = state_of(row)
        row.ends = ends
        row.version += 1
        row.save()
        record(
            "изменение срока отменено" if undone else "изменён срок приказом",
            row,
            organisation=row.organisation,
            user=by,
            before=before,
            after=state_of(row) | {"основание": str(order)},
            on_behalf=on_behalf,
        )
    return row
