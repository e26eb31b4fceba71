"""«Спросить, только если …»: conditions in plain words, and the ones that can be chosen for a question."""

from collections.abc import Iterable, Iterator

from .enums import QuestionKind
from .wording import HIGHEST, LOWEST, Condition, Question, Wording

LONGEST_SHOWN = 70


def words(wording: Wording, when: Condition) -> str:
    """«если на вопрос 2 «Нужна ли помощь?» ответили «да»»."""
    return told(wording.questions(), when)


def told(questions: Iterable[Question], when: Condition) -> str:
    """The same, of the questions above."""
    for number, question in enumerate(questions, 1):
        if question.code == when.item:
            return f"если {_of(question, when, f'вопрос {number} «{shortened(question.text)}»', f'вопросе {number}')}"
    return "если верно условие, вопрос которого удалён"


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1].rstrip()}…"


def _of(question: Question, when: Condition, name: str, within: str) -> str:
    if when.op == "at_least":
        return f"в {within} «{shortened(question.text)}» оценка {when.value} или выше"
    if when.op == "at_most":
        return f"в {within} «{shortened(question.text)}» оценка {when.value} или ниже"
    said = _said(question, when)
    if question.kind in (QuestionKind.MULTIPLE, QuestionKind.RANKING):
        return f"в {within} «{shortened(question.text)}» {'не отмечено' if when.op == 'not' else 'отмечено'} {said}"
    return f"на {name} ответили {'не ' if when.op == 'not' else ''}{said}"


def _said(question: Question, when: Condition) -> str:
    texts = {one.code: one.text for one in question.all_options}
    values = when.value if isinstance(when.value, list) else [when.value]
    return " или ".join(f"«{texts.get(str(one), str(one))}»" for one in values)


def encoded(when: Condition | None) -> str:
    """One word for a form: `item|op|value`, codes of «in» parted by commas."""
    if when is None:
        return ""
    value = ",".join(map(str, when.value)) if isinstance(when.value, list) else str(when.value)
    return f"{when.item}|{when.op}|{value}"


def decoded(text: str, earlier: Iterable[Question]) -> Condition | None:
    """What a form sent; None for nothing. Whether it fits is said by `wording.check`."""
    item, _, rest = text.partition("|")
    op, _, value = rest.partition("|")
    if not item:
        return None
    values: list[str | int] = list(value.split(",")) if op == "in" else [value]
    if any(one.code == item and one.kind == QuestionKind.SCALE for one in earlier):
        values = [int(one) if str(one).isdecimal() and len(str(one)) < 4 else one for one in values]
    return Condition(item, op, values if op == "in" else values[0])


def offered(earlier: Iterable[Question]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """(heading of the question, [(encoded condition, in words)]) of every earlier question that can decide."""
    for number, question in enumerate(earlier, 1):
        choices = [(encoded(when), _short(question, when)) for when in _possible(question)]
        if choices:
            yield f"Вопрос {number}. {shortened(question.text)}", choices


def _possible(question: Question) -> Iterator[Condition]:
    if question.kind == QuestionKind.SCALE:
        yield from (Condition(question.code, "at_most", point) for point in range(LOWEST, HIGHEST))
        yield from (Condition(question.code, "at_least", point) for point in range(LOWEST + 1, HIGHEST + 1))
    elif question.kind in (QuestionKind.YES_NO, QuestionKind.FREQUENCY, QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        codes = [one.code for one in question.all_options]
        yield from (Condition(question.code, "is", code) for code in codes)
        if len(codes) > 2 or question.kind == QuestionKind.MULTIPLE:
            yield from (Condition(question.code, "not", code) for code in codes)


def _short(question: Question, when: Condition) -> str:
    if when.op in ("at_least", "at_most"):
        return f"если оценка {when.value} или {'выше' if when.op == 'at_least' else 'ниже'}"
    verb = "отмечено" if question.kind == QuestionKind.MULTIPLE else "ответили"
    return f"если {'не ' if when.op == 'not' else ''}{verb} {_said(question, when)}"
