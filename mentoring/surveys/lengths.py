"""How long a questionnaire takes, and how much of it stands on one page."""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from .enums import QuestionKind
from .wording import Question, Section, Wording

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


# Points of a phone 390 wide, as `static/css/survey.css` draws: two screens less the heading and the buttons.
TWO_SCREENS = 1300
# One short question is no page of its own.
A_LITTLE_MORE = 1560
IN_LINE = 34
LINE, GAP = 25, 40
BOX, POINTS, INPUT, AREA = 52, 106, 48, 120
# People are known when the page is drawn; so many are usual.
USUAL_PEOPLE = 12


def _lines(text: str) -> int:
    return LINE * ceil(len(text) / IN_LINE)


def height_of(question: Question) -> int:
    """About so high is the question on a phone."""
    boxes = sum(BOX + max(_lines(one.text) - LINE, 0) for one in question.all_options)
    match question.kind:
        case QuestionKind.SCALE:
            own = POINTS + LINE
        case QuestionKind.MATRIX:
            own = LINE + sum(POINTS + _lines(one.text) for one in question.rows)
        case QuestionKind.SHORT:
            own = INPUT
        case QuestionKind.LONG:
            own = AREA
        case QuestionKind.PERSONS:
            own = USUAL_PEOPLE * BOX
        case _:
            own = boxes
    return GAP + _lines(question.text) + _lines(question.help) + own


def pages_of(wording: Wording) -> tuple[Section, ...]:
    """The sections as pages: one too high for a phone goes on on the next page. What is asked on a condition stays with the
    question above it that decides."""
    return tuple(page for section in wording.sections for page in _pieces(section)) or (Section(),)


def _pieces(section: Section) -> Iterator[Section]:
    here: list[Question] = []
    high, left = 0, sum(map(height_of, section.questions))
    piece = section
    for question in section.questions:
        tall = height_of(question)
        goes_with = question.when is not None and question.when.item in {one.code for one in here}
        if here and high + tall > TWO_SCREENS and high + left > A_LITTLE_MORE and not goes_with:
            yield replace(piece, questions=tuple(here))
            piece = replace(section, title=f"{section.title}, продолжение" if section.title else "", text="")
            here, high = [], 0
        here.append(question)
        high, left = high + tall, left - tall
    if here:
        yield replace(piece, questions=tuple(here))
