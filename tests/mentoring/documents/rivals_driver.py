"""Orders with annexes and agreements of which two people want something at once, on a database of its own.

`python -m tests.mentoring.documents.rivals_driver SCENE` with DATABASE_URL and MENTORING_DATA_DIR prints what came of it.
"""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, local
from unittest import mock

from tests.mentoring.documents.papers_driver import (  # it sets Django up and so comes first
    agreeing,
    changing,
    fresh,
    issue,
    now,
    organising,
    quickly_printed,
    settled,
    story,
)

# isort: split
from mentoring.documents.services.papers import issuing as papers_issuing
from mentoring.documents.services.papers import mark_of
from mentoring.pairs.models import Pair
from schools.papers.models import Document
from schools.papers.services.documents import aftermath, annul_document
from tests.mentoring.documents.cast import drafted, first_pair, hard_pairs
from tests.mentoring.documents.samples.orders import cancelling_of, drafted_in
from tests.schools.papers.driver import race
from tests.world import World


def at_once(*deeds: Callable[[], object]) -> list:
    """Each deed begins when all have come: to the printer an issue, to the lock of its register an annulment."""
    gate = Barrier(len(deeds))
    came = local()

    def met(real):
        def wait(*args, **more):
            if not getattr(came, "here", False):
                came.here = True
                # Who was refused before it came here is not waited for.
                with suppress(BrokenBarrierError):
                    gate.wait(timeout=5)
            return real(*args, **more)

        return wait

    printer = mock.patch.object(papers_issuing, "render_pdf", met(papers_issuing.render_pdf))
    voiding = mock.patch.object(aftermath, "kind_of", met(aftermath.kind_of))
    with printer, voiding:
        return race(*deeds)


def issuing(document: Document, by) -> Callable[[], str]:
    """Whoever presses the button has read the page as it is now."""
    seen = mark_of(fresh(document))
    return lambda: issue(document, by, seen).status


def annulling(document: Document, by) -> Callable[[], str]:
    return lambda: annul_document(fresh(document), "ошибка", by).status


def twice(deed: Callable[..., Callable[[], str]], paper: Document, world: World) -> dict:
    since = now()
    results = at_once(deed(paper, world.anna), deed(paper, world.gleb))
    return {"results": results, **story(since)}


def everything_twice() -> dict:
    """Each deed by two people at once."""
    world, place = settled()
    told = {}
    order = organising(place)
    told["issued"] = twice(issuing, order, world)
    cancel = cancelling_of(place, fresh(order))
    told["cancelled"] = twice(issuing, cancel, world)
    told["cancel annulled"] = twice(annulling, cancel, world)
    told["annulled"] = twice(annulling, order, world)
    first = issue(drafted_in(place, "order_curator"), world.anna)
    second = drafted_in(place, "order_curator")
    told["curator replaced"] = twice(issuing, second, world)
    told["curator annulled"] = twice(annulling, second, world)
    assert fresh(first).status == "issued"
    return told


def labour_twice() -> dict:
    world, place = settled()
    told = {}
    base = issue(drafted(world, first_pair(world)), world.anna)
    old, [new] = Pair.objects.get(), hard_pairs(world, 1)
    agreement = agreeing(place, old)
    told["agreed"] = twice(issuing, agreement, world)
    told["agreement annulled"] = twice(annulling, agreement, world)
    change = changing(world, base, removed=[old.pk], pairs=[new.pk])
    told["changed"] = twice(issuing, change, world)
    told["change annulled"] = twice(annulling, change, world)
    return told


def rivals(left: Callable[[], str], right: Callable[[], str]) -> dict:
    since = now()
    return {"results": at_once(left, right), **story(since)}


def two_orders_of_one_regulation() -> dict:
    world, place = settled()
    order = organising(place)
    rival = drafted_in(place, "order_regulation", regulation=order.data["regulation"])
    return rivals(issuing(order, world.anna), issuing(rival, world.gleb))


def two_orders_replace_one() -> dict:
    world, place = settled()
    issue(drafted_in(place, "order_curator"), world.anna)
    papers = [drafted_in(place, "order_curator") for _ in range(2)]
    return rivals(issuing(papers[0], world.anna), issuing(papers[1], world.gleb))


def two_cancel_one_order() -> dict:
    world, place = settled()
    order = issue(organising(place), world.anna)
    cancels = [cancelling_of(place, order) for _ in range(2)]
    return rivals(issuing(cancels[0], world.anna), issuing(cancels[1], world.gleb))


def cancelled_while_annulled() -> dict:
    world, place = settled()
    order = issue(organising(place), world.anna)
    return rivals(issuing(cancelling_of(place, order), world.anna), annulling(order, world.gleb))


def cancelled_while_changed() -> dict:
    world, place = settled()
    base = issue(drafted(world, first_pair(world)), world.anna)
    old, [new] = Pair.objects.get(), hard_pairs(world, 1)
    change = changing(world, base, removed=[old.pk], pairs=[new.pk])
    return rivals(issuing(cancelling_of(place, base), world.anna), issuing(change, world.gleb))


def annulled_while_changed() -> dict:
    world, place = settled()
    base = issue(drafted(world, first_pair(world)), world.anna)
    [new] = hard_pairs(world, 1)
    return rivals(annulling(base, world.anna), issuing(changing(world, base, pairs=[new.pk]), world.gleb))


def agreed_while_annulled() -> dict:
    world, place = settled()
    base = issue(drafted(world, first_pair(world)), world.anna)
    return rivals(issuing(agreeing(place, Pair.objects.get()), world.anna), annulling(base, world.gleb))


def agreed_while_cancelled() -> dict:
    world, place = settled()
    base = issue(drafted(world, first_pair(world)), world.anna)
    agreement, cancel = agreeing(place, Pair.objects.get()), cancelling_of(place, base)
    return rivals(issuing(agreement, world.anna), issuing(cancel, world.gleb))


def two_agreements_of_one_pair() -> dict:
    world, place = settled()
    issue(drafted(world, first_pair(world)), world.anna)
    papers = [agreeing(place, Pair.objects.get()) for _ in range(2)]
    return rivals(issuing(papers[0], world.anna), issuing(papers[1], world.gleb))


SCENES = {scene.__name__: scene for scene in (
    everything_twice,
    labour_twice,
    two_orders_of_one_regulation,
    two_orders_replace_one,
    two_cancel_one_order,
    cancelled_while_annulled,
    cancelled_while_changed,
    annulled_while_changed,
    agreed_while_annulled,
    agreed_while_cancelled,
    two_agreements_of_one_pair,
)}  # fmt: skip

if __name__ == "__main__":
    with quickly_printed():
        print(json.dumps(SCENES[sys.argv[1]](), ensure_ascii=False))
