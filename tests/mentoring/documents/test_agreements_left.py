"""An agreement goes on though its order is cancelled: told before the issue, on the pair's card and on the desk until settled."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.documents.selectors.agreements import agreements_out_of_step
from mentoring.documents.selectors.hindrances import hindrances_of
from mentoring.documents.services.papers import issue_paper
from mentoring.documents.words.payments import paid_beyond
from mentoring.home.selectors.agreements import drift_waits
from mentoring.pairs.models import Pair
from mentoring.pairs.services import end_pair
from schools.models import Person
from schools.papers.models import Document
from schools.papers.services.documents import annul_document
from schools.russian import Case
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import approved, drafted, mentee, signed
from tests.mentoring.documents.cast import issue as issue_order
from tests.mentoring.documents.samples.changes import issued_paper
from tests.mentoring.documents.samples.labour import standing
from tests.mentoring.documents.samples.orders import cancelling_of, paying
from tests.mentoring.documents.test_changing import changing
from tests.mentoring.documents.test_labour import agreed, issued
from tests.world import TODAY

pytestmark = pytest.mark.django_db


def test_an_agreement_that_outlives_its_pair_is_told_until_it_is_settled(world, client):
    pair = standing(world)
    paper = agreed(world, pair)
    place = kinds_driver.school(world)
    order = cancelling_of(place, Pair.objects.get(pk=pair.pk).order)
    [told] = [one for one in hindrances_of(order, TODAY) if "останется в силе" in one.message]
    assert (told.message, told.blocks) == (
        f"{paper} останется в силе, хотя пара завершится ({pair.mentor.person.short_name}). "
        "Оно не подписано: аннулируйте его.",
        False,
    )
    assert told.url == reverse("papers:document_detail", args=[world.school.slug, paper.pk])
    issue_paper(Document.objects.get(pk=order.pk), number="90", proposed="", day=TODAY, by=world.anna)
    client.force_login(world.anna)
    card = reverse("pairs:pair_detail", args=[world.school.slug, pair.pk])
    desk = reverse("home:desk", args=[world.school.slug])
    assert "осталось в силе" in client.get(card).content.decode()
    assert "дополнительное соглашение разошлось с приказом" in client.get(desk).content.decode()
    annul_document(paper, "приказ отменён", world.gleb)
    assert "осталось в силе" not in client.get(card).content.decode()
    assert "разошлось с приказом" not in client.get(desk).content.decode()


def test_the_card_of_a_pair_whose_term_was_cut_tells_of_its_agreement(world, client):
    pair = standing(world)
    agreed(world, pair)
    client.force_login(world.anna)
    card = reverse("pairs:pair_detail", args=[world.school.slug, pair.pk])
    assert "срок разошёлся" not in client.get(card).content.decode()
    order = Pair.objects.get(pk=pair.pk).order
    terms = {str(pair.pk): {"was": pair.ends.isoformat(), "ends": "2027-05-31"}}
    change = issue_order(changing(world, order, terms=terms), world.gleb)
    page = client.get(card).content.decode()
    assert "срок разошёлся" in page
    assert f"Срок соглашения разошёлся: {change}, теперь по 31.05.2027. Заключите новое соглашение." in page


def test_a_warned_mentor_needs_no_other_end_of_the_agreement(world):
    pair = standing(world)
    agreed(world, pair)
    issued(world, "notice_end", pair)
    end_pair(Pair.objects.get(pk=pair.pk), TODAY, "mutual", world.anna)
    assert agreements_out_of_step(world.school, world.anna) == []


def test_payments_that_go_on_are_told_by_name(world):
    draft = paying()(world)
    paid = Person.objects.get(pk__in=draft.data["people"])
    payments = issued_paper(draft, world.anna, "5")
    pair = Pair.objects.get(mentor__person=paid)
    order = cancelling_of(kinds_driver.school(world), pair.order)
    told = (
        f"{payments}: выплата {paid.short_in(Case.DATV)} продолжится после этого дня. Проверьте, не изменить ли и его."
    )
    assert [one.message for one in hindrances_of(order, TODAY) if "выплата" in one.message] == [told]
    last = date.fromisoformat(payments.data["ends"])
    assert paid_beyond([pair], last) == []


def test_an_agreement_whose_order_was_annulled_is_told_until_it_is_settled(world, client):
    pair = standing(world)
    paper = agreed(world, pair)
    annul_document(Pair.objects.get(pk=pair.pk).order, "опечатка", world.gleb)
    [told] = agreements_out_of_step(world.school, world.anna)
    assert (told.agreement, told.pair, told.words) == (
        paper,
        pair,
        "приказ, которым пара закреплена, аннулирован. Соглашение не подписано: аннулируйте его",
    )
    client.force_login(world.anna)
    slug = world.school.slug
    page = reverse("papers:document_detail", args=[slug, paper.pk])
    desk, register = reverse("home:desk", args=[slug]), reverse("documents:agreement_list", args=[slug])
    assert "Соглашение разошлось с приказом" in client.get(page).content.decode()
    assert told.words in client.get(register).content.decode()
    assert "дополнительное соглашение разошлось с приказом" in client.get(desk).content.decode()
    issue_order(drafted(world, Pair.objects.get(pk=pair.pk)), world.anna)
    assert [one.agreement for one in agreements_out_of_step(world.school, world.anna)] == [paper]
    agreed(world, Pair.objects.get(pk=pair.pk))
    assert agreements_out_of_step(world.school, world.anna) == []
    assert "Соглашение разошлось с приказом" not in client.get(page).content.decode()


def test_a_signed_agreement_without_its_order_waits_for_a_new_one(world):
    pair = standing(world)
    paper = agreed(world, pair)
    Document.objects.filter(pk=paper.pk).update(returned_on=TODAY)
    annul_document(Pair.objects.get(pk=pair.pk).order, "опечатка", world.gleb)
    [told] = agreements_out_of_step(world.school, world.anna)
    assert told.words.endswith("Соглашение подписано: после нового приказа заключите новое")


def test_one_agreement_of_two_pairs_is_counted_once_and_its_mentor_told_once(world, client):
    signed(world.boris_card), signed(world.sofya_card)
    other = mentee(world, "Ким Яна Руслановна", "педагог-организатор")
    pairs = [approved(world, world.mentor, one) for one in (world.mentee, other)]
    order = issue_order(drafted(world, *pairs), world.anna)
    agreed(world, Pair.objects.get(pk=pairs[0].pk))
    cancel = cancelling_of(kinds_driver.school(world), order)
    client.force_login(world.anna)
    page = client.get(reverse("documents:paper_issue", args=[world.school.slug, cancel.pk]))
    assert [named.person for named in page.context["acquainted"]] == [
        world.boris_card,
        world.sofya_card,
        other.person,
    ]
    assert "Кого нужно ознакомить (3 человека):" in page.content.decode()
    issue_paper(Document.objects.get(pk=cancel.pk), number="90", proposed="", day=TODAY, by=world.anna)
    assert len(agreements_out_of_step(world.school, world.anna)) == 2
    [wait] = drift_waits(world.anna, world.school)
    assert (wait.number, wait.words) == (1, "дополнительное соглашение разошлось с приказом")


def test_an_agreement_of_two_orders_is_out_of_step_when_one_of_them_is_annulled(world):
    signed(world.boris_card), signed(world.sofya_card)
    other = mentee(world, "Ким Яна Руслановна", "педагог-организатор")
    first = approved(world, world.mentor, world.mentee)
    issue_order(drafted(world, first), world.anna)
    second = approved(world, world.mentor, other)
    order = issue_order(drafted(world, second), world.anna, "2")
    paper = agreed(world, Pair.objects.get(pk=first.pk))
    assert paper.data["pairs"] == [first.pk, second.pk]
    assert paper.ground != order
    annul_document(order, "опечатка", world.gleb)
    assert [(one.agreement, one.pair) for one in agreements_out_of_step(world.school, world.anna)] == [(paper, second)]
    assert agreements_out_of_step(world.school, world.anna, paper) == agreements_out_of_step(world.school, world.anna)
