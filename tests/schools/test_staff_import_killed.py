"""Imports under kill −9 and under two clicks at once: whole or nothing, once."""

import json

import pytest

from tests.schools.papers.test_real_concurrency import migrated, own_database, run_python
from tests.schools.staff_import_driver import POINTS

__all__ = ["migrated", "own_database"]

NOTHING = {"status": "preview", "people": 0, "posts": 0, "cards": 0, "journal": 0, "remembered": False}
WHOLE = {"status": "applied", "people": 1, "posts": 1, "cards": 1, "journal": 1, "remembered": True}


@pytest.fixture
def play(own_database, tmp_path):
    def run(scene: str):
        said = run_python(
            "-m", "tests.schools.staff_import_driver", scene, address=own_database, data=tmp_path / "data"
        )
        return json.loads(said.splitlines()[-1])

    return run


def test_killed_at_any_point_everything_or_nothing_remains(play):
    assert play("kill_at_each_point") == [
        {
            "point": point,
            "killed": True,
            "after_kill": WHOLE if point == "committed" else NOTHING,
            "after_again": WHOLE,
        }
        for point in POINTS
    ]


def test_two_clicks_at_once_write_one_list(play):
    assert play("two_clicks_at_once") == {"written": [False, True], "state": WHOLE}


def test_an_import_and_a_deed_on_a_card_never_wait_for_each_other(play):
    told = {
        name: [said.replace("\xa0", " ")[:26] for said in both] for name, both in play("an_import_meets_a_card").items()
    }
    assert told == {
        "apply/save": ["done", "done"],
        "undo/save": ["done", "Отменить загрузку нельзя. "],
        "apply/archive": ["done", "done"],
        "undo/archive": ["done", "Отменить загрузку нельзя. "],
        "apply/bank": ["done", "done"],
        "undo/bank": ["done", "done"],
    }
