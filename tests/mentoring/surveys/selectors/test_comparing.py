"""Before and after of the same persons."""

import pytest

from mentoring.surveys import stats
from mentoring.surveys.enums import AnswerSide, Mode
from mentoring.surveys.selectors.results import results
from schools.enums import Role
from tests.mentoring.surveys import answered, cast
from tests.mentoring.surveys.selectors.test_results import scored

CURATOR, HEAD = [Role.CURATOR], [Role.HEAD]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def two_waves(world, mode=Mode.NAMED, before_mode=None):
    sheet = cast.make_questionnaire(world.school, mode=mode)
    before = cast.open_wave(world.school, sheet, mode=before_mode or mode, title="До начала")
    return before, cast.open_wave(world.school, sheet, before=before)


def told(found):
    return [(line.item, line.change and (line.change.n, line.change.before, line.change.after)) for line in found]


def test_the_same_persons_are_compared(world):
    before, after = two_waves(world)
    cards = answered.answers(before, scored(3, 4, 5))
    answered.again(after, cards, scored(6, 7, 8))
    found = results(after, CURATOR)
    (line,) = found.comparisons
    assert found.compared_with == "До начала"
    assert (line.label, line.text) == ("наставники", "Насколько полезны встречи?")
    assert (line.change.n, line.change.before, line.change.after, line.change.difference) == (3, 4.0, 7.0, 3.0)
    assert line.change.verdict == stats.TOO_FEW


def test_who_answered_once_is_not_compared(world):
    before, after = two_waves(world)
    cards = answered.answers(before, scored(3, 4, 10))
    answered.again(after, cards[:2], scored(6, 7))
    answered.answers(after, scored(1, 1, 1))
    assert told(results(after, CURATOR).comparisons) == [("useful", (2, 3.5, 6.5))]


def test_nobody_answered_twice(world):
    before, after = two_waves(world)
    answered.answers(before, scored(3))
    answered.answers(after, scored(9))
    found = results(after, CURATOR)
    assert (found.compared_with, found.comparisons) == ("", ())


def test_one_voice_for_who_answers_about_several_pairs(world):
    before, after = two_waves(world)
    many, one = cast.teachers(world.school, 2)
    for subject, was, became in (("p1", 2, 4), ("p2", 4, 7), ("p3", 6, 10)):
        answered.again(before, [many], scored(was), subject=subject)
        answered.again(after, [many], scored(became), subject=subject)
    answered.again(before, [one], scored(8))
    answered.again(after, [one], scored(8))
    assert told(results(after, CURATOR).comparisons) == [("useful", (2, 6.0, 7.5))]


def test_sides_are_not_mixed(world):
    sheets = [cast.make_questionnaire(world.school, side) for side in (AnswerSide.MENTOR, AnswerSide.MENTEE)]
    before = cast.open_wave(world.school, *sheets)
    after = cast.open_wave(world.school, *sheets, before=before)
    (card,) = cast.teachers(world.school, 1)
    for number, was, became in ((0, 2, 8), (1, 9, 3)):
        answered.again(before, [card], scored(was), part=number)
        answered.again(after, [card], scored(became), part=number)
    found = results(after, CURATOR).comparisons
    assert [(line.side, line.change.difference) for line in found] == [("mentor", 6.0), ("mentee", -6.0)]


def test_a_parent_of_two_is_compared_child_by_child(world):
    sheet = cast.make_questionnaire(world.school, AnswerSide.PARENT)
    before = cast.open_wave(world.school, sheet)
    after = cast.open_wave(world.school, sheet, before=before)
    (parent,) = cast.teachers(world.school, 1)
    one, other = cast.pupil(world.school), cast.pupil(world.school, "Ручьёва Ася Ильинична", "6А")
    answered.again(before, [parent], scored(2), about=one, subject=f"c{one.pk}")
    answered.again(after, [parent], scored(9), about=other, subject=f"c{other.pk}")
    assert results(after, CURATOR).comparisons == ()
    answered.again(after, [parent], scored(5), about=one, subject=f"c{one.pk}")
    assert told(results(after, CURATOR).comparisons) == [("useful", (1, 2.0, 5.0))]


