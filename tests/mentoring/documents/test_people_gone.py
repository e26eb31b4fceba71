"""Who left, or whose data were destroyed, takes part in nothing new: no pair comes back, nobody is paid, nothing is to be signed."""

import pytest
from django.urls import reverse

from mentoring.documents.kinds import kind_of
from mentoring.documents.selectors.unsigned import signing_day
from mentoring.documents.services.orders import annulment_consequences
from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services import PairsRefused, end_pair, resume_pair
from schools.models import Person
from schools.papers.services.documents import annul_document
from schools.services.archiving import archive_person, restore_person
from schools.services.destroying import destroy_person
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import hard_pairs, issue, ordered
from tests.mentoring.documents.samples.orders import cancelling_of, issued_on
from tests.mentoring.documents.test_annexes import LATER
from tests.mentoring.documents.test_annexes import issue as issue_kind
from tests.mentoring.documents.test_changing import changing
from tests.mentoring.documents.test_labour import agreed
from tests.world import TODAY, YEAR

pytestmark = pytest.mark.django_db


def gone(world, person: Person, *, destroyed: bool = False) -> Person:
    archive_person(person, world.anna)
    person.refresh_from_db()
    if destroyed:
        destroy_person(person, reason="term", ground_on=TODAY, by=world.gleb)
        person.refresh_from_db()
    return person


@pytest.mark.parametrize("destroyed", [False, True])
def test_an_annulled_change_does_not_revive_a_pair_whose_person_is_gone(world, destroyed):
    base = ordered(world, *hard_pairs(world, 2))
    one, other = Pair.objects.filter(order=base).order_by("pk")
    change = issue(changing(world, base, removed=[one.pk, other.pk]), world.gleb)
    gone(world, one.mentor.person, destroyed=destroyed)
    one = Pair.objects.get(pk=one.pk)
    assert annulment_consequences(change) == [
        f"Снова в работе, 1 пара: {other}",
        f"Останется завершённой (карточка в архиве или данные уничтожены), 1 пара: {one}",
    ]
    annul_document(change, "исключили напрасно", world.gleb)
    one.refresh_from_db(), other.refresh_from_db()
    assert (one.status, one.ended_on, one.end_order, one.end_reason) == (
        PairStatus.ENDED, TODAY, None, EndReason.CURATOR,
    )  # fmt: skip
    assert (one.seats.get().is_living, other.status) == (False, PairStatus.ORDERED)
    with pytest.raises(PairsRefused) as refusal:
        resume_pair(one, world.anna)
    assert refusal.value.messages == [
        f"{one.mentor.person.short_name}: карточка в архиве или данные уничтожены, вернуть пару в работу нельзя."
    ]


def test_back_from_the_archive_the_pair_may_be_resumed_by_hand(world):
    base = ordered(world, *hard_pairs(world, 1))
    pair = Pair.objects.get(order=base)
    change = issue(changing(world, base, removed=[pair.pk]), world.gleb)
    person = gone(world, pair.seats.get().mentee.person)
    annul_document(change, "исключили напрасно", world.gleb)
    restore_person(person, world.anna)
    assert resume_pair(Pair.objects.get(pk=pair.pk), world.anna).status == PairStatus.ORDERED


def test_an_annulled_cancelling_does_not_revive_it_either(world):
    place = kinds_driver.school(world, 2)
    order = issue_kind(cancelling_of(place, issued_on(place, 1)), world.anna, "30", LATER)
    pair = Pair.objects.get()
    gone(world, pair.mentor.person)
    said = kind_of(order.kind).annul_consequences(order)
    assert said[-1] == f"Останется завершённой (карточка в архиве или данные уничтожены), 1 пара: {pair}"
    annul_document(order, "отменили напрасно", world.gleb)
    pair.refresh_from_db()
    assert (pair.status, pair.end_order) == (PairStatus.ENDED, None)


def test_signing_day_leaves_out_papers_of_destroyed_people_and_asks_to_annul_them(world):
    [pair] = hard_pairs(world, 1)
    ordered(world, pair)
    paper = agreed(world, pair)
    words = f"{paper} «{paper.title}»" if paper.title else str(paper)
    end_pair(Pair.objects.get(pk=pair.pk), TODAY, EndReason.MUTUAL, world.anna)
    person = Person.objects.get(pk=pair.mentor.person_id)

    def seen() -> tuple[int, list[tuple[str, str]]]:
        day = signing_day(world.school, YEAR, world.anna)
        dues = [due for due in day.dues if due.document is not None and due.document.pk == paper.pk]
        return len(dues), [(lack.message, lack.url) for lack in day.lacks if "подписывать некому" in lack.message]

    assert seen() == (2, [])
    gone(world, person, destroyed=True)
    url = reverse("papers:document_detail", args=[world.school.slug, paper.pk])
    told = f"{words}: данные человека уничтожены, подписывать некому. Аннулируйте этот документ."
    assert seen() == (0, [(told, url)])
    annul_document(paper, "данные уничтожены", world.gleb)
    assert seen() == (0, [])
