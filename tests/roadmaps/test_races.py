"""Two people at one roadmap at the same moment, and a process that dies: on a file of SQLite, or on PostgreSQL when the tests run on it."""

import json
from collections.abc import Callable

import pytest

from tests.roadmaps.driver import ROUNDS
from tests.schools.papers.test_real_concurrency import migrated, own_database, run_python

__all__ = ["migrated", "own_database"]


@pytest.fixture
def play(own_database, tmp_path) -> Callable[[str], dict]:
    def run(scene: str) -> dict:
        said = run_python("-m", "tests.roadmaps.driver", scene, address=own_database, data=tmp_path / "data")
        return json.loads(said.splitlines()[-1])

    return run


def test_of_two_who_edit_one_measure_one_is_told(play):
    assert play("two_edit_one_measure") == {
        "rounds": [["StaleRow", "done"]] * ROUNDS,
        "kept": True,
        "edits": ROUNDS,
        "sound": True,
    }


def test_many_who_move_and_add_wait_for_each_other(play):
    assert play("many_move_and_add") == {"rounds": [["done"] * 4] * ROUNDS, "measures": 5 + 2 * ROUNDS, "sound": True}


def test_the_same_form_twice_at_once_does_once(play):
    assert play("the_same_form_twice") == {
        "rounds": [["done"] * 14] * ROUNDS,
        "counts": [ROUNDS, 6 * ROUNDS, ROUNDS, ROUNDS],
        "sound": True,
    }


def test_of_two_who_mark_one_measure_one_is_told(play):
    assert play("two_mark_one_measure") == {"rounds": [["StaleRow", "done"]] * ROUNDS, "version": ROUNDS + 1}


def test_what_is_marked_is_not_removed_at_the_same_moment(play):
    assert play("marking_against_removing") == {"rounds": [[["RoadmapRefused", "done"], True]] * ROUNDS, "sound": True}


def test_undoing_and_editing_exclude_each_other(play):
    assert play("undoing_against_editing") == {"rounds": [[True, True]] * ROUNDS, "sound": True}


def test_taking_an_import_back_and_marking_exclude_each_other(play):
    assert play("loading_against_undoing") == {"rounds": [[["RoadmapRefused", "done"], True]] * ROUNDS, "sound": True}


def test_killed_half_way_a_deed_leaves_nothing_and_is_done_again(play):
    points = (
        "importing.applying.move_import",
        "laying.record",
        "editing.deed.record",
        "doing.move_occasion",
        "evidence.record",
    )
    assert play("killed_half_way") == {point: [9, True, True] for point in points}
