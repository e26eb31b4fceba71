"""Where a question stands, and a wording with one put, taken out or exchanged."""

from collections.abc import Callable
from dataclasses import replace

from django.core.exceptions import ValidationError

from ... import conditions
from ...wording import Question, Section, Wording
from .deed import GONE


def place_of(wording: Wording, code: str) -> tuple[int, int]:
    """(section, place in it), from 0. Raises ValidationError when there is no such question any more."""
    for number, section in enumerate(wording.sections):
        for place, question in enumerate(section.questions):
            if question.code == code:
                return number, place
    raise ValidationError(GONE)


def question_at(wording: Wording, code: str) -> Question:
    """The question of this code. Raises ValidationError when it is gone."""
    number, place = place_of(wording, code)
    return wording.sections[number].questions[place]


def earlier_than(wording: Wording, code: str) -> list[Question]:
    """Questions above this one."""
    codes = [one.code for one in wording.questions()]
    return list(wording.questions())[: codes.index(code)]


def earlier_at(wording: Wording, section: int, place: int) -> list[Question]:
    """Questions above a place where a new one is to stand."""
    above = [one for part in wording.sections[:section] for one in part.questions]
    return above + list(wording.sections[section].questions[:place])


def with_section(wording: Wording, number: int, change: Callable[[Section], Section]) -> Wording:
    """The same words with one section changed."""
    sections = list(wording.sections)
    sections[number] = change(sections[number])
    return replace(wording, sections=tuple(sections))


def put(wording: Wording, section: int, place: int, question: Question) -> Wording:
    """With the question at this place of the section."""

    def change(old: Section) -> Section:
        return replace(old, questions=(*old.questions[:place], question, *old.questions[place:]))

    return with_section(wording, section, change)


def exchange(wording: Wording, code: str, question: Question) -> Wording:
    """With the question in the place of the one of this code; conditions on it follow its new code."""
    number, place = place_of(wording, code)

    def change(old: Section) -> Section:
        return replace(old, questions=(*old.questions[:place], question, *old.questions[place + 1 :]))

    found = with_section(wording, number, change)
    return found if question.code == code else _renamed(found, code, question.code)


def without(wording: Wording, code: str) -> Wording:
    """Without the question of this code."""
    number, place = place_of(wording, code)

    def change(old: Section) -> Section:
        return replace(old, questions=(*old.questions[:place], *old.questions[place + 1 :]))

    return with_section(wording, number, change)


def refuse_depended(before: Wording, wording: Wording, code: str, deed: str) -> None:
    """Raises ValidationError naming the questions whose condition would lose its question, by their numbers as they stand
    `before` the deed: so the screen numbers them."""
    numbers = {one.code: number for number, one in enumerate(before.questions(), 1)}
    earlier: set[str] = set()
    lost = []
    for question in wording.questions():
        if question.when is not None and question.when.item == code and code not in earlier:
            lost.append(f"{numbers[question.code]} «{conditions.shortened(question.text)}»")
        earlier.add(question.code)
    if lost:
        depend = "зависит вопрос" if len(lost) == 1 else "зависят вопросы"
        raise ValidationError(
            f"{deed}: от ответа на него {depend} {', '.join(lost)}. Сначала измените там «Спросить, только если …»."
        )


def _renamed(wording: Wording, old: str, new: str) -> Wording:
    def follow(question: Question) -> Question:
        if question.when is None or question.when.item != old:
            return question
        return replace(question, when=replace(question.when, item=new))

    return replace(
        wording,
        sections=tuple(replace(one, questions=tuple(map(follow, one.questions))) for one in wording.sections),
    )
