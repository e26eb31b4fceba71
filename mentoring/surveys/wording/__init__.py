"""What a questionnaire says: sections of questions, as read from the library's file, a school's file or a frozen edition.

The JSON form (`Wording.to_json`) is what is stored, frozen at a wave's start and handed between schools:

    {"title", "intro", "thanks", "sections": [{"title", "text", "questions": [
        {"code", "kind", "text", "help", "required", "options": [{"code", "text"}], "rows": [{"code", "text"}],
         "low", "high", "limit", "source", "target", "signal", "when": {"item", "op", "value"}}]}]}

Absent keys take the defaults of the classes below. `code` of a question is stable: waves and both sides share it, and by it
«до» is compared with «после» and the mentor's view with the mentee's.
"""

from .checking import TOO_LONG_QUESTION, check, is_consent
from .parts import (
    CHOOSING,
    CODE,
    FREQUENCIES,
    HIGHEST,
    LONGEST,
    LONGEST_QUESTION,
    LOWEST,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    OPERATIONS,
    SOURCES,
    TARGETS,
    Condition,
    Option,
    Question,
    Section,
)
from .whole import Wording

__all__ = [
    "CHOOSING",
    "CODE",
    "FREQUENCIES",
    "HIGHEST",
    "LONGEST",
    "LONGEST_QUESTION",
    "LOWEST",
    "MOST_OPTIONS",
    "MOST_QUESTIONS",
    "OPERATIONS",
    "SOURCES",
    "TARGETS",
    "TOO_LONG_QUESTION",
    "Condition",
    "Option",
    "Question",
    "Section",
    "Wording",
    "check",
    "is_consent",
]
