from pathlib import Path

import pytest

from tests.world import TODAY, World, build

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture
def world(db) -> World:
    return build()


@pytest.fixture
def today(monkeypatch) -> None:
    """Freeze every organisation's calendar at `world.TODAY`, a September Monday."""
    from schools.models import Organisation

    monkeypatch.setattr(Organisation, "today", lambda self: TODAY)


@pytest.fixture
def enter(client):
    """`enter(user)` signs the user in and returns the client."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def shared() -> Path | None:
    """The folder of sample inputs, or None for a copy cloned alone; tests then use their own fixtures."""
    return SHARED if SHARED.is_dir() else None
