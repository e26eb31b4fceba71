# ruff: noqa: E402 (Django must be set up before anything of ours is imported)
"""The whole deed of issue, with its pairs, killed on the way and raced: a process of its own on a database of its own.

`python -m tests.mentoring.documents.driver SCENE` with DATABASE_URL and MENTORING_DATA_DIR prints what came of it.
"""

import json
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from unittest import mock

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.core.files.storage import FileSystemStorage

from mentoring.documents.services import cancelling
from mentoring.documents.services.orders import annulment, draft_change, issue_order, issuing
from mentoring.documents.services.papers import edit_paper, issue_paper
from mentoring.documents.services.papers import issuing as papers_issuing
from mentoring.pairs.models import Pair
from mentoring.pairs.services import door as pairs_door
from mentoring.pairs.services import undo_decision
from schools.journal.models import Entry
from schools.models import Organisation
from schools.papers.models import Document, StoredFile
from schools.papers.services.documents import annul_document, door, verify_document
from schools.papers.services.documents import issuing as registration
from schools.papers.services.files import sweep_orphans
from tests.mentoring.documents.cast import drafted, first_pair, hard_pairs
from tests.mentoring.documents.kinds_driver import school
from tests.mentoring.documents.samples.orders import cancelling_of
from tests.mentoring.documents.test_wording import texts
from tests.schools.papers.driver import NOW, dying_after, killed, race, rendered_at_once, torn, written
from tests.world import TODAY, World, build

Organisation.today = lambda self: TODAY  # the calendar of the cast, in this process and in those it forks

POINTS: dict[str, Callable] = {
    "composed": lambda: dying_after(papers_issuing, "render_pdf"),
    "half of the file written": lambda: mock.patch.object(FileSystemStorage, "_save", torn),
    "file written": lambda: dying_after(registration, "write_blob"),
    "number taken": lambda: dying_after(registration, "take_number"),
    "row written": lambda: dying_after(Document, "save"),
    "removed pairs ended": lambda: dying_after(issuing, "_end_removed"),
    "first pair ordered": lambda: dying_after(pairs_door, "record"),
    "pairs ordered": lambda: dying_after(issuing, "order_pairs"),
    "journal written": lambda: dying_after(door, "record"),
    "committed": lambda: dying_after(registration, "_register"),
}


def issue(document: Document, by, number: str = "") -> Document:
    fresh = Document.objects.get(pk=document.pk)
    return issue_order(fresh, number=number, proposed=number, day=TODAY, by=by, version=fresh.version)


def state_of(document: Document) -> dict:
    """Everything that the deed writes."""
    document = Document.objects.get(pk=document.pk)
    return {
        **written(document),
        "ordered": Pair.objects.filter(order=document, status="ordered").count(),
        "ended": Pair.objects.filter(end_order=document, status="ended").count(),
        "pair_deeds": Entry.objects.filter(
            subject_type="pairs.pair", after__приказ__startswith=f"Приказ № {document.number or '?'} "
        ).count(),
    }


def order_to_change(world: World) -> tuple[Document, list[Pair]]:
    """An issued order on one pair, and three more pairs that its change adds."""
    base = issue(drafted(world, first_pair(world)), world.anna)
    return base, hard_pairs(world, 3)


def kill_at_each_point() -> dict:
    """A changing order, for it does everything at once: pairs end, pairs become ordered."""
    world = build()
    base, added = order_to_change(world)
    old = Pair.objects.get(order=base)
    told = []
    for point, fault in POINTS.items():
        change = draft_change(base, world.anna, None)
        data = {"removed": [old.pk], "pairs": [pair.pk for pair in added]}
        edit_paper(change, version=1, data=data, texts=texts("pairs_change"), by=world.anna)

        def deed(change=change, fault=fault):
            with fault():
                issue(change, world.gleb)

        was_killed = killed(deed)
        after_kill = state_of(change)
        issued = issue(change, world.gleb)
        told.append({"point": point, "killed": was_killed, "after_kill": after_kill, "after_again": state_of(issued)})
        annul_document(issued, "чтобы повторить", world.gleb)
    swept = sweep_orphans(grace=NOW).files
    sound = all(verify_document(document) for document in Document.objects.exclude(status="draft"))
    return {"points": told, "swept": swept, "sound": sound}


