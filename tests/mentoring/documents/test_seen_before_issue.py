"""What is issued is what was read: an annex or a card changed meanwhile is shown again before it is frozen."""

import pytest
from django.urls import reverse

from mentoring.documents.composing import wording_of
from mentoring.documents.services.papers import edit_paper
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from tests.mentoring.documents.cast import drafted, first_pair
from tests.mentoring.documents.samples.orders import organised
from tests.mentoring.documents.test_annexes import annexes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def shown(client, url: str) -> dict[str, str]:
    form = client.get(url).context["form"]
    return {name: form[name].value() for name in ("number", "proposed", "version", "seen")} | {"date": "2026-09-14"}


def test_an_annex_edited_meanwhile_is_not_issued_unread(world, enter):
    order = organised()(world)
    regulation, _ = annexes(order)
    client = enter(world.gleb)
    url = reverse("documents:paper_issue", args=[world.school.slug, order.pk])
    read = shown(client, url)
    texts = wording_of(regulation)
    texts["final"] += "\nНаставник ведёт и летние встречи."
    edit_paper(regulation, version=regulation.version, data={}, texts=texts, by=world.anna)
    answer = client.post(url, read)
    assert answer.status_code == 409
    assert "Прочитайте его заново" in answer.content.decode()
    order.refresh_from_db()
    assert order.status == DocumentStatus.DRAFT
    again = {**read, "seen": answer.context["form"]["seen"].value()}
    assert client.post(url, again).status_code == 302
    order.refresh_from_db()
    assert "летние встречи" in str(order.blocks)


def test_a_card_changed_meanwhile_is_not_issued_unread(world, enter):
    order = drafted(world, first_pair(world))
    client = enter(world.gleb)
    url = reverse("documents:order_issue", args=[world.school.slug, order.pk])
    read = shown(client, url)
    world.boris_card.surname = "Волк"
    world.boris_card.save()
    assert client.post(url, read).status_code == 409
    assert Document.objects.get(pk=order.pk).status == DocumentStatus.DRAFT


def test_another_date_or_number_is_no_change_of_the_text(world, enter):
    order = drafted(world, first_pair(world))
    client = enter(world.gleb)
    url = reverse("documents:order_issue", args=[world.school.slug, order.pk])
    read = shown(client, url) | {"number": "2", "date": "2026-09-15"}
    assert client.post(url, {**read, "sure": "on"}).status_code == 302
