"""Forms opened at once, sent twice: who is told, what is kept."""

from datetime import date
from uuid import uuid4

import pytest

from roadmaps.models import Measure, Roadmap, RoadmapEdit, Stage
from roadmaps.services.editing import (
    add_measure,
    add_stage,
    edit_head,
    edit_measure,
    edit_stage,
    join_measure,
    remove_measure,
    remove_stage,
    set_dates,
    set_responsible,
    settle_doubts,
    split_measure,
)
from schools.editing.stale import StaleRow
from schools.journal.models import Entry
from tests.roadmaps.cast import measure_of, occasion_of, stage_of
from tests.roadmaps.services.editing.looking import everything

pytestmark = pytest.mark.usefixtures("today")


def test_a_stale_form_is_told_who_saved_and_keeps_what_is_there(roadmap, world, lada):
    opened = measure_of(roadmap, "1.1")
    edit_measure(measure_of(roadmap, "1.1"), 1, {"title": "Акты"}, lada)
    before = everything()
    with pytest.raises(StaleRow) as stale:
        edit_measure(opened, opened.version, {"title": "Приказ о наставниках"}, world.anna)
    assert (stale.value.who, stale.value.row.title) == (lada, "Акты")
    assert "Снегова Лада Ильинична" in stale.value.messages[0]
    assert everything() == before
    edit_measure(opened, stale.value.row.version, {"title": "Приказ о наставниках"}, world.anna)
    assert measure_of(roadmap, "1.1").title == "Приказ о наставниках"


def test_every_deed_with_a_version_refuses_a_stale_one(roadmap, world):
    for deed in (
        lambda: edit_measure(measure_of(roadmap, "2.1"), 7, {"title": "x"}, world.anna),
        lambda: split_measure(measure_of(roadmap, "2.1"), 7, world.anna),
        lambda: join_measure(measure_of(roadmap, "2.1"), 7, world.anna),
        lambda: remove_measure(measure_of(roadmap, "2.1"), 7, world.anna),
        lambda: edit_stage(stage_of(roadmap, "2"), 7, {"title": "x"}, world.anna),
        lambda: remove_stage(stage_of(roadmap, "2"), 7, world.anna),
        lambda: edit_head(roadmap, 7, {"title": "x"}, world.anna),
        lambda: set_dates(occasion_of(roadmap, "2.1"), 7, [], world.anna),
        lambda: set_responsible(measure_of(roadmap, "2.1"), 7, [], [], world.anna),
        lambda: settle_doubts(measure_of(roadmap, "2.1"), 7, world.anna),
    ):
        before = everything()
        with pytest.raises(StaleRow):
            deed()
        assert everything() == before


def test_the_same_form_twice_changes_once_and_complains_not(roadmap, world):
    for _ in range(2):
        edit_measure(measure_of(roadmap, "1.1"), 1, {"title": "Акты"}, world.anna)
        set_responsible(measure_of(roadmap, "2.2"), 1, [world.boris_card], ["curator"], world.anna)
        set_dates(occasion_of(roadmap, "2.2"), 1, [(date(2027, 5, 3), date(2027, 5, 3))], world.anna)
        edit_stage(stage_of(roadmap, "1"), 1, {"title": "Начало"}, world.anna)
        edit_head(roadmap, 1, {"title": "План"}, world.anna)
    assert (RoadmapEdit.objects.count(), Entry.objects.count()) == (5, 6)
    assert Roadmap.objects.get().title == "План"


def test_the_same_nonce_adds_once(roadmap, world):
    nonce, other = uuid4(), uuid4()
    stage = stage_of(roadmap, "2")
    for _ in range(2):
        add_measure(stage, None, {"content": "Круглый стол"}, world.anna, nonce=nonce)
        add_stage(roadmap, None, {"number": "3", "title": "Итоги"}, world.anna, nonce=other)
    assert (Measure.objects.count(), Stage.objects.count(), RoadmapEdit.objects.count()) == (6, 3, 2)
