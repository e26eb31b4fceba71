import pytest

from roadmaps.models import Roadmap
from schools.models import User
from tests.roadmaps.cast import laid_out
from tests.world import World, user


@pytest.fixture
def roadmap(world: World) -> Roadmap:
    return laid_out(world)


@pytest.fixture
def lada(world: World) -> User:
    """A second curator of the school."""
    return user("lada", "Снегова Лада Ильинична", curator=world.school)
