"""Orders issued elsewhere on paper ground pairs like any other (design, decision 6)."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from mentoring.pairs.models import Pair
from mentoring.pairs.services import order_pairs
from schools.access.roles import capacity_of
from schools.journal.services import record
from schools.models import User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import DocumentRefused

from ...order_kinds import CHANGE_KIND, KINDS_OF_ORDERS, contingent_of


@transaction.atomic
def ground_pairs(document: Document, pairs: Sequence[Pair], by: User) -> list[Pair]:
    """The pairs stand in this order from paper. Sent twice it changes nothing the second time.

    Raises DocumentRefused for other papers, PairsRefused by name for pairs that cannot be ordered.
    """
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if not locked.elsewhere or locked.kind not in KINDS_OF_ORDERS:
        raise DocumentRefused("Пары закрепляет только приказ о парах, изданный на бумаге. Другой издают из черновика.")
    if locked.status != DocumentStatus.ISSUED:
        raise DocumentRefused(f"{locked} {locked.get_status_display().lower()} и ничего закрепить не может.")
    if not pairs:
        raise ValidationError("Отметьте пары, которые закреплены этим приказом.")
    waiting = [pair for pair in pairs if pair.order_id != locked.pk]
    if not waiting:
        return list(pairs)
    fitting = None if locked.kind == CHANGE_KIND else contingent_of(locked)
    if strangers := [str(pair) for pair in waiting if fitting and pair.form.contingent != fitting]:
        raise ValidationError("Эти пары не для этого приказа: " + ", ".join(strangers))
    ordered = order_pairs(waiting, locked, by)
    record(
        "приказ с бумаги стал основанием пар",
        locked,
        organisation=locked.organisation,
        user=by,
        after={"пары": [str(pair) for pair in ordered]},
        on_behalf=capacity_of(by, locked.organisation),
    )
    return ordered
