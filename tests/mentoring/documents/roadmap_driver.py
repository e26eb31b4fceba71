# ruff: noqa: E402 (Django must be set up before anything of ours is imported)
"""The approval of a roadmap killed on the way and raced: a process of its own on a database of its own.

`python -m tests.mentoring.documents.roadmap_driver SCENE` with DATABASE_URL and MENTORING_DATA_DIR prints what came of it.
"""

import json
import os
import sys
import threading
from collections.abc import Callable
from unittest import mock

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.core.files.storage import FileSystemStorage

from mentoring.documents.services import roadmap_versions as versions
from mentoring.documents.services import roadmaps as approval
from roadmaps.models import Roadmap, RoadmapVersion
from roadmaps.services import door
from roadmaps.services.handing import hand_down
from roadmaps.services.laying import lay_out
from roadmaps.services.submitting import recall_roadmap, submit_roadmap
from schools.journal.models import Entry
from schools.models import Organisation
from schools.papers.models import Document, StoredFile
from schools.papers.services.documents import freezing, verify_document
from schools.papers.services.files import sweep_orphans
from schools.years import AcademicYear
from tests.mentoring.documents.driver import race
from tests.roadmaps.cast import laid_out, measure_of, small
from tests.schools.papers.driver import NOW, dying_after, killed, rendered_at_once, torn
from tests.world import TODAY, YEAR, World, build

# Each in a year of its own.
ROUNDS = 8

Organisation.today = lambda self: TODAY  # the calendar of the cast, in this process and in those it forks

POINTS: dict[str, Callable] = {
    "composed": lambda: dying_after(approval, "render_pdf"),
    "half of the file written": lambda: mock.patch.object(FileSystemStorage, "_save", torn),
    "file written": lambda: dying_after(approval, "write_blob"),
    "roadmap locked": lambda: dying_after(approval, "lock_roadmap"),
    "file row written": lambda: dying_after(freezing, "pdf_row"),
    "paper frozen": lambda: dying_after(versions, "freeze_sheet"),
    "version written": lambda: dying_after(RoadmapVersion, "save"),
    "roadmap saved": lambda: dying_after(Roadmap, "save"),
    "journal written": lambda: dying_after(door, "record"),
    "committed": lambda: dying_after(approval, "approve_roadmap"),
}


def state_of(roadmap: Roadmap) -> dict:
    """Everything that the deed writes."""
    roadmap = Roadmap.objects.get(pk=roadmap.pk)
    papers = Document.objects.filter(kind="roadmap", data__roadmap=roadmap.pk)
    return {
        "status": roadmap.status,
        "versions": roadmap.versions.count(),
        "papers": papers.count(),
        "sound": all(verify_document(paper) for paper in papers),
        "pdf_rows": StoredFile.objects.filter(pk__in=papers.values("pdf")).count(),
        "journal": Entry.objects.filter(deed="утверждена дорожная карта", subject_id=roadmap.pk).count(),
    }


def submitted(world: World, title: str = "Дорожная карта") -> Roadmap:
    """Each by a title of its own: papers that say the same share one file."""
    read = small()
    read.title = title
    roadmap = laid_out(world, read)
    submit_roadmap(roadmap, world.anna)
    return roadmap


def kill_at_each_point() -> dict:
    world = build()
    told = []
    for point, fault in POINTS.items():
        roadmap = submitted(world, f"Дорожная карта: {point}")

        def deed(roadmap=roadmap, fault=fault):
            with fault():
                approval.approve_roadmap(roadmap, world.gleb, TODAY)

        was_killed = killed(deed)
        after_kill = state_of(roadmap)
        approval.approve_roadmap(roadmap, world.gleb, TODAY)
        told.append({"point": point, "killed": was_killed, "after_kill": after_kill, "after_again": state_of(roadmap)})
    return {"points": told, "swept": sweep_orphans(grace=NOW).files}


def meeting(parties: int):
    """Renderings that end at the same moment, so that the deeds meet at the roadmap's row."""
    real = approval.render_pdf
    slow = rendered_at_once(parties)

    def render(blocks, page, title, day):
        slow("1", day)
        return real(blocks, page, title, day)

    return mock.patch.object(approval, "render_pdf", render)


