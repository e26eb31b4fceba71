"""Another mentor for the people of a pair that stands in an order: one path from the choice to the order that changes."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from mentoring.banks.models import Mentor, MentoringForm, MentoringKind
from schools.models import User

from ..models import Pair
from ..selectors.findings import Draft, errors_of
from ..selectors.replacing import why_not_replaced
from .door import PairsRefused, in_words, lock
from .forming import create, made_by
from .rights import require_curator


def propose_replacement(
    pair: Pair,
    mentor: Mentor,
    *,
    form: MentoringForm | None,
    kinds: Iterable[MentoringKind],
    starts: date,
    ends: date,
    reason: str,
    by: User,
    nonce: UUID | None = None,
) -> Pair:
    """Make a draft of the pair that takes the place of an ordered one: the same mentees, another mentor from `starts`.

    The head decides on it as on any other; the order that changes ends the former pair and begins this one. The same nonce
    twice returns the draft made first. Raises `PairsRefused` with every mistake.
    """
    require_curator(by, pair.organisation)
    with in_words():
        locked = lock([pair.pk], [mentor.pk])
        old = locked.pairs[pair.pk]
        mentees = tuple(locked.mentees_of(old))
        made, nonce = made_by(old.organisation, nonce, mentor, mentees)
        if made is not None:
            return made
        if refused := why_not_replaced(old):
            raise PairsRefused([refused])
        draft = Draft(
            old.organisation, locked.mentors[mentor.pk], mentees, form, tuple(kinds), starts, ends, replaces=old
        )
        if errors := errors_of(draft):
            raise PairsRefused([error.message for error in errors])
        return create(draft, reason, by, nonce)
