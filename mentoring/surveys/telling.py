"""An answer told otherwise: as a form would send it, as words, as a short mark; a condition told in words."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from .answers import AVOID
from .enums import QuestionKind
from .wording import Condition, Option, Question


def digest(value: Any) -> str:
    """Short mark of an answer, to tell whether it has changed since the page was shown; empty for none."""
    if value in (None, "", [], {}):
        return ""
    return hashlib.blake2b(json.dumps(value, ensure_ascii=False, sort_keys=True).encode(), digest_size=6).hexdigest()


def data_of(question: Question, value: Any) -> dict[str, list[str]]:
    """What a form would send for the answer: the other way round of `answers.clean`."""
    code = question.code
    if value is None:
        return {}
    match question.kind:
        case QuestionKind.MULTIPLE:
            return {code: [str(one) for one in value]}
        case QuestionKind.MATRIX:
            return {f"{code}__{row}": [str(point)] for row, point in value.items()}
        case QuestionKind.RANKING:
            return {f"{code}__rank__{one}": [str(place)] for place, one in enumerate(value, 1)}
        case QuestionKind.PERSONS:
            wished = {f"{code}__person__{key}": [str(place)] for place, key in enumerate(value.get("preferred", []), 1)}
            return wished | {f"{code}__person__{key}": [AVOID] for key in value.get("avoided", [])}
        case _:
            return {code: [str(value)]}


def told(question: Question, value: Any, people: Iterable[Option] = ()) -> str:
    """The answer in words: «7», «да», «встречи — 7, помощь — 9», «1. Быков Л. И.; лучше не: Зимин О. П.»."""
    texts = {option.code: option.text for option in (*question.all_options, *question.rows, *people)}
    match question.kind:
        case _ if value in (None, "", [], {}):
            return ""
        case QuestionKind.SINGLE | QuestionKind.YES_NO | QuestionKind.FREQUENCY:
            return texts.get(value, str(value))
        case QuestionKind.MULTIPLE:
            return ", ".join(texts.get(code, code) for code in value)
        case QuestionKind.MATRIX:
            return ", ".join(f"{texts.get(row, row)} — {point}" for row, point in value.items())
        case QuestionKind.RANKING:
            return ", ".join(f"{place}. {texts.get(code, code)}" for place, code in enumerate(value, 1))
        case QuestionKind.PERSONS:
            wished = [
                f"{place}. {texts.get(key, 'выбывший')}" for place, key in enumerate(value.get("preferred", []), 1)
            ]
            avoided = [texts.get(key, "выбывший") for key in value.get("avoided", [])]
            return "; ".join([", ".join(wished)] * bool(wished) + ["лучше не: " + ", ".join(avoided)] * bool(avoided))
        case _:
            return str(value)


def how_to(question: Question) -> str:
    """What a question of this kind asks to be done; empty where that is plain."""
    match question.kind:
        case QuestionKind.MULTIPLE:
            return (
                f"Можно отметить не больше {question.limit}." if question.limit else "Можно отметить несколько ответов."
            )
        case QuestionKind.RANKING if question.limit:
            return f"Дайте места с первого по {question.limit}-е; 1 — самое важное. Остальные оставьте пустыми."
        case QuestionKind.RANKING:
            return "Дайте каждой строке своё место; 1 — самое важное."
        case QuestionKind.PERSONS:
            bound = f", не больше {question.limit}" if question.limit else ""
            return f"Дайте места тем, с кем хотелось бы работать{bound}: 1 — больше всего. С кем не хотелось бы — «лучше не»."
        case _:
            return ""


def condition_in_words(condition: Condition, question: Question) -> str:
    """«Если на вопрос «Бывает ли трудно?» вы ответили «да»»."""
    values = condition.value if isinstance(condition.value, list) else [condition.value]
    texts = {option.code: option.text for option in question.all_options}
    said = " или ".join(f"«{texts.get(str(value), str(value))}»" for value in values)
    text = question.text if len(question.text) <= 70 else question.text[:70].rsplit(" ", 1)[0] + "…"
    match condition.op:
        case "not":
            what = f"вы ответили не {said}"
        case "at_least":
            what = f"вы ответили {condition.value} или больше"
        case "at_most":
            what = f"вы ответили {condition.value} или меньше"
        case _:
            what = f"вы ответили {said}"
    return f"Если на вопрос «{text}» {what}"
