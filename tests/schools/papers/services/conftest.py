import pytest

from schools.papers.services.files import store_file


@pytest.fixture
def scan(world):
    return store_file(world.school, b"%PDF- scan", "скан.pdf", "application/pdf", world.anna)
