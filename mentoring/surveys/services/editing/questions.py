"""Deeds on questions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError

from schools.editing.merging import Marks, marks_of
from schools.models import User

from ...codes import question_code
from ...conditions import shortened
from ...models import Questionnaire
from ...selectors.questionnaires import asked_kinds
from ...wording import Question, Wording
from .deed import Deed, editing, merged
from .places import (
    earlier_at,
    earlier_than,
    exchange,
    place_of,
    put,
    question_at,
    refuse_depended,
    without,
)
from .values import question_of, values_of

UP, DOWN = "up", "down"


def add_question(
    questionnaire: Questionnaire, values: Mapping[str, Any], by: User | None, *, section: int = 0, after: str = ""
) -> Question:
    """A new question (fields of `values_of`) behind the question `after`, or at the end of the section (from 0)."""
    with editing(questionnaire, "добавлен вопрос", by) as deed:
        wording = deed.wording
        if after:
            section, place = place_of(wording, after)
            place += 1
        else:
            section = section_at(wording, section)
            place = len(wording.sections[section].questions)
        taken = _taken(deed, values["kind"])
        question = question_of(values, None, earlier_at(wording, section, place), taken)
        deed.wording = put(wording, section, place, question)
        deed.note(shortened(question.text), {}, {"вопрос": question.text})
    return question


def edit_question(
    questionnaire: Questionnaire, code: str, values: Mapping[str, Any], by: User | None, *, shown: Marks | None = None
) -> Question:
    """New fields of a question, merged with what others saved meanwhile. Raises `StalePiece`.

    The code stays, unless the kind changes of a question that people have already answered: then it is another item.
    """
    with editing(questionnaire, "изменён вопрос", by) as deed:
        old = question_at(deed.wording, code)
        saved = values_of(old)
        fields = merged(deed, "этот вопрос", _tidied(values, old, deed), saved, shown)
        question = question_of(fields, old, earlier_than(deed.wording, code), ())
        if asked_kinds(deed.questionnaire).get(code, {question.kind}) != {question.kind}:
            question = replace(question, code=question_code(question.text, _taken(deed, question.kind)))
        deed.wording = exchange(deed.wording, code, question)
        deed.note(shortened(question.text), {"вопрос": old.text}, {"вопрос": question.text})
    return question


def _tidied(values: Mapping[str, Any], old: Question, deed: Deed) -> dict[str, Any]:
    """As the fields would be shown once saved, so that they can be compared with those that are."""
    return values_of(question_of(values, old, earlier_than(deed.wording, old.code), ()))


def question_marks(question: Question) -> dict[str, str]:
    """For a form that shows the question."""
    return marks_of(values_of(question))


def move_question(questionnaire: Questionnaire, code: str, way: str, by: User | None) -> None:
    """Up or down by one; past the end of its section into the next one. `way` is «up», «down», or a section from 0."""
    with editing(questionnaire, "переставлен вопрос", by) as deed:
        wording = deed.wording
        question = question_at(wording, code)
        section, place = place_of(wording, code)
        rest = without(wording, code)
        last = len(wording.sections) - 1
        if way == UP:
            where = (section, place - 1) if place else (section - 1, None)
        elif way == DOWN:
            inside = place < len(wording.sections[section].questions) - 1
            where = (section, place + 1) if inside else (section + 1, 0)
        elif way.isdecimal() and len(way) < 4:
            where = (section_at(wording, int(way)), None)
        else:
            raise ValidationError("Скажите, куда переставить вопрос.")
        if not 0 <= where[0] <= last:
            return
        at = len(rest.sections[where[0]].questions) if where[1] is None else where[1]
        deed.wording = put(rest, where[0], at, question)
        for one in [code, *([question.when.item] if question.when else [])]:
            refuse_depended(wording, deed.wording, one, f"Переставить «{shortened(question.text)}» туда нельзя")
        deed.note(shortened(question.text), {}, {"вопрос": question.text})


def copy_question(questionnaire: Questionnaire, code: str, by: User | None) -> Question:
    """The same question once more, right behind, under a code of its own."""
    with editing(questionnaire, "скопирован вопрос", by) as deed:
        old = question_at(deed.wording, code)
        section, place = place_of(deed.wording, code)
        taken = _codes(deed.wording) | set(asked_kinds(deed.questionnaire))
        question = replace(old, code=question_code(old.text, taken))
        deed.wording = put(deed.wording, section, place + 1, question)
        deed.note(shortened(old.text), {}, {"вопрос": old.text})
    return question


def remove_question(questionnaire: Questionnaire, code: str, by: User | None, *, shown: Marks | None = None) -> None:
    """Away. Refused when another question depends on it, when it is the last, or changed since the page was opened."""
    with editing(questionnaire, "удалён вопрос", by) as deed:
        old = question_at(deed.wording, code)
        if shown is not None and dict(shown) != question_marks(old):
            raise ValidationError("Вопрос изменили, пока страница была открыта. Посмотрите, что в нём теперь.")
        if len(list(deed.wording.questions())) == 1:
            raise ValidationError("Это единственный вопрос анкеты. Сначала добавьте другой или уберите анкету в архив.")
        before, deed.wording = deed.wording, without(deed.wording, code)
        refuse_depended(before, deed.wording, code, f"Удалить «{shortened(old.text)}» нельзя")
        deed.note(shortened(old.text), {"вопрос": old.text}, {})


def section_at(wording: Wording, number: int) -> int:
    """The number again, if there is such a section. Raises ValidationError."""
    if not 0 <= number < len(wording.sections):
        raise ValidationError("Этого раздела больше нет: его удалили, пока страница была открыта. Обновите страницу.")
    return number


def _taken(deed: Deed, kind: str) -> set[str]:
    """Codes that a question of this kind may not get. One taken out and typed again is the same item; under another kind its
    answers could not be compared."""
    asked = asked_kinds(deed.questionnaire)
    return _codes(deed.wording) | {code for code, kinds in asked.items() if kinds != {kind}}


def _codes(wording: Wording) -> set[str]:
    return {question.code for question in wording.questions()}