def meeting(parties: int):
    """Renderings that end at the same moment, so that the deeds meet at the register."""
    real = papers_issuing.render_pdf
    slow = rendered_at_once(parties)

    def render(blocks, page, title, day):
        slow("1", day)
        return real(blocks, page, title, day)

    return mock.patch.object(papers_issuing, "render_pdf", render)


def two_orders_at_once() -> dict:
    world = build()
    papers = [drafted(world, pair) for pair in hard_pairs(world, 2)]
    with meeting(2):
        numbers = race(
            lambda: issue(papers[0], world.anna, "1").number, lambda: issue(papers[1], world.gleb, "1").number
        )
    return {"numbers": numbers, "states": [state_of(paper) for paper in papers]}


def one_draft_from_two_threads() -> dict:
    world = build()
    paper = drafted(world, *hard_pairs(world, 2))
    with meeting(2):
        numbers = race(lambda: issue(paper, world.anna, "1").number, lambda: issue(paper, world.gleb, "1").number)
    return {
        "numbers": numbers,
        "state": state_of(paper),
        "orders": Document.objects.exclude(status="draft").count(),
        "rows": StoredFile.objects.count(),
    }


def one_pair_in_two_orders() -> dict:
    world = build()
    [pair] = hard_pairs(world, 1)
    papers = [drafted(world, pair), drafted(world, pair)]
    with meeting(2):
        numbers = race(*(lambda paper=paper: issue(paper, world.anna, "1").number for paper in papers))
    return {
        "numbers": numbers,
        "statuses": sorted(Document.objects.get(pk=paper.pk).status for paper in papers),
        "pair": Pair.objects.get().status,
    }


def decision_taken_back_meanwhile() -> dict:
    """The head takes an approval back while the curator issues: either the pair is ordered, or nothing is issued."""
    world = build()
    pairs = hard_pairs(world, 2)
    paper = drafted(world, *pairs)
    with meeting(1):
        results = race(lambda: issue(paper, world.anna, "1").status, lambda: undo_decision(pairs[0], world.gleb).status)
    return {"results": results, "state": state_of(paper), "pairs": sorted(pair.status for pair in Pair.objects.all())}


def waited(module, name: str, gate: threading.Barrier):
    """`module.name` that first waits for the other deed; whoever is held by a lock lets the other go on."""
    real = getattr(module, name)

    def wait(*args, **more):
        with suppress(threading.BrokenBarrierError):
            gate.wait(timeout=3)
        return real(*args, **more)

    return mock.patch.object(module, name, wait)


def cancelled_while_annulled() -> dict:
    """One cancels an order and with it ends the pair, another annuls the order: each holds what it took first."""
    world = build()
    base = issue(drafted(world, first_pair(world)), world.anna)
    order = cancelling_of(school(world), base)
    gate = threading.Barrier(2)
    with waited(cancelling, "cancel_documents", gate), waited(annulment, "unorder_pairs", gate):
        results = race(
            lambda: issue_paper(order, day=TODAY, by=world.anna, version=order.version).status,
            lambda: annul_document(Document.objects.get(pk=base.pk), "не подписан", world.gleb).status,
        )
    errors = [one for one in results if isinstance(one, dict) and "error" in one]
    state = (Document.objects.get(pk=base.pk).status, Pair.objects.get().status)
    return {"errors": errors, "done": sum(isinstance(one, str) for one in results), "state": state}


SCENES = {scene.__name__: scene for scene in (
    kill_at_each_point,
    two_orders_at_once,
    one_draft_from_two_threads,
    one_pair_in_two_orders,
    decision_taken_back_meanwhile,
    cancelled_while_annulled,
)}  # fmt: skip

if __name__ == "__main__":
    print(json.dumps(SCENES[sys.argv[1]](), ensure_ascii=False))
