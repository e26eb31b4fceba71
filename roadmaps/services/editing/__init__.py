"""Editing a roadmap by hand. Each deed locks the roadmap, is journaled, can be undone, and never overwrites what somebody else
saved meanwhile (`StaleRow`). Words are not edited while the head has them; words of an approved plan make it changed.
"""

from ..refusals import RoadmapRefused
from .deed import last_editor
from .duties import set_dates, set_responsible, settle_doubts, settle_many
from .head import edit_head, head_marks
from .joining import join_measure, next_of
from .measures import (
    add_measure,
    edit_measure,
    measure_marks,
    move_measure,
    remove_measure,
)
from .parting import parts_of
from .splitting import split_measure
from .stages import add_stage, edit_stage, move_stage, remove_stage, stage_marks
from .undo import last_edit, undo_edit

__all__ = [
    "RoadmapRefused",
    "add_measure",
    "add_stage",
    "edit_head",
    "edit_measure",
    "edit_stage",
    "head_marks",
    "join_measure",
    "last_edit",
    "last_editor",
    "measure_marks",
    "move_measure",
    "move_stage",
    "next_of",
    "parts_of",
    "remove_measure",
    "remove_stage",
    "set_dates",
    "set_responsible",
    "settle_doubts",
    "settle_many",
    "split_measure",
    "stage_marks",
    "undo_edit",
]
