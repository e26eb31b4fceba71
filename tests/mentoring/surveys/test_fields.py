"""A question as it stands on a page: its inputs are those that are read, its answer comes back as it was."""

import json
import re

import pytest
from django.template.loader import render_to_string

from mentoring.surveys.answers import Sent, clean
from mentoring.surveys.enums import QuestionKind
from mentoring.surveys.fields import data_of, digest, field_of, fields_of, told
from mentoring.surveys.wording import Condition, Option, Question
from tests.mentoring.surveys.samples import ANSWERS, EVERY_KIND, PEOPLE, WORDING

KINDS = [pytest.param(one, id=one.kind) for one in EVERY_KIND]


def drawn(*args, **more) -> str:
    return render_to_string("surveys/question.html", {"field": field_of(*args, **more)})


def sent_by(html: str) -> dict[str, list[str]]:
    """What the browser would send of the drawn question."""
    data: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        (name,), value = re.findall(r'name="([^"]*)"', tag), re.findall(r'value="([^"]*)"', tag)
        if ('type="radio"' not in tag and 'type="checkbox"' not in tag) or " checked" in tag:
            data.setdefault(name, []).extend(value)
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', html, re.DOTALL):
        data[name] = re.findall(r'<option value="([^"]*)" selected>', body)
    for name, body in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n(.*?)</textarea>', html, re.DOTALL):
        data[name] = [body.replace("&lt;", "<").replace("&gt;", ">")]
    return data


def test_samples_are_one_of_each_kind():
    assert sorted(one.kind for one in EVERY_KIND) == sorted(QuestionKind.values)


@pytest.mark.parametrize("question", KINDS)
def test_answer_is_drawn_and_read_back(question):
    """Form → answer → page → form: the same at each turn."""
    value = ANSWERS[question.code]
    assert clean([question], data_of(question, value), PEOPLE).values == {question.code: value}
    page = sent_by(drawn(question, value, people=PEOPLE))
    read = clean([question], page, PEOPLE)
    assert (read.values, read.problems) == ({question.code: value}, {})
    assert page["asked"] == [question.code]
    assert page[f"was.{question.code}"] == [digest(value)]


@pytest.mark.parametrize("question", KINDS)
def test_empty_question_sends_nothing(question):
    page = sent_by(drawn(question, people=PEOPLE))
    assert clean([question], page, PEOPLE).values == {}
    assert page[f"was.{question.code}"] == [""]


@pytest.mark.parametrize("question", KINDS)
def test_ids_are_unique_and_what_describes_exists(question):
    html = drawn(question, ANSWERS[question.code], "Ответьте на этот вопрос.", PEOPLE)
    ids = re.findall(r' id="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    named = " ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split()
    assert set(named) <= set(ids)
    assert f"q-{question.code}-problem" in named
    assert field_of(question, people=PEOPLE).target in ids
    assert set(re.findall(r' for="([^"]+)"', html)) <= set(ids)


def test_scale_has_ten_points_and_named_ends():
    field = field_of(EVERY_KIND[0], 10)
    assert [one.value for one in field.choices] == [str(point) for point in range(1, 11)]
    assert [one.value for one in field.choices if one.checked] == ["10"]
    html = drawn(EVERY_KIND[0], 10)
    assert "1 — совсем нет" in html
    assert "10 — очень" in html


@pytest.mark.parametrize("text", ["0", "11", "-1", "пять", "0010" + "0" * 5000])
def test_what_is_no_point_of_the_scale_is_refused(text):
    question = EVERY_KIND[0]
    read = clean([question], {"asked": [question.code], question.code: [text]})
    assert read.problems == {question.code: "Выберите число от 1 до 10."}


def test_people_get_places_and_rather_not():
    line = field_of(EVERY_KIND[-1], people=PEOPLE).lines[0]
    assert [(one.value, one.text) for one in line.choices] == [("", "—"), ("1", "1"), ("2", "2"), ("0", "лучше не")]


def test_long_ranking_is_typed():
    options = tuple(Option(f"o{n}", f"вариант {n}") for n in range(30))
    question = Question("order", QuestionKind.RANKING, "По порядку", options=options)
    value = [one.code for one in reversed(options)]
    html = drawn(question, value)
    assert len(html) < 12_000
    assert clean([question], sent_by(html)).values == {"order": value}


def test_what_was_sent_wrongly_stands_there_again():
    question = EVERY_KIND[8]
    sent = Sent({"asked": ["order"], "order__rank__class": ["1"], "order__rank__yard": ["1"]})
    lines = field_of(question, ["yard"], sent=sent).lines
    assert [[one.value for one in line.choices if one.checked] for line in lines] == [["1"], [""], ["1"]]


def test_condition_on_the_same_page_for_script_and_in_words():
    (wish,) = [one for one in fields_of(WORDING, EVERY_KIND) if one.name == "wish"]
    assert json.loads(wish.when) == {"item": "help", "op": "is", "value": "yes"}
    assert wish.when_words == "Если на вопрос «Нужна ли помощь?» вы ответили «да»"


def test_condition_decided_on_an_earlier_page_is_silent():
    (wish,) = fields_of(WORDING, [WORDING.question("wish")])
    assert (wish.when, wish.when_words) == ("", "")


@pytest.mark.parametrize(
    ("op", "value", "words"),
    [
        ("not", "no", "вы ответили не «нет»"),
        ("in", ["yes", "no"], "вы ответили «да» или «нет»"),
        ("at_least", 7, "вы ответили 7 или больше"),
        ("at_most", 4, "вы ответили 4 или меньше"),
    ],
)
def test_conditions_in_words(op, value, words):
    first = EVERY_KIND[3]
    question = Question("more", QuestionKind.SHORT, "Что?", when=Condition("help", op, value))
    assert field_of(question, depends_on=first).when_words == f"Если на вопрос «Нужна ли помощь?» {words}"


def test_only_optional_single_choices_can_be_taken_back():
    assert [one.code for one in EVERY_KIND if field_of(one).can_be_cleared] == ["how_often"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("useful", "10"),
        ("place", "на связи"),
        ("places", "в кабинете, во дворе"),
        ("help", "да"),
        ("how_often", "редко"),
        ("parts", "встречи — 7, советы — 9"),
        ("order", "1. во дворе, 2. в кабинете, 3. на связи"),
        ("who", "1. Зимин О. П., 2. Быков Л. И.; лучше не: Карпов Д. Д."),
    ],
)
def test_answers_in_words(code, words):
    assert told(WORDING.question(code), ANSWERS[code], PEOPLE) == words
    assert told(WORDING.question(code), None, PEOPLE) == ""


def test_digest_tells_answers_apart():
    marks = {digest(value) for value in [*ANSWERS.values(), 1, "1", ["1"]]}
    assert len(marks) == len(ANSWERS) + 3
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert {digest(nothing) for nothing in (None, "", [], {})} == {""}
