"""Deeds that come with orders: pairs become ordered, an order is annulled, a pair ends."""

from collections.abc import Iterable, Mapping
from datetime import date

from mentoring.consents.enums import Purpose
from schools.models import User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

from ..enums import EndReason, PairStatus
from ..models import Pair
from ..selectors.findings import Draft, Facts, errors_of
from ..selectors.people import is_minor
from .door import PairsRefused, in_words, lock, move_pair
from .rights import require_curator, require_staff


def order_pairs(
    pairs: Iterable[Pair], document: Document, by: User, versions: Mapping[int, int] | None = None
) -> list[Pair]:
    """The pairs stand in an issued order. Called inside the transaction of the issue, which it undoes by refusing.

    Rereads everything under locks and raises `PairsRefused` with a sentence for each pair that was withdrawn or changed
    meanwhile (`versions`: as the draft of the order knew them), has a mistake by now, or lacks a consent on the order's date
    without the head's permission. An order issued elsewhere on paper is a fact: it also grounds pairs that the head did not
    decide on here, and missing consents do not undo it.
    """
    with in_words():
        locked = lock(pair.pk for pair in pairs)
        capacities = {row.organisation_id: require_staff(by, row.organisation) for row in locked.pairs.values()}
        rows = [
            row
            for row in locked.pairs.values()
            if not (row.status == PairStatus.ORDERED and row.order_id == document.pk)
        ]
        if refused := _not_orderable(rows, document, versions):
            raise PairsRefused(refused)
        for row in rows:
            locked.pairs[row.pk] = move_pair(
                row,
                PairStatus.ORDERED,
                deed="закреплена приказом",
                by=by,
                on_behalf=capacities[row.organisation_id],
                values={"order": document},
            )
    return list(locked.pairs.values())


def _not_orderable(rows: list[Pair], document: Document, versions: Mapping[int, int] | None) -> list[str]:
    if not rows:
        return []
    ready = {PairStatus.APPROVED, PairStatus.DRAFT} if document.elsewhere else {PairStatus.APPROVED}
    day = document.date or rows[0].organisation.today()
    drafts = {row.pk: Draft.of(row) for row in rows}
    facts = Facts(list(drafts.values()), day)
    said = []
    for row in rows:
        draft = drafts[row.pk]
        if row.organisation_id != document.organisation_id:
            said.append(f"{row}: это пара другой организации.")
        elif row.status not in ready:
            said.append(f"{row}: сейчас «{row.get_status_display()}», в приказ идут только утверждённые пары.")
        elif versions is not None and versions.get(row.pk) != row.version:
            said.append(
                f"{row}: пара изменилась после того, как составлен приказ. Откройте приказ заново и проверьте его."
            )
        else:
            said += [f"{row}: {error.message}" for error in errors_of(draft, facts)]
            if not document.elsewhere:
                said += _owed(draft, facts, day)
    return said


def _owed(draft: Draft, facts: Facts, day: date) -> list[str]:
    said = []
    for who, purposes in facts.missing_in(draft).items():
        person = next(person for person in draft.people if person.pk == who)
        allowed = draft.pair is not None and draft.pair.consent_override and not is_minor(person, day)
        if not allowed:
            words = ", ".join(Purpose(purpose).label for purpose in purposes)
            said.append(f"{draft.pair}: {person.short_name} — нет согласия {words}.")
    return said


def unorder_pairs(document: Document, by: User) -> list[Pair]:
    """The order was annulled: pairs that it made go back to approved, pairs that it ended work again.

    Called inside the transaction of the annulment. Raises `PairsRefused` when a pair cannot work again because its mentor's
    place is taken.
    """
    with in_words():
        made = Pair.objects.filter(order=document, status=PairStatus.ORDERED)
        ended = Pair.objects.filter(end_order=document, status=PairStatus.ENDED)
        locked = lock([*made.values_list("pk", flat=True), *ended.values_list("pk", flat=True)])
        moved = []
        for row in locked.pairs.values():
            capacity = require_staff(by, row.organisation)
            if row.status == PairStatus.ENDED:
                moved.append(_resume(row, by, capacity, "завершение отменено вместе с приказом"))
            elif row.order_id == document.pk:
                moved.append(
                    move_pair(
                        row,
                        PairStatus.APPROVED,
                        deed="приказ аннулирован",
                        by=by,
                        on_behalf=capacity,
                        values={"order": None},
                    )
                )
    return moved


def end_pair(pair: Pair, on: date, reason: str, by: User, order: Document | None = None, note: str = "") -> Pair:
    """The pair is over on the day, for one of `EndReason`; `order` is the order that ends it, if there is one."""
    capacity = require_staff(by, pair.organisation) if order else require_curator(by, pair.organisation)
    if reason not in EndReason.values:
        raise PairsRefused(["Выберите, почему пара завершена."])
    today = pair.organisation.today()

    def guard(row: Pair) -> None:
        if on < row.starts:
            raise PairsRefused([f"Пара начинается {row.starts:%d.%m.%Y}: завершить её раньше нельзя."])
        if on > row.ends:
            raise PairsRefused([f"Срок пары кончается {row.ends:%d.%m.%Y}: укажите этот день или более ранний."])
        if order is None and on > today:
            raise PairsRefused(["Этот день ещё не наступил. Завершить пару заранее можно приказом."])
        if order is not None and order.status == DocumentStatus.ANNULLED:
            raise PairsRefused([f"{order} аннулирован и ничего завершить не может."])

    return move_pair(
        pair,
        PairStatus.ENDED,
        deed="завершена",
        by=by,
        reason=note.strip(),
        on_behalf=capacity,
        guard=guard,
        values={"ended_on": on, "end_reason": reason, "end_order": order},
    )


def resume_pair(pair: Pair, by: User) -> Pair:
    """The end was recorded by mistake. An end by order is undone only together with that order."""
    capacity = require_curator(by, pair.organisation)

    def guard(row: Pair) -> None:
        if row.end_order_id:
            raise PairsRefused([f"{row}: завершена приказом; отменить это можно только вместе с приказом."])

    return _resume(pair, by, capacity, "завершение отменено", guard)


def _resume(pair: Pair, by: User, capacity: str, deed: str, guard=None) -> Pair:
    cleared = {"ended_on": None, "end_reason": "", "end_order": None}

    def was_over(row: Pair) -> None:
        if row.status != PairStatus.ENDED:
            raise PairsRefused([f"{row}: не завершена, возобновлять нечего."])
        if guard is not None:
            guard(row)

    return move_pair(pair, PairStatus.ORDERED, deed=deed, by=by, on_behalf=capacity, guard=was_over, values=cleared)