def test_rows_of_a_matrix_one_by_one_and_choices_not_at_all(world):
    sheet = cast.make_questionnaire(world.school, "mentor", cast.matrix(), cast.single())
    before = cast.open_wave(world.school, sheet)
    after = cast.open_wave(world.school, sheet, before=before)
    cards = answered.answers(before, [{"parts": {"r1": 2, "r2": 5}, "place": "o1"}])
    answered.again(after, cards, [{"parts": {"r1": 4, "r2": 5}, "place": "o1"}])
    found = results(after, CURATOR).comparisons
    assert [(line.text, line.change.difference) for line in found] == [("встречи", 2.0), ("помощь", 0.0)]


def test_the_first_and_the_last_time_of_a_wave_that_repeats(world):
    wave = cast.open_wave(world.school, every=30)
    cards = answered.answers(wave, scored(2, 9))
    for number, value in ((2, 5), (3, 8)):
        answered.again(wave, cards[:1], scored(value), round=number)
    found = results(wave, CURATOR)
    assert found.compared_with == "первый раз этого анкетирования"
    assert told(found.comparisons) == [("useful", (1, 2.0, 8.0))]


def test_a_wave_that_repeats_and_has_been_answered_once(world):
    wave = cast.open_wave(world.school, every=30)
    answered.answers(wave, scored(2, 9))
    assert results(wave, CURATOR).comparisons == ()


def test_a_head_does_not_see_through_a_named_wave_into_a_confidential_one(world):
    before, after = two_waves(world, before_mode=Mode.CONFIDENTIAL)
    cards = answered.answers(before, scored(*[3] * 4))
    answered.again(after, cards, scored(*[8] * 4))
    assert told(results(after, CURATOR).comparisons) == [("useful", (4, 3.0, 8.0))]
    assert results(after, HEAD).comparisons == ()
    answered.close(before)
    after.before.refresh_from_db()
    assert told(results(after, HEAD).comparisons) == [("useful", None)]


@pytest.mark.parametrize(
    ("both", "only_before", "only_after", "is_told"),
    [(5, 0, 0, True), (4, 0, 0, False), (6, 5, 5, True), (6, 2, 0, False), (6, 0, 2, False), (6, 0, 5, True)],
)
def test_who_answered_once_is_not_found_by_subtraction(world, both, only_before, only_after, is_told):
    """Means of all and of those compared stand beside each other: the rest would follow."""
    before, after = two_waves(world, Mode.CONFIDENTIAL)
    cards = answered.answers(before, scored(*[3] * both))
    answered.again(after, cards, scored(*[8] * both))
    answered.answers(before, scored(*[1] * only_before))
    answered.answers(after, scored(*[1] * only_after))
    for wave in (before, after):
        answered.close(wave)
    after.before.refresh_from_db()
    (line,) = results(after, HEAD).comparisons
    assert (line.change is not None) == is_told
    assert results(after, CURATOR).comparisons[0].change.n == both


def test_two_comparisons_with_one_wave_are_not_shown_to_a_head(world):
    before, after = two_waves(world, Mode.CONFIDENTIAL)
    cards = answered.answers(before, scored(*[3] * 7))
    answered.again(after, cards, scored(*[8] * 7))
    for wave in (before, after):
        answered.close(wave)
    after.before.refresh_from_db()
    assert len(results(after, HEAD).comparisons) == 1
    cast.open_wave(world.school, before=before, mode=Mode.CONFIDENTIAL)
    assert results(after, HEAD).comparisons == ()
    assert len(results(after, CURATOR).comparisons) == 1


def test_a_chain_of_three_is_not_shown_to_a_head(world):
    before, after = two_waves(world, Mode.CONFIDENTIAL)
    before.before = cast.open_wave(world.school, mode=Mode.CONFIDENTIAL)
    before.save()
    cards = answered.answers(before, scored(*[3] * 7))
    answered.again(after, cards, scored(*[8] * 7))
    for wave in (before, after):
        answered.close(wave)
    after.before.refresh_from_db()
    assert results(after, HEAD).comparisons == ()


def test_nothing_is_compared_with_an_anonymous_wave(world):
    before, after = two_waves(world, before_mode=Mode.ANONYMOUS)
    answered.answers(before, scored(3, 3))
    answered.answers(after, scored(8, 8))
    answered.close(before)
    after.before.refresh_from_db()
    assert results(after, CURATOR).comparisons == ()
