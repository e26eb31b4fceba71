"""«Составить документ» as the year goes, and the steps from a regulation to its order, from an order to its change."""

import pytest

from mentoring.documents.kinds import all_kinds
from mentoring.documents.kinds.kind import Shelf
from mentoring.documents.order_kinds import OF_THE_YEAR
from schools.papers.models import Document
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import approved, hard_pairs, mentor, ordered, pupil
from tests.mentoring.documents.papers_at_work import at, body, sent
from tests.mentoring.documents.samples.orders import drafted_in
from tests.mentoring.pairs.cast import form

pytestmark = pytest.mark.django_db
CHANGE = "?kind=pairs_change"


@pytest.fixture
def rules(world) -> Document:
    return drafted_in(kinds_driver.school(world), "regulation_teachers")


def test_orders_stand_as_the_year_goes_and_consents_in_their_place(world, enter):
    shelves = dict(enter(world.anna).get(at("paper_create")).context["shelves"])
    assert list(shelves) == [str(label) for label in Shelf.labels]
    offered = [offer.kind.code for offer in shelves["Приказы"]]
    assert offered == [code for code in OF_THE_YEAR if code in offered]
    assert offered[0] == "order_organise"


def test_every_order_has_its_place_in_the_year():
    orders = {kind.code for kind in all_kinds().values() if kind.shelf == Shelf.ORDERS and kind.register}
    assert orders - {"roadmap"} == set(OF_THE_YEAR)


def test_a_change_of_pairs_asks_which_order(world, enter):
    client = enter(world.anna)
    page = at("paper_create") + CHANGE
    assert "изданных приказов о парах ещё нет" in body(client.get(page))
    order = ordered(world)
    shelf = body(client.get(at("paper_create")))
    assert f'href="{page}">Выбрать, какой приказ<' in shelf
    assert str(order) in body(client.get(page))
    nothing = client.post(at("paper_create"), {"kind": "pairs_change"})
    assert "Выберите приказ, который нужно изменить." in body(nothing)
    chosen = client.post(at("paper_create"), {"kind": "pairs_change", "subject": order.pk})
    assert chosen.url == at("change_create", order.pk)


@pytest.mark.parametrize("kind", ["agreement_mentor", "notice_end", "refusal_mentor"])
def test_papers_of_labour_are_offered_for_pairs_of_employees_only(world, enter, kind):
    leader = mentor(world, "Лаптев Пётр Ильич", "учитель химии")
    [led] = hard_pairs(world, 1)
    ordered(world, led)
    approved(world, leader, pupil(world, "Ли Зоя Олеговна", "9Б"), form=form("teacher-pupil"))
    field = enter(world.anna).get(at("paper_create") + f"?kind={kind}").context["form"].fields["subject"]
    assert list(field.queryset) == [led]


def test_a_new_regulation_is_not_called_wrong(world, enter, rules):
    page = body(enter(world.anna).get(at("paper_edit", rules.pk)))
    assert "Чтобы издать:" not in page
    assert "Положение вступает в силу приказом." in page
    buttons = ("приказ об организации", "приказ только о положении")
    assert [page.index(f"Сохранить и составить {words}</button>") for words in buttons] == sorted(
        page.index(words) for words in (f"Сохранить и составить {words}</button>" for words in buttons)
    )


def test_what_is_wrong_in_it_is_still_called_so(world, enter, rules):
    Document.objects.filter(pk=rules.pk).update(data=rules.data | {"shortest": "12", "longest": "3"})
    page = body(enter(world.anna).get(at("paper_edit", rules.pk)))
    assert "Наименьший срок программы больше наибольшего." in page.split("Чтобы издать:")[1]


@pytest.mark.parametrize("code", ["order_organise", "order_regulation"])
def test_its_order_is_begun_at_once_and_holds_it(world, enter, rules, code):
    client = enter(world.anna)
    for _ in range(2):
        page = client.post(at("paper_edit", rules.pk), sent(rules, issue=code))
        order = Document.objects.get(kind=code)
        assert (page.url, order.data["regulation"]) == (at("paper_edit", order.pk), rules.pk)


def test_an_order_that_lies_without_a_regulation_takes_it(world, enter, rules):
    order = drafted_in(kinds_driver.school(world), "order_organise", regulation=None)
    page = enter(world.anna).post(at("paper_edit", rules.pk), sent(rules, issue="order_organise"))
    order.refresh_from_db()
    assert (page.url, order.data["regulation"]) == (at("paper_edit", order.pk), rules.pk)


def test_when_the_year_is_opened_already_the_order_on_the_regulation_comes_first(world, enter, rules):
    first = drafted_in(kinds_driver.school(world), "order_organise")
    Document.objects.filter(pk=first.pk).update(
        status="issued", date="2026-09-01", elsewhere=True, number="1", number_key="1", content_hash="x"
    )
    page = enter(world.anna).get(at("paper_edit", rules.pk))
    assert page.context["approvals"] == ("order_regulation", "order_organise")
