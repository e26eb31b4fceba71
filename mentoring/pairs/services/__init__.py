"""Deeds on pairs. Whoever changes a pair calls one of these; nothing else does."""

from .deciding import approve_pairs, drop_override, override_consent, return_pairs, undo_decision, undo_decisions
from .door import PairsRefused, move_pair
from .forming import (
    EDITABLE,
    cancel_pair,
    change_pair,
    key_of,
    propose_pair,
    propose_pairs,
    propose_suggested,
    recall_pair,
    submit_pairs,
)
from .labour import agree_pairs, release_pairs, warn_pairs
from .ordering import end_pair, order_pairs, resume_pair, unorder_pairs
from .preferences import save_preferences
from .replacing import propose_replacement
from .terms import change_term

__all__ = [
    "EDITABLE",
    "PairsRefused",
    "agree_pairs",
    "approve_pairs",
    "cancel_pair",
    "change_pair",
    "change_term",
    "drop_override",
    "end_pair",
    "key_of",
    "move_pair",
    "order_pairs",
    "override_consent",
    "propose_pair",
    "propose_pairs",
    "propose_replacement",
    "propose_suggested",
    "recall_pair",
    "release_pairs",
    "resume_pair",
    "return_pairs",
    "save_preferences",
    "submit_pairs",
    "undo_decision",
    "undo_decisions",
    "unorder_pairs",
    "warn_pairs",
]
