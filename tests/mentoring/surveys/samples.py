"""A question of every kind, and an answer to each in the shape of `answers.py`."""

from typing import Any

from mentoring.surveys.enums import QuestionKind
from mentoring.surveys.wording import Condition, Option, Question, Section, Wording

PLACES = (Option("class", "в кабинете"), Option("online", "на связи"), Option("yard", "во дворе"))
PEOPLE = (Option("11", "Быков Л. И."), Option("12", "Зимин О. П."), Option("13", "Карпов Д. Д."))

EVERY_KIND = (
    Question("useful", QuestionKind.SCALE, "Насколько полезны встречи?", low="совсем нет", high="очень"),
    Question("place", QuestionKind.SINGLE, "Где вы встречаетесь?", options=PLACES),
    Question("places", QuestionKind.MULTIPLE, "Где ещё?", options=PLACES, limit=2, help="Вспомните последний месяц."),
    Question("help", QuestionKind.YES_NO, "Нужна ли помощь?"),
    Question("how_often", QuestionKind.FREQUENCY, "Как часто вы встречаетесь?", required=False),
    Question("word", QuestionKind.SHORT, "Одним словом?", required=False),
    Question("wish", QuestionKind.LONG, "Что изменить?", when=Condition("help", "is", "yes")),
    Question(
        "parts",
        QuestionKind.MATRIX,
        "Оцените",
        rows=(Option("meetings", "встречи"), Option("advice", "советы")),
        low="плохо",
        high="отлично",
    ),
    Question("order", QuestionKind.RANKING, "Что важнее?", options=PLACES),
    Question("who", QuestionKind.PERSONS, "С кем хотелось бы?", source="mentors", limit=2, required=False),
)
ANSWERS: dict[str, Any] = {
    "useful": 10,
    "place": "online",
    "places": ["class", "yard"],
    "help": "yes",
    "how_often": "seldom",
    "word": "Тёплые",
    "wish": "Первая строка\nвторая «строка» <b>",
    "parts": {"meetings": 7, "advice": 9},
    "order": ["yard", "class", "online"],
    "who": {"preferred": ["12", "11"], "avoided": ["13"]},
}
WORDING = Wording("Всё сразу", "Ответьте, пожалуйста.", "Спасибо!", (Section("", "", EVERY_KIND),))
