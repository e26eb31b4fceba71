# ruff: noqa: E402 (Django must be set up before anything of ours is imported)
"""Scenes in which threads race for one roadmap, played by a process of its own on a database of its own.

`python -m tests.roadmaps.driver SCENE` with DATABASE_URL and MENTORING_DATA_DIR prints what came of it as JSON.
"""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from unittest import mock
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.core.exceptions import ValidationError
from django.db import connections

from roadmaps.models import (
    Evidence,
    Measure,
    Occasion,
    Roadmap,
    RoadmapEdit,
    RoadmapImport,
    Stage,
)
from roadmaps.services.doing import add_evidence, confirm_proof, move_occasion
from roadmaps.services.editing import (
    add_measure,
    edit_measure,
    move_measure,
    remove_measure,
    undo_edit,
)
from roadmaps.services.importing import apply_import, start_import, undo_import
from roadmaps.services.laying import lay_out
from schools.journal.models import Entry
from schools.models import Organisation
from tests import world as cast
from tests.racing import at_one_moment
from tests.roadmaps.cast import laid_out, measure_of, occasion_of, small, stage_of

ROUNDS = 8


def race(*deeds: Callable[[], object]) -> list[str]:
    """Let every deed go at one moment; «done» or the kind of the refusal."""
    return [_told(came) for came in at_one_moment(*deeds)]


def _told(came: object) -> str:
    if isinstance(came, ValidationError):
        return type(came).__name__
    return repr(came) if isinstance(came, Exception) else "done"


def lada(world: cast.World):
    return cast.user("lada", "Снегова Лада Ильинична", curator=world.school)


def sound() -> bool:
    """Positions of every roadmap are 1, 2, 3…, each measure within its own roadmap and with its one occasion."""
    for roadmap in Roadmap.objects.all():
        rows = list(Measure.objects.filter(roadmap=roadmap).order_by("stage__position", "position"))
        if [one.position for one in rows] != list(range(1, len(rows) + 1)):
            return False
        if any(one.stage.roadmap_id != roadmap.pk or one.occasions.count() != 1 for one in rows):
            return False
    return True


def two_edit_one_measure(world: cast.World) -> dict:
    other, roadmap = lada(world), laid_out(world)
    rounds, kept = [], []
    for place in range(ROUNDS):
        shown = measure_of(roadmap, "1.1")
        said = race(
            partial(edit_measure, shown, shown.version, {"title": f"Анна {place}", "due_text": "май"}, world.anna),
            partial(edit_measure, shown, shown.version, {"title": f"Лада {place}", "due_text": "март"}, other),
        )
        rounds.append(sorted(said))
        winner = "Анна" if said[0] == "done" else "Лада"
        kept.append(measure_of(roadmap, "1.1").title == f"{winner} {place}")
    return {"rounds": rounds, "kept": all(kept), "edits": RoadmapEdit.objects.count(), "sound": sound()}


def many_move_and_add(world: cast.World) -> dict:
    other, roadmap = lada(world), laid_out(world)
    rounds = []
    for _ in range(ROUNDS):
        first, last = Stage.objects.filter(roadmap=roadmap).order_by("position")
        moved = Measure.objects.filter(roadmap=roadmap, stage=first).first() or Measure.objects.first()
        rounds.append(
            race(
                partial(move_measure, moved, last, None, world.anna),
                partial(move_measure, Measure.objects.filter(stage=last).first(), first, None, other),
                partial(add_measure, first, None, {"content": "новое"}, world.anna),
                partial(add_measure, last, None, {"content": "новое"}, other),
            )
        )
    return {"rounds": rounds, "measures": Measure.objects.count(), "sound": sound()}


def the_same_form_twice(world: cast.World) -> dict:
    rounds = []
    for _ in range(ROUNDS):
        nonce, other, third, proof = uuid4(), uuid4(), uuid4(), uuid4()
        said = race(*[partial(lay_out, small(), world.school, begins=2026, years=1, by=world.anna, nonce=nonce)] * 2)
        roadmap = Roadmap.objects.get(nonce=nonce)
        place, occasion = stage_of(roadmap, "2"), occasion_of(roadmap, "2.1")
        said += race(*[partial(add_measure, place, None, {"content": "x"}, world.anna, nonce=other)] * 2)
        said += race(*[partial(add_evidence, occasion, "text", text="x", by=world.anna, nonce=proof)] * 2)
        said += race(*[partial(move_occasion, occasion, "done", version=1, by=world.anna)] * 2)
        with mock.patch("roadmaps.services.importing.starting.read_file", return_value=small()):
            values = {"content": b"x", "begins": 2026, "years": 1, "by": world.anna, "nonce": third}
            said += race(*[partial(start_import, world.school, **values)] * 2)
        imported = RoadmapImport.objects.get(nonce=third)
        said += race(*[partial(apply_import, imported, world.anna)] * 2)
        said += race(*[partial(undo_import, imported, world.anna)] * 2)
        rounds.append(said)
    counts = [model.objects.count() for model in (Roadmap, Measure, Evidence, RoadmapImport)]
    return {"rounds": rounds, "counts": counts, "sound": sound()}


