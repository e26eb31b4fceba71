"""How long a questionnaire takes."""

from math import ceil

from .enums import QuestionKind
from .wording import Question, Wording

# Seconds for reading the first page, and for a question of the kind: read, think, answer on a phone.
READING = 10
SECONDS: dict[str, int] = {
    QuestionKind.SCALE: 6,
    QuestionKind.YES_NO: 5,
    QuestionKind.FREQUENCY: 6,
    QuestionKind.SINGLE: 8,
    QuestionKind.MULTIPLE: 15,
    QuestionKind.SHORT: 15,
    QuestionKind.LONG: 40,
    QuestionKind.MATRIX: 5,
    QuestionKind.RANKING: 6,
    QuestionKind.PERSONS: 45,
}


def _seconds(question: Question) -> int:
    """A matrix takes so much for each row, a ranking for each option read; the rest as a whole."""
    each = SECONDS[question.kind]
    if question.kind == QuestionKind.MATRIX:
        return each * (len(question.rows) + 1)
    return each * len(question.all_options) if question.kind == QuestionKind.RANKING else each


def seconds_of(wording: Wording) -> int:
    """For someone who answers everything, also what is not required and what only some are asked."""
    return READING + sum(_seconds(question) for question in wording.questions())


def minutes_of(wording: Wording) -> int:
    """Whole minutes, rounded up: what is promised on the first page is kept."""
    return ceil(seconds_of(wording) / 60)
