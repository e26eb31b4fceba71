"""The curator has dealt with a signal."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from schools.journal.services import record
from schools.models import User
from schools.russian import tidy_spaces

from ..enums import SignalKind
from ..models import SignalMark, Ticket


def handle_signal(ticket: Ticket, kind: str, note: str, by: User) -> SignalMark:
    """Raises ValidationError when somebody was quicker. The journal keeps that it was dealt with, not what was said."""
    mark = SignalMark(ticket=ticket, kind=kind, note=tidy_spaces(note)[:500], handled_by=by)
    try:
        with transaction.atomic():
            mark.save()
            record(
                f"разобран сигнал «{SignalKind(kind).label}»",
                ticket.wave,
                organisation=ticket.wave.organisation,
                user=by,
            )
    except IntegrityError as error:
        raise ValidationError("Этот сигнал уже отмечен.") from error
    return mark


@transaction.atomic
def reopen_signal(mark: SignalMark, by: User) -> None:
    """Marked by mistake: the signal stands again."""
    record(
        f"сигнал «{mark.get_kind_display()}» возвращён",
        mark.ticket.wave,
        organisation=mark.ticket.wave.organisation,
        user=by,
    )
    mark.delete()
