"""Statuses × statuses: what the table allows passes through its own service, everything else is refused and changes nothing."""

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied

from mentoring.banks.models import Mentee, Mentor
from mentoring.pairs.enums import LIVING, TRANSITIONS, EndReason, PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services import (
    PairsRefused,
    approve_pairs,
    cancel_pair,
    end_pair,
    move_pair,
    order_pairs,
    recall_pair,
    resume_pair,
    return_pairs,
    submit_pairs,
    undo_decision,
    unorder_pairs,
)
from schools.journal.models import Entry
from schools.papers.models import Document
from tests.mentoring.pairs.cast import document, pair_in
from tests.world import TODAY

pytestmark = pytest.mark.usefixtures("today")


def annul_after_ending(world, pair: Pair) -> None:
    """The pair was ended, then its order annulled, then the end turns out to be a mistake."""
    Document.objects.filter(pk=pair.order_id).update(status="annulled")
    resume_pair(pair, world.anna)


def undecided(world, pair: Pair, deed) -> None:
    """The same with a pair that stands in an order only because it came from paper."""
    Pair.objects.filter(pk=pair.pk).update(decided_at=None, decided_by=None, decided_as="")
    deed(world, Pair.objects.get(pk=pair.pk))


# The deed that makes each allowed change; a row missing here fails the sweep.
DEEDS = {
    ("draft", "submitted"): lambda w, p: submit_pairs([p], w.anna),
    ("draft", "cancelled"): lambda w, p: cancel_pair(p, w.anna),
    ("draft", "ordered"): lambda w, p: order_pairs([p], document(w, elsewhere=True, number="15"), w.anna),
    ("submitted", "approved"): lambda w, p: approve_pairs([p], w.gleb),
    ("submitted", "returned"): lambda w, p: return_pairs([p], "Уточните срок.", w.gleb),
    ("submitted", "draft"): lambda w, p: recall_pair(p, w.anna),
    ("returned", "submitted"): lambda w, p: submit_pairs([p], w.anna),
    ("returned", "cancelled"): lambda w, p: cancel_pair(p, w.anna),
    ("approved", "ordered"): lambda w, p: order_pairs([p], document(w, number="15"), w.anna),
    ("approved", "submitted"): lambda w, p: undo_decision(p, w.gleb),
    ("ordered", "ended"): lambda w, p: end_pair(p, TODAY, EndReason.COMPLETED, w.anna),
    ("ordered", "approved"): lambda w, p: unorder_pairs(p.order, w.anna),
    ("ordered", "draft"): lambda w, p: undecided(w, p, lambda w, p: unorder_pairs(p.order, w.anna)),
    ("ended", "ordered"): lambda w, p: resume_pair(p, w.anna),
    ("ended", "approved"): lambda w, p: annul_after_ending(w, p),
    ("ended", "draft"): lambda w, p: undecided(w, p, annul_after_ending),
}
# Every deed by the status that it leads to, to be tried from all statuses.
LEADING_TO = {
    "submitted": [DEEDS["draft", "submitted"], DEEDS["approved", "submitted"]],
    "cancelled": [DEEDS["draft", "cancelled"]],
    "ordered": [DEEDS["draft", "ordered"], DEEDS["approved", "ordered"], DEEDS["ended", "ordered"]],
    "approved": [DEEDS["submitted", "approved"]],
    "returned": [DEEDS["submitted", "returned"]],
    "draft": [DEEDS["submitted", "draft"]],
    "ended": [DEEDS["ordered", "ended"]],
}


def everything() -> list:
    rows = [list(model.objects.order_by("pk").values()) for model in (Pair, Mentor, Mentee)]
    return [*rows, list(Pair.objects.order_by("pk").values_list("seats__is_living")), Entry.objects.count()]


def test_every_status_has_a_row_and_every_allowed_change_a_deed():
    assert set(TRANSITIONS) == set(PairStatus.values)
    assert {(a, b) for a, targets in TRANSITIONS.items() for b in targets} == set(DEEDS)


@pytest.mark.parametrize(("start", "to"), [(a, b) for a, targets in TRANSITIONS.items() for b in sorted(targets)])
def test_allowed_change_passes_through_its_service(world, start, to):
    pair = pair_in(world, start)
    DEEDS[start, to](world, pair)
    pair = Pair.objects.get(pk=pair.pk)
    assert pair.status == to
    assert set(pair.seats.values_list("is_living", flat=True)) == {to in LIVING}
    assert Mentor.objects.get(pk=pair.mentor_id).load == (1 if to in LIVING else 0)
    assert Mentee.objects.get(pairs=pair).pairs_count == (1 if to in LIVING else 0)


@pytest.mark.parametrize(
    ("start", "to"), [(a, b) for a, b in product(PairStatus.values, PairStatus.values) if b not in TRANSITIONS[a]]
)
def test_everything_else_is_refused_and_changes_nothing(world, start, to):
    pair = pair_in(world, start)
    before = everything()
    with pytest.raises(PairsRefused):
        move_pair(pair, to, deed="проба", by=world.anna)
    for deed in LEADING_TO.get(to, []):
        with pytest.raises(PairsRefused):
            deed(world, pair)
    assert everything() == before


def test_each_change_is_journaled_with_who_and_in_what_capacity(world):
    pair = pair_in(world, PairStatus.ENDED)
    said = Entry.objects.filter(subject_type="pairs.pair", subject_id=pair.pk).order_by("pk")
    assert [(entry.deed, entry.user, entry.on_behalf) for entry in said] == [
        ("составлена пара", world.anna, "куратор"),
        ("передана руководителю", world.anna, "куратор"),
        ("утверждена", world.gleb, "Директор"),
        ("закреплена приказом", world.anna, "куратор"),
        ("завершена", world.anna, "куратор"),
    ]
    assert said[2].before["состояние"] == "у руководителя"
    assert said[2].after["состояние"] == "утверждена"


def test_a_guard_refuses_inside_the_same_transaction(world):
    pair = pair_in(world, PairStatus.DRAFT)
    before = everything()

    def guard(row: Pair) -> None:
        raise PairsRefused(["нельзя"])

    with pytest.raises(PairsRefused):
        move_pair(pair, PairStatus.CANCELLED, deed="проба", by=world.anna, guard=guard)
    assert everything() == before


def test_a_curator_does_not_take_back_a_decision_by_submitting_again(world):
    pair = pair_in(world, PairStatus.APPROVED)
    with pytest.raises(PairsRefused):
        submit_pairs([pair], world.anna)
    with pytest.raises(PermissionDenied):
        undo_decision(pair, world.anna)
    assert Pair.objects.get(pk=pair.pk).status == PairStatus.APPROVED
