import pytest


@pytest.fixture(autouse=True)
def _september(today):
    """Every organisation's calendar stands at the world's day."""
