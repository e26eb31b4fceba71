import pytest

from tests.mentoring.documents.papers_cast import invented


@pytest.fixture(autouse=True)
def _september(today):
    """Every organisation's calendar stands at the world's day."""


@pytest.fixture
def invented_kinds():
    """Kinds made up for the tests stand beside ours."""
    with invented():
        yield
