"""A questionnaire as one plain value: what a deed of editing changes and what an undo brings back."""

import json
from dataclasses import replace
from typing import Any

from ...models import Questionnaire
from ...wording import Question, Section, Wording

State = dict[str, Any]
# Fields of the row that are edited beside the words.
HEAD = ("title", "purpose", "side", "mode", "forms")


def state_of(questionnaire: Questionnaire) -> State:
    """{"head": {field: value}, "content": `Wording.to_json()`}."""
    return {
        "head": {name: getattr(questionnaire, name) for name in HEAD},
        "content": Wording.read_loosely(questionnaire.content).to_json(),
    }


def give(questionnaire: Questionnaire, state: State) -> None:
    """Set, not saved."""
    for name in HEAD:
        setattr(questionnaire, name, state["head"][name])
    questionnaire.content = state["content"]


def same(one: Any, other: Any) -> bool:
    """Equal as stored: tuples and lists are told apart by Python only."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


class Undoing:
    """One deed taken back from what is there now, piece by piece: head fields, words of the head, questions, their order.

    `clashes` is true when a piece that the deed touched is not as the deed left it: then nothing may be brought back.
    """

    def __init__(self, before: State, after: State, now: State) -> None:
        self.clashes = False
        self.head = self._fields(before["head"], after["head"], now["head"])
        was, done, current = (Wording.read_loosely(one["content"]) for one in (before, after, now))
        words = self._fields(_words(was), _words(done), _words(current))
        self.wording = replace(current, **words, sections=self._sections(was, done, current))

    def state(self) -> State:
        return {"head": self.head, "content": self.wording.to_json()}

    def _fields(self, was: State, done: State, now: State) -> State:
        found = dict(now)
        for name, value in done.items():
            if not same(was[name], value):
                self.clashes |= not same(now[name], value)
                found[name] = was[name]
        return found

    def _sections(self, was: Wording, done: Wording, now: Wording) -> tuple[Section, ...]:
        old, new, here = ({one.code: one for one in wording.questions()} for wording in (was, done, now))
        kept: dict[str, Question | None] = dict(here)
        for code in {*old, *new}:
            if old.get(code) != new.get(code):
                self.clashes |= here.get(code) != new.get(code)
                kept[code] = old.get(code)
        shape = now
        if _shape(was) != _shape(done):
            # Where things stood is told as a whole: moved by two at once, it is settled by hand.
            self.clashes |= _shape(now) != _shape(done)
            shape = was
        return tuple(
            replace(section, questions=tuple(one for code in map(_code, section.questions) if (one := kept.get(code))))
            for section in shape.sections
        )


def _words(wording: Wording) -> dict[str, str]:
    return {"title": wording.title, "intro": wording.intro, "thanks": wording.thanks}


def _code(question: Question) -> str:
    return question.code


def _shape(wording: Wording) -> list[tuple[str, str, list[str]]]:
    return [(one.title, one.text, [question.code for question in one.questions]) for one in wording.sections]
