"""Reading the banks: lists, the sides on which a person may stand, the fit of strengths to requests."""

from .dictionary import topics_for
from .fit import Fit, FitLine, fit_of, fits_of
from .lists import (
    BankFilters,
    BankTotals,
    copyable,
    place_of,
    subjects_taught,
    totals_of,
    with_places,
)
from .sides import is_head_post, sides_of, sides_of_people

__all__ = [
    "BankFilters",
    "BankTotals",
    "Fit",
    "FitLine",
    "copyable",
    "fit_of",
    "fits_of",
    "is_head_post",
    "place_of",
    "sides_of",
    "sides_of_people",
    "subjects_taught",
    "topics_for",
    "totals_of",
    "with_places",
]
