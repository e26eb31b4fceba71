"""A file or pasted text on its way to a roadmap: read → look and correct → load → undo."""

from .applying import TOUCHED, apply_import, is_touched, undo_import
from .correcting import correct_cell, correct_head, set_columns, settle_row
from .door import move_import
from .heading import keep_head, take_own_head
from .opened import take_back
from .rows import add_row, drop_row, split_row
from .shifting import shift_years, unshift_years
from .starting import discard_import, start_import
from .sweeping import sweep_readings

__all__ = [
    "TOUCHED",
    "add_row",
    "apply_import",
    "correct_cell",
    "correct_head",
    "discard_import",
    "drop_row",
    "is_touched",
    "keep_head",
    "move_import",
    "set_columns",
    "settle_row",
    "shift_years",
    "split_row",
    "start_import",
    "sweep_readings",
    "take_back",
    "take_own_head",
    "undo_import",
    "unshift_years",
]
