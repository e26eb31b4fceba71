"""The end of a pair that is over already, moved by an order: it ends earlier than it was to, or again when it was to."""

from datetime import date

from schools.journal.services import record
from schools.models import User
from schools.papers.models import Document

from ..enums import PairStatus
from ..models import Pair
from .door import PairsRefused, in_words, lock, state_of
from .rights import require_staff


def move_end(pair: Pair, on: date, reason: str, order: Document, by: User, *, expected: int | None, deed: str) -> Pair:
    """The ended pair works to the end of `on`, for one of `EndReason`, by `order`; inside the transaction of the issue or of the
    annulment of the order that moves it.

    `expected` is the key of the order by which the caller found the pair ended: when it is another by now, somebody has
    changed it meanwhile. Raises PairsRefused by name.
    """
    with in_words():
        row = lock([pair.pk]).pairs.get(pair.pk)
        if row is None:
            raise PairsRefused(["Этой пары больше нет."])
        on_behalf = require_staff(by, row.organisation)
        if row.status != PairStatus.ENDED or row.end_order_id != expected:
            raise PairsRefused([f"{row}: её завершение изменилось, пока вы работали. Обновите страницу."])
        if on > row.ends:
            raise PairsRefused([f"Срок пары кончается {row.ends:%d.%m.%Y}: укажите этот день или более ранний."])
        before = state_of(row)
        row.ended_on, row.end_reason, row.end_order = on, reason, order
        row.version += 1
        row.save()
        record(
            deed,
            row,
            organisation=row.organisation,
            user=by,
            before=before,
            after=state_of(row) | {"основание": str(order)},
            on_behalf=on_behalf,
        )
    return row
