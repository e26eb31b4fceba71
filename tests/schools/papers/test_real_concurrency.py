"""Threads that race and processes that are killed, on a real database: SQLite in a file, or PostgreSQL.

Each scene has a database of its own, a copy of the migrated one, and is played by `driver` in a process of its own.
"""

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Iterator[str]:
    """The address of a migrated database without any rows but those of migrations; scenes get copies of it."""
    folder = tmp_path_factory.mktemp("migrated")
    if connection.vendor == "sqlite":
        address = f"sqlite:///{folder / 'template.sqlite3'}"
    else:
        address = _create(f"template_{uuid.uuid4().hex[:12]}")
    run_python("manage.py", "migrate", "--verbosity=0", "--skip-checks", address=address, data=folder)
    yield address
    _drop(address)


@pytest.fixture
def own_database(migrated, tmp_path) -> Iterator[str]:
    """The address of a copy of the migrated database for one scene."""
    if connection.vendor == "sqlite":
        shutil.copy(migrated.removeprefix("sqlite:///"), tmp_path / "scene.sqlite3")
        yield f"sqlite:///{tmp_path / 'scene.sqlite3'}"
        return
    address = _create(f"scene_{uuid.uuid4().hex[:12]}", template=_name(migrated))
    yield address
    _drop(address)


def _name(address: str) -> str:
    return urlsplit(address).path.removeprefix("/")


def _create(name: str, template: str = "template1") -> str:
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _drop(address: str) -> None:
    if connection.vendor != "sqlite":
        _on_server(f'DROP DATABASE "{_name(address)}" WITH (FORCE)')


def _on_server(sql: str) -> None:
    """Beside Django's own connection, which tests that ask for no database may not use."""
    import psycopg  # only when the tests run on PostgreSQL

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(sql)


def run_python(*arguments: str, address: str, data: Path) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address, "MENTORING_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def play(own_database, tmp_path) -> Callable[[str], dict]:
    def run(scene: str) -> dict:
        said = run_python("-m", "tests.schools.papers.driver", scene, address=own_database, data=tmp_path / "data")
        return json.loads(said.splitlines()[-1])

    return run


def test_killed_at_any_point_of_issue_everything_or_nothing_remains(play):
    told = play("kill_at_each_point")
    nothing = {"status": "draft", "number": "", "frozen": False, "pdf_rows": 0, "pairs": 0, "journal": 0}
    for place, scene in enumerate(told["points"], start=1):
        everything = {
            "status": "issued",
            "number": str(place),
            "frozen": True,
            "pdf_rows": 1,
            "pairs": 1,
            "journal": 1,
        }
        assert scene == {
            "point": scene["point"],
            "killed": True,
            "after_kill": everything if scene["point"] == "committed" else nothing,
            "stray_rows": 0,
            "proposed": str(place),
            "after_again": everything,
        }
    assert len(told["points"]) == 9
    # The torn one; the whole ones were found young and taken by the second try.
    assert (told["swept"], told["left"], told["sound"]) == (1, 0, True)


def test_two_people_issue_at_once(play):
    told = play("two_people_issue")
    assert sorted(told["numbers"]) == ["1", "2"]
    assert [state["number"] for state in told["states"]] == told["numbers"]
    assert all(state["frozen"] and state["pairs"] == 1 for state in told["states"])


def test_many_people_issue_without_gaps(play):
    told = play("many_people_issue")
    assert sorted(int(number) for three in told["numbers"] for number in three) == list(range(1, 16))
    assert told["sound"]


def test_fifty_people_issue_at_once_and_nobody_is_sent_away(play):
    told = play("fifty_people_issue")
    assert sorted(told["numbers"], key=int) == [str(n) for n in range(1, 51)]
    assert told["printed"] == told["numbers"]
    assert (told["whole"], told["stray_rows"]) == (True, 0)


def test_a_form_sent_twice_makes_one_order(play):
    told = play("the_same_form_twice")
    assert told["numbers"] == ["1", "1"]
    assert (told["documents"], told["rows"]) == (1, 1)
    assert told["state"] == {"status": "issued", "number": "1", "frozen": True, "pdf_rows": 1, "pairs": 1, "journal": 1}


def test_a_number_typed_by_two_goes_to_one(play):
    told = play("two_type_one_number")
    refused = [one for one in told["numbers"] if isinstance(one, dict)]
    taken = [one for one in told["numbers"] if not isinstance(one, dict)]
    assert (len(taken), len(refused)) == (1, 1)
    assert "уже занят: «О закреплении наставников» от 14.09.2026" in refused[0]["refused"]
    assert told["states"] == ["draft", "issued"]


def test_the_first_two_orders_of_a_school_make_one_register(play):
    told = play("first_issue_of_a_school")
    assert (sorted(told["numbers"]), told["registers"]) == (["1", "2"], 1)


def test_one_form_from_four_threads_makes_one_draft(play):
    told = play("one_form_makes_drafts")
    assert (len(set(told["drafts"])), len(set(told["papers"]))) == (1, 1)
    assert (told["documents"], told["journal"]) == (2, 2)


def test_of_two_who_save_at_once_one_is_told(play):
    told = play("two_save_one_draft")
    kept = [one for one in told["saved"] if "refused" not in one]
    assert (kept, told["version"]) == ([told["data"]], 2)
    assert any("Ваши правки ниже" in one.get("refused", "") for one in told["saved"])


def test_annulled_by_three_clicks_once(play):
    assert play("annulled_twice_and_issued_again") == {"statuses": ["annulled"] * 3, "journal": 1}


def test_a_killed_worker_s_job_is_done_by_the_next(play):
    assert play("worker_killed") == {
        "killed": True,
        "left": True,
        "too_early": 0,
        "status": "done",
        "times": [2],
        "result": True,
    }


def test_a_click_and_a_mark_on_the_sheet_never_meet_head_on(play):
    assert play("clicked_while_marked") == {"results": [1, "paper"], "way": "paper"}
