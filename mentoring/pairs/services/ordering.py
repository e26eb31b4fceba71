"""Deeds that come with orders: pairs become ordered, an order is annulled, a pair ends."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from mentoring.consents.selectors import is_minor
from schools.journal.services import record
from schools.models import User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

from ..enums import EndReason, PairStatus
from ..models import Pair
from ..selectors.findings import Draft, Facts, errors_of
from ..selectors.words import no_consents
from .door import PairsRefused, in_words, lock, move_pair, state_of
from .labour import drop_papers
from .rights import require_curator, require_staff


def order_pairs(pairs: Iterable[Pair], document: Document, by: User) -> list[Pair]:
    """The pairs stand in an issued order. Called inside the transaction of the issue, which it undoes by refusing.

    Rereads everything under locks and raises `PairsRefused` with a sentence for each pair that was withdrawn meanwhile, was
    never decided on by the head, has a mistake by now, or lacks a consent on the order's date without the head's permission.
    An order issued elsewhere on paper is a fact: it also grounds pairs that the head did not decide on here, and missing
    consents do not undo it.
    """
    with in_words():
        locked = lock(pair.pk for pair in pairs)
        capacities = {row.organisation_id: require_staff(by, row.organisation) for row in locked.pairs.values()}
        rows = [
            row
            for row in locked.pairs.values()
            if not (row.status == PairStatus.ORDERED and row.order_id == document.pk)
        ]
        if refused := _not_orderable(rows, document):
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


def _not_orderable(rows: list[Pair], document: Document) -> list[str]:
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
        elif not document.elsewhere and not row.is_decided:
            said.append(f"{row}: руководитель пару не утверждал. Передайте её на решение.")
        elif not document.elsewhere and (old := row.stands_in_for):
            said.append(f"{row}: это замена, а пара {old} ещё закреплена. Их вместе меняет приказ об изменении.")
        else:
            said += [f"{row}: {error.message}" for error in errors_of(draft, facts)]
            if not document.elsewhere:
                said += _owed(draft, facts, day)
    return said


def _owed(draft: Draft, facts: Facts, day: date) -> list[str]:
    said = []
    for who, purposes in facts.missing_in(draft).items():
        person = next(person for person in draft.people if person.pk == who)
        allowed = draft.pair is not None and draft.pair.is_allowed_without(who, purposes)
        if not allowed or is_minor(person, day):
            said.append(f"{draft.pair}: {person.short_name} — {no_consents(purposes)}.")
    return said


def unorder_pairs(document: Document, by: User) -> list[Pair]:
    """The order was annulled: pairs that it made go back to where they were before it, pairs that it ended work again,
    but for those whose people are gone: they stay ended.

    Called inside the transaction of the annulment. Raises `PairsRefused` when a pair of this order was taken out by another
    order that is in force, or cannot work again because its mentor's place is taken.
    """
    with in_words():
        made = Pair.objects.filter(order=document, status__in=[PairStatus.ORDERED, PairStatus.ENDED])
        ended = Pair.objects.filter(end_order=document, status=PairStatus.ENDED)
        # Papers before pairs, as everywhere: what an ended pair returns to must not be annulled meanwhile.
        _lock_orders(ended.values_list("order", flat=True))
        locked = lock([*made.values_list("pk", flat=True), *ended.values_list("pk", flat=True)])
        if refused := _taken_out(locked.pairs.values(), document):
            raise PairsRefused(refused)
        moved = []
        for row in locked.pairs.values():
            capacity = require_staff(by, row.organisation)
            if row.status == PairStatus.ENDED and row.end_order_id == document.pk and row.gone:
                moved.append(_stay_ended(row, by, capacity))
            elif row.status == PairStatus.ENDED and row.end_order_id == document.pk:
                moved.append(_resume(row, by, capacity, "завершение отменено вместе с приказом"))
            elif row.status == PairStatus.ORDERED and row.order_id == document.pk:
                drop_papers(row, "приказ аннулирован", by)
                moved.append(
                    move_pair(
                        row,
                        _before_order(row),
                        deed="приказ аннулирован",
                        by=by,
                        on_behalf=capacity,
                        values={"order": None},
                    )
                )
    return moved


def _stay_ended(row: Pair, by: User, capacity: str) -> Pair:
    """The order that ended the pair is void, but its people are gone. The void order is nobody's ground: the end is the
    curator's from now on, and may be undone should the card come back from the archive. `row` is locked by the caller.
    """
    before = state_of(row)
    row.end_order, row.end_reason = None, EndReason.CURATOR
    row.version += 1
    row.save()
    record(
        "осталась завершённой: карточки человека больше нет",
        row,
        organisation=row.organisation,
        user=by,
        before=before,
        after=state_of(row),
        on_behalf=capacity,
    )
    return row


def _lock_orders(ids: Iterable[int | None]) -> None:
    wanted = {pk for pk in ids if pk is not None}
    # Read to the end: a lock is taken on rows that were fetched.
    list(Document.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))


def _taken_out(rows: Iterable[Pair], document: Document) -> list[str]:
    """Why the order may not be annulled yet: another one, in force, says of its pairs that they are over."""
    said = []
    for row in rows:
        if row.status != PairStatus.ENDED or row.order_id != document.pk or row.end_order_id in (None, document.pk):
            continue
        later = Document.objects.get(pk=row.end_order_id)
        if later.status == DocumentStatus.ISSUED:
            said.append(f"{row}: пару завершил {later}. Сначала аннулируйте его.")
    return said


def _before_order(row: Pair) -> PairStatus:
    """Where a pair stands without its order. One that the head never decided on must not come out as approved."""
    return PairStatus.APPROVED if row.is_decided else PairStatus.DRAFT


def end_pair(pair: Pair, on: date, reason: str, by: User, order: Document | None = None, note: str = "") -> Pair:
    """The pair is over on the day, for one of `EndReason`; `order` is the order that ends it, if there is one.

    By an order the day may lie before the first one: then the pair never began.
    """
    capacity = require_staff(by, pair.organisation) if order else require_curator(by, pair.organisation)
    if reason not in EndReason.values:
        raise PairsRefused(["Выберите, почему пара завершена."])
    today = pair.organisation.today()

    def guard(row: Pair) -> None:
        if order is None and on < row.starts:
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
    """The end was recorded by mistake. An end by order is undone only together with that order.

    A pair whose own order was annulled meanwhile goes back to where it was before that order.
    """
    capacity = require_curator(by, pair.organisation)

    def guard(row: Pair) -> None:
        if row.end_order_id:
            raise PairsRefused([f"{row}: завершена приказом; отменить это можно только вместе с приказом."])
        if row.gone:
            names = ", ".join(person.short_name for person in row.gone)
            raise PairsRefused([f"{names}: карточка в архиве или данные уничтожены, вернуть пару в работу нельзя."])

    with in_words():
        _lock_orders([pair.order_id])
        return _resume(lock([pair.pk]).pairs.get(pair.pk, pair), by, capacity, "завершение отменено", guard)


def _resume(row: Pair, by: User, capacity: str, deed: str, guard: Callable[[Pair], None] | None = None) -> Pair:
    """`row` and its order are locked by the caller."""
    values: dict[str, Any] = {"ended_on": None, "end_reason": "", "end_order": None}
    to = PairStatus.ORDERED
    if row.order is not None and row.order.status != DocumentStatus.ISSUED:
        # An annulled order is nobody's ground, nor do papers that speak of it hold.
        to, values["order"] = _before_order(row), None
        if row.status == PairStatus.ENDED:
            drop_papers(row, deed, by)

    def was_over(row: Pair) -> None:
        if row.status != PairStatus.ENDED:
            raise PairsRefused([f"{row}: не завершена, возобновлять нечего."])
        if guard is not None:
            guard(row)

    return move_pair(row, to, deed=deed, by=by, on_behalf=capacity, guard=was_over, values=values)
