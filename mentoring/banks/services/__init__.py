"""Deeds of the banks. `status.change_status` is the one door of an entry's status."""

from .dictionary import add_topic, rename_topic, switch_topic
from .entries import BulkResult, add_mentees, add_mentors, copy_mentees, copy_mentors, remove_entry
from .mentee import save_mentee
from .mentor import save_mentor
from .status import change_many, change_mentee_status, change_mentor_status
from .undoing import undo_confirmation

__all__ = [
    "BulkResult",
    "add_mentees",
    "add_mentors",
    "add_topic",
    "change_many",
    "change_mentee_status",
    "change_mentor_status",
    "copy_mentees",
    "copy_mentors",
    "remove_entry",
    "rename_topic",
    "save_mentee",
    "save_mentor",
    "switch_topic",
    "undo_confirmation",
]
