"""A backup restored in an empty place gives the same installation: from the command line, as an administrator does it."""

import hashlib
import json
import os
import sqlite3
import stat
import zipfile
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from pypdf import PdfReader

from .conftest import Installation

SERVER = os.environ.get("DATABASE_URL", "")
TARGETS = ["sqlite", "postgresql"] if SERVER.startswith("postgres") else ["sqlite"]
# Sign-ins and finished work of the queue are not kept; the list of migrations is each database's own.
NOT_KEPT = {"django_session", "django_tasks_database_dbtaskresult", "django_migrations", "sqlite_sequence"}


def tables(place: Installation) -> dict[str, list[tuple]]:
    """Every row of every table, as SQLite itself gives them."""
    with closing(sqlite3.connect(place.folder / "mentoring.sqlite3")) as base:
        names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(base.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names if name not in NOT_KEPT
        }


def files(place: Installation) -> dict[str, str]:
    return {
        str(path.relative_to(place.files)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in place.files.rglob("*")
        if path.is_file()
    }


def rows_of(backup: Path) -> dict[str, list[dict]]:
    """Rows by table; PostgreSQL gives the keys of a JSON column in an order of its own."""
    with zipfile.ZipFile(backup) as archive:
        return {
            name: [json.loads(line) for line in archive.read(name).splitlines()]
            for name in archive.namelist()
            if name.startswith("rows/")
        }


@pytest.fixture(params=TARGETS)
def empty(request, tmp_path) -> Iterator[Installation]:
    """An installation with its tables and nothing in them."""
    if request.param == "sqlite":
        place = Installation.on_sqlite(tmp_path / "data")
        place.run("migrate", "-v", "0")
        yield place
        return
    import psycopg

    name = f"restored_{uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            folder = tmp_path / "data"
            folder.mkdir()
            place = Installation(folder, with_database(SERVER, name))
            place.run("migrate", "-v", "0")
            yield place
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def with_database(url: str, name: str) -> str:
    from urllib.parse import urlsplit, urlunsplit

    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


NEXT_KEYS = """
from schools.models import Organisation
from mentoring.banks.models import Topic
from django.db.models import Max
for model, fields in ((Organisation, dict(slug="new", full_name="Новая", short_name="Новая")), (Topic, dict(name="Новое"))):
    last = model.objects.aggregate(last=Max("pk"))["last"]
    print(model.objects.create(**fields).pk > last)
"""


def test_restored_demo_is_the_same_demo(demo, demo_backup, empty, tmp_path):
    said = empty.run("restore", str(demo_backup))

    assert said.startswith(f"Восстановлено из {demo_backup}: ")
    assert files(empty) == files(demo)
    again = tmp_path / "again.zip"
    empty.run("backup", str(again))
    assert rows_of(again) == rows_of(demo_backup)
    assert empty.run("check_documents") == demo.run("check_documents")
    assert empty.python(NEXT_KEYS).split() == ["True", "True"]


def test_every_table_and_file_comes_back_and_issued_papers_can_be_read(demo, demo_backup, tmp_path):
    place = Installation.on_sqlite(tmp_path / "data")
    place.run("migrate", "-v", "0")
    place.run("restore", str(demo_backup))

    assert tables(place) == tables(demo)
    assert sum(len(rows) for rows in tables(place).values()) > 1_000
    [number, path] = place.python(
        "from schools.papers.models import Document; "
        "paper = Document.objects.get(status='issued', elsewhere=False, register__isnull=False); "
        "print(paper.number); print(paper.pdf.path)"
    ).splitlines()
    text = "".join(page.extract_text() for page in PdfReader(BytesIO((place.files / path).read_bytes())).pages)
    assert f"№ {number}" in text.replace("\u00a0", " ")


def test_backup_may_be_read_by_its_owner_only(demo_backup):
    assert stat.S_IMODE(demo_backup.stat().st_mode) == 0o600


def test_backup_does_not_write_over_a_file(demo, demo_backup):
    before = demo_backup.read_bytes()
    said = demo.run("backup", str(demo_backup), code=1)
    assert f"Файл {demo_backup} уже есть." in said
    assert demo_backup.read_bytes() == before


def test_backup_names_the_folder_that_is_not_there(demo, tmp_path):
    said = demo.run("backup", str(tmp_path / "нет" / "copy.zip"), code=1)
    assert f"Нет папки {tmp_path / 'нет'}." in said
    assert list(tmp_path.iterdir()) == []


def test_restore_into_a_place_with_data_is_refused(demo, demo_backup):
    before = tables(demo), files(demo)
    assert "Здесь уже есть данные." in demo.run("restore", str(demo_backup), code=1)
    assert (tables(demo), files(demo)) == before
