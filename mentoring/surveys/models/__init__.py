"""Questionnaires, waves, tickets, answers, and what came of them."""

from .answer import Answer, BlindMarks, Reply
from .outcome import EntryDecision, SignalMark
from .questionnaire import Edition, Questionnaire, QuestionnaireEdit
from .ticket import Ticket
from .wave import Wave, WavePart

__all__ = [
    "Answer",
    "BlindMarks",
    "Edition",
    "EntryDecision",
    "Questionnaire",
    "QuestionnaireEdit",
    "Reply",
    "SignalMark",
    "Ticket",
    "Wave",
    "WavePart",
]
