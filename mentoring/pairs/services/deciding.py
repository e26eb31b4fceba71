"""Deeds of the head: approve, return, take a decision back, allow an order without a consent."""

from collections.abc import Container, Iterable, Mapping

from django.utils import timezone

from mentoring.consents.selectors import is_minor
from schools.journal.selectors import Span, deeds_after, last_of
from schools.journal.services import record
from schools.models import User

from ..enums import LIVING, PairStatus
from ..models import Pair
from ..selectors.findings import Draft, Facts
from ..selectors.words import called
from .door import Locked, PairsRefused, in_words, lock, move_pair, state_of
from .forming import refuse_mistakes
from .rights import require_head

# The version of each pair that the page showed, by the pair's number.
Versions = Mapping[int, int]

RETURNED = "возвращена с замечанием"
_UNDECIDED = {"decided_at": None, "decided_by": None, "decided_as": ""}


def approve_pairs(pairs: Iterable[Pair], by: User, versions: Versions | None = None) -> list[Pair]:
    """Approve submitted pairs, all or none. Refuses by name what changed since the page was shown, and what has mistakes by now."""
    return _decide(pairs, PairStatus.APPROVED, by, versions, deed="утверждена", comment="")


def return_pairs(pairs: Iterable[Pair], comment: str, by: User, versions: Versions | None = None) -> list[Pair]:
    """Send submitted pairs back to the curator with a comment, all or none."""
    if not comment.strip():
        raise PairsRefused(["Напишите, что поправить: без замечания куратор не поймёт, почему пара вернулась."])
    return _decide(pairs, PairStatus.RETURNED, by, versions, deed=RETURNED, comment=comment.strip())


def _decide(
    pairs: Iterable[Pair], to: str, by: User, versions: Versions | None, *, deed: str, comment: str
) -> list[Pair]:
    ids = [pair.pk for pair in pairs]
    if not ids:
        raise PairsRefused(["Отметьте хотя бы одну пару."])
    with in_words():
        locked = lock(ids)
        posts = {row.organisation_id: require_head(by, row.organisation) for row in locked.pairs.values()}
        done = {pk for pk, row in locked.pairs.items() if _done_already(row, to, by, versions)}
        waiting = [row for pk, row in locked.pairs.items() if pk not in done]
        if moved := _moved_on(waiting, versions):
            raise PairsRefused([*moved.values(), *_the_rest(locked.pairs.values(), moved, done)])
        if to == PairStatus.APPROVED:
            refuse_mistakes(waiting)
        for row in waiting:
            post = posts[row.organisation_id]
            locked.pairs[row.pk] = move_pair(
                row,
                to,
                deed=deed,
                by=by,
                reason=comment,
                on_behalf=post,
                values={"decided_at": timezone.now(), "decided_by": by, "decided_as": post, "comment": comment},
            )
    return list(locked.pairs.values())


def _done_already(row: Pair, to: str, by: User, versions: Versions | None) -> bool:
    """The same form of the same head sent twice: nothing is left to do and nothing went wrong."""
    return (
        bool(versions)
        and row.status == to
        and row.decided_by_id == by.pk
        and row.version == versions.get(row.pk, 0) + 1
    )


def _moved_on(rows: Iterable[Pair], versions: Versions | None) -> dict[int, str]:
    """What is not any more as the page showed it: a sentence by the pair's number."""
    said = {}
    for row in rows:
        if row.status != PairStatus.SUBMITTED:
            who = f" Решение: {row.decided_by.get_full_name()}." if row.decided_by else ""
            said[row.pk] = f"{row}: решения больше не ждёт, сейчас «{row.get_status_display()}».{who}"
        elif versions is not None and versions.get(row.pk) != row.version:
            words = called(row, "пару изменили после того, как вы открыли страницу. Посмотрите её ещё раз.")
            said[row.pk] = f"{row}: {words}"
    return said


