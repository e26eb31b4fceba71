"""What a questionnaire may not say."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.surveys.enums import QuestionKind
from mentoring.surveys.library import library
from mentoring.surveys.wording import Condition, Option, Question, Section, Wording, check, is_consent

HELP = Question("help", QuestionKind.YES_NO, "Нужна ли помощь?")
SCALE = Question("useful", QuestionKind.SCALE, "Насколько полезно?", low="нет", high="да")
FROM_DICTIONARY = Question("topics", QuestionKind.MULTIPLE, "О чём?", source="topics")


def faults(*questions: Question) -> list[str]:
    return list(check(Wording("Анкета", sections=(Section(questions=questions),))))


@pytest.mark.parametrize(
    "text",
    [
        "Даю согласие на обработку персональных данных",
        "Согласны ли вы с размещением фотографий на сайте?",
        "Я согласна на использование моих персональных данных",
        "Согласен с обработкой данных",
        "Согласие на фото и видео",
    ],
)
def test_a_consent_is_never_asked_in_a_questionnaire(text):
    assert is_consent(text)
    option = Question("q", QuestionKind.SINGLE, "Выберите", options=(Option("a", text), Option("b", "нет")))
    row = Question("q", QuestionKind.MATRIX, "Оцените", rows=(Option("a", text),))
    for question in (
        Question("q", QuestionKind.YES_NO, text),
        Question("q", QuestionKind.YES_NO, "Да?", help=text),
        option,
        row,
    ):
        assert [one for one in faults(question) if "отдельный документ" in one]


@pytest.mark.parametrize("place", ["intro", "thanks", "section"])
def test_a_consent_is_not_taken_by_words_around_the_questions(place):
    words = "Отвечая, вы даёте согласие на обработку персональных данных."
    section = Section("", words if place == "section" else "", (HELP,))
    wording = Wording("Анкета", sections=(section,), **({place: words} if place != "section" else {}))
    assert [one for one in check(wording) if "отдельный документ" in one]


@pytest.mark.parametrize("text", ["Согласны ли вы с оценкой наставника?", "Насколько вы согласны: встречи полезны?"])
def test_agreeing_with_an_opinion_is_no_consent(text):
    assert not is_consent(text)


@pytest.mark.parametrize(
    ("item", "when"),
    [
        (HELP, Condition("help", "is", "maybe")),
        (HELP, Condition("help", "in", "yes")),
        (HELP, Condition("help", "in", [])),
        (HELP, Condition("help", "is", {"yes": 1})),
        (HELP, Condition("help", "at_least", 3)),
        (SCALE, Condition("useful", "at_least", "7")),
        (SCALE, Condition("useful", "at_most", 11)),
        (SCALE, Condition("useful", "at_most", True)),
        (SCALE, Condition("useful", "is", "5")),
    ],
)
def test_a_condition_waits_for_an_answer_that_can_be_given(item, when):
    asked = Question("more", QuestionKind.LONG, "Что именно?", when=when)
    assert faults(item, asked) == ["Вопрос 2 «Что именно?»: условие ждёт ответа, которого у того вопроса нет."]


@pytest.mark.parametrize(
    ("item", "when"),
    [
        (HELP, Condition("help", "in", ["yes", "no"])),
        (SCALE, Condition("useful", "at_most", 4)),
        (SCALE, Condition("useful", "in", [1, 2])),
        (FROM_DICTIONARY, Condition("topics", "is", "t12")),
    ],
)
def test_a_condition_that_can_hold_is_fine(item, when):
    assert faults(item, Question("more", QuestionKind.LONG, "Что именно?", when=when)) == []


def test_what_is_faulty_can_still_be_read_to_be_shown():
    content = {"title": "", "sections": [{"questions": [{"code": "Код", "kind": "unknown", "text": "Да?"}]}]}
    with pytest.raises(ValidationError):
        Wording.from_json(content)
    assert Wording.read_loosely(content).question("Код").text == "Да?"
    assert Wording.read_loosely("совсем не анкета") == Wording("")


@pytest.mark.parametrize(("low", "high"), [("", ""), ("нет", ""), ("", "да")])
@pytest.mark.parametrize("kind", [QuestionKind.SCALE, QuestionKind.MATRIX])
def test_a_scale_names_both_its_ends(kind, low, high):
    rows = (Option("r1", "встречи"),) if kind == QuestionKind.MATRIX else ()
    bare = Question("useful", kind, "Насколько полезно?", low=low, high=high, rows=rows)
    sentence = "Вопрос 1 «Насколько полезно?»: скажите, что значат 1 и 10: без этого отметку каждый поймёт по-своему."
    assert faults(bare) == [sentence]
    assert faults(SCALE) == []


def test_a_question_is_read_at_one_glance():
    """What was asked before the rule came can still be read."""
    long = Question("q", QuestionKind.YES_NO, "а" * 501)
    sentence = "длиннее 500 знаков: с телефона такой не дочитают. Сократите его, подробности перенесите в пояснение."
    assert faults(long) == [f"Вопрос 1 «{'а' * 60}»: {sentence}"]
    assert faults(Question("q", QuestionKind.YES_NO, "а" * 500)) == []
    asked = Wording("Анкета", sections=(Section(questions=(long,)),))
    assert Wording.from_json(asked.to_json()) == asked


def test_an_answer_stands_in_the_list_once():
    def options(*texts: str) -> tuple[Option, ...]:
        return tuple(Option(f"o{n}", text) for n, text in enumerate(texts))

    menu = Question("menu", QuestionKind.SINGLE, "Что вкуснее?", options=options("суп", "каша", " Суп"))
    rows = Question("menu", QuestionKind.MATRIX, "Оцените", rows=options("суп", "каша", "каша"), low="нет", high="да")
    for question, text in ((menu, " Суп"), (rows, "каша")):
        assert [one for one in faults(question) if f"«{text}» написано дважды. Уберите повтор" in one] == faults(
            question
        )
        assert len(faults(question)) == 1
    assert faults(Question("menu", QuestionKind.SINGLE, "Что?", options=options("суп", "каша"))) == []


def test_what_was_asked_before_can_still_be_read():
    bare = Wording("Анкета", sections=(Section(questions=(Question("useful", QuestionKind.SCALE, "Полезно?"),)),))
    assert Wording.from_json(bare.to_json()) == bare


def test_every_questionnaire_of_the_library_is_clear():
    assert {item.code: list(check(item.wording)) for item in library() if list(check(item.wording))} == {}
