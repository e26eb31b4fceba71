"""Reading consents: who signs, what is required of whom, what is missing, what may be public."""

from .owing import GROWN_UP, Owed, missing_for, owed, required_purposes
from .public import Published, items_offered, published_items, silenced
from .signers import (
    age_on,
    holds_until,
    is_in_force,
    is_minor,
    is_outgrown,
    signing_note,
    signing_representation,
    signs_beside,
)
from .terms import WITHOUT_TERM, term_of, year_of_sheet
from .withdrawal import consequences_of_withdrawal, gendered, taken_back, taken_back_on

__all__ = [
    "GROWN_UP",
    "WITHOUT_TERM",
    "Owed",
    "Published",
    "age_on",
    "holds_until",
    "consequences_of_withdrawal",
    "gendered",
    "is_in_force",
    "is_minor",
    "is_outgrown",
    "items_offered",
    "missing_for",
    "owed",
    "published_items",
    "silenced",
    "required_purposes",
    "signing_note",
    "signing_representation",
    "signs_beside",
    "taken_back",
    "taken_back_on",
    "term_of",
    "year_of_sheet",
]
