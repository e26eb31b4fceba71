"""Numbers follow the order where they count the rows, and only there."""

import pytest

from roadmaps.models import Roadmap
from roadmaps.reading.structure import MeasureRead, RoadmapRead, StageRead
from roadmaps.services.editing import add_measure, move_measure, remove_measure, undo_edit
from tests.roadmaps.cast import columns, laid_out
from tests.roadmaps.services.editing.looking import fresh, state

pytestmark = pytest.mark.usefixtures("today")


def plan(*stages: str, sign: str = ".") -> RoadmapRead:
    """Of numbers: «1 2», «3 4» are two stages of two measures each."""
    read = RoadmapRead("План", columns=columns())
    for place, numbers in enumerate(stages, 1):
        stage = StageRead(f"s{place}", str(place), f"Этап {place}")
        for number in numbers.split():
            row = len(read.measures) + len(stage.measures) + 1
            stage.measures.append(
                MeasureRead(f"m{row}", f"Дело {row}", number=number, row_number=f"{number}{sign}", row=row)
            )
        read.stages.append(stage)
    return read


def shown(roadmap: Roadmap) -> str:
    rows = roadmap.measures.order_by("stage__position", "position")
    return ", ".join(f"{one.row_number or '–'} {one.content.removeprefix('Дело ')}" for one in rows)


def nth(roadmap: Roadmap, number: int):
    return roadmap.measures.select_related("roadmap__organisation", "stage").get(content=f"Дело {number}")


@pytest.mark.parametrize(
    ("stages", "moved", "removed", "added"),
    [
        (("1 2 3",), "1. 2, 2. 1, 3. 3", "1. 2, 2. 3", "1. 1, 2. новое, 3. 2, 4. 3"),
        (("1 2", "3"), "1. 2, 2. 1, 3. 3", "1. 2, 2. 3", "1. 1, 2. новое, 3. 2, 4. 3"),
        (("1 2", "1"), "1. 2, 2. 1, 1. 3", "1. 2, 1. 3", "1. 1, 2. новое, 3. 2, 1. 3"),
        (("1.1 1.2", "2.1"), "1.1. 2, 1.2. 1, 2.1. 3", "1.1. 2, 2.1. 3", "1.1. 1, 1.2. новое, 1.3. 2, 2.1. 3"),
        (("1 3 4",), "3. 2, 1. 1, 4. 3", "3. 2, 4. 3", "1. 1, – новое, 3. 2, 4. 3"),
        (("1 1а 2",), "1а. 2, 1. 1, 2. 3", "1а. 2, 2. 3", "1. 1, – новое, 1а. 2, 2. 3"),
    ],
)
def test_numbers_follow_the_order_of_a_plain_sequence(world, stages, moved, removed, added):
    read = plan(*stages)
    one = laid_out(world, read)
    move_measure(nth(one, 2), nth(one, 2).stage, nth(one, 1), world.anna)
    assert shown(one) == moved
    two = laid_out(world, read)
    remove_measure(nth(two, 1), 1, world.anna)
    assert shown(two) == removed
    three = laid_out(world, read)
    before = state(three)
    made = add_measure(nth(three, 1).stage, nth(three, 1), {"content": "новое"}, world.anna)
    assert shown(three) == added
    assert made.number == three.measures.get(content="новое").number
    undo_edit(three, world.anna)
    assert state(fresh(three)) == before


def test_a_number_typed_by_hand_is_meant(world):
    roadmap = laid_out(world, plan("1 2 3"))
    add_measure(nth(roadmap, 1).stage, nth(roadmap, 1), {"number": "1а", "content": "новое"}, world.anna)
    assert shown(roadmap) == "1. 1, 1а новое, 2. 2, 3. 3"


def test_between_stages(world):
    roadmap = laid_out(world, plan("1.1 1.2", "2.1 2.2", sign=")"))
    move_measure(nth(roadmap, 1), nth(roadmap, 3).stage, nth(roadmap, 4), world.anna)
    assert shown(roadmap) == "1.1) 2, 2.1) 3, 2.2) 1, 2.3) 4"
