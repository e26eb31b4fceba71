"""Threads that race for one place, one decision, one pair: on a file of SQLite, or on PostgreSQL when the tests run on it."""

import json
from collections.abc import Callable

import pytest

from tests.mentoring.pairs.driver import ROUNDS
from tests.schools.papers.test_real_concurrency import migrated, own_database, run_python

__all__ = ["migrated", "own_database"]


@pytest.fixture
def play(own_database, tmp_path) -> Callable[[str], dict]:
    def run(scene: str) -> dict:
        said = run_python("-m", "tests.mentoring.pairs.driver", scene, address=own_database, data=tmp_path / "data")
        return json.loads(said.splitlines()[-1])

    return run


def test_of_two_who_want_the_last_place_one_gets_it(play):
    assert play("last_place") == {
        "rounds": [sorted(["done", "мест для наставляемы"])] * ROUNDS,
        "pairs": ROUNDS,
        "sound": True,
    }


def test_a_form_sent_twice_at_once_makes_one_pair(play):
    assert play("the_same_form_twice") == {"rounds": [["done", "done"]] * ROUNDS, "pairs": ROUNDS, "sound": True}


def test_of_three_who_decide_at_once_one_does_and_nobody_overwrites(play):
    assert play("two_deciding") == {"rounds": [["done", 1, False]] * ROUNDS, "sound": True}


def test_locks_never_meet_head_on(play):
    assert play("crossing") == {"rounds": [["done", "done"]] * ROUNDS, "sound": True}


def test_an_order_and_the_undoing_of_a_decision_exclude_each_other(play):
    assert play("order_against_undo") == {"rounds": [["done", 1]] * ROUNDS, "sound": True}


def test_nobody_leaves_the_bank_and_is_paired_at_once(play):
    assert play("leaving_against_proposing") == {"rounds": [[False, 1, False]] * ROUNDS, "sound": True}
