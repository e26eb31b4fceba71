"""A questionnaire of two sections, and the few lines that tests of editing share."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.surveys.enums import QuestionKind
from mentoring.surveys.models import Questionnaire
from mentoring.surveys.services.editing import (
    values_of,
)
from mentoring.surveys.wording import Condition, Option, Question, Section, Wording

HELP = Question("help", QuestionKind.YES_NO, "Нужна ли помощь?")
WHAT = Question("what", QuestionKind.LONG, "Какая?", when=Condition("help", "is", "yes"))
PLACE = Question("place", QuestionKind.SINGLE, "Где?", options=(Option("school", "в школе"), Option("net", "на связи")))
LAST = Question("last", QuestionKind.SCALE, "Насколько полезно?", low="нет", high="да")
WORDING = Wording(
    "Как идут дела",
    "Здравствуйте!",
    "Спасибо!",
    (Section("О помощи", "Коротко.", (HELP, WHAT)), Section("О встречах", "", (PLACE, LAST))),
)


def order(own: Questionnaire) -> list[list[str]]:
    own.refresh_from_db()
    return [[one.code for one in section.questions] for section in own.wording.sections]


def question(own: Questionnaire, code: str) -> Question:
    own.refresh_from_db()
    found = own.wording.question(code)
    assert found is not None
    return found


def new(**more):
    return values_of(Question("", QuestionKind.YES_NO, "Встречались ли вы?")) | more


def refused(deed, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as error:
        deed(*args, **kwargs)
    return " ".join(error.value.messages)
