import pytest

from roadmaps.models import Roadmap
from schools.papers.models import Document
from tests.mentoring.documents.cast import drafted, first_pair
from tests.mentoring.documents.papers_cast import invented
from tests.roadmaps.cast import laid_out


@pytest.fixture(autouse=True)
def _september(today):
    """Every organisation's calendar stands at the world's day."""


@pytest.fixture
def invented_kinds():
    """Kinds made up for the tests stand beside ours."""
    with invented():
        yield


@pytest.fixture
def draft(world) -> Document:
    """A draft of an order on one pair."""
    return drafted(world, first_pair(world))


@pytest.fixture
def plan(world) -> Roadmap:
    """A small roadmap laid out here."""
    return laid_out(world)
