"""The one door of an entry's status."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.journal.services import record
from schools.models import User
from schools.russian import count

from ..enums import BANK_TRANSITIONS, BankStatus
from ..models import Mentee, Mentor
from .entries import BulkResult, Entry

# What the journal calls each move.
STATUS_DEEDS: dict[str, str] = {
    BankStatus.CONFIRMED: "подтверждён в банке",
    BankStatus.WITHDRAWN: "выведен из банка",
    BankStatus.CANDIDATE: "возвращён в кандидаты",
}


def change_mentor_status(entry: Mentor, to: str, by: User | None, reason: str = "") -> Mentor:
    return change_status(entry, to, by, reason)


def change_mentee_status(entry: Mentee, to: str, by: User | None, reason: str = "") -> Mentee:
    return change_status(entry, to, by, reason)


def change_many[E: (Mentor, Mentee)](entries: Iterable[E], to: str, by: User | None, reason: str = "") -> BulkResult[E]:
    """The same deed for each entry; who cannot go is skipped with the reason, the rest go."""
    result: BulkResult[E] = BulkResult()
    for entry in entries:
        try:
            result.added.append(change_status(entry, to, by, reason))
        except ValidationError as refusal:
            result.skipped.append((entry.person, refusal.messages[0]))
    return result


@transaction.atomic
def change_status[E: (Mentor, Mentee)](entry: E, to: str, by: User | None, reason: str) -> E:
    """Lock, check the table, guard, set the dates, save, journal.

    WITHDRAWN needs a reason. Nobody who stands in a living pair leaves CONFIRMED: the pair is ended first.
    """
    entry = (
        type(entry)
        ._default_manager.select_for_update(of=("self",), no_key=True)
        .select_related("person", "organisation")
        .get(pk=entry.pk)
    )
    name = entry.person.short_name
    if to not in BANK_TRANSITIONS[entry.status]:
        wanted = BankStatus(to).label if to in BankStatus.values else to
        raise ValidationError(f"{name} сейчас «{entry.get_status_display()}»: перевести в «{wanted}» нельзя.")
    reason = reason.strip()
    if to == BankStatus.WITHDRAWN and not reason:
        raise ValidationError(f"{name}: напишите причину выхода из банка.")
    if to != BankStatus.CONFIRMED and (pairs := _living(entry)):
        raise ValidationError(f"{name} {pairs}. Сначала завершите пару.")
    today = entry.organisation.today()
    before = _facts(entry)
    entry.status = to
    if to != BankStatus.WITHDRAWN:
        entry.confirmed_on = today if to == BankStatus.CONFIRMED else None
    entry.withdrawn_on = today if to == BankStatus.WITHDRAWN else None
    entry.withdrawal_reason = reason[:250] if to == BankStatus.WITHDRAWN else ""
    entry.save(update_fields=["status", "confirmed_on", "withdrawn_on", "withdrawal_reason"])
    record(
        STATUS_DEEDS[to],
        entry,
        organisation=entry.organisation,
        user=by,
        before=before,
        after=_facts(entry),
        reason=reason,
    )
    return entry


def _living(entry: Entry) -> str:
    """What the entry does in living pairs, as a predicate; empty when nothing. Pairs count under this row's lock."""
    if isinstance(entry, Mentor):
        return f"ведёт {count(entry.load, 'наставляемого', 'наставляемых', 'наставляемых')}" if entry.load else ""
    return f"состоит в {count(entry.pairs_count, 'паре', 'парах', 'парах')}" if entry.pairs_count else ""


def _facts(entry: Entry) -> dict[str, object]:
    return {
        "состояние": entry.get_status_display(),
        "подтверждён": entry.confirmed_on,
        "выбыл": entry.withdrawn_on,
        "почему выбыл": entry.withdrawal_reason,
    }
