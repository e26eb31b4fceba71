"""The curator has dealt with a signal."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from schools.journal.services import record
from schools.models import User
from schools.russian import tidy_spaces
from schools.years import AcademicYear

from ..enums import SignalKind
from ..models import SignalMark, Ticket
from ..selectors.calls import signal_of
from .rights import require_curator

HANDLED = "Этот сигнал уже отмечен."


def handle_signal(ticket: Ticket, kind: str, note: str, by: User) -> SignalMark:
    """Raises ValidationError when somebody was quicker, or when nothing calls: a mark laid before the signal would hide it.

    The journal keeps that it was dealt with, not what was said.
    """
    wave = ticket.wave
    require_curator(by, wave.organisation)
    if SignalMark.objects.filter(ticket=ticket, kind=kind).exists():
        raise ValidationError(HANDLED)
    if signal_of(by, wave.organisation, AcademicYear(wave.year), ticket.pk, kind) is None:
        raise ValidationError("Такого сигнала сейчас нет. Обновите страницу.")
    mark = SignalMark(ticket=ticket, kind=kind, note=tidy_spaces(note)[:500], handled_by=by)
    try:
        with transaction.atomic():
            mark.save()
            record(
                f"разобран сигнал «{SignalKind(kind).label}»",
                wave,
                organisation=wave.organisation,
                user=by,
            )
    except IntegrityError as error:
        raise ValidationError(HANDLED) from error
    return mark


@transaction.atomic
def reopen_signal(mark: SignalMark, by: User) -> None:
    """Marked by mistake: the signal stands again."""
    require_curator(by, mark.ticket.wave.organisation)
    record(
        f"сигнал «{mark.get_kind_display()}» возвращён",
        mark.ticket.wave,
        organisation=mark.ticket.wave.organisation,
        user=by,
    )
    mark.delete()
