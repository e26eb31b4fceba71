# ruff: noqa: E402 (Django must be set up before anything of ours is imported)
"""Orders with annexes, agreements and what undoes them, killed at every write, on a database of its own.

`python -m tests.mentoring.documents.papers_driver SCENE` with DATABASE_URL and MENTORING_DATA_DIR prints what came of it.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from itertools import count
from unittest import mock

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.apps import apps
from django.db import connection

from mentoring.documents.order_kinds import KINDS_OF_ORDERS
from mentoring.documents.services.orders import draft_change, issue_order
from mentoring.documents.services.papers import begin_paper, edit_paper, issue_paper
from mentoring.documents.services.papers import issuing as papers_issuing
from mentoring.pairs.models import Pair
from roadmaps.models import Roadmap
from schools.journal.models import Entry
from schools.models import Organisation
from schools.papers.enums import RegisterKind
from schools.papers.models import Document
from schools.papers.services.documents import annul_document, verify_document
from schools.papers.services.numbering import register_of
from tests.mentoring.documents.cast import drafted, first_pair, hard_pairs
from tests.mentoring.documents.kinds_driver import Place, school
from tests.mentoring.documents.samples.labour import CONTRACT, PAID
from tests.mentoring.documents.samples.orders import cancelling_of, drafted_in, submitted, upright
from tests.mentoring.documents.test_wording import texts
from tests.schools.papers.driver import die, killed
from tests.world import TODAY, YEAR, World, build

Organisation.today = lambda self: TODAY  # the calendar of the cast, in this process and in those it forks

WRITES = ("INSERT", "UPDATE", "DELETE")


class Killer:
    """Kills the process after its nth write; what was written before lies in the same open transaction."""

    def __init__(self, nth: int):
        self.left = nth

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.lstrip().upper().startswith(WRITES):
            self.left -= 1
            if self.left == 0:
                die()
        return result


def everything_kept() -> dict[str, list[str]]:
    """Every row of every table."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
    }


def story(since: int = 0) -> dict:
    """Where everything stands, and what the journal says to have been done after its entry `since`."""
    papers = Document.objects.order_by("pk")
    return {
        "papers": [f"{paper.kind}: {paper.status}" for paper in papers],
        "pairs": sorted(pair.status + (" по соглашению" if pair.agreement_id else "") for pair in Pair.objects.all()),
        "plans": [plan.status for plan in Roadmap.objects.order_by("pk")],
        "sound": all(verify_document(paper) for paper in papers if paper.status != "draft"),
        "journal": dict(sorted(Counter(Entry.objects.filter(pk__gt=since).values_list("deed", flat=True)).items())),
    }


def now() -> int:
    return max(Entry.objects.values_list("pk", flat=True), default=0)


def killed_at_every_write(deed: Callable[[], object]) -> dict:
    """The deed in processes killed after the first write, after the second … and, at last, after its end."""
    before, since = everything_kept(), now()
    for nth in count(1):

        def dying(nth=nth):
            with connection.execute_wrapper(Killer(nth)):
                deed()
            die()

        was_killed = killed(dying)
        after = everything_kept()
        if after != before or not was_killed:
            break
    told = story(since)
    deed()  # sent again it finds everything done
    return {"kills": nth, "killed": was_killed, "once": everything_kept() == after, **told}


def fresh(document: Document) -> Document:
    return Document.objects.get(pk=document.pk)


def issue(document: Document, by, seen: str = "") -> Document:
    paper = fresh(document)
    way = issue_order if paper.kind in KINDS_OF_ORDERS else issue_paper
    return way(paper, number="", proposed="", day=TODAY, by=by, version=paper.version, seen=seen)


def quickly_printed():
    """What is printed does not matter here; an issue with the real printer is killed in `driver`."""
    return mock.patch.object(papers_issuing, "render_pdf", return_value=b"%PDF-1.7 drawn")


def organising(place: Place) -> Document:
    """A draft of the order that opens the year, with a regulation and a plan put to it."""
    text = drafted_in(place, "regulation_teachers")
    plan = submitted(place, read=upright())
    return drafted_in(place, "order_organise", regulation=text.pk, roadmap=plan.pk)


def agreeing(place: Place, pair: Pair) -> Document:
    draft = begin_paper(place.organisation, "agreement_mentor", YEAR, place.curator, None, pair=pair)
    return edit_paper(draft, version=1, data=PAID | CONTRACT, texts=texts("agreement_mentor"), by=place.curator)


def changing(world: World, base: Document, **data) -> Document:
    change = draft_change(base, world.anna, None)
    return edit_paper(change, version=1, data=data, texts=texts("pairs_change"), by=world.anna)


def settled() -> tuple[World, Place]:
    """The cast; registers stand, as they do from a school's first paper on."""
    world = build()
    register_of(world.school), register_of(world.school, RegisterKind.AGREEMENTS)
    return world, school(world)


def kill_orders_with_annexes() -> dict:
    world, place = settled()
    told = {}
    order = organising(place)
    told["issued"] = killed_at_every_write(lambda: issue(order, world.anna))
    first = issue(drafted_in(place, "order_curator"), world.anna)
    second = drafted_in(place, "order_curator")
    assert second.data["replaced"] == first.pk
    told["curator replaced"] = killed_at_every_write(lambda: issue(second, world.anna))
    told["curator annulled"] = killed_at_every_write(lambda: annul_document(fresh(second), "ошибка", world.gleb))
    cancel = cancelling_of(place, fresh(order))
    told["cancelled"] = killed_at_every_write(lambda: issue(cancel, world.anna))
    told["cancel annulled"] = killed_at_every_write(lambda: annul_document(fresh(cancel), "ошибка", world.gleb))
    told["annulled"] = killed_at_every_write(lambda: annul_document(fresh(order), "ошибка", world.gleb))
    return told


def kill_labour_and_pairs() -> dict:
    world, place = settled()
    told = {}
    base = issue(drafted(world, first_pair(world)), world.anna)
    old, [new] = Pair.objects.get(), hard_pairs(world, 1)
    first = agreeing(place, old)
    told["agreed"] = killed_at_every_write(lambda: issue(first, world.anna))
    second = agreeing(place, old)
    told["agreed anew"] = killed_at_every_write(lambda: issue(second, world.anna))
    told["agreement annulled"] = killed_at_every_write(lambda: annul_document(fresh(second), "ошибка", world.gleb))
    change = changing(world, base, removed=[old.pk], pairs=[new.pk])
    told["changed"] = killed_at_every_write(lambda: issue(change, world.anna))
    told["change annulled"] = killed_at_every_write(lambda: annul_document(fresh(change), "ошибка", world.gleb))
    cancel = cancelling_of(place, fresh(base))
    told["cancelled"] = killed_at_every_write(lambda: issue(cancel, world.anna))
    return told


SCENES = {scene.__name__: scene for scene in (
    kill_orders_with_annexes,
    kill_labour_and_pairs,
)}  # fmt: skip

if __name__ == "__main__":
    with quickly_printed():
        print(json.dumps(SCENES[sys.argv[1]](), ensure_ascii=False))
