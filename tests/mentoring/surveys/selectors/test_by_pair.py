"""Pair by pair: what each side judged, those furthest apart first."""

import pytest

from mentoring.surveys.enums import AnswerSide, Mode
from mentoring.surveys.selectors.results import results
from schools.enums import Role
from tests.mentoring.surveys import answered, cast

CURATOR, HEAD = [Role.CURATOR], [Role.HEAD]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def pair_wave(world, **more):
    mentors = cast.make_questionnaire(world.school, AnswerSide.MENTOR, cast.scale(), cast.scale("trust", "Доверие"))
    mentees = cast.make_questionnaire(world.school, AnswerSide.MENTEE, cast.scale(), cast.scale("trust", "Доверие"))
    return cast.open_wave(world.school, mentors, mentees, **more)


def pair_answers(wave, mentor_says, *mentees_say):
    cards = cast.teachers(wave.organisation, 1 + len(mentees_say))
    pair = answered.pair(*cards)
    mentors, mentees = wave.parts.all()
    answered.reply(cast.ticket_for(mentors, cards[0], pair=pair, subject=f"p{pair.pk}"), mentor_says)
    for card, says in zip(cards[1:], mentees_say, strict=True):
        if says is None:
            continue
        answered.reply(cast.ticket_for(mentees, card, pair=pair, subject=f"p{pair.pk}"), says)
    return pair


def test_by_pair_the_furthest_apart_first(world):
    wave = pair_wave(world)
    close_ = pair_answers(wave, {"useful": 8, "trust": 8}, {"useful": 8, "trust": 7})
    apart = pair_answers(wave, {"useful": 9, "trust": 9}, {"useful": 3, "trust": 8}, {"useful": 5, "trust": 8})
    found = results(wave, CURATOR).pairs
    assert [(line.pair, line.name) for line in found] == [(apart.pk, str(apart)), (close_.pk, str(close_))]
    first, second = found
    assert (first.mentor, first.mentees, first.difference) == (9.0, 6.0, 3.0)
    assert first.gaps == (("Насколько полезны встречи?", 9.0, 4.0),)
    assert (second.difference, second.gaps) == (0.5, ())


def test_a_pair_of_which_one_side_is_silent(world):
    wave = pair_wave(world)
    pair_answers(wave, {"useful": 8, "trust": 8}, None)
    (line,) = results(wave, CURATOR).pairs
    assert (line.mentor, line.mentees, line.difference, line.gaps) == (8.0, None, None, ())


def test_pairs_beyond_what_a_page_holds_are_counted(world, monkeypatch):
    from mentoring.surveys.selectors import comparing

    monkeypatch.setattr(comparing.by_pair, "__defaults__", (1,))
    wave = pair_wave(world)
    for value in (8, 3):
        pair_answers(wave, {"useful": 8, "trust": 8}, {"useful": value, "trust": 8})
    found = results(wave, CURATOR)
    assert ([line.difference for line in found.pairs], found.pairs_left) == ([2.5], 1)


def test_of_too_many_pairs_to_sort_the_first_are_shown(world, monkeypatch):
    from mentoring.surveys.selectors import comparing

    monkeypatch.setattr(comparing, "PAIRS_SORTED", 2)
    monkeypatch.setattr(comparing.by_pair, "__defaults__", (2,))
    wave = pair_wave(world)
    pairs = [pair_answers(wave, {"useful": 8, "trust": 8}, {"useful": value, "trust": 8}) for value in (8, 3, 1)]
    found = results(wave, CURATOR)
    assert [line.pair for line in found.pairs] == [pairs[1].pk, pairs[0].pk]
    assert found.pairs_left == 1
    assert len(results(wave, CURATOR, whole=True).pairs) == 3


def test_confidential_pairs_are_for_the_curator_only(world):
    wave = pair_wave(world, mode=Mode.CONFIDENTIAL)
    pair_answers(wave, {"useful": 8, "trust": 8}, {"useful": 2, "trust": 2})
    answered.close(wave)
    assert len(results(wave, CURATOR).pairs) == 1
    assert results(wave, HEAD).pairs == ()
