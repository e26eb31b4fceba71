"""An order on payments goes on paying after the pair ended or its term was cut: told before, on its page and in the registers."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.documents.selectors.hindrances import hindrances_of
from mentoring.documents.selectors.overpaid import overpaid_in
from mentoring.pairs.models import Pair
from schools.papers.models import Document
from schools.papers.selectors.disagreements import disagreements_of
from schools.russian import Case
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import approved, issue, mentee
from tests.mentoring.documents.samples.changes import change_of, issued_paper, row
from tests.mentoring.documents.samples.orders import paying
from tests.mentoring.documents.test_changing import changing
from tests.world import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def payments(world) -> Document:
    return issued_paper(paying()(world), world.anna, "5")


@pytest.fixture
def pair(payments) -> Pair:
    return Pair.objects.select_related("mentor__person", "order").get(mentor__person__in=payments.data["people"])


def told_before(change: Document) -> list[tuple[str, bool]]:
    return [(one.message, one.blocks) for one in hindrances_of(change, TODAY) if "выплата" in one.message]


def words(pair: Pair, payments: Document, last: date) -> str:
    ends = date.fromisoformat(payments.data["ends"])
    whom = pair.mentor.person.short_in(Case.DATV)
    return f"выплата {whom} назначена по {ends:%d.%m.%Y}, а последний день пары — {last:%d.%m.%Y}"


def registers(world) -> list[str]:
    found = disagreements_of(world.anna, world.school, TODAY.year)
    return [one.words for one in found if "выплата" in one.words]


def test_a_pair_taken_out_leaves_its_payments_and_that_is_told_until_they_are_changed(world, client, payments, pair):
    change = changing(world, pair.order, removed=[pair.pk])
    told = words(pair, payments, TODAY)
    assert told_before(change) == [(f"{payments}: {told}. Измените и приказ о выплатах.", False)]
    assert registers(world) == []
    issue(change, world.gleb)
    assert registers(world) == [f"{payments} «{payments.title}»: {told}. Измените приказ о выплатах."]
    client.force_login(world.anna)
    page = reverse("papers:document_detail", args=[world.school.slug, payments.pk])
    shown = told[0].upper() + told[1:]
    assert shown in client.get(page).content.decode()
    place = kinds_driver.school(world)
    issued_paper(change_of(place, payments, changes=[row("1", "Установить выплаты до дня приказа.")]), world.anna, "6")
    assert shown not in client.get(page).content.decode()
    assert registers(world) == []


def test_a_term_that_is_cut_is_told_and_a_longer_one_is_not(world, payments, pair):
    cut, longer = date(2027, 5, 31), date(2027, 9, 1)
    terms = {str(pair.pk): {"was": pair.ends.isoformat(), "ends": longer.isoformat()}}
    assert told_before(changing(world, pair.order, terms=terms)) == []
    Document.objects.filter(status="draft").delete()
    terms[str(pair.pk)]["ends"] = cut.isoformat()
    change = changing(world, pair.order, terms=terms)
    told = words(pair, payments, cut)
    assert told_before(change) == [(f"{payments}: {told}. Измените и приказ о выплатах.", False)]
    issue(change, world.gleb)
    assert [(one.order, one.words) for one in overpaid_in(world.school, world.anna)] == [(payments, told)]


def test_a_mentor_with_another_pair_to_the_end_is_paid_rightly(world, payments, pair):
    mentor = pair.mentor
    mentor.capacity = 2
    mentor.save()
    other = approved(world, mentor, mentee(world, "Ким Яна Руслановна", "педагог-организатор"))
    change = changing(world, pair.order, removed=[pair.pk], pairs=[other.pk])
    assert told_before(change) == []
    issue(change, world.gleb)
    assert overpaid_in(world.school, world.anna) == []


def test_what_is_paid_at_once_does_not_go_on(world):
    payments = issued_paper(paying(period="once")(world), world.anna, "5")
    pair = Pair.objects.get(mentor__person__in=payments.data["people"])
    change = changing(world, pair.order, removed=[pair.pk])
    assert told_before(change) == []
    issue(change, world.gleb)
    assert overpaid_in(world.school, world.anna) == []
