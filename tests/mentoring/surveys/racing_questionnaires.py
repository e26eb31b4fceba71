"""Scenes in which several work on one questionnaire at once, played by a process of its own on a database of its own.

`python -m tests.mentoring.surveys.racing_questionnaires SCENE` with DATABASE_URL and MENTORING_DATA_DIR prints what came of it.
"""

# First of all: it sets Django up.
from tests.mentoring.surveys.racing import ROUNDS, race  # isort: skip

import json
import sys
from collections.abc import Callable
from functools import partial
from unittest import mock

from django.core.exceptions import ValidationError

from mentoring.surveys.enums import QuestionKind
from mentoring.surveys.library import library
from mentoring.surveys.models import Edition, Questionnaire
from mentoring.surveys.services.editing import (
    add_question,
    edit_question,
    move_question,
    question_marks,
    undo_edit,
    values_of,
)
from mentoring.surveys.services.exchange import export_json, import_json
from mentoring.surveys.services.questionnaires import freeze, take_from_library
from mentoring.surveys.wording import Question, check
from schools.models import Organisation
from tests import world as people
from tests.mentoring.surveys.cast import make_questionnaire
from tests.mentoring.surveys.editing_pieces import LAST, PLACE, WORDING


def told(deed: Callable[[], object]) -> Callable[[], str]:
    """«done», or the name of the refusal."""

    def run() -> str:
        try:
            deed()
        except ValidationError as error:
            return type(error).__name__
        return "done"

    return run


def zoya(world: people.World):
    return people.user("zoya", "Вторая Зоя Ильинична", curator=world.school)


def two_edit_one_question(world: people.World) -> list:
    other, own, rounds = zoya(world), make_questionnaire(world.school, content=WORDING), []
    for number in range(ROUNDS):
        own.refresh_from_db()
        question = own.wording.question("last")
        assert question is not None
        shown, values = question_marks(question), values_of(question)
        said = race(
            told(partial(edit_question, own, "last", values | {"text": f"Анна {number}"}, world.anna, shown=shown)),
            told(partial(edit_question, own, "last", values | {"text": f"Зоя {number}"}, other, shown=shown)),
        )
        own.refresh_from_db()
        winner = "Анна" if said[0] == "done" else "Зоя"
        rounds.append([*sorted(said), own.wording.question("last").text == f"{winner} {number}"])
    return rounds


def different_deeds_at_once(world: people.World) -> list:
    """Nothing that anybody did is lost, whatever the order."""
    other, rounds = zoya(world), []
    for number in range(ROUNDS):
        own = make_questionnaire(world.school, content=WORDING)
        new = values_of(Question("", QuestionKind.LONG, f"Новый {number}?"))
        said = race(
            told(partial(edit_question, own, "place", values_of(PLACE) | {"text": "Где именно?"}, world.anna)),
            told(partial(edit_question, own, "last", values_of(LAST) | {"text": "Полезно?"}, other)),
            told(partial(add_question, own, new, world.anna, after="help")),
            told(partial(move_question, own, "last", "up", other)),
        )
        own.refresh_from_db()
        texts = [[one.text for one in section.questions] for section in own.wording.sections]
        whole = texts == [["Нужна ли помощь?", f"Новый {number}?", "Какая?"], ["Полезно?", "Где именно?"]]
        rounds.append([*said, whole, own.version])
    return rounds


def undoing_against_editing(world: people.World) -> list:
    """Either the edit is taken back and the other one is told, or the undo is refused: never half of both."""
    other, rounds = zoya(world), []
    for _ in range(ROUNDS):
        own = make_questionnaire(world.school, content=WORDING)
        edit_question(own, "last", values_of(LAST) | {"text": "Полезно?"}, world.anna)
        own.refresh_from_db()
        question = own.wording.question("last")
        assert question is not None
        shown, values = question_marks(question), values_of(question) | {"text": "Помогает?"}
        said = race(
            told(partial(undo_edit, own, world.anna)),
            told(partial(edit_question, own, "last", values, other, shown=shown)),
        )
        own.refresh_from_db()
        expected = {"done StalePiece": "Насколько полезно?", "ValidationError done": "Помогает?"}
        text = own.wording.question("last").text
        rounds.append([expected.get(" ".join(said)) == text, list(check(own.wording))])
    return rounds


def once(world: people.World) -> list:
    """The same taken, frozen and loaded by several at once is there once."""
    rounds = []
    for number in range(ROUNDS):
        item = library()[number]
        taken = race(*[told(partial(take_from_library, world.school, item, world.anna))] * 3)
        own = make_questionnaire(world.school, content=WORDING)
        frozen = race(*[told(partial(freeze, own, world.school))] * 3)
        content = export_json(own)
        loaded = race(*[told(partial(import_json, world.foreign, content, world.vera))] * 3)
        rounds.append(
            [
                taken,
                Questionnaire.objects.filter(organisation=world.school, origin=item.code).count(),
                frozen,
                Edition.objects.filter(questionnaire=own).count(),
                sorted(loaded),
                Questionnaire.objects.filter(organisation=world.foreign, title=own.title).count(),
            ]
        )
    return rounds


SCENES = {
    scene.__name__: scene for scene in (two_edit_one_question, different_deeds_at_once, undoing_against_editing, once)
}

if __name__ == "__main__":
    with mock.patch.object(Organisation, "today", return_value=people.TODAY):
        print(json.dumps({"rounds": SCENES[sys.argv[1]](people.build())}, ensure_ascii=False))
