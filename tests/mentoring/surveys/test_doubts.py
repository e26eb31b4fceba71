"""What is odd in a wave is asked about; numbers of people stand in their case."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mentoring.surveys.enums import Timing
from mentoring.surveys.library import sets_for
from mentoring.surveys.selectors.doubts import MEANT, doubts_of
from mentoring.surveys.selectors.words import every_days, people_asked, when
from tests.mentoring.surveys import cast
from tests.mentoring.surveys.answering_pieces import text
from tests.world import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
FOLLOWING = {"timing": Timing.PAIR_START, "first_after": 30, "open_for": 10}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, []),
        ({"closes_on": TODAY + timedelta(366)}, []),
        ({"closes_on": TODAY.replace(year=2126)}, ["Последний день — 14.09.2126: ответы будут принимать больше года."]),
        (
            {"opens_on": TODAY + timedelta(400), "closes_on": TODAY + timedelta(410)},
            [f"Первый день — {TODAY + timedelta(400):%d.%m.%Y}, больше чем через год."],
        ),
        (
            {"opens_on": TODAY - timedelta(400)},
            [f"Первый день — {TODAY - timedelta(400):%d.%m.%Y}, больше года назад."],
        ),
        (FOLLOWING | {"every": 60}, []),
        (
            FOLLOWING | {"every": 1},
            ["Спрашивать каждый день, а ответа ждать 10 дней: у человека соберётся до 10 анкет сразу."],
        ),
        (FOLLOWING | {"every": 3, "open_for": 2}, ["Спрашивать каждые 3 дня: чаще раза в неделю."]),
        (FOLLOWING | {"first_after": 400}, ["Спросим через 400 дней после начала работы пары: это больше года."]),
        (
            FOLLOWING | {"timing": Timing.PAIR_END, "first_after": 400},
            ["Спросим за 400 дней до завершения пары: это больше года."],
        ),
    ],
)
def test_what_is_asked_about(world, fields, words):
    wave = cast.make_wave(world.school, **fields)
    assert doubts_of(wave) == [f"{one} {MEANT}" for one in words]


def test_the_doubt_stands_before_the_start_and_beside_the_form(world, enter):
    anna = enter(world.anna)
    wave = cast.make_wave(world.school, closes_on=TODAY.replace(year=2126))
    page = text(anna.get(reverse("surveys:wave_start", args=["lesnaya", wave.pk])))
    assert "больше года. Так и задумано?" in page
    assert ">Начать</button>" in page
    own = wave.parts.get().questionnaire
    sent = {"title": "Опрос", "parts": [f"own:{own.pk}"], "mode": "named", "audience": "bank", "opens_on": "14.09.2026"}
    following = {"timing": "pair_start", "first_after": "30", "every": "1", "open_for": "10", "closes_on": "28.09.2026"}
    assert "каждый день" in text(anna.post(reverse("surveys:wave_count", args=["lesnaya"]), sent | following))


def test_no_ready_set_is_doubtful(world, enter):
    ready = sets_for(world.school)
    assert ready
    for one in ready:
        response = enter(world.anna).get(reverse("surveys:wave_create", args=["lesnaya"]) + f"?set={one.code}")
        assert (response.status_code, response.context["chosen"]) == (200, one)
        assert MEANT not in text(response), one.code


@pytest.mark.parametrize(("people", "words"), [(1, "Появится 1 личная ссылка"), (3, "Появятся 3 личные ссылки")])
def test_links_appear_in_their_number(world, enter, people, words):
    cast.mentors(world.school, people - 1)
    wave = cast.make_wave(world.school)
    assert words in text(enter(world.anna).get(reverse("surveys:wave_start", args=["lesnaya", wave.pk])))


def test_people_after_a_number_in_the_accusative():
    told = [people_asked(n) for n in (1, 2, 5, 11, 21, 22, 23, 25, 112, 124)]
    assert told == [
        *("1 человека", "2 человек", "5 человек", "11 человек", "21 человека", "22 человека", "23 человека"),
        *("25 человек", "112 человек", "124 человека"),
    ]


def test_every_so_many_days(world):
    assert [every_days(n) for n in (1, 2, 7, 21)] == ["каждый день", "каждые 2 дня", "каждые 7 дней", "каждый 21 день"]
    assert "и затем каждый день," in when(cast.make_wave(world.school, **FOLLOWING, every=1))


def test_whoever_sets_an_earlier_day_is_told_of_the_slips_given_out(world, enter):
    wave = cast.open_wave(world.school)
    page = text(enter(world.anna).get(reverse("surveys:wave_extend", args=["lesnaya", wave.pk])))
    assert "на розданных напечатан прежний день" in page
    assert "перепечатывать не нужно" not in page
