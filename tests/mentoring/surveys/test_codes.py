"""Codes are made by the product and survive editing."""

import pytest

from mentoring.surveys.codes import lines_of, options_of, question_code, slug
from mentoring.surveys.wording import CODE, Option

BEFORE = (Option("often", "часто"), Option("seldom", "редко"), Option("never", "никогда"))


@pytest.mark.parametrize("text", ["Как часто вы встречаетесь?", "1 раз", "???", "Ёж, объявление", "x" * 200, "ъь"])
def test_any_words_give_a_code(text):
    assert CODE.match(slug(text))
    assert CODE.match(question_code(text, ()))


def test_the_same_words_are_the_same_item_and_other_words_another():
    long = "Насколько вы удовлетворены тем, как "
    assert question_code(f"{long}идут встречи?", ()) == question_code(f" {long.upper()}идут  встречи?", ())
    assert question_code(f"{long}идут встречи?", ()) != question_code(f"{long}помогает наставник?", ())


def test_a_taken_code_gets_a_number():
    first = question_code("Нужна ли помощь?", ())
    assert question_code("Нужна ли помощь?", [first]) == f"{first}_2"
    assert question_code("Нужна ли помощь?", [first, f"{first}_2"]) == f"{first}_3"


def test_options_keep_their_codes_when_moved_mended_and_joined_by_others():
    found = options_of("никогда\nочень редко\n\nиногда\nчасто", BEFORE)
    assert [(one.code, one.text) for one in found] == [
        ("never", "никогда"),
        ("seldom", "очень редко"),
        ("inogda", "иногда"),
        ("often", "часто"),
    ]


def test_new_words_never_get_the_code_of_an_answer_that_was_taken_out():
    found = options_of("чаща\nредко", (Option("chascha_lesa", "часто"), Option("seldom", "редко")))
    assert found[1].code == "seldom"
    gone = options_of("совсем другое", (Option("sovsem_drugoe", "нет"),))
    assert gone == (Option("sovsem_drugoe_2", "совсем другое"),)


def test_lines_are_read_as_they_were_written():
    options = options_of("всё хорошо\n! нужна помощь", ())
    assert [one.code.endswith("_help") for one in options] == [False, True]
    assert lines_of(options) == "всё хорошо\n! нужна помощь"
    assert options_of(lines_of(options), options) == options


def test_the_call_for_the_curator_makes_another_code():
    options = options_of("всё хорошо\nнужна помощь", ())
    called = options_of("всё хорошо\n! нужна помощь", options)
    assert called[0] == options[0]
    assert called[1].code != options[1].code
    assert called[1].code.endswith("_help")


def test_equal_lines_have_different_codes():
    found = options_of("да\nда\n!\n", ())
    assert len(found) == 2
    assert len({one.code for one in found}) == 2


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("доволен", "недоволен"),
        ("согласен", "не согласен"),
        ("полезно", "бесполезно"),
        ("с помощью наставника", "без помощи наставника"),
        ("не хватает встреч", "хватает встреч"),
    ],
)
def test_the_contrary_is_another_answer(was, now):
    before = (Option("was", was), Option("other", "затрудняюсь ответить"))
    found = options_of(f"{now}\nзатрудняюсь ответить", before)
    assert (found[0].code != "was", found[1].code) == (True, "other")


@pytest.mark.parametrize(("was", "now"), [("не очень доволен", "не очень довольны"), ("раз в неделю", "раз в неделю!")])
def test_the_same_with_a_negation_mended_keeps_its_code(was, now):
    assert options_of(now, (Option("was", was),)) == (Option("was", now),)


def test_the_sign_is_for_options_and_not_for_rows_of_a_matrix():
    row = Option("ask_help", "Прошу о помощи, когда трудно")
    assert lines_of([row], may_call=False) == row.text
    assert options_of("Прошу о помощи, когда тяжело", (row,), may_call=False)[0].code == "ask_help"
    [exclaimed] = options_of("! Важно", (), may_call=False)
    assert (exclaimed.text, exclaimed.code.endswith("_help")) == ("! Важно", False)


def test_words_alone_never_call():
    assert not options_of("Нужен help", ())[0].code.endswith("_help")
