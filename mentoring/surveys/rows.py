"""Answers as rows: what is counted by the database."""

from .answers import AVOID, Values
from .enums import QuestionKind
from .models import Answer
from .wording import Question, Wording


def rows_of(wording: Wording, values: Values) -> list[Answer]:
    """The unsaved rows of one reply, without their reply; see `models.Answer` for the shape by kind."""
    rows: list[Answer] = []
    for question in wording.questions():
        if question.code in values:
            rows += _rows(question, values[question.code])
    return rows


def _rows(question: Question, value) -> list[Answer]:
    item = question.code
    match question.kind:
        case QuestionKind.SCALE:
            return [Answer(item=item, number=value)]
        case QuestionKind.SINGLE | QuestionKind.YES_NO | QuestionKind.FREQUENCY:
            return [Answer(item=item, choice=value)]
        case QuestionKind.MULTIPLE:
            return [Answer(item=item, choice=code) for code in value]
        case QuestionKind.MATRIX:
            return [Answer(item=item, row=row, number=point) for row, point in value.items()]
        case QuestionKind.RANKING:
            return [Answer(item=item, choice=code, number=place) for place, code in enumerate(value, 1)]
        case QuestionKind.PERSONS:
            wished = [
                Answer(item=item, choice=key, number=place) for place, key in enumerate(value.get("preferred", []), 1)
            ]
            return wished + [Answer(item=item, choice=key, number=int(AVOID)) for key in value.get("avoided", [])]
        case _:
            return [Answer(item=item, text=value)]


def values_of(wording: Wording, rows: list[Answer]) -> Values:
    """The answers back from their rows, in the order of the questionnaire's options."""
    by_item: dict[str, list[Answer]] = {}
    for row in rows:
        by_item.setdefault(row.item, []).append(row)
    return {
        question.code: _value(question, by_item[question.code])
        for question in wording.questions()
        if question.code in by_item
    }


def _value(question: Question, rows: list[Answer]):
    match question.kind:
        case QuestionKind.SCALE:
            return rows[0].number
        case QuestionKind.SINGLE | QuestionKind.YES_NO | QuestionKind.FREQUENCY:
            return rows[0].choice
        case QuestionKind.MULTIPLE:
            chosen = {row.choice for row in rows}
            return [option.code for option in question.all_options if option.code in chosen]
        case QuestionKind.MATRIX:
            return {row.row: row.number for row in rows}
        case QuestionKind.RANKING:
            return [row.choice for row in sorted(rows, key=lambda row: row.number or 0)]
        case QuestionKind.PERSONS:
            wished = sorted((row for row in rows if row.number), key=lambda row: row.number or 0)
            avoided = [row.choice for row in rows if row.number == 0]
            return {
                name: codes
                for name, codes in (("preferred", [row.choice for row in wished]), ("avoided", avoided))
                if codes
            }
        case _:
            return rows[0].text
