"""Approval of a roadmap on a real database: SQLite in a file, or PostgreSQL. Killed on the way it is whole or nothing."""

import json
from collections.abc import Callable

import pytest

from mentoring.documents.services.roadmaps import REWRITTEN
from tests.schools.papers.test_real_concurrency import migrated, own_database, run_python

__all__ = ["migrated", "own_database"]

NOTHING = {"status": "submitted", "versions": 0, "papers": 0, "sound": True, "pdf_rows": 0, "journal": 0}
EVERYTHING = {"status": "approved", "versions": 1, "papers": 1, "sound": True, "pdf_rows": 1, "journal": 1}


@pytest.fixture
def play(own_database, tmp_path) -> Callable[[str], dict]:
    def run(scene: str) -> dict:
        said = run_python(
            "-m", "tests.mentoring.documents.roadmap_driver", scene, address=own_database, data=tmp_path / "data"
        )
        return json.loads(said.splitlines()[-1])

    return run


def test_killed_at_any_point_everything_or_nothing_remains(play):
    told = play("kill_at_each_point")
    for scene in told["points"]:
        assert scene == {
            "point": scene["point"],
            "killed": True,
            "after_kill": EVERYTHING if scene["point"] == "committed" else NOTHING,
            "after_again": EVERYTHING,
        }
    assert len(told["points"]) == 10


def test_two_approving_at_once_make_one_version(play):
    assert play("two_heads_at_once") == {"numbers": [1, 1], "state": EVERYTHING}


def test_what_is_rewritten_meanwhile_is_not_approved_unread(play):
    told = play("recalled_meanwhile")
    assert told["sneaked"] is False
    assert told["state"]["sound"] is True
    assert told["state"]["versions"] == told["state"]["papers"] == told["state"]["journal"]


def test_what_comes_down_at_the_moment_of_approval_is_never_approved_unread(play):
    """Whoever was first: the version in force holds the five measures that the head has read and none of those that came."""
    approved_first = {"results": [1, 5], "status": "changed", "came": 5, "approved": [5], "papers": 1}
    waits_for_the_head = {"results": [1, 0], "status": "approved", "came": 0, "approved": [5], "papers": 1}
    to_be_read_anew = {
        "results": [{"refused": REWRITTEN}, 5],
        "status": "draft",
        "came": 5,
        "approved": [],
        "papers": 0,
    }
    rounds = play("handed_down_meanwhile")["rounds"]
    assert len(rounds) == 8
    for number, told in enumerate(rounds):
        assert told.pop("sound") is True
        came_first = waits_for_the_head if number % 2 else to_be_read_anew
        assert told in ([came_first] if number >= 4 else [approved_first, came_first])
