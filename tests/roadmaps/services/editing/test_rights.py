"""Who edits, what the journal keeps, what the status becomes."""

import pytest
from django.core.exceptions import PermissionDenied

from roadmaps.models import Roadmap, RoadmapEdit
from roadmaps.services.editing import (
    RoadmapRefused,
    add_measure,
    add_stage,
    edit_head,
    edit_measure,
    edit_stage,
    join_measure,
    move_measure,
    move_stage,
    remove_measure,
    set_dates,
    set_responsible,
    settle_doubts,
    split_measure,
)
from schools.journal.models import Entry
from schools.models import Membership
from tests.roadmaps.cast import in_force, measure_of, occasion_of, stage_of
from tests.roadmaps.services.editing.looking import everything
from tests.world import TODAY

pytestmark = pytest.mark.usefixtures("today")


def deeds(roadmap: Roadmap, by) -> list:
    return [
        lambda: edit_measure(measure_of(roadmap, "2.1"), 1, {"title": "x"}, by),
        lambda: add_measure(stage_of(roadmap, "2"), None, {"title": "x"}, by),
        lambda: move_measure(measure_of(roadmap, "2.1"), stage_of(roadmap, "1"), None, by),
        lambda: split_measure(measure_of(roadmap, "2.1"), 1, by),
        lambda: join_measure(measure_of(roadmap, "2.1"), 1, by),
        lambda: remove_measure(measure_of(roadmap, "2.1"), 1, by),
        lambda: add_stage(roadmap, None, {"title": "x"}, by),
        lambda: edit_stage(stage_of(roadmap, "2"), 1, {"title": "x"}, by),
        lambda: move_stage(stage_of(roadmap, "2"), stage_of(roadmap, "1"), by),
        lambda: edit_head(roadmap, 1, {"title": "x"}, by),
    ]


def unprinted(roadmap: Roadmap, by) -> list:
    return [
        lambda: set_dates(occasion_of(roadmap, "2.1"), 1, [(TODAY, TODAY)], by),
        lambda: set_responsible(measure_of(roadmap, "2.1"), 1, [], ["head"], by),
        lambda: settle_doubts(measure_of(roadmap, "2.1"), 2, by),
        lambda: edit_measure(measure_of(roadmap, "2.1"), 2, {"code": "pairs_order"}, by),
    ]


def test_only_the_curator_edits(roadmap, world):
    before = everything()
    for by in (world.gleb, world.boris, world.sofya, world.vera, world.oleg):
        for deed in deeds(roadmap, by) + unprinted(roadmap, by):
            with pytest.raises(PermissionDenied):
                deed()
    assert everything() == before
    Membership.objects.create(user=world.gleb, organisation=world.school, role="curator")
    deeds(roadmap, world.gleb)[0]()


@pytest.mark.parametrize("place", range(10))
def test_words_stand_still_while_the_head_has_them(roadmap, world, place):
    Roadmap.objects.update(status="submitted")
    before = everything()
    with pytest.raises(RoadmapRefused, match="Отзовите её, чтобы править"):
        deeds(roadmap, world.anna)[place]()
    assert everything() == before


@pytest.mark.parametrize("place", range(10))
def test_new_words_make_an_approved_plan_changed(roadmap, world, place):
    in_force(roadmap)
    deeds(roadmap, world.anna)[place]()
    assert Roadmap.objects.get().status == "changed"
    assert Entry.objects.first().deed == "изменена после утверждения"


@pytest.mark.parametrize("status", ["approved", "submitted"])
def test_what_is_not_printed_may_be_set_at_any_time(roadmap, world, status):
    in_force(roadmap)
    Roadmap.objects.update(status=status)
    for deed in unprinted(roadmap, world.anna):
        deed()
    assert (Roadmap.objects.get().status, RoadmapEdit.objects.count()) == (status, 4)


def test_each_deed_is_one_entry_of_the_journal(roadmap, world):
    for deed in deeds(roadmap, world.anna)[:3]:
        deed()
    said = [(one.deed, one.user, one.on_behalf, one.organisation) for one in Entry.objects.order_by("pk")][1:]
    assert said == [
        (deed, world.anna, "куратор", world.school)
        for deed in ("изменено мероприятие", "добавлено мероприятие", "переставлено мероприятие")
    ]


def test_a_deed_that_breaks_leaves_nothing(roadmap, world, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("roadmaps.services.editing.deed.record", broken)
    before = everything()
    for deed in deeds(roadmap, world.anna):
        with pytest.raises(RuntimeError):
            deed()
        assert everything() == before
