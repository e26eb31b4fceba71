"""Taking back a bulk deed over entries of a bank."""

from typing import Any

from django.core.exceptions import ValidationError

from schools.journal.selectors import Span, deeds_after, subjects_of
from schools.models import Organisation, User

from ..enums import BankStatus
from ..models import Mentee, Mentor
from .entries import BulkResult
from .status import STATUS_DEEDS, change_status


def undo_confirmation(
    model: type[Mentor] | type[Mentee], organisation: Organisation, span: Span, by: User
) -> BulkResult[Any]:
    """Return to candidates those whom `by` confirmed within the span of the journal.

    Who was moved since, by whomever, and who stands in a pair already is skipped with the reason.
    """
    ids = subjects_of(span, model, STATUS_DEEDS[BankStatus.CONFIRMED], organisation, by)
    moved = deeds_after(span, model, ids, STATUS_DEEDS.values())
    result: BulkResult[Any] = BulkResult()
    rows: Any = model._default_manager.filter(pk__in=ids, organisation=organisation).select_related("person")
    for entry in rows.order_by("person__name_key", "pk"):
        if entry.pk in moved:
            words = f"{entry.person.short_name}: состояние с тех пор меняли ещё раз. Поправьте в карточке."
            result.skipped.append((entry.person, words))
            continue
        try:
            result.added.append(change_status(entry, BankStatus.CANDIDATE, by, "подтверждение отменено"))
        except ValidationError as refusal:
            result.skipped.append((entry.person, refusal.messages[0]))
    return result
