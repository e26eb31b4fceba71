"""Editing a questionnaire: each deed locks it, is journaled, can be undone, and never overwrites what somebody else saved
meanwhile (`StalePiece`). What a wave has begun with is an `Edition` and is not touched.
"""

from .deed import StalePiece
from .head import edit_head, head_marks, head_values
from .places import earlier_at, earlier_than, place_of
from .questions import (
    add_question,
    copy_question,
    edit_question,
    move_question,
    question_marks,
    remove_question,
)
from .sections import add_section, edit_section, move_section, remove_section, section_marks, sections_of
from .undo import last_edit, undo_edit
from .values import values_of

__all__ = [
    "StalePiece",
    "add_question",
    "add_section",
    "copy_question",
    "earlier_at",
    "earlier_than",
    "edit_head",
    "edit_question",
    "edit_section",
    "head_marks",
    "head_values",
    "last_edit",
    "move_question",
    "move_section",
    "place_of",
    "question_marks",
    "remove_question",
    "remove_section",
    "section_marks",
    "sections_of",
    "undo_edit",
    "values_of",
]
