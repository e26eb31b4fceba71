"""Regulations on mentoring: nine sections of the school's own wording, their blanks and their page."""