def two_mark_one_measure(world: cast.World) -> dict:
    roadmap = laid_out(world)
    rounds = []
    for place in range(ROUNDS):
        shown = occasion_of(roadmap, "2.1")
        to = ("done", "planned")[place % 2]
        rounds.append(
            sorted(
                race(
                    partial(move_occasion, shown, to, version=shown.version, by=world.anna, comment="Анна"),
                    partial(move_occasion, shown, to, version=shown.version, by=world.boris, comment="Борис"),
                )
            )
        )
    return {"rounds": rounds, "version": occasion_of(roadmap, "2.1").version}


def marking_against_removing(world: cast.World) -> dict:
    roadmap, rounds = laid_out(world), []
    for place in range(ROUNDS):
        made = add_measure(stage_of(roadmap, "1"), None, {"content": f"Лишнее {place}"}, world.anna)
        occasion = Occasion.objects.select_related("measure__roadmap__organisation").get(measure=made)
        deed = (
            (partial(move_occasion, occasion, "done", version=1, by=world.gleb))
            if place % 2
            else (partial(add_evidence, occasion, "text", text="x", by=world.gleb))
        )
        said = race(deed, partial(remove_measure, made, 1, world.anna))
        there = Measure.objects.filter(pk=made.pk).exists()
        rounds.append([sorted(said), there == (said[0] == "done")])
    return {"rounds": rounds, "sound": sound()}


def undoing_against_editing(world: cast.World) -> dict:
    other, roadmap, rounds = lada(world), laid_out(world), []
    for place in range(ROUNDS):
        shown = measure_of(roadmap, "1.1")
        edit_measure(shown, shown.version, {"title": f"Анна {place}"}, world.anna)
        shown = measure_of(roadmap, "1.1")
        said = race(
            partial(undo_edit, roadmap, world.anna),
            partial(edit_measure, shown, shown.version, {"title": f"Лада {place}"}, other),
        )
        title = measure_of(roadmap, "1.1").title
        whole = (title == f"Лада {place}") == (said[1] == "done")
        rounds.append([sorted(said) in (["RoadmapRefused", "done"], ["StaleRow", "done"]), whole])
    return {"rounds": rounds, "sound": sound()}


def loading_against_undoing(world: cast.World) -> dict:
    """The roadmap of an import is marked and taken back at once: either the mark stands or the roadmap is gone."""
    rounds = []
    for _ in range(ROUNDS):
        with mock.patch("roadmaps.services.importing.starting.read_file", return_value=small()):
            imported = start_import(world.school, content=b"x", begins=2026, years=1, by=world.anna)
        roadmap = apply_import(imported, world.anna)
        occasion = occasion_of(roadmap, "2.1")
        said = race(
            partial(undo_import, imported, world.anna),
            partial(move_occasion, occasion, "under_way", version=1, by=world.boris),
        )
        there = Roadmap.objects.filter(pk=roadmap.pk).exists()
        rounds.append([sorted(said), there == (said[1] == "done")])
    return {"rounds": rounds, "sound": sound()}


def killed_half_way(world: cast.World) -> dict:
    """The process dies inside of each deed, all its rows written and not yet committed; then the deed is done again."""
    roadmap = laid_out(world)
    edit_measure(measure_of(roadmap, "2.2"), 1, {"title": "Итоги"}, world.anna)
    with mock.patch("roadmaps.services.importing.starting.read_file", return_value=small()):
        imported = start_import(world.school, content=b"x", begins=2026, years=1, by=world.anna)
    deeds = {
        "importing.applying.move_import": partial(apply_import, imported, world.anna),
        "laying.record": partial(lay_out, small(), world.school, begins=2026, years=1, by=world.anna),
        "editing.deed.record": partial(undo_edit, roadmap, world.anna),
        "doing.move_occasion": partial(confirm_proof, occasion_of(roadmap, "1.1"), "приказ № 1", None, world.anna),
        "evidence.record": partial(add_evidence, occasion_of(roadmap, "2.1"), "text", text="x", by=world.anna),
    }
    told = {}
    for point, deed in deeds.items():
        before = everything()
        connections.close_all()
        child = os.fork()
        if child == 0:
            with mock.patch(f"roadmaps.services.{point}", side_effect=lambda *args, **kwargs: os._exit(9)):
                deed()
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        same = everything() == before
        deed()
        told[point] = [code, same, everything() != before]
    return told


def everything() -> list:
    models = (Roadmap, Stage, Measure, Occasion, Evidence, RoadmapEdit, RoadmapImport, Entry)
    return [list(model.objects.order_by("pk").values()) for model in models]


SCENES = {
    scene.__name__: scene
    for scene in (
        two_edit_one_measure,
        many_move_and_add,
        the_same_form_twice,
        two_mark_one_measure,
        marking_against_removing,
        undoing_against_editing,
        loading_against_undoing,
        killed_half_way,
    )
}

if __name__ == "__main__":
    with mock.patch.object(Organisation, "today", return_value=cast.TODAY):
        print(json.dumps(SCENES[sys.argv[1]](cast.build()), ensure_ascii=False))
