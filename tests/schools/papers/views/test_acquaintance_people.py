"""«Составить список для ознакомления»: an order without a list gets one, by its own answers or by hand."""

import pytest
from django.urls import reverse

from schools.journal.models import Entry
from schools.models import Person, Representation
from schools.papers.models import Acquaintance, Document
from schools.papers.services.documents import annul_document, enter_elsewhere
from tests import world as cast
from tests.mentoring.documents.cast import first_pair, ordered
from tests.world import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
BUTTON = "Составить список для ознакомления"


def page(document: Document) -> str:
    return reverse("papers:document_people", args=[document.organisation.slug, document.pk])


def seen(client, document: Document) -> str:
    return client.get(
        reverse("papers:document_detail", args=[document.organisation.slug, document.pk])
    ).content.decode()


def test_an_order_older_than_the_lists_proposes_those_whom_it_names(world, enter):
    order = ordered(world, first_pair(world))
    asked = set(order.acquaintances.values_list("person", flat=True))
    Acquaintance.objects.all().delete()
    client = enter(world.anna)
    assert BUTTON in seen(client, order)
    answer = client.get(page(order))
    assert {person.pk for person, chosen, _ in answer.context["people"] if chosen} == asked
    # Nobody is put there by looking at the page.
    assert not Acquaintance.objects.exists()
    answer = client.post(page(order), {"ids": sorted(asked)})
    assert answer.url.endswith(f"/documents/{order.pk}/#acquaintance")
    assert set(order.acquaintances.values_list("person", flat=True)) == asked
    assert Entry.objects.filter(deed="составлен список для ознакомления").count() == 1
    after = seen(client, order)
    assert BUTTON not in after
    assert "Добавить людей в список" in after
    more = client.get(page(order)).context["people"]
    assert asked.isdisjoint(person.pk for person, _, _ in more)
    assert not any(chosen for _, chosen, _ in more)


def test_of_an_order_issued_elsewhere_nothing_is_invented(world, enter):
    order = enter_elsewhere(world.school, "order", "О закреплении", "7", TODAY, world.anna)
    client = enter(world.anna)
    assert BUTTON in seen(client, order)
    people = client.get(page(order)).context["people"]
    assert not any(chosen for _, chosen, _ in people)
    cards = {person for person, _, _ in people}
    assert world.boris_card in cards
    assert world.misha_card not in cards
    assert "Отметьте, кого знакомят" in client.post(page(order), {}).content.decode()
    client.post(page(order), {"ids": [world.boris_card.pk, world.misha_card.pk]})
    assert [row.person for row in order.acquaintances.all()] == [world.boris_card]


def test_strangers_parents_and_void_papers(world, enter):
    order = ordered(world, first_pair(world))
    parent = cast.person(world.school, "Лебедев Иван Петрович")
    Representation.objects.create(representative=parent, pupil=world.misha_card, relation="отец")
    stranger = Person.objects.filter(organisation=world.foreign).first()
    client = enter(world.anna)
    client.post(page(order), {"ids": [stranger.pk, parent.pk]})
    assert not order.acquaintances.filter(person__in=[stranger, parent]).exists()
    assert enter(world.vera).get(page(order)).status_code == 404
    assert enter(world.gleb).get(page(order)).status_code == 403
    annul_document(order, "опечатка", world.gleb)
    client = enter(world.anna)
    assert client.get(page(order)).status_code == 302
    assert BUTTON not in seen(client, order)