def two_heads_at_once() -> dict:
    world = build()
    roadmap = submitted(world)
    with meeting(2):
        numbers = race(
            lambda: approval.approve_roadmap(roadmap, world.gleb, TODAY).number,
            lambda: approval.approve_roadmap(roadmap, world.gleb, TODAY).number,
        )
    return {"numbers": numbers, "state": state_of(roadmap)}


def recalled_meanwhile() -> dict:
    """The curator takes the plan back and edits it while the head approves: never a version of half of both."""
    from roadmaps.services.editing import edit_measure  # beside its only scene

    world = build()
    roadmap = submitted(world)
    seen = approval.fingerprint(Roadmap.objects.get(pk=roadmap.pk))

    def rewrite() -> str:
        recall_roadmap(roadmap, world.anna)
        row = measure_of(roadmap, "1.1")
        edit_measure(row, row.version, {"content": "Подменено"}, world.anna)
        return "rewritten"

    with meeting(1):
        results = race(lambda: approval.approve_roadmap(roadmap, world.gleb, TODAY, seen=seen).number, rewrite)
    state = state_of(roadmap)
    contents = [
        measure["content"]
        for version in RoadmapVersion.objects.all()
        for stage in version.snapshot["stages"]
        for measure in stage["measures"]
    ]
    return {"results": results, "state": state, "sneaked": "Подменено" in contents}


def drawn_when_measures_come(deed: Callable[[], object], *, whole: bool) -> tuple[Callable, Callable[[], object]]:
    """The page is drawn, and at that very moment the other deed begins: both meet at the plan's row. `whole`: the other is
    over before the page is.
    """
    begun, over = threading.Barrier(2, timeout=60), threading.Event()
    real = approval.render_pdf

    def draw(*args):
        drawn = real(*args)
        begun.wait()
        if whole:
            over.wait(60)
        return drawn

    def come() -> object:
        begun.wait()
        try:
            return deed()
        finally:
            over.set()

    return draw, come


def handed_down_meanwhile() -> dict:
    """The office hands measures down while the head approves: a plan that was submitted, or, in even rounds, a head who writes
    the plan herself her own draft. In the last half of the rounds the measures come before the head's deed is written.
    """
    world = build()
    told = []
    for number in range(ROUNDS):
        year = AcademicYear(YEAR + number)
        place, head, curator = (
            (world.school, world.gleb, world.anna) if number % 2 else (world.village, world.klara, world.klara)
        )
        above = lay_out(small(), world.office, begins=year.begins, years=1, by=world.oleg)
        plan = lay_out(small(), place, begins=year.begins, years=1, by=curator)
        if number % 2:
            submit_roadmap(plan, curator)
        seen = approval.fingerprint(Roadmap.objects.get(pk=plan.pk))
        measures = list(above.measures.order_by("position"))
        draw, come = drawn_when_measures_come(
            lambda above=above, measures=measures, place=place, year=year: (
                hand_down(above, measures, [place], year=year, by=world.oleg).added
            ),
            whole=number >= ROUNDS // 2,
        )
        with mock.patch.object(approval, "render_pdf", draw):
            results = race(
                lambda plan=plan, head=head, seen=seen: approval.approve_roadmap(plan, head, TODAY, seen=seen).number,
                come,
            )
        told.append({"results": results, **after_handing(plan)})
    return {"rounds": told}


def after_handing(plan: Roadmap) -> dict:
    plan = Roadmap.objects.get(pk=plan.pk)
    return {
        "status": plan.status,
        "came": plan.measures.filter(handed_from__isnull=False).count(),
        "approved": [
            sum(len(stage["measures"]) for stage in version.snapshot["stages"]) for version in plan.versions.all()
        ],
        "papers": state_of(plan)["papers"],
        "sound": state_of(plan)["sound"],
    }


SCENES = {
    scene.__name__: scene
    for scene in (kill_at_each_point, two_heads_at_once, recalled_meanwhile, handed_down_meanwhile)
}

if __name__ == "__main__":
    print(json.dumps(SCENES[sys.argv[1]](), ensure_ascii=False, default=str))
