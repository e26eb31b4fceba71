# ruff: noqa: E402 (Django must be set up before anything of ours is imported)
"""Scenes that need processes to kill and threads to race, played by a process of its own on a database of its own.

`python -m tests.schools.papers.driver SCENE` with DATABASE_URL and MENTORING_DATA_DIR prints what came of it as JSON.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from unittest import mock
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.db import connections
from django.utils import timezone

from schools.journal.models import Entry
from schools.papers.enums import JobStatus
from schools.papers.models import Document, Job, Register, StoredFile, Wording
from schools.papers.services import acquaintance, jobs
from schools.papers.services.documents import (
    annul_document,
    create_draft,
    door,
    enter_elsewhere,
    issuing,
    register_document,
    save_draft,
    verify_document,
)
from schools.papers.services.files import store_file, sweep_orphans
from schools.papers.services.numbering import propose_number, register_of
from tests.racing import at_one_moment
from tests.schools.papers.paper import DAY, compose, draft, issued
from tests.world import build

NOW = timedelta(0)
FIFTY = 50


def die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying_after(module: object, name: str):
    """The function does its work and then the process is killed."""
    real = getattr(module, name)

    def wrapped(*args, **kwargs):
        result = real(*args, **kwargs)
        die()
        return result

    return mock.patch.object(module, name, wrapped)


def torn(self, name, content):
    """A file system that got half of the content before the kill."""
    path = self.path(name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as half:
        half.write(content.read()[: content.size // 2])
    die()


def order_pairs(document: Document) -> None:
    """In place of the room above: rows that must stand or fall with the issue."""
    Wording.objects.create(
        organisation=document.organisation, kind=f"pair{document.pk}", part="ordered", text=document.number
    )


def order_pairs_and_die(document: Document, *, really=order_pairs) -> None:
    really(document)
    die()


def issue(
    document: Document, *, number: str = "", proposed: str = "", then: Callable = order_pairs, by_compose=compose
):
    return register_document(
        document, number=number, proposed=proposed, day=DAY, compose=by_compose, signer="", by=None, extra=then
    )


POINTS: dict[str, Callable] = {
    "half of the file written": lambda: mock.patch.object(FileSystemStorage, "_save", torn),
    "file written": lambda: dying_after(issuing, "write_blob"),
    "register locked": lambda: dying_after(issuing, "require_free"),
    "number taken": lambda: dying_after(issuing, "take_number"),
    "file row written": lambda: dying_after(issuing, "pdf_row"),
    "row written": lambda: dying_after(Document, "save"),
    "pairs ordered": lambda: mock.patch.object(sys.modules[__name__], "order_pairs", order_pairs_and_die),
    "journal written": lambda: dying_after(door, "record"),
    "committed": lambda: dying_after(issuing, "_register"),
}


def written(document: Document) -> dict:
    """What the issue of any paper writes, counted; the document is as stored."""
    return {
        "status": document.status,
        "number": document.number,
        "frozen": bool(document.content_hash) and verify_document(document),
        "pdf_rows": StoredFile.objects.filter(pk=document.pdf_id).count(),
        "journal": Entry.objects.filter(deed="издан документ", subject_id=document.pk).count(),
    }


def state_of(document: Document) -> dict:
    """Everything that issue writes here, counted."""
    document = Document.objects.get(pk=document.pk)
    return {**written(document), "pairs": Wording.objects.filter(kind=f"pair{document.pk}").count()}


def killed(deed: Callable[[], object]) -> bool:
    """Do the deed in a forked process; was it killed on the way?"""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            deed()
        finally:
            os._exit(0)  # never back into the parent's code
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def kill_at_each_point() -> dict:
    school = build().school
    told = []
    for point, fault in POINTS.items():
        document = draft(school)
        proposed = propose_number(register_of(school), DAY)

        def deed(document=document, proposed=proposed, fault=fault):
            with fault():
                issue(document, number=proposed, proposed=proposed, then=lambda paper: order_pairs(paper))

        was_killed = killed(deed)
        after_kill = state_of(document)
        rows = StoredFile.objects.count()
        again = issue(document, number=proposed, proposed=proposed)
        told.append(
            {
                "point": point,
                "killed": was_killed,
                "after_kill": after_kill,
                "stray_rows": rows
                - sum(1 for one in Document.objects.all() if one.pdf_id)
                + (after_kill["pdf_rows"] == 0),
                "proposed": proposed,
                "after_again": state_of(again),
            }
        )
    swept = sweep_orphans(grace=NOW)
    return {
        "points": told,
        "swept": swept.files,
        "left": sweep_orphans(grace=NOW).files,
        "sound": all(verify_document(document) for document in Document.objects.all()),
    }


def race(*deeds: Callable[[], object]) -> list:
    """All at one moment; what each returned, or its sentence of refusal."""
    return [_told(came) for came in at_one_moment(*deeds)]


def _told(came: object) -> object:
    if isinstance(came, ValidationError):
        return {"refused": came.messages[0]}
    return {"error": repr(came)} if isinstance(came, Exception) else came


def rendered_at_once(parties: int) -> Callable:
    """A `compose` that ends at the same moment for all, so that they meet at the door; later renderings are quick."""
    meeting = threading.Barrier(parties)
    first = threading.local()

    def slow(number, day):
        if not getattr(first, "met", False):
            first.met = True
            meeting.wait()
        return compose(number, day)

    return slow


def two_people_issue() -> dict:
    school = build().school
    slow = rendered_at_once(2)
    papers = [draft(school), draft(school)]
    numbers = race(
        *(lambda paper=paper: issue(paper, number="1", proposed="1", by_compose=slow).number for paper in papers)
    )
    return {"numbers": numbers, "states": [state_of(paper) for paper in papers]}


def many_people_issue() -> dict:
    school = build().school
    papers = [[draft(school) for _ in range(3)] for _ in range(5)]
    numbers = race(*(lambda three=three: [issue(paper).number for paper in three] for three in papers))
    return {"numbers": numbers, "sound": all(verify_document(one) for one in Document.objects.all())}


def fifty_people_issue() -> dict:
    """Fifty orders of one register rendered to the end before anybody comes to the door."""
    school = build().school
    papers = [draft(school) for _ in range(FIFTY)]
    slow = rendered_at_once(FIFTY)
    numbers = race(*(lambda paper=paper: issue(paper, by_compose=slow).number for paper in papers))
    states = [state_of(paper) for paper in papers]
    return {
        "numbers": numbers,
        "whole": all(
            state == {"status": "issued", "number": number, "frozen": True, "pdf_rows": 1, "pairs": 1, "journal": 1}
            for state, number in zip(states, numbers, strict=True)
        ),
        "printed": [Document.objects.get(pk=paper.pk).blocks[1]["number"] for paper in papers],
        "stray_rows": StoredFile.objects.count() - FIFTY,
    }


def the_same_form_twice() -> dict:
    paper = draft(build().school)
    slow = rendered_at_once(2)
    numbers = race(
        *[lambda: issue(Document.objects.get(pk=paper.pk), number="1", proposed="1", by_compose=slow).number] * 2
    )
    return {
        "numbers": numbers,
        "state": state_of(paper),
        "documents": Document.objects.count(),
        "rows": StoredFile.objects.count(),
    }


def two_type_one_number() -> dict:
    school = build().school
    slow = rendered_at_once(2)
    papers = [draft(school), draft(school)]
    typed = ["14-а", "14-A"]
    numbers = race(
        *(
            lambda paper=paper, number=number: issue(paper, number=number, proposed="1", by_compose=slow).number
            for paper, number in zip(papers, typed, strict=True)
        )
    )
    return {"numbers": numbers, "states": sorted(state_of(paper)["status"] for paper in papers)}


def first_issue_of_a_school() -> dict:
    """Nobody has made the register yet: both make it."""
    school = build().school
    papers = [draft(school), draft(school)]
    Register.objects.all().delete()
    numbers = race(*(lambda paper=paper: issue(paper).number for paper in papers))
    return {"numbers": numbers, "registers": Register.objects.count()}


def one_form_makes_drafts() -> dict:
    school = build().school
    nonce, second = uuid4(), uuid4()
    drafts = race(*[lambda: create_draft(school, "order", "О парах", {}, None, nonce).pk] * 4)
    papers = race(*[lambda: enter_elsewhere(school, "order", "О парах", "9", DAY, None, nonce=second).pk] * 4)
    return {"drafts": drafts, "papers": papers, "documents": Document.objects.count(), "journal": Entry.objects.count()}


def two_save_one_draft() -> dict:
    paper = draft(build().school)
    saved = race(
        *(lambda name=name: save_draft(paper, version=1, data={"by": name}, texts={}, by=None).data for name in "аб")
    )
    paper.refresh_from_db()
    return {"saved": saved, "data": paper.data, "version": paper.version}


def annulled_twice_and_issued_again() -> dict:
    world = build()
    paper = issued(world.school)
    statuses = race(*[lambda: annul_document(Document.objects.get(pk=paper.pk), "ошибка", world.gleb).status] * 3)
    return {"statuses": statuses, "journal": Entry.objects.filter(deed="аннулирован документ").count()}


def clicked_while_marked() -> dict:
    """A curator marks the sheet and holds the paper; meanwhile the reader clicks."""
    world = build()
    paper = issued(world.school, by=world.gleb)
    acquaintance.ask_acquaintance(paper, [world.boris_card])
    row = paper.acquaintances.get()
    held, clicked = threading.Event(), threading.Event()
    real = acquaintance._rows

    def rows(*args):
        held.set()
        clicked.wait(timeout=2)
        return real(*args)

    def click() -> str:
        held.wait()
        try:
            return acquaintance.click_acquainted(row, world.boris).way
        finally:
            clicked.set()

    with mock.patch.object(acquaintance, "_rows", rows):
        results = race(lambda: len(acquaintance.mark_on_paper(paper, [row.pk], DAY, world.anna).done), click)
    return {"results": results, "way": paper.acquaintances.get().way}


def worker_killed() -> dict:
    """The first worker dies amid the work; the second does it from the beginning."""
    world = build()
    times = []

    @jobs.job_kind("test_deadly")
    def deadly(job, progress):
        progress(1, 3)
        if job.attempts == 1:
            die()
        times.append(job.attempts)
        progress(3, 3)
        return store_file(job.organisation, b"%PDF- packet", "пакет.pdf", "application/pdf", job.user)

    with mock.patch.object(jobs, "_enqueue"):
        job = jobs.start_job(world.school, world.anna, "test_deadly", "Пакет", {})
    was_killed = killed(lambda: jobs.run_job(job.pk))
    job.refresh_from_db()
    left = job.status
    too_early = jobs.requeue_stale_jobs()
    Job.objects.update(heartbeat_at=timezone.now() - jobs.STALE * 2)
    jobs.requeue_stale_jobs()
    job.refresh_from_db()
    return {
        "killed": was_killed,
        "left": left == JobStatus.RUNNING,
        "too_early": too_early,
        "status": job.status,
        "times": times,
        "result": job.result is not None,
    }


SCENES = {scene.__name__: scene for scene in (
    kill_at_each_point,
    two_people_issue,
    many_people_issue,
    fifty_people_issue,
    the_same_form_twice,
    two_type_one_number,
    first_issue_of_a_school,
    one_form_makes_drafts,
    two_save_one_draft,
    annulled_twice_and_issued_again,
    clicked_while_marked,
    worker_killed,
)}  # fmt: skip

if __name__ == "__main__":
    print(json.dumps(SCENES[sys.argv[1]](), ensure_ascii=False))
