"""Simulated people: answers to any questionnaire, and what their browser would send."""

import random
from collections.abc import Iterable, Sequence
from typing import Any

from mentoring.surveys.answers import AVOID, NUMBERS, Values, asked, settled
from mentoring.surveys.enums import QuestionKind
from mentoring.surveys.wording import FREQUENCIES, HIGHEST, LOWEST, Option, Question, Wording

TEXTS = [
    "Чаще встречаться",
    "Всё хорошо, спасибо",
    "Не хватает времени после уроков",
    "«Ёлочки» — и 2 < 3, а 3 > 2",
    "7",
]
LINES = ["Первая мысль.\nВторая мысль.", *TEXTS]
# How often a question that need not be answered is answered.
WILLING = 0.7


def simulated_values(wording: Wording, rng: random.Random, people: Iterable[Option] = ()) -> Values:
    """Answers of one person who leaves nothing required out; `people` are the options of «persons».

    Each question is answered, or not asked, by the answers before it: with enough people every branch is walked.
    """
    values: Values = {}
    options = list(people)
    for question in wording.questions():
        if question not in asked(wording, values):
            continue
        if question.required or rng.random() < WILLING:
            value = _answer(question, rng, options)
            if value not in ("", [], {}):
                values[question.code] = value
    return settled(wording, values)


def _answer(question: Question, rng: random.Random, people: Sequence[Option]) -> Any:
    codes = [option.code for option in question.all_options]
    most = min(question.limit or len(codes), len(codes))
    match question.kind:
        case QuestionKind.SCALE:
            return rng.randint(LOWEST, HIGHEST)
        case QuestionKind.SINGLE | QuestionKind.YES_NO:
            return rng.choice(codes) if codes else ""
        case QuestionKind.FREQUENCY:
            return rng.choice(FREQUENCIES)[0]
        case QuestionKind.MULTIPLE:
            chosen = rng.sample(codes, rng.randint(1, most)) if codes else []
            return [code for code in codes if code in chosen]
        case QuestionKind.RANKING:
            return rng.sample(codes, rng.randint(1, most) if question.limit else len(codes))
        case QuestionKind.SHORT:
            if question.target in NUMBERS:
                return str(rng.randint(1, 20))
            return rng.choice(TEXTS)
        case QuestionKind.LONG:
            return rng.choice(LINES)
        case QuestionKind.MATRIX:
            return {row.code: rng.randint(LOWEST, HIGHEST) for row in question.rows}
        case QuestionKind.PERSONS:
            return _people(question, rng, [one.code for one in people])
    raise ValueError(question.kind)


def _people(question: Question, rng: random.Random, keys: list[str]) -> dict[str, list[str]]:
    if not keys:
        return {}
    order = rng.sample(keys, len(keys))
    wished = order[: rng.randint(1, min(question.limit or len(keys), len(keys)))]
    avoided = [key for key in keys if key not in wished and rng.random() < 0.3]
    return {"preferred": wished} | ({"avoided": avoided} if avoided else {})


def sent(questions: Iterable[Question], values: Values) -> dict[str, list[str]]:
    """What the form of these questions sends when they are answered so (names of fields: `answers.py`)."""
    data: dict[str, list[str]] = {"asked": []}
    for question in questions:
        data["asked"].append(question.code)
        if question.code in values:
            data |= _fields(question, values[question.code])
    return data


def _fields(question: Question, value: Any) -> dict[str, list[str]]:
    name = question.code
    match question.kind:
        case QuestionKind.MULTIPLE:
            return {name: list(value)}
        case QuestionKind.MATRIX:
            return {f"{name}__{row}": [str(point)] for row, point in value.items()}
        case QuestionKind.RANKING:
            return {f"{name}__rank__{code}": [str(place)] for place, code in enumerate(value, 1)}
        case QuestionKind.PERSONS:
            wished = {f"{name}__person__{key}": [str(n)] for n, key in enumerate(value.get("preferred", []), 1)}
            return wished | {f"{name}__person__{key}": [AVOID] for key in value.get("avoided", [])}
    return {name: [str(value)]}
