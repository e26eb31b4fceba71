"""Pair by pair: what each side judged, those furthest apart first."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from mentoring.surveys.enums import AnswerSide, Mode
from mentoring.surveys.selectors import comparing, figures
from mentoring.surveys.selectors.results import results
from mentoring.surveys.services.workbook import workbook_of
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
    monkeypatch.setattr(comparing.by_pair, "__defaults__", (1,))
    wave = pair_wave(world)
    for value in (8, 3):
        pair_answers(wave, {"useful": 8, "trust": 8}, {"useful": value, "trust": 8})
    found = results(wave, CURATOR)
    assert ([line.difference for line in found.pairs], found.pairs_left) == ([2.5], 1)


def test_of_more_pairs_than_are_compared_the_page_says_which(world, enter, monkeypatch):
    for module in (comparing, figures):
        monkeypatch.setattr(module, "PAIRS_SORTED", 2)
    monkeypatch.setattr(comparing.by_pair, "__defaults__", (2,))
    wave = pair_wave(world)
    made = [pair_answers(wave, {"useful": 8, "trust": 8}, {"useful": one, "trust": 8}) for one in (7, 5, 1)]
    found = results(wave, CURATOR)
    assert [line.pair for line in found.pairs] == [made[1].pk, made[0].pk]
    assert (found.pairs_left, found.pairs_all, found.pairs_compared) == (1, 3, 2)
    page = enter(world.anna).get(reverse("surveys:wave_results", args=["lesnaya", wave.pk])).content.decode()
    assert "из 3 (сравнили 2 пары, что составлены раньше других), где стороны" in page.replace("\u00a0", " ")
    assert "Ещё 1 пара — в таблице" in page.replace("\u00a0", " ")
    assert [line.pair for line in results(wave, CURATOR, whole=True).pairs] == [one.pk for one in reversed(made)]


def test_however_many_there_are_the_furthest_apart_are_shown_and_the_workbook_has_all(world, enter):
    """Fifty pairs; the last one made is the furthest apart. One without a common answer is no pair of these."""
    wave = pair_wave(world)
    for _ in range(49):
        pair_answers(wave, {"useful": 8, "trust": 8}, {"useful": 7, "trust": 8})
    last = pair_answers(wave, {"useful": 8, "trust": 8}, {"useful": 1, "trust": 1})
    pair_answers(wave, {"wish": "Слова"}, None)
    found = results(wave, CURATOR)
    assert (found.pairs[0].pair, len(found.pairs), found.pairs_left, found.pairs_all) == (last.pk, 40, 10, 50)
    page = enter(world.anna).get(reverse("surveys:wave_results", args=["lesnaya", wave.pk])).content.decode()
    assert "Здесь 40 пар из 50, где стороны" in page.replace("\u00a0", " ")
    assert "Ещё 10 пар, где взгляды ближе" in page.replace("\u00a0", " ")
    book = load_workbook(BytesIO(workbook_of(results(wave, CURATOR, whole=True))), read_only=True)
    assert sum(1 for _ in book["По парам"].iter_rows()) == 1 + 50


def test_only_statements_of_both_sides_count(world):
    """A row of several scales that one side alone judges is none of the pair's."""
    mentors = cast.make_questionnaire(world.school, AnswerSide.MENTOR, cast.matrix("m", "Оцените", "встречи", "помощь"))
    mentees = cast.make_questionnaire(world.school, AnswerSide.MENTEE, cast.matrix("m", "Оцените", "встречи"))
    wave = cast.open_wave(world.school, mentors, mentees)
    pair_answers(wave, {"m": {"r1": 9, "r2": 1}}, {"m": {"r1": 5}})
    (line,) = results(wave, CURATOR).pairs
    assert (line.mentor, line.mentees) == (9.0, 5.0)


def test_confidential_pairs_are_for_the_curator_only(world):
    wave = pair_wave(world, mode=Mode.CONFIDENTIAL)
    pair_answers(wave, {"useful": 8, "trust": 8}, {"useful": 2, "trust": 2})
    answered.close(wave)
    assert len(results(wave, CURATOR).pairs) == 1
    assert results(wave, HEAD).pairs == ()
