"""Loaded once, undone while nobody has touched it, discarded; by whom, and when not."""

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied

from roadmaps.enums import IMPORT_TRANSITIONS, RoadmapImportStatus
from roadmaps.models import Measure, Roadmap, RoadmapImport, Stage
from roadmaps.selectors.plan import read_of
from roadmaps.services.doing import add_evidence, move_occasion
from roadmaps.services.editing import add_stage, edit_head, edit_measure, set_dates, settle_doubts
from roadmaps.services.importing import (
    apply_import,
    correct_cell,
    correct_head,
    discard_import,
    drop_row,
    move_import,
    undo_import,
)
from roadmaps.services.refusals import RoadmapRefused
from schools.journal.models import Entry
from tests.roadmaps.cast import measure_of, occasion_of, small
from tests.roadmaps.services.importing.steps import everything, start
from tests.world import TODAY, YEAR

pytestmark = pytest.mark.usefixtures("today")


def test_loaded_word_for_word_and_once(imported, world):
    roadmap = apply_import(imported, world.anna)
    assert apply_import(imported, world.anna) == roadmap
    assert read_of(roadmap).as_json() == small().as_json()
    imported.refresh_from_db()
    assert (imported.status, imported.roadmap, imported.applied_at is not None) == ("applied", roadmap, True)
    assert [one.deed for one in Entry.objects.order_by("pk")] == [
        "прочитана дорожная карта",
        "составлена дорожная карта",
        "загружена дорожная карта",
    ]


def test_a_load_that_breaks_leaves_nothing(imported, world, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    before = everything()
    monkeypatch.setattr("roadmaps.services.importing.applying.move_import", broken)
    with pytest.raises(RuntimeError):
        apply_import(imported, world.anna)
    assert everything() == before


def test_undone_while_nobody_has_touched_it(imported, world):
    roadmap = apply_import(imported, world.anna)
    for _ in range(2):
        undo_import(imported, world.anna)
    imported.refresh_from_db()
    assert (imported.status, imported.roadmap, Roadmap.objects.count(), Measure.objects.count()) == (
        "undone",
        None,
        0,
        0,
    )
    # The names in what was read are needed no more.
    assert (imported.original, imported.reading) == ({}, {})
    told = Entry.objects.filter(deed="загрузка отменена", subject_type="roadmaps.roadmap").get()
    assert (told.subject_id, told.before) == (roadmap.pk, {"title": small().title})


def test_undone_after_the_roadmap_was_removed(imported, world):
    apply_import(imported, world.anna).delete()
    undo_import(imported, world.anna)
    imported.refresh_from_db()
    assert imported.status == "undone"


TOUCHES = {
    "edited": lambda r, w: edit_measure(measure_of(r, "1.1"), 1, {"title": "x"}, w.anna),
    "head": lambda r, w: edit_head(r, 1, {"title": "x"}, w.anna),
    "stage": lambda r, w: add_stage(r, None, {"title": "x"}, w.anna),
    "dates": lambda r, w: set_dates(occasion_of(r, "1.1"), 1, [(TODAY, TODAY)], w.anna),
    "looked at": lambda r, w: settle_doubts(measure_of(r, "1.1"), 1, w.anna),
    "marked and taken back": lambda r, w: [
        move_occasion(occasion_of(r, "1.1"), "done", version=1, by=w.anna),
        move_occasion(occasion_of(r, "1.1"), "planned", version=2, by=w.anna),
    ],
    "proved": lambda r, w: add_evidence(occasion_of(r, "1.1"), "text", text="x", by=w.anna),
    "submitted": lambda r, w: Roadmap.objects.filter(pk=r.pk).update(status="submitted"),
    "handed down": lambda r, w: Measure.objects.create(
        roadmap=Roadmap.objects.create(organisation=w.foreign, begins=YEAR, title="x"),
        stage=Stage.objects.create(roadmap=Roadmap.objects.latest("pk"), position=1),
        position=1,
        handed_from=measure_of(r, "1.1"),
    ),
    "carried over": lambda r, w: Roadmap.objects.create(organisation=w.school, begins=YEAR + 1, title="x", previous=r),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_not_undone_once_somebody_worked_with_it(imported, world, touch):
    TOUCHES[touch](apply_import(imported, world.anna), world)
    before = everything()
    with pytest.raises(RoadmapRefused, match="уже работали"):
        undo_import(imported, world.anna)
    assert everything() == before


def test_discarded_before_it_is_loaded(imported, world):
    other = start(world)
    discard_import(imported, world.anna)
    assert list(RoadmapImport.objects.all()) == [other]
    assert Entry.objects.first().deed == "убрано прочитанное"
    apply_import(other, world.anna)
    with pytest.raises(RoadmapRefused, match="уже загружена"):
        discard_import(other, world.anna)
    with pytest.raises(RoadmapRefused, match="больше нет"):
        apply_import(imported, world.anna)


def test_only_an_editor(imported, world):
    before = everything()
    for by in (world.gleb, world.boris, world.vera, world.oleg):
        for deed in (
            lambda by=by: start(world, by=by),
            lambda by=by: correct_cell(imported, 1, "m1", "title", "x", by),
            lambda by=by: correct_head(imported, 1, {"title": "x"}, by),
            lambda by=by: drop_row(imported, 1, "m1", by),
            lambda by=by: apply_import(imported, by),
            lambda by=by: undo_import(imported, by),
            lambda by=by: discard_import(imported, by),
        ):
            with pytest.raises(PermissionDenied):
                deed()
    assert everything() == before


def in_status(world, status: str) -> RoadmapImport:
    imported = start(world)
    if status != "preview":
        apply_import(imported, world.anna)
    if status == "undone":
        undo_import(imported, world.anna)
    imported.refresh_from_db()
    return imported


def test_every_status_has_a_row():
    assert set(IMPORT_TRANSITIONS) == set(RoadmapImportStatus.values)


@pytest.mark.parametrize(("start_in", "to"), list(product(RoadmapImportStatus.values, RoadmapImportStatus.values)))
def test_statuses_by_statuses(world, reader, start_in, to):
    imported = in_status(world, start_in)
    before = everything()
    if to in IMPORT_TRANSITIONS[start_in]:
        assert move_import(imported, to, deed="проба", by=world.anna, values={}).status == to
        return
    with pytest.raises(RoadmapRefused):
        move_import(imported, to, deed="проба", by=world.anna, values={})
    assert everything() == before


def test_what_is_loaded_is_corrected_no_more_and_what_is_undone_not_loaded_again(world, reader):
    for status in ("applied", "undone"):
        with pytest.raises(RoadmapRefused, match="Правьте её саму"):
            correct_cell(in_status(world, status), 2, "m1", "title", "x", world.anna)
    with pytest.raises(RoadmapRefused):
        apply_import(in_status(world, "undone"), world.anna)
    with pytest.raises(RoadmapRefused):
        undo_import(in_status(world, "preview"), world.anna)
