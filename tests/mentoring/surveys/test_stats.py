"""Every number against SciPy on the same data; the plain words by their rule."""

from collections import Counter

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special
from scipy import stats as scipy

from mentoring.surveys import stats

STEPS = st.integers(1, 10)
close = pytest.approx
# Equal answers are what is tried here.
pytestmark = pytest.mark.filterwarnings("ignore:Precision loss")


def pairs_of(before, after):
    return Counter(zip(before, after, strict=True))


@settings(deadline=None)
@given(st.lists(STEPS, min_size=2, max_size=60))
def test_summary_is_what_scipy_says(values):
    found = stats.summary(Counter(values))
    assert (found.n, found.mean, found.median) == (
        len(values),
        close(scipy.tmean(values)),
        close(scipy.scoreatpercentile(values, 50)),
    )
    assert found.sd == close(scipy.tstd(values), abs=1e-12)


def test_nobody_answered():
    assert stats.summary({}) == stats.Summary(0, None, None, None)
    assert stats.summary({7: 0}) == stats.Summary(0, None, None, None)
    assert stats.change({}) is None


def test_one_answer_has_no_spread():
    assert stats.summary({7: 1}) == stats.Summary(1, 7.0, None, 7.0)


def test_two_answers():
    assert stats.summary({4: 1, 9: 1}) == stats.Summary(2, 6.5, close(scipy.tstd([4, 9])), 6.5)


def test_all_equal():
    assert stats.summary({8: 30}) == stats.Summary(30, 8.0, 0.0, 8.0)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 7, 10, 29, 30, 100, 999, 4999])
@pytest.mark.parametrize("share", [0.75, 0.95, 0.975, 0.995])
def test_quantile_of_student(share, freedom):
    assert stats.t_quantile(share, freedom) == close(scipy.t.ppf(share, freedom), rel=1e-9)


@settings(deadline=None)
@given(st.floats(0.05, 300), st.floats(0.05, 300), st.floats(0.0, 1.0))
def test_incomplete_beta(a, b, x):
    assert stats.incomplete_beta(a, b, x) == close(special.betainc(a, b, x), rel=1e-8, abs=1e-12)


@settings(deadline=None)
@given(st.lists(st.tuples(STEPS, STEPS), min_size=2, max_size=60))
def test_change_of_the_same_persons(answers):
    before, after = zip(*answers, strict=True)
    found = stats.change(pairs_of(before, after))
    differences = [late - early for early, late in answers]
    test = scipy.ttest_rel(after, before)
    assert (found.n, found.difference) == (len(answers), close(numpy.mean(differences), abs=1e-12))
    assert (found.before, found.after) == (close(numpy.mean(before)), close(numpy.mean(after)))
    if len(set(differences)) == 1:
        assert (found.low, found.high, found.effect) == (close(differences[0]), close(differences[0]), None)
        return
    interval = test.confidence_interval(0.95)
    assert (found.low, found.high) == (close(interval.low, abs=1e-9), close(interval.high, abs=1e-9))
    assert found.effect == close(test.statistic / len(answers) ** 0.5, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(-9, 9), min_size=2, max_size=10))
def test_exact_test_is_the_permutation_test(differences):
    said = scipy.permutation_test(
        (numpy.array(differences),), numpy.sum, permutation_type="samples", n_resamples=numpy.inf
    )
    assert stats.sign_flip_p(Counter(differences)) == close(said.pvalue)


def test_interval_of_one_person_is_not_told():
    found = stats.change({(3, 9): 1})
    assert (found.n, found.difference, found.low, found.high, found.effect) == (1, 6.0, None, None, None)
    assert found.verdict == stats.TOO_FEW


def test_five_who_all_moved_one_way_are_too_few_and_six_are_not():
    assert stats.change({(2, 9): 5}).verdict == stats.TOO_FEW
    assert stats.change({(2, 9): 6}).verdict == stats.LARGE_WORD
    assert (scipy.binomtest(5, 5).pvalue, scipy.binomtest(6, 6).pvalue) == (0.0625, 0.03125)


def test_nobody_changed():
    found = stats.change({(7, 7): 12, (3, 3): 1})
    assert (found.difference, found.verdict, found.is_firm) == (0.0, stats.UNCHANGED, False)


def test_interval_over_zero_may_be_chance():
    found = stats.change({(5, 7): 4, (5, 4): 4})
    assert found.low < 0 < found.high
    assert (found.verdict, found.is_firm) == (stats.CHANCE, False)


def test_the_exact_test_holds_back_what_the_interval_promises_to_few():
    """Four of six one step up: Student's interval is clear of zero, yet of 16 ways to turn four signs two go as far."""
    pairs = {(5, 6): 4, (5, 5): 2}
    found = stats.change(pairs)
    assert found.low > 0
    assert stats.sign_flip_p({1: 4, 0: 2}) == 0.125
    assert found.verdict == stats.CHANCE


def test_the_interval_holds_back_too():
    """Neither alone is enough: here the exact test says 3 %, and the interval reaches zero."""
    differences = {1: 5, 9: 1}
    assert stats.sign_flip_p(differences) == 0.03125
    found = stats.change({(1, 1 + step): times for step, times in differences.items()})
    assert found.low < 0
    assert found.verdict == stats.CHANCE


@pytest.mark.parametrize(
    ("up", "same", "word"),
    [(8, 72, stats.SMALL_WORD), (20, 60, stats.NOTICEABLE_WORD), (60, 20, stats.LARGE_WORD)],
)
def test_size_gives_the_word(up, same, word):
    found = stats.change({(5, 6): up, (5, 5): same})
    assert (found.verdict, found.is_firm) == (word, True)
    low, high = {stats.SMALL_WORD: (0, 0.5), stats.NOTICEABLE_WORD: (0.5, 0.8), stats.LARGE_WORD: (0.8, 9)}[word]
    assert low <= found.effect < high


def test_a_fall_is_as_firm_as_a_rise():
    up, down = stats.change({(5, 8): 20, (5, 7): 10}), stats.change({(8, 5): 20, (7, 5): 10})
    assert (up.verdict, up.difference) == (down.verdict, -down.difference)


def test_means_of_several_answers_count_in_tenths():
    assert stats.sign_flip_p({0.5: 6}) == 0.03125
    assert stats.change({(5.0, 5.5): 6}).verdict == stats.LARGE_WORD


def test_many_persons_are_judged_by_the_interval_alone():
    many = {(5, 6): 3000, (5, 4): 2000}
    found = stats.change(many)
    interval = scipy.ttest_rel([6] * 3000 + [4] * 2000, [5] * 5000).confidence_interval(0.95)
    assert (found.low, found.high) == (close(interval.low), close(interval.high))
    assert found.verdict == stats.SMALL_WORD
