"""What is wrong with a pair, and what is doubtful: errors refuse, warnings are shown and allowed.

`errors_of(draft)` and `warnings_of(draft)` judge one pair; `judge(drafts, day)` judges many in a constant number of queries.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from mentoring.banks.selectors import Fit
from mentoring.consents.enums import Purpose

from .doubts import find_warnings
from .draft import Draft, Facts, Finding
from .errors import find_errors

__all__ = ["Draft", "Facts", "Finding", "Judgement", "errors_of", "judge", "warnings_of"]


@dataclass
class Judgement:
    """Findings on one draft, with the facts that screens show beside them."""

    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    fits: dict[int, Fit] = field(default_factory=dict)  # by mentee
    missing: dict[int, list[Purpose]] = field(default_factory=dict)  # by person


def errors_of(draft: Draft, facts: Facts | None = None) -> list[Finding]:
    """Why the pair may not be: empty when it may."""
    return list(find_errors(draft, facts or Facts([draft], draft.organisation.today())))


def warnings_of(draft: Draft, facts: Facts | None = None) -> list[Finding]:
    """What the curator and the head should know; nothing here forbids."""
    return list(find_warnings(draft, facts or Facts([draft], draft.organisation.today())))


def judge(drafts: Sequence[Draft], day: date) -> list[Judgement]:
    """Judgements in the order of the drafts."""
    facts = Facts(drafts, day)
    return [
        Judgement(
            errors_of(draft, facts),
            warnings_of(draft, facts),
            {mentee.pk: facts.fits[draft.mentor.pk, mentee.pk] for mentee in draft.mentees},
            facts.missing_in(draft),
        )
        for draft in drafts
    ]
