"""The shape of answers, and how what a form sent becomes it.

`Values` is {item: answer}: scale — int; single, yes_no, frequency — code; multiple, ranking — [codes] (of a ranking the first is
the best); short, long — text; matrix — {row: int}; persons — {"preferred": [keys], "avoided": [keys]}, where a key is the number of
the person's entry in the bank. What was not answered is absent.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .enums import QuestionKind
from .wording import HIGHEST, LOWEST, Option, Question, Wording

Values = dict[str, Any]
# Names of fields: `item`, `item__row` for a matrix, `item__rank__code` for a ranking, `item__person__key` for people.
SHORTEST, LONGEST_TEXT = 300, 5000
AVOID = "0"
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
# Fields of the banks that take a number, with its bounds and a sentence; text of other fields is taken as it is. Nobody works with
# children for more than sixty years; the others are the banks' own bounds.
NUMBERS: dict[str, tuple[Decimal, Decimal, str]] = {
    "experience_years": (Decimal(0), Decimal(60), "Впишите одно целое число от 0 до 60, например 3."),
    "capacity": (Decimal(1), Decimal(20), "Впишите одно целое число от 1 до 20, например 2."),
    "hours_per_week": (Decimal("0.5"), Decimal(40), "Впишите одно число от 0,5 до 40, например 2."),
}
WHOLE = frozenset({"experience_years", "capacity"})
# Of a topic named twice the higher wish stays.
BY_PRIORITY = ("requests_high", "requests_middle", "requests_low")


@dataclass
class Cleaned:
    """`values` hold all that could be understood, also when there are `problems` ({item: sentence})."""

    values: Values = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


class Sent:
    """What a form sent, read as lists: a QueryDict or a plain {name: [values]}."""

    def __init__(self, data: Mapping[str, Any]):
        self.data = data

    def all(self, name: str) -> list[str]:
        getlist: Callable[[str], list] | None = getattr(self.data, "getlist", None)
        found = getlist(name) if getlist else self.data.get(name, [])
        found = found if isinstance(found, list) else [found]
        return [str(one).replace("\x00", "").strip() for one in found if str(one).strip()]

    def one(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    def has(self, question: Question) -> bool:
        """Whether the form had the question at all (a hidden field `asked` names what a page asked)."""
        return question.code in self.all("asked")


def clean(questions: Iterable[Question], data: Mapping[str, Any], people: Iterable[Option] = ()) -> Cleaned:
    """Understand what a page sent for these questions. `people` are the options of questions of kind «persons»."""
    sent, result, known = Sent(data), Cleaned(), list(people)
    for question in questions:
        value, problem = _READERS[question.kind](question, sent, known)
        if value not in (None, "", [], {}):
            result.values[question.code] = value
        if problem:
            result.problems[question.code] = problem
    return result


def merge(wording: Wording, before: Values, questions: Iterable[Question], values: Values) -> Values:
    """The answers so far with those of one page put in: what the page asked and got no answer to is taken out."""
    merged = dict(before)
    for question in questions:
        merged.pop(question.code, None)
    merged.update(values)
    return merged


def asked(wording: Wording, values: Values) -> list[Question]:
    """The questions that are asked, given these answers: those whose condition holds on a question that is itself asked."""
    shown: dict[str, Question] = {}
    for question in wording.questions():
        when = question.when
        if when is None or (when.item in shown and when.holds(values.get(when.item))):
            shown[question.code] = question
    return list(shown.values())


UNANSWERED = "Ответьте на этот вопрос."


def missing(wording: Wording, values: Values) -> dict[str, str]:
    """{item: sentence} of the questions that must be answered and are not."""
    gaps = {}
    for question in asked(wording, values):
        if not question.required:
            continue
        value = values.get(question.code)
        if value is None:
            gaps[question.code] = UNANSWERED
        elif question.kind == QuestionKind.MATRIX and len(value) < len(question.rows):
            gaps[question.code] = "Оцените каждую строку."
    return gaps


def number_of(answer: Any) -> Decimal | None:
    """The only number in the answer: «3», «около 3 лет», a code such as `n3` or `more_3`; None when there is none or several."""
    found = NUMBER.findall(str(answer))
    return Decimal(found[0].replace(",", ".")) if len(found) == 1 else None


def numberless(questions: Iterable[Question], values: Values) -> dict[str, str]:
    """{item: sentence} of what was typed where a bank needs a number and none can be read, or none that can be true. Whoever
    answers is asked for it; a sheet of paper says what it says."""
    typed = (QuestionKind.SHORT, QuestionKind.LONG)
    return {
        one.code: NUMBERS[one.target][2]
        for one in questions
        if one.target in NUMBERS and one.kind in typed and one.code in values and not _fits(one, values[one.code])
    }


def _fits(question: Question, answer: Any) -> bool:
    least, most, _ = NUMBERS[question.target]
    number = number_of(answer)
    if number is None or (question.target in WHOLE and number != int(number)):
        return False
    # A minus before the number is not read as part of it.
    return least <= number <= most and not re.match(r"\s*[-−]\d", str(answer))


def settled(wording: Wording, values: Values) -> Values:
    """What is stored at the end: only what was asked; a topic ticked at several priorities only at the highest."""
    kept = {one.code: values[one.code] for one in asked(wording, values) if one.code in values}
    higher: set[str] = set()
    for target in BY_PRIORITY:
        for question in wording.questions():
            if question.target != target or not isinstance(kept.get(question.code), list):
                continue
            texts = {option.code: option.text.casefold() for option in question.all_options}
            left = [code for code in kept[question.code] if texts.get(code) not in higher]
            higher |= {texts[code] for code in left if code in texts}
            if left or question.required:
                kept[question.code] = left or kept[question.code]
            else:
                del kept[question.code]
    return kept


def _scale_point(text: str) -> int | None:
    point = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else None
    return point if point is not None and LOWEST <= point <= HIGHEST else None


def _scale(question: Question, sent: Sent, people: list[Option]) -> tuple[Any, str]:
    text = sent.one(question.code)
    point = _scale_point(text)
    return point, f"Выберите число от {LOWEST} до {HIGHEST}." if text and point is None else ""


def _choice(question: Question, sent: Sent, people: list[Option]) -> tuple[Any, str]:
    code = sent.one(question.code)
    if code and code not in {option.code for option in question.all_options}:
        return None, "Выберите один из ответов."
    return code, ""


def _choices(question: Question, sent: Sent, people: list[Option]) -> tuple[Any, str]:
    given = sent.all(question.code)
    chosen = [option.code for option in question.all_options if option.code in given]
    if question.limit and len(chosen) > question.limit:
        return chosen, f"Отметьте не больше {question.limit}."
    if set(given) - set(chosen):
        return chosen, "Выберите ответы из списка."
    return chosen, ""


def _text(question: Question, sent: Sent, people: list[Option]) -> tuple[Any, str]:
    bound = SHORTEST if question.kind == QuestionKind.SHORT else LONGEST_TEXT
    text = sent.one(question.code)
    return text[:bound], f"Не больше {bound} знаков: сократите ответ." if len(text) > bound else ""


def _matrix(question: Question, sent: Sent, people: list[Option]) -> tuple[Any, str]:
    texts = {row.code: sent.one(f"{question.code}__{row.code}") for row in question.rows}
    points = {code: _scale_point(text) for code, text in texts.items() if text}
    wrong = any(point is None for point in points.values())
    good = {code: point for code, point in points.items() if point is not None}
    return good, f"Выберите числа от {LOWEST} до {HIGHEST}." if wrong else ""


def _ranked(name: str, codes: Iterable[str], sent: Sent) -> tuple[list[str], list[str], str]:
    """(codes in order, codes at «лучше не», problem): each field holds a rank from 1, or `AVOID`."""
    places: dict[int, str] = {}
    avoided: list[str] = []
    problem = ""
    for code in codes:
        text = sent.one(f"{name}__{code}")
        if not text:
            continue
        if text == AVOID:
            avoided.append(code)
        elif not (text.isascii() and text.isdecimal() and len(text) < 4 and int(text) > 0):
            problem = "Выберите место из списка."
        elif int(text) in places:
            problem = "Одно место дано дважды. Дайте разные места."
        else:
            places[int(text)] = code
    return [places[rank] for rank in sorted(places)], avoided, problem


def _ranking(question: Question, sent: Sent, people: list[Option]) -> tuple[Any, str]:
    codes = [option.code for option in question.all_options]
    order, avoided, problem = _ranked(f"{question.code}__rank", codes, sent)
    if avoided:
        problem = "Выберите место из списка."
    if not problem and order and not question.limit and len(order) < len(codes):
        problem = "Дайте место каждой строке."
    if question.limit and len(order) > question.limit:
        problem = f"Выберите не больше {question.limit}."
    return order, problem


def _persons(question: Question, sent: Sent, people: list[Option]) -> tuple[Any, str]:
    order, avoided, problem = _ranked(f"{question.code}__person", [one.code for one in people], sent)
    if question.limit and len(order) > question.limit:
        problem = f"Выберите не больше {question.limit}."
    return {name: codes for name, codes in (("preferred", order), ("avoided", avoided)) if codes}, problem


_READERS: dict[str, Callable[[Question, Sent, list[Option]], tuple[Any, str]]] = {
    QuestionKind.SCALE: _scale,
    QuestionKind.SINGLE: _choice,
    QuestionKind.YES_NO: _choice,
    QuestionKind.FREQUENCY: _choice,
    QuestionKind.MULTIPLE: _choices,
    QuestionKind.SHORT: _text,
    QuestionKind.LONG: _text,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.RANKING: _ranking,
    QuestionKind.PERSONS: _persons,
}
