import pytest

from schools.models import Representation
from tests.world import person


@pytest.fixture
def mother(world) -> Representation:
    """Миша's mother signs for him."""
    kin = person(world.school, "Лебедева Нина Павловна")
    return Representation.objects.create(representative=kin, pupil=world.misha_card, relation="мать")
