"""Dates and persons set by hand."""

from datetime import date

import pytest

from roadmaps.services.editing import (
    RoadmapRefused,
    set_dates,
    set_responsible,
)
from schools.journal.models import Entry
from tests.roadmaps.cast import measure_of, occasion_of
from tests.roadmaps.services.editing.looking import everything

pytestmark = pytest.mark.usefixtures("today")


@pytest.mark.parametrize(
    ("spans", "sentence"),
    [
        ([(date(2026, 9, 2), date(2026, 9, 1))], "Срок заканчивается раньше"),
        ([(date(2026, 5, 31), date(2026, 9, 1))], "между 01.06.2026 и 31.08.2027"),
        ([(date(2027, 8, 1), date(2027, 9, 1))], "между 01.06.2026 и 31.08.2027"),
    ],
)
def test_wrong_dates_are_refused(roadmap, world, spans, sentence):
    before = everything()
    with pytest.raises(RoadmapRefused, match=sentence):
        set_dates(occasion_of(roadmap, "1.1"), 1, spans, world.anna)
    assert everything() == before


def test_dates_go_back_to_the_prose(roadmap, world):
    set_dates(occasion_of(roadmap, "1.1"), 1, [], world.anna)
    assert (occasion_of(roadmap, "1.1").starts, occasion_of(roadmap, "1.1").by_hand) == (None, True)
    set_dates(occasion_of(roadmap, "1.1"), 2, None, world.anna)
    assert (occasion_of(roadmap, "1.1").starts, occasion_of(roadmap, "1.1").by_hand) == (date(2026, 9, 1), False)
    told = Entry.objects.filter(deed="изменены даты мероприятия").order_by("pk").last()
    assert (told.before, told.after) == ({"даты": ""}, {"даты": "01.09.2026–30.09.2026"})


def test_nobody_of_another_organisation_answers(roadmap, world):
    before = everything()
    for people, roles in (([world.foreign_card], []), ([], ["king"])):
        with pytest.raises(RoadmapRefused):
            set_responsible(measure_of(roadmap, "1.1"), 1, people, roles, world.anna)
    assert everything() == before
