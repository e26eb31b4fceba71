"""From what is shown no group of fewer than five can be computed by adding and subtracting."""

from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.surveys.anonymity import FEWEST
from mentoring.surveys.selectors.suppression import may_show, may_split_off, shown


def rank(rows):
    """Rank of a matrix of fractions, by elimination."""
    rows = [list(map(Fraction, row)) for row in rows]
    found = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for place, row in enumerate(rows):
            if place != found and row[column]:
                share = row[column] / pivot[column]
                rows[place] = [one - share * other for one, other in zip(row, pivot, strict=True)]
        found += 1
    return found


def computable(told, groups):
    """Every set of groups whose sum follows from sums that are told (each a set of groups)."""
    rows = [[group in one for group in groups] for one in told]
    base = rank(rows) if rows else 0
    subsets = chain.from_iterable(combinations(groups, size) for size in range(1, len(groups) + 1))
    return [set(one) for one in subsets if rows and rank([*rows, [group in one for group in groups]]) == base]


@settings(deadline=None)
@given(st.dictionaries(st.integers(0, 6), st.integers(1, 14), max_size=7))
def test_nothing_small_follows_from_what_is_shown(sizes):
    groups = sorted(sizes)
    told = [{group} for group in shown(sizes)]
    if may_show(sum(sizes.values())):
        told.append(set(groups))
    small = [one for one in computable(told, groups) if sum(sizes[group] for group in one) < FEWEST]
    assert small == []


@settings(deadline=None)
@given(st.dictionaries(st.integers(0, 6), st.integers(0, 14), max_size=7))
def test_large_groups_are_hidden_only_to_cover_a_small_one(sizes):
    if not any(0 < size < FEWEST for size in sizes.values()):
        assert shown(sizes) == {group for group, size in sizes.items() if size}
    hidden = {group for group, size in sizes.items() if size} - shown(sizes)
    needless = [group for group in hidden if sizes[group] >= FEWEST]
    # One at most is hidden for the others' sake, and no shown one is smaller.
    assert len(needless) <= 1
    assert all(sizes[group] <= sizes[other] for group in needless for other in shown(sizes))


def test_the_only_small_group_takes_the_next_smallest_with_it():
    assert shown({"а": 4, "б": 9, "в": 20}) == {"в"}


def test_two_small_groups_of_three_together_take_a_third():
    assert shown({"а": 1, "б": 2, "в": 9, "г": 20}) == {"г"}


def test_two_small_groups_of_five_together_hide_each_other():
    assert shown({"а": 2, "б": 3, "в": 9}) == {"в"}


def test_two_groups_of_which_one_is_small_are_both_hidden():
    assert shown({"а": 3, "б": 30}) == frozenset()


def test_empty_groups_cover_nobody():
    assert shown({"а": 0, "б": 4, "в": 6, "г": 7}) == {"г"}


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_part_beside_its_whole(people, rest):
    told = may_split_off(people, people + rest)
    assert told == (people >= FEWEST and not 0 < rest < FEWEST)


def test_the_property_finds_a_leak_that_is_planted():
    """The detector itself: forgetting the second hiding would be found."""
    sizes = {0: 4, 1: 9, 2: 20}
    careless = [{group} for group, size in sizes.items() if size >= FEWEST] + [set(sizes)]
    assert {0} in computable(careless, sorted(sizes))


@pytest.mark.parametrize(("people", "told"), [(0, False), (4, False), (5, True)])
def test_a_figure_alone(people, told):
    assert may_show(people) is told
