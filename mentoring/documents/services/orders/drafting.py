"""Drafts of orders: begun from approved pairs or from the order that they change."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from mentoring.banks.enums import Contingent
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.models import Organisation, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import DocumentRefused, create_draft
from schools.years import AcademicYear

from ...composing import stamp_of, title_of
from ...order_kinds import CHANGE_KIND, KINDS_OF_ORDERS, ORDER_KINDS, contingent_of, root_of
from ...selectors.defaults import default_data
from ...selectors.replacing import former_of, waiting_in


def draft_order(
    organisation: Organisation, contingent: str, pairs: Sequence[Pair], year: int, by: User, nonce: UUID | None
) -> Document:
    """A draft of the order on these approved pairs. Pairs of the other contingent and of other years are refused by
    name: they need their own order. `year` is what a draft of pairs without a year of their own would be about.
    """
    if not pairs:
        raise ValidationError("Отметьте хотя бы одну утверждённую пару.")
    strangers = [str(pair) for pair in pairs if pair.form.contingent != contingent]
    if strangers:
        raise ValidationError(
            "Приказы о парах педагогов и о парах обучающихся издаются отдельно. Уберите из списка: "
            + ", ".join(strangers)
        )
    if waiting := [str(pair) for pair in pairs if pair.stands_in_for]:
        raise ValidationError(
            "Замену наставника оформляет приказ об изменении прежнего приказа. Уберите из списка: " + ", ".join(waiting)
        )
    unready = [str(pair) for pair in pairs if pair.status != PairStatus.APPROVED]
    if unready:
        raise ValidationError("В приказ идут только утверждённые пары. Уберите из списка: " + ", ".join(unready))
    years = sorted({pair.mentor.year for pair in pairs})
    if len(years) > 1:
        words = " и ".join(str(AcademicYear(one)) for one in years)
        raise ValidationError(f"Отмечены пары разных учебных годов: {words}. На каждый год издаётся свой приказ.")
    data = {**default_data(organisation, contingent, years[0], by), "pairs": [pair.pk for pair in pairs]}
    return _created(organisation, ORDER_KINDS[Contingent(contingent)], data, by, nonce)


def draft_change(base: Document, by: User, nonce: UUID | None) -> Document:
    """A draft of an order that changes an issued order on pairs (the first one, whichever of the family is given). Mentors
    whose replacement the head has approved are replaced in it already.
    """
    root = Document.objects.select_related("organisation").get(pk=root_of(base).pk)
    if root.kind not in KINDS_OF_ORDERS:
        raise DocumentRefused("Это не приказ о парах: изменить его здесь нельзя.")
    if root.status != DocumentStatus.ISSUED:
        raise DocumentRefused("Изменить можно только изданный приказ.")
    organisation, waiting = root.organisation, waiting_in(root)
    year = root.data.get("year") or AcademicYear.of(root.date or organisation.today()).begins
    data = {
        **default_data(organisation, contingent_of(root), year, by),
        # What the first order cites is not said again; a ground of the change itself is ticked by the curator.
        "acts": [],
        "consents": False,
        "pairs": [pair.pk for pair in waiting],
        "removed": [pair.pk for pair in former_of(waiting)],
        "other": "",
        "reason": "",
    }
    return _created(organisation, CHANGE_KIND, data, by, nonce, changes=root)


def _created(
    organisation: Organisation,
    kind: str,
    data: dict[str, Any],
    by: User,
    nonce: UUID | None,
    changes: Document | None = None,
) -> Document:
    probe = Document(organisation=organisation.legal_entity, kind=kind, data=data, changes=changes)
    title = title_of(probe, stamp_of(probe))
    return create_draft(organisation, kind, title, data, by, nonce, changes=changes)
