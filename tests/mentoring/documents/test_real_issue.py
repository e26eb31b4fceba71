"""Issue with its pairs on a real database: SQLite in a file, or PostgreSQL. Killed on the way it is whole or nothing."""

import json
from collections.abc import Callable

import pytest

from tests.schools.papers.test_real_concurrency import migrated, own_database, run_python

__all__ = ["migrated", "own_database"]


@pytest.fixture
def play(own_database, tmp_path) -> Callable[[str], dict]:
    def run(scene: str) -> dict:
        said = run_python("-m", "tests.mentoring.documents.driver", scene, address=own_database, data=tmp_path / "data")
        return json.loads(said.splitlines()[-1])

    return run


def test_killed_at_any_point_everything_or_nothing_remains(play):
    told = play("kill_at_each_point")
    nothing = {
        "status": "draft",
        "number": "",
        "frozen": False,
        "pdf_rows": 0,
        "ordered": 0,
        "ended": 0,
        "journal": 0,
        "pair_deeds": 0,
    }
    for place, scene in enumerate(told["points"], start=2):
        everything = {
            "status": "issued",
            "number": str(place),
            "frozen": True,
            "pdf_rows": 1,
            "ordered": 3,
            "ended": 1,
            "journal": 1,
            "pair_deeds": 3,
        }
        assert scene == {
            "point": scene["point"],
            "killed": True,
            "after_kill": everything if scene["point"] == "committed" else nothing,
            "after_again": everything,
        }
    assert len(told["points"]) == 10
    assert (told["swept"], told["sound"]) == (1, True)  # the torn file; the whole ones were taken by the second try


def everything(number: str, pairs: int) -> dict:
    return {
        "status": "issued",
        "number": number,
        "frozen": True,
        "pdf_rows": 1,
        "ordered": pairs,
        "ended": 0,
        "journal": 1,
        "pair_deeds": pairs,
    }


def test_two_orders_at_once_take_two_numbers(play):
    told = play("two_orders_at_once")
    assert sorted(told["numbers"]) == ["1", "2"]
    assert told["states"] == [everything(number, 1) for number in told["numbers"]]


def test_one_draft_issued_by_two_is_one_order(play):
    assert play("one_draft_from_two_threads") == {
        "numbers": ["1", "1"],
        "state": everything("1", 2),
        "orders": 1,
        "rows": 1,
    }


def test_one_pair_stands_in_one_order(play):
    told = play("one_pair_in_two_orders")
    taken = [one for one in told["numbers"] if isinstance(one, str)]
    [refused] = [one["refused"] for one in told["numbers"] if isinstance(one, dict)]
    assert taken == ["1"]
    assert "сейчас «закреплена приказом»" in refused
    assert (told["statuses"], told["pair"]) == (["draft", "issued"], "ordered")


def test_a_decision_taken_back_meanwhile(play):
    told = play("decision_taken_back_meanwhile")
    issued, undone = told["results"]
    if issued == "issued":
        assert "refused" in undone
        assert (told["state"], told["pairs"]) == (everything("1", 2), ["ordered", "ordered"])
    else:
        assert "в приказ идут только утверждённые" in issued["refused"]
        assert undone == "submitted"
        assert (told["state"]["status"], told["pairs"]) == ("draft", ["approved", "submitted"])


def test_cancelling_and_annulment_never_meet_head_on(play):
    told = play("cancelled_while_annulled")
    assert (told["errors"], told["done"]) == ([], 1)
    assert told["state"] in (["cancelled", "ended"], ["annulled", "approved"])
