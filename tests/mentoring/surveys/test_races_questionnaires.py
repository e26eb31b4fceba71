"""Several people at one questionnaire at the same moment: on a file of SQLite, or on PostgreSQL when the tests run on it."""

import json
from collections.abc import Callable

import pytest

from tests.mentoring.surveys.racing import ROUNDS
from tests.schools.papers.test_real_concurrency import migrated, own_database, run_python

__all__ = ["migrated", "own_database"]
DRIVER = "tests.mentoring.surveys.racing_questionnaires"


@pytest.fixture
def play(own_database, tmp_path) -> Callable[[str], list]:
    def run(scene: str) -> list:
        said = run_python("-m", DRIVER, scene, address=own_database, data=tmp_path / "data")
        return json.loads(said.splitlines()[-1])["rounds"]

    return run


def test_of_two_who_edit_one_question_one_is_told(play):
    assert play("two_edit_one_question") == [["StalePiece", "done", True]] * ROUNDS


def test_different_deeds_wait_for_each_other_and_lose_nothing(play):
    assert play("different_deeds_at_once") == [["done"] * 4 + [True, 5]] * ROUNDS


def test_undoing_and_editing_exclude_each_other(play):
    assert play("undoing_against_editing") == [[True, []]] * ROUNDS


def test_taken_frozen_and_loaded_once(play):
    one = [["done"] * 3, 1, ["done"] * 3, 1, ["ValidationError", "ValidationError", "done"], 1]
    assert play("once") == [one] * ROUNDS
