"""Orders on pairs: drafted from what was approved, issued as a whole, annulled with what they made; and orders issued on
paper, which ground pairs like any other.
"""

from .annulment import annulment_consequences, undo_order
from .drafting import draft_change, draft_order
from .grounding import ground_pairs
from .issuing import issue_order
from .pairs import groundable_pairs, pairs_of, removed_of, terms_of

__all__ = [
    "annulment_consequences",
    "draft_change",
    "draft_order",
    "ground_pairs",
    "groundable_pairs",
    "issue_order",
    "pairs_of",
    "removed_of",
    "terms_of",
    "undo_order",
]
