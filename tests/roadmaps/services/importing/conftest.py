import pytest

from roadmaps.models import RoadmapImport
from roadmaps.reading import RoadmapUnreadable
from roadmaps.reading.structure import RoadmapRead
from tests.roadmaps.cast import small
from tests.roadmaps.services.importing.steps import start


@pytest.fixture
def reader(monkeypatch) -> list:
    """The reading of files is not at play here: every file holds the small plan. Tells what was asked to be read."""
    asked: list = []

    def read(content: bytes, filename: str) -> RoadmapRead:
        asked.append((content, filename))
        if content == b"junk":
            raise RoadmapUnreadable("В файле нет дорожной карты.")
        return small()

    monkeypatch.setattr("roadmaps.services.importing.starting.read_file", read)
    return asked


@pytest.fixture
def imported(world, reader) -> RoadmapImport:
    return start(world)