def _the_rest(rows: Iterable[Pair], moved: Container[int], done: Container[int]) -> list[str]:
    """What became of the others of a refused decision: nobody has to guess what went through."""
    rows = list(rows)
    before = "; ".join(str(row) for row in rows if row.pk in done)
    left = "; ".join(str(row) for row in rows if row.pk not in done and row.pk not in moved)
    said = [f"Решено вами раньше, остаётся в силе: {before}"] if before else []
    if left:
        said.append(f"Сейчас не решено ничего. Остались отмечены, нажмите кнопку ещё раз: {left}")
    return said


def undo_decision(pair: Pair, by: User) -> Pair:
    """Take an approval or a return back: the pair waits for a decision again. Possible until it stands in an order; a return,
    until the curator has begun to mend what was returned.
    """
    post = require_head(by, pair.organisation)

    def decided(row: Pair) -> None:
        # The table lets a draft go to the head's desk too, but that deed is the curator's.
        if row.decided_at is None:
            raise PairsRefused([f"{row}: решения ещё не было."])
        told = last_of(row, RETURNED) if row.status == PairStatus.RETURNED else None
        if told is not None and deeds_after(Span(told.pk, told.pk), Pair, [row.pk]):
            words = called(row, "куратор уже правит эту пару. Она вернётся к вам, когда он её передаст.")
            raise PairsRefused([f"{row}: {words}"])

    return move_pair(
        pair,
        PairStatus.SUBMITTED,
        deed="решение отменено",
        by=by,
        on_behalf=post,
        guard=decided,
        values=_UNDECIDED | {"comment": ""},
    )


def undo_decisions(pairs: Iterable[Pair], by: User) -> list[Pair]:
    """The same for many at once, all or none."""
    pairs = list(pairs)
    with in_words():
        lock(pair.pk for pair in pairs)
        return [undo_decision(pair, by) for pair in pairs]


def override_consent(pair: Pair, reason: str, by: User) -> Pair:
    """Let the pair into an order without the consents that are missing today, for a journaled reason; never for a minor.

    A consent that goes missing afterwards is not covered: it needs a new permission, which takes the place of this one.
    """
    post = require_head(by, pair.organisation)
    if not reason.strip():
        raise PairsRefused(["Напишите, почему пару можно закрепить приказом без согласия."])
    with in_words():
        row = _to_order(lock([pair.pk]), pair)
        draft, day = Draft.of(row), row.organisation.today()
        missing = Facts([draft], day).missing_in(draft)
        if not missing:
            raise PairsRefused([f"{row}: все согласия подписаны, разрешение не нужно."])
        children = [person.short_name for person in draft.people if person.pk in missing and is_minor(person, day)]
        if children:
            raise PairsRefused([f"{name}: несовершеннолетнего без согласия закреплять нельзя." for name in children])
        covered = [[who, str(purpose)] for who, purposes in sorted(missing.items()) for purpose in purposes]
        return _save_override(row, reason.strip(), covered, by, post, "разрешено без согласия")


def drop_override(pair: Pair, by: User) -> Pair:
    """Take the permission back."""
    post = require_head(by, pair.organisation)
    with in_words():
        return _save_override(_to_order(lock([pair.pk]), pair), "", [], by, post, "разрешение без согласия снято")


def _to_order(locked: Locked, pair: Pair) -> Pair:
    row = locked.pairs[pair.pk]
    if row.status == PairStatus.ORDERED or row.status not in LIVING:
        raise PairsRefused([f"{row}: сейчас «{row.get_status_display()}», разрешение уже ничего не изменит."])
    return row


def _save_override(row: Pair, reason: str, covered: list[list], by: User, post: str, deed: str) -> Pair:
    before = {"разрешение": row.consent_override} if row.consent_override else {}
    row.consent_override, row.override_for = reason, covered
    row.version += 1
    row.save(update_fields=["consent_override", "override_for", "version", "updated_at"])
    record(
        deed,
        row,
        organisation=row.organisation,
        user=by,
        before=before,
        after=state_of(row),
        reason=reason,
        on_behalf=post,
    )
    return row
