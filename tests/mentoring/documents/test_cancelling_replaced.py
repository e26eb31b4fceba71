"""An order is cancelled after its mentor was replaced: the former pair, which works to the eve, ends with the others."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from mentoring.documents.kinds import kind_of
from mentoring.documents.services.orders import draft_change
from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair
from schools.journal.models import Entry
from schools.papers.models import Acquaintance, Document
from schools.papers.services.documents import annul_document
from schools.services.archiving import archive_person
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import issue, mentor, ordered, points_of
from tests.mentoring.documents.samples.orders import cancelling_of
from tests.mentoring.documents.test_annexes import issue as issue_kind
from tests.mentoring.documents.test_annexes import said
from tests.mentoring.documents.test_replacing_mentors import FIRST, decided, replaced
from tests.world import TODAY, World

pytestmark = pytest.mark.django_db
CANCELLED = date(2026, 9, 26)
EVE = FIRST - timedelta(days=1)


@pytest.fixture
def change(world) -> Document:
    """Борис is replaced by Игорь from the first of October."""
    order = ordered(world)
    newcomer = mentor(world, "Швец Игорь Львович", "учитель физики")
    decided(world, replaced(world, Pair.objects.get(), newcomer))
    return issue(draft_change(order, world.anna, uuid4()), world.gleb, day=TODAY)


def pairs_of(change: Document) -> tuple[Pair, Pair]:
    return Pair.objects.get(order=change.changes), Pair.objects.get(order=change)


def cancelling(world: World, change: Document) -> Document:
    assert change.changes is not None
    return cancelling_of(kinds_driver.school(world), change.changes)


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_the_former_pair_ends_with_the_others_and_stands_in_the_order(world, change):
    old, new = pairs_of(change)
    draft = cancelling(world, change)
    assert any(plain(f"Завершатся 2 пары: {old}; {new}") == plain(one) for one in said(draft, CANCELLED, blocks=False))
    points = points_of(draft, day=CANCELLED)
    order = issue_kind(draft, world.anna, "30", CANCELLED)
    assert points_of(order, day=CANCELLED) == points
    assert [plain(one) for one in points if "Зайца" in one or "Швеца" in one] == [
        "2.1. за учителем математики Черных С.П. — учителя физики Зайца Б.Ф.;",
        "2.2. за учителем математики Черных С.П. — учителя физики Швеца И.Л.",
    ]
    old, new = pairs_of(change)
    ended = (PairStatus.ENDED, CANCELLED, EndReason.CANCELLED, order)
    assert [(one.status, one.ended_on, one.end_reason, one.end_order) for one in (old, new)] == [ended, ended]
    assert [old.is_active(CANCELLED), old.is_active(CANCELLED + timedelta(days=1))] == [True, False]
    told = set(Acquaintance.objects.filter(document=order).values_list("person", flat=True))
    assert {world.boris_card.pk, new.mentor.person_id, world.sofya_card.pk} <= told
    assert Entry.objects.filter(deed="завершена раньше: приказ отменён", subject_id=old.pk).count() == 1


def test_annulled_the_cancelling_gives_the_former_pair_its_eve_back(world, change):
    order = issue_kind(cancelling(world, change), world.anna, "30", CANCELLED)
    old, new = pairs_of(change)
    assert [plain(one) for one in kind_of("order_cancel").annul_consequences(order)][-2:] == [
        plain(f"Снова в работе, 1 пара: {new}"),
        plain(f"Снова работает по 30.09.2026: {old}"),
    ]
    annul_document(order, "отменили напрасно", world.gleb)
    old, new = pairs_of(change)
    assert (old.status, old.ended_on, old.end_reason, old.end_order) == (
        PairStatus.ENDED,
        EVE,
        EndReason.ORDER,
        change,
    )
    assert (new.status, new.ended_on, new.end_order) == (PairStatus.ORDERED, None, None)


def test_over_already_the_former_pair_is_not_named(world, change):
    order = issue_kind(cancelling(world, change), world.anna, "30", EVE)
    old, _ = pairs_of(change)
    assert (old.ended_on, old.end_order) == (EVE, change)
    annul_document(order, "отменили напрасно", world.gleb)
    old, _ = pairs_of(change)
    assert (old.status, old.ended_on, old.end_order) == (PairStatus.ENDED, EVE, change)


def test_a_former_pair_whose_mentor_is_gone_stays_ended_on_the_day_of_the_cancelling(world, change):
    order = issue_kind(cancelling(world, change), world.anna, "30", CANCELLED)
    old, _ = pairs_of(change)
    archive_person(old.mentor.person, world.anna)
    annul_document(order, "отменили напрасно", world.gleb)
    old, _ = pairs_of(change)
    assert (old.status, old.ended_on) == (PairStatus.ENDED, CANCELLED)
