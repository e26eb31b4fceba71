"""The issue of an order on pairs: number, date, freeze and PDF; its pairs become ordered, removed ones end."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError

from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services import change_term, end_pair, order_pairs
from mentoring.pairs.services.door import lock
from schools.models import User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

from ...order_kinds import CHANGE_KIND, CHANGES, contingent_of, family_of
from ...selectors.replacing import last_days_of
from ...selectors.sequence import out_of_sequence
from ..papers.issuing import issued_with
from .pairs import pairs_of, removed_of, terms_of


def issue_order(
    document: Document, *, number: str, proposed: str, day: date, by: User, version: int | None = None, seen: str = ""
) -> Document:
    """Issue the draft; whole or not at all. Issued already, it is returned as it is.

    Rereads everything; refuses by name what was withdrawn, changed or lacks a consent on the day (design, decisions 5
    and 8). `version` is that of the draft which the person read, `seen` the mark of its page. Raises ValidationError.
    """

    def pairs_follow(issued: Document) -> None:
        _check_ground(issued)
        # All at once and in the house's order, before any pair is moved: one by one they would meet another deed head on.
        lock(pair.pk for pair in (*removed_of(issued), *pairs_of(issued), *(term.pair for term in terms_of(issued))))
        _end_removed(issued, day, removed_of(issued), by)
        _change_terms(issued, by)
        order_pairs(pairs_of(issued), issued, by)

    return issued_with(
        document,
        lambda: _check_draft(document),
        pairs_follow,
        number=number,
        proposed=proposed,
        day=day,
        by=by,
        version=version,
        seen=seen,
    )


def _check_draft(document: Document) -> None:
    data = document.data
    if document.kind == CHANGE_KIND and not any(data.get(key) for key in CHANGES):
        raise ValidationError("В приказе нет ни одного изменения. Отметьте пары или впишите изменение словами.")
    if document.kind != CHANGE_KIND and not data.get("pairs"):
        raise ValidationError("В приказе нет ни одной пары. Отметьте пары и сохраните черновик.")


def _check_ground(issued: Document) -> None:
    """All that the draft names must still be there to be ordered; and a changed order must still stand."""
    added, removed = pairs_of(issued), removed_of(issued)
    wanted = {*issued.data.get("pairs", []), *issued.data.get("removed", [])}
    if wanted - {pair.pk for pair in (*added, *removed)}:
        raise ValidationError("Часть пар этого приказа удалена. Откройте черновик, проверьте список и сохраните.")
    contingent = contingent_of(issued)
    if strangers := [str(pair) for pair in added if pair.form.contingent != contingent]:
        raise ValidationError("Эти пары не для этого приказа: " + ", ".join(strangers))
    assert issued.date is not None  # it has just been issued
    if later := [one.message for one in out_of_sequence(issued, issued.date)]:
        raise ValidationError(later)
    if issued.changes is None:
        return
    base = Document.objects.select_for_update().get(pk=issued.changes_id)
    if base.status != DocumentStatus.ISSUED:
        raise ValidationError(f"{base} уже {base.get_status_display().lower()}: менять его нельзя.")
    family = {order.pk for order in family_of(issued)}
    removed += [term.pair for term in terms_of(issued)]
    if strangers := [str(pair) for pair in removed if pair.order_id not in family]:
        raise ValidationError(f"Этих пар в приказе № {base.number} нет: " + ", ".join(strangers))


def _end_removed(issued: Document, day: date, removed: Iterable[Pair], by: User) -> None:
    last_days = last_days_of(issued, day)
    for pair in removed:
        if pair.status != PairStatus.ORDERED:
            now = pair.get_status_display()
            raise ValidationError(f"{pair}: сейчас «{now}», исключить можно только закреплённую пару.")
        end_pair(pair, min(last_days.get(pair.pk, day), pair.ends), EndReason.ORDER, by, order=issued)


def _change_terms(issued: Document, by: User) -> None:
    for term in terms_of(issued):
        change_term(term.pair, term.ends, issued, by, expected=term.was)
