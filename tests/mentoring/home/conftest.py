"""Installations of their own for tests that start the product from the command line."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from mentoring.settings import BASE_DIR


@dataclass(frozen=True)
class Installation:
    """A data folder and a database that nobody else uses."""

    folder: Path
    database_url: str

    @classmethod
    def on_sqlite(cls, folder: Path) -> "Installation":
        folder.mkdir()
        return cls(folder, f"sqlite:///{folder / 'mentoring.sqlite3'}")

    @property
    def files(self) -> Path:
        return self.folder / "files"

    def run(self, *arguments: str, code: int = 0) -> str:
        """`manage.py` with these arguments; what it printed. The test fails when it ends with another code."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("MENTORING_")}
        environment = kept | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "MENTORING_DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
        }
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout if code == 0 else done.stderr

    def python(self, program: str) -> str:
        return self.run("shell", "-v", "0", "-c", program).strip()


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Installation:
    """The demo laid out on SQLite; nobody changes it."""
    place = Installation.on_sqlite(tmp_path_factory.mktemp("demo") / "data")
    place.run("migrate", "-v", "0")
    place.python("from mentoring.home.demo.story import lay_out; lay_out()")
    return place


@pytest.fixture(scope="session")
def demo_backup(demo, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("backup") / "demo.zip"
    demo.run("backup", str(target))
    return target
