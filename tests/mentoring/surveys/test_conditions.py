"""Conditions in plain words, and what of them can be chosen."""

import pytest

from mentoring.surveys.conditions import decoded, encoded, offered, words
from mentoring.surveys.enums import QuestionKind
from mentoring.surveys.wording import Condition, Option, Question, Section, Wording

HELP = Question("help", QuestionKind.YES_NO, "Нужна ли помощь?")
USEFUL = Question("useful", QuestionKind.SCALE, "Насколько полезно?")
TOPICS = Question(
    "topics", QuestionKind.MULTIPLE, "О чём говорили?", options=(Option("a", "урок"), Option("b", "дети"))
)
FREE = Question("free", QuestionKind.LONG, "Что ещё?")
ALL = [HELP, USEFUL, TOPICS, FREE]
WORDING = Wording("Анкета", sections=(Section(questions=tuple(ALL)),))


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (Condition("help", "is", "yes"), "если на вопрос 1 «Нужна ли помощь?» ответили «да»"),
        (Condition("help", "not", "yes"), "если на вопрос 1 «Нужна ли помощь?» ответили не «да»"),
        (Condition("help", "in", ["yes", "no"]), "если на вопрос 1 «Нужна ли помощь?» ответили «да» или «нет»"),
        (Condition("useful", "at_most", 4), "если в вопросе 2 «Насколько полезно?» оценка 4 или ниже"),
        (Condition("useful", "at_least", 9), "если в вопросе 2 «Насколько полезно?» оценка 9 или выше"),
        (Condition("topics", "is", "b"), "если в вопросе 3 «О чём говорили?» отмечено «дети»"),
        (Condition("topics", "not", "a"), "если в вопросе 3 «О чём говорили?» не отмечено «урок»"),
    ],
)
def test_in_plain_words_and_through_a_form_and_back(when, said):
    assert words(WORDING, when) == said
    assert decoded(encoded(when), ALL) == when


def test_nothing_is_no_condition():
    assert decoded("", ALL) is None
    assert encoded(None) == ""


def test_every_offered_condition_can_be_read_back_and_holds_for_some_answer():
    found = dict(offered(ALL))
    assert list(found) == ["Вопрос 1. Нужна ли помощь?", "Вопрос 2. Насколько полезно?", "Вопрос 3. О чём говорили?"]
    assert [text for _, text in found["Вопрос 1. Нужна ли помощь?"]] == ["если ответили «да»", "если ответили «нет»"]
    answers = {"help": ["yes", "no"], "useful": list(range(1, 11)), "topics": [["a"], ["b"]]}
    for choices in found.values():
        for value, _ in choices:
            when = decoded(value, ALL)
            held = [when.holds(answer) for answer in answers[when.item]]
            assert any(held)
            assert not all(held)
