"""Answers that arrive at one moment: on a file of SQLite, or on PostgreSQL when the tests run on it."""

import json
from collections.abc import Callable

import pytest

from tests.mentoring.surveys.racing import ROUNDS
from tests.schools.papers.test_real_concurrency import migrated, own_database, run_python

__all__ = ["migrated", "own_database"]


@pytest.fixture
def play(own_database, tmp_path) -> Callable[[str], list]:
    def run(scene: str) -> list:
        said = run_python("-m", "tests.mentoring.surveys.racing", scene, address=own_database, data=tmp_path / "data")
        return json.loads(said.splitlines()[-1])["rounds"]

    return run


def test_a_sheet_sent_twice_at_once_is_stored_once(play):
    assert play("sent_twice") == [["302", "302", 1]] * ROUNDS


def test_devices_that_save_at_once_lose_nothing(play):
    assert play("two_devices") == [["200"] * 4 + [True]] * ROUNDS


def test_a_saving_on_its_way_leaves_no_draft_behind_a_finished_sheet(play):
    assert play("saving_against_sending") == [[True, "302", None, 1]] * ROUNDS


def test_an_anonymous_wave_closes_while_people_send(play):
    assert play("close_against_casting") == [["closed", [], True, True, True]] * ROUNDS
