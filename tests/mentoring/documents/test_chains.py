"""Papers that replace one another: whatever is annulled first, nothing stands on an order that fell, and one at most stands."""

from itertools import permutations

import pytest
from django.core.exceptions import ValidationError

from mentoring.documents.forms.paper import PaperForm
from mentoring.documents.services.annexes import annulment_of_annexes
from roadmaps.enums import RoadmapStatus
from roadmaps.models import Roadmap
from schools.papers.models import Document
from schools.papers.services.documents import annul_document
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.samples.orders import cancelling_of, drafted_in, issued_on, organised
from tests.mentoring.documents.test_annexes import LATER, annexes, issue, said
from tests.mentoring.documents.test_orders import refused

pytestmark = pytest.mark.django_db
ORDERS_OF_ANNULMENT = list(permutations(range(3)))


def regulations_chain(world) -> tuple[list[Document], list[Document]]:
    """Three orders, each replacing the regulation of the one before: the orders, then what they approve."""
    orders = [issue(organised()(world), world.anna)]
    place = kinds_driver.school(world)
    for number in ("22", "23"):
        drafted_in(place, "regulation_teachers")
        orders.append(issue(drafted_in(place, "order_regulation"), world.anna, number))
    return orders, [Document.objects.get(pk=order.data["regulation"]) for order in orders]


def roadmaps_chain(world) -> tuple[list[Document], Roadmap]:
    """Three orders, each approving the next version of one plan."""
    orders = [issue(organised()(world), world.anna)]
    plan = annexes(orders[0])[1]
    place = kinds_driver.school(world)
    for number in ("22", "23"):
        Roadmap.objects.filter(pk=plan.pk).update(status=RoadmapStatus.SUBMITTED)
        orders.append(issue(drafted_in(place, "order_roadmap", roadmap=plan.pk), world.anna, number, LATER))
    plan.refresh_from_db()
    return orders, plan


def annul(order: Document, world) -> None:
    annul_document(Document.objects.get(pk=order.pk), "не подписан", world.gleb)


def statuses(papers) -> list[str]:
    return [Document.objects.get(pk=paper.pk).status for paper in papers]


def in_force(standing: set[int]) -> int | None:
    """The latest whose own order stands."""
    return max(standing, default=None)


@pytest.mark.parametrize("sequence", ORDERS_OF_ANNULMENT)
def test_of_three_regulations_the_last_whose_order_stands_is_in_force(world, sequence):
    orders, papers = regulations_chain(world)
    standing = {0, 1, 2}
    for place in sequence:
        annul(orders[place], world)
        standing.discard(place)
        expected = ["cancelled" if number in standing else "annulled" for number in range(3)]
        if (last := in_force(standing)) is not None:
            expected[last] = "issued"
        assert statuses(papers) == expected


@pytest.mark.parametrize("sequence", ORDERS_OF_ANNULMENT)
def test_of_three_versions_of_a_roadmap_the_last_whose_order_stands_is_in_force(world, sequence):
    orders, plan = roadmaps_chain(world)
    versions = list(plan.versions.order_by("number"))
    standing = {0, 1, 2}
    for place in sequence:
        annul(orders[place], world)
        standing.discard(place)
        plan.refresh_from_db()
        last = in_force(standing)
        assert (plan.approved, plan.order) == ((versions[last], orders[last]) if last is not None else (None, None))
        assert statuses(version.document for version in versions) == [
            "issued" if number in standing else "annulled" for number in range(3)
        ]


def test_the_page_of_annulment_tells_what_stays_out_of_force(world):
    orders, papers = regulations_chain(world)
    assert annulment_of_annexes(orders[1]) == [f"Не вступит в силу: «{papers[0].title}». Причина: {orders[2]}."]
    annul(orders[1], world)
    assert annulment_of_annexes(orders[2])[-1] == f"Снова вступит в силу: «{papers[0].title}»."


def test_a_regulation_whose_order_is_cancelled_returns_with_that_order_only(world):
    """R replaced by the second order; the first order cancelled; the second annulled; the cancelling annulled."""
    orders, papers = regulations_chain(world)
    annul(orders[2], world)
    cancelling = issue(cancelling_of(kinds_driver.school(world), orders[0]), world.anna, "31", LATER)
    annul(orders[1], world)
    assert statuses([orders[0], papers[0]]) == ["cancelled", "cancelled"]
    annul(cancelling, world)
    assert statuses([orders[0], papers[0]]) == ["issued", "issued"]


def test_only_a_former_order_on_the_curator_is_offered_and_replaced(world):
    place = kinds_driver.school(world, 4)
    base = issued_on(place, 2)
    former = issue(drafted_in(place, "order_curator"), world.anna, "20")
    order = drafted_in(place, "order_curator")
    assert list(PaperForm(document=order).fields["replaced"].queryset) == [former]
    assert f"С изданием утратит силу: {former}." in said(order, blocks=False)
    order.data["replaced"] = base.pk
    order.save()
    assert said(order) == [f"{base}: не приказ о кураторе. Уберите его из приказа: он отменяется отдельным приказом."]
    with pytest.raises(ValidationError):
        issue(order, world.anna, "50", LATER)
    assert statuses([base]) == ["issued"]


def test_an_order_that_approves_does_not_replace_an_order_on_pairs(world):
    place = kinds_driver.school(world, 4)
    base = issued_on(place, 2)
    order = organised()(world)
    order.data["replaced"] = base.pk
    order.save()
    assert refused(lambda: issue(order, world.anna, "50")) == [
        f"{base}: так этот документ не заменяют. Уберите его из приказа и отмените отдельным приказом."
    ]
    assert statuses([base]) == ["issued"]
