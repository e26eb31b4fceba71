"""What a place asks its people: questionnaires in each of their states, made through the services."""

from mentoring.surveys.enums import AnswerSide, Mode, Purpose, QuestionKind
from mentoring.surveys.library import library_item
from mentoring.surveys.models import Questionnaire
from mentoring.surveys.services.editing import edit_head, head_values
from mentoring.surveys.services.questionnaires import (
    archive_questionnaire,
    copy_questionnaire,
    freeze,
    lay_questionnaire,
    take_from_library,
)
from mentoring.surveys.wording import Condition, Option, Question, Section, Wording
from schools.models import Organisation, User


def lay_questionnaires(organisation: Organisation, thing: str, curator: User) -> dict[str, list[int]]:
    """One with every kind of question, one frozen and changed since, one in the archive, one of the library. `thing` marks
    the words of the place; all but the library's have a question of the code «useful»."""
    head = {"purpose": Purpose.PULSE, "side": AnswerSide.MENTEE, "mode": Mode.CONFIDENTIAL, "forms": []}
    every = lay_questionnaire(
        organisation, head | {"title": f"{thing}: как идут дела"}, every_kind(thing), curator, deed="создана анкета"
    )
    frozen = copy_questionnaire(every, curator)
    freeze(frozen, organisation)
    edit_head(frozen, head_values(frozen) | {"intro": f"{thing}: новое вступление"}, curator)
    put_away = copy_questionnaire(every, curator)
    archive_questionnaire(put_away, curator)
    item = library_item("pulse_mentor")
    assert item is not None
    taken = take_from_library(organisation, item, curator)
    made: list[Questionnaire] = [every, frozen, put_away]
    return {"questionnaire": [one.pk for one in made], "questionnaire of the library": [taken.pk]}


def every_kind(thing: str) -> Wording:
    """Two sections with each kind of question once, one of them asked on a condition."""
    two = (Option("one", f"{thing}: первое"), Option("two", f"{thing}: второе"))
    first = (
        Question("useful", QuestionKind.SCALE, f"{thing}: насколько полезно?", low="совсем нет", high="очень"),
        Question("why", QuestionKind.LONG, "Почему?", required=False, when=Condition("useful", "at_most", 5)),
        Question("place", QuestionKind.SINGLE, "Где вы встречаетесь?", options=two),
        Question("topics", QuestionKind.MULTIPLE, "О чём говорили?", source="topics", limit=3),
        Question("often", QuestionKind.FREQUENCY, "Как часто?"),
    )
    second = (
        Question("parts", QuestionKind.MATRIX, "Оцените", rows=two, help=f"{thing}: пояснение", low="нет", high="да"),
        Question("help", QuestionKind.YES_NO, "Нужна ли помощь?", signal="help"),
        Question("order", QuestionKind.RANKING, "Что важнее?", options=two),
        Question("who", QuestionKind.PERSONS, "С кем хотелось бы работать?", source="mentors", limit=3),
        Question("word", QuestionKind.SHORT, "Одним словом"),
    )
    sections = (Section(f"{thing}: встречи", f"{thing}: вспомните месяц.", first), Section("О наставнике", "", second))
    return Wording(f"{thing}: анкета", f"{thing}: здравствуйте.", f"{thing}: спасибо.", sections)
