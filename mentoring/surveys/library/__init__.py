"""Questionnaires that the product offers, in our own words; README.md tells an editor how to write one.

`library()` gives them in order, `offered_to(organisation)` those that suit it; `sets_for(organisation)` — what the curator
begins with one button: for each side its questionnaire, with mode and timing.

An item of source «topics», «kinds» or «forms» may name in its options those words of the dictionary that suit; `narrowed`
tells which of the dictionary's words are then offered.
"""

from .loading import LibraryItem, library, library_item, offered_to
from .sets import LibrarySet, set_for, sets, sets_for
from .sources import narrowed

__all__ = [
    "LibraryItem",
    "LibrarySet",
    "library",
    "library_item",
    "narrowed",
    "offered_to",
    "set_for",
    "sets",
    "sets_for",
]
