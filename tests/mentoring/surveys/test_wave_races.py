"""Two curators at once: on a file of SQLite, or on PostgreSQL when the tests run on it."""

import json
from collections.abc import Callable

import pytest

from tests.mentoring.surveys.driver import ROUNDS
from tests.schools.papers.test_real_concurrency import migrated, own_database, run_python

__all__ = ["migrated", "own_database"]


@pytest.fixture
def play(own_database, tmp_path) -> Callable[[str], list]:
    def run(scene: str) -> list:
        said = run_python("-m", "tests.mentoring.surveys.driver", scene, address=own_database, data=tmp_path / "data")
        return json.loads(said.splitlines()[-1])["rounds"]

    return run


def test_of_two_starts_one_makes_the_tickets(play):
    assert play("two_starting") == [["done", "done", 5]] * ROUNDS


def test_it_begins_or_is_dropped(play):
    assert play("start_against_cancel") == [[1, True, True]] * ROUNDS


def test_nothing_begins_half_edited(play):
    assert play("start_against_edit") == [["open", 1, 0, 5]] * ROUNDS


def test_a_form_sent_twice_at_once_makes_one_wave(play):
    assert play("the_same_form_twice") == [["done", "done", 1]] * ROUNDS


def test_two_pages_opened_at_once_ask_a_newcomer_once(play):
    assert play("looking_through_twice") == [["done", "done", 6]] * ROUNDS


def test_it_is_closed_once(play):
    assert play("two_closing") == [[1, "closed"]] * ROUNDS
