"""What somebody has signed is not annulled (design, decision 5): refused by name, the page leads to what is done instead."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from mentoring.pairs.models import Pair
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import annul_document, enter_elsewhere
from schools.papers.services.returning import note_not_returned, note_returned
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.samples.changes import issued_paper
from tests.mentoring.documents.samples.labour import standing
from tests.mentoring.documents.samples.orders import appointing, cancelling_of
from tests.mentoring.documents.test_labour import agreed
from tests.world import TODAY

pytestmark = pytest.mark.django_db


def order_on_pairs(world) -> Document:
    return Pair.objects.get(pk=standing(world).pk).order


def cancelling(world) -> Document:
    return issued_paper(cancelling_of(kinds_driver.school(world), order_on_pairs(world)), world.anna, "70")


SIGNED = {
    "приказ о парах": (order_on_pairs, "Отмените его приказом."),
    "приказ о кураторе": (lambda world: issued_paper(appointing()(world), world.anna), "Отмените его приказом."),
    "приказ об отмене": (cancelling, "Издайте заново тот приказ, который он отменил."),
    "соглашение": (lambda world: agreed(world, standing(world)), "Заключите новое соглашение"),
}


@pytest.mark.parametrize("name", SIGNED)
def test_a_signed_paper_is_annulled_only_when_the_mark_is_taken_back(world, name):
    make, way = SIGNED[name]
    paper = note_returned(make(world), TODAY, world.anna)
    with pytest.raises(ValidationError) as refused:
        annul_document(paper, "ошибка", world.gleb)
    [said] = refused.value.messages
    assert way in said
    assert said.endswith("Если отметка стоит по ошибке, сначала снимите её.")
    paper.refresh_from_db()
    assert paper.status == DocumentStatus.ISSUED
    note_not_returned(paper, world.anna)
    assert annul_document(paper, "ошибка", world.gleb).status == DocumentStatus.ANNULLED


def test_the_page_shows_why_and_leads_to_the_order_that_cancels(world, enter):
    paper = note_returned(order_on_pairs(world), TODAY, world.anna)
    client = enter(world.anna)
    page = client.get(reverse("papers:document_detail", args=["lesnaya", paper.pk])).content.decode()
    link = f"{reverse('documents:paper_create', args=['lesnaya'])}?kind=order_cancel&amp;order={paper.pk}"
    assert link in page
    assert '<button class="btn btn-plain" disabled aria-describedby="why-annul">Аннулировать</button>' in page
    annul = reverse("papers:document_annul", args=["lesnaya", paper.pk])
    assert link in client.get(annul).content.decode()
    client.post(annul, {"reason": "ошибка"})
    paper.refresh_from_db()
    assert paper.status == DocumentStatus.ISSUED


def test_a_slip_of_whoever_entered_a_paper_is_annulled(world):
    paper = enter_elsewhere(world.school, "order", "О кураторе", "3", TODAY, world.anna)
    note_returned(paper, TODAY, world.anna)
    assert annul_document(paper, "внесён дважды", world.gleb).status == DocumentStatus.ANNULLED
