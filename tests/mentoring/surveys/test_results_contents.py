"""Results of a long questionnaire: a list of what stands on the page, sections that fold, statements under their section."""

import re

import pytest
from django.urls import reverse

from mentoring.surveys.enums import AnswerSide
from mentoring.surveys.wording import Section, Wording
from tests.mentoring.surveys import answered, cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def words_of(*titles: str) -> Wording:
    """A scale in each section."""
    sections = (Section(title, "", (cast.scale(f"q{n}", f"Вопрос {n}"),)) for n, title in enumerate(titles))
    return Wording("Итоги", "Ответьте.", "Спасибо!", tuple(sections))


def page(enter, world, wave) -> str:
    return enter(world.anna).get(reverse("surveys:wave_results", args=["lesnaya", wave.pk])).content.decode()


def contents(text: str) -> list[tuple[str, str]]:
    """(anchor, words) of the list."""
    found = re.search(r'<nav class="sv-toc.*?</nav>', text, re.DOTALL)
    return re.findall(r'<a href="#([^"]+)">([^<]+)</a>', found[0]) if found else []


@pytest.fixture
def long(world):
    """Before and after, both sides, two sections each; the mentees' second is called otherwise."""
    own = [
        cast.make_questionnaire(world.school, AnswerSide.MENTOR, content=words_of("Работа вдвоём", "Чему научились")),
        cast.make_questionnaire(world.school, AnswerSide.MENTEE, content=words_of("Работа вдвоём", "О себе")),
    ]
    before = cast.open_wave(world.school, *own, title="До")
    wave = cast.open_wave(world.school, *own, before=before, title="После")
    for part in (0, 1):
        cards = answered.answers(before, [{"q0": 3, "q1": 4}] * 6, part=part)
        answered.again(wave, cards, [{"q0": 5, "q1": 4}] * 6, part=part)
    return wave


def test_every_place_is_in_the_list_and_can_be_gone_to(world, enter, long):
    text = page(enter, world, long)
    assert [words for _, words in contents(text)] == [
        *("До и после", "Взгляд сторон"),
        *("Наставники", "Работа вдвоём", "Чему научились"),
        *("Наставляемые", "Работа вдвоём", "О себе"),
    ]
    assert [text.count(f'id="{anchor}"') for anchor, _ in contents(text)] == [1] * 8


def test_sections_fold_and_are_open_at_first(world, enter, long):
    text = page(enter, world, long)
    folds = re.findall(r'<details class="sv-section" id="([^"]+)" open><summary><h3>([^<]+)</h3>', text)
    assert folds == [one for one in contents(text) if one[0].count("-") == 2]
    assert len(folds) == 4


def test_before_and_after_stand_under_their_sections(world, enter, long):
    text = page(enter, world, long)
    table = text[text.index('id="change"') : text.index('id="sides"')]
    told = re.findall(r'<th scope="(?:colgroup|row)"[^>]*>([^<]+)</th>', table)
    assert told == [
        *("Наставники: Работа вдвоём", "Вопрос 0", "Наставники: Чему научились", "Вопрос 1"),
        *("Наставляемые: Работа вдвоём", "Вопрос 0", "Наставляемые: О себе", "Вопрос 1"),
    ]


def test_a_short_page_needs_no_list(world, enter):
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school))
    answered.answers(wave, [{"useful": 9}])
    text = page(enter, world, wave)
    assert (contents(text), "sv-section" in text, "sv-group" in text) == ([], False, False)
