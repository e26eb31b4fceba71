"""A roadmap on paper: its words become blocks of the engine — marks, title and the table in the plan's own columns.

Made so that the printed file, read again, gives the same words (`reading`): stages merged or across as they were, items of
one row as a numbered list in one cell.
"""

from .marks import marks_of
from .page import blocks_of, is_wide
from .table import table_of

__all__ = ["blocks_of", "is_wide", "marks_of", "table_of"]
