"""In which register a paper takes its number: its kind's, if that is kept apart; beside the order that it changes or cancels."""

import pytest

from schools.papers.enums import RegisterKind
from schools.papers.selectors.journals import journals_of
from schools.papers.services.documents import enter_elsewhere
from schools.papers.services.numbering import register_of, register_of_draft
from schools.papers.services.settings import save_register
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import pupil
from tests.mentoring.documents.samples.changes import change_of, issued_paper, row
from tests.mentoring.documents.samples.orders import cancelling_of, paying
from tests.mentoring.documents.test_orders_of_pupils import of_pupils, young_mentor
from tests.world import TODAY

pytestmark = pytest.mark.django_db
SETTINGS = "/o/lesnaya/settings/numbers/"


def keep(world, kind: RegisterKind, kept: bool) -> None:
    save_register(register_of(world.school, kind), {"kept": kept}, by=world.anna)


def test_orders_on_pupils_stand_with_the_others_until_the_school_keeps_them_apart(world):
    draft = of_pupils(world, young_mentor(world), pupil(world, "Ли Зоя Олеговна", "9Б"))
    assert register_of_draft(draft).kind == RegisterKind.MAIN
    keep(world, RegisterKind.PUPILS, True)
    assert register_of_draft(draft).kind == RegisterKind.PUPILS


def test_payments_stand_apart_unless_the_school_numbers_all_in_one_row(world):
    draft = paying()(world)
    assert register_of_draft(draft).kind == RegisterKind.PERSONNEL
    keep(world, RegisterKind.PERSONNEL, False)
    order = issued_paper(draft, world.anna)
    # The order on the pairs has taken the first number.
    assert (order.register.kind, order.number) == (RegisterKind.MAIN, "2")
    keep(world, RegisterKind.PERSONNEL, True)
    order.refresh_from_db()
    assert order.register.kind == RegisterKind.MAIN


def test_a_change_and_a_cancellation_stand_beside_their_order(world):
    order = issued_paper(paying()(world), world.anna)
    place = kinds_driver.school(world)
    change = issued_paper(change_of(place, order, changes=[row("2", how="void")]), world.anna)
    assert (change.register.kind, order.number, change.number) == (RegisterKind.PERSONNEL, "1", "2")
    cancel = issued_paper(cancelling_of(place, order), world.anna)
    assert (cancel.register.kind, cancel.number) == (RegisterKind.PERSONNEL, "3")


def test_an_order_on_paper_is_entered_where_the_issued_ones_stand(world):
    keep(world, RegisterKind.PERSONNEL, False)
    order = enter_elsewhere(world.school, "order_payments", "О выплатах", "7-к", TODAY, world.anna)
    assert order.register.kind == RegisterKind.MAIN


def test_the_curator_says_which_registers_are_kept_apart(world, enter):
    client = enter(world.anna)
    for kind, asked in [("main", False), ("agreements", False), ("personnel", True), ("pupils", True)]:
        page = client.get(f"{SETTINGS}?kind={kind}")
        assert ("kept" in page.context["form"].fields) is asked
    assert "Этот журнал сейчас не ведётся." in page.content.decode()
    sent = {"kept": "on", "mode": "here", "pattern": "{n}-у", "first_number": "1"}
    client.post(f"{SETTINGS}?kind=pupils", sent)
    register = register_of(world.school, RegisterKind.PUPILS)
    assert (register.kept, register.pattern) == (True, "{n}-у")
    # A pattern copied from paper with its sign: the sign is printed before every number anyway.
    client.post(f"{SETTINGS}?kind=pupils", sent | {"pattern": "№ {n}-уч"})
    register.refresh_from_db()
    assert register.pattern == "{n}-уч"


def test_the_page_of_journals_says_what_is_not_kept_apart(world, enter):
    page = enter(world.anna).get("/o/lesnaya/documents/journals/").content.decode()
    assert page.count("не ведётся отдельно") == 1
    keep(world, RegisterKind.PUPILS, True)
    keep(world, RegisterKind.PERSONNEL, False)
    kept = {one.kind: one.kept for one in journals_of(world.anna, world.school, 2026)}
    assert kept == {"main": True, "personnel": False, "pupils": True, "agreements": True, "outgoing": True}
