"""Papers of every kind: drafted with what is known already, edited, issued with a number or without."""

from .approving import approvals_of, begin_approval
from .drafting import begin_paper, edit_paper, why_not
from .issuing import DraftMovedOn, issue_paper, mark_of

__all__ = [
    "DraftMovedOn",
    "approvals_of",
    "begin_approval",
    "begin_paper",
    "edit_paper",
    "issue_paper",
    "mark_of",
    "why_not",
]
