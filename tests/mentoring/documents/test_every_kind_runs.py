"""Every kind of the folder that is begun on the page of choice: begun, asked, shown, saved as it is shown, issued or
refused with sentences.
"""

from uuid import uuid4

import pytest
from django.urls import reverse

from mentoring.documents.forms.paper import PaperForm
from mentoring.documents.kinds import all_kinds
from mentoring.documents.selectors.beginnings import Subject, kinds_begun
from mentoring.documents.selectors.hindrances import hindrances_of
from mentoring.documents.services.papers import begin_paper
from mentoring.pairs.models import Pair
from schools.papers.models import Document
from schools.papers.services.documents import verify_document
from tests.mentoring.documents.cast import first_pair, ordered
from tests.mentoring.documents.samples.changes import issued_paper
from tests.mentoring.documents.samples.orders import appointing
from tests.world import TODAY, YEAR, World

pytestmark = pytest.mark.django_db

BEGUN = sorted(kind.code for kind in all_kinds().values() if kind.begins != "elsewhere")


def at(name: str, pk: int) -> str:
    return reverse(f"documents:{name}", args=["lesnaya", pk])


def body(response) -> str:
    return response.content.decode().replace("\u00a0", " ")


def subject_for(world: World, code: str) -> Subject:
    """From what the paper is begun: the pair of Борис and Софья, their order, Борис himself; an order of points."""
    if all_kinds()[code].amends:
        return Subject(order=issued_paper(appointing()(world), world.anna))
    order = ordered(world, first_pair(world))
    return {
        "organisation": Subject(),
        "person": Subject(person=world.boris_card),
        "pair": Subject(pair=Pair.objects.get(order=order)),
        "order": Subject(order=order),
    }[all_kinds()[code].begins]


def begun(world: World, code: str) -> Document:
    subject = subject_for(world, code)
    made = begin_paper(
        world.school, code, YEAR, world.anna, uuid4(), person=subject.person, pair=subject.pair, ground=subject.order
    )
    return Document.objects.get(pk=made.pk)


def sent(document: Document, **changes) -> dict:
    """What the form of the draft sends when nothing is changed."""
    form = PaperForm(document=document)
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**values, **changes}.items() if value not in (None, False)}


@pytest.mark.parametrize("code", BEGUN)
def test_a_draft_goes_all_the_way(world, enter, code):
    document = begun(world, code)
    client = enter(world.anna)
    page = client.get(at("paper_edit", document.pk))
    assert page.status_code == 200
    saved = client.post(at("paper_edit", document.pk), sent(document))
    assert saved.status_code == 302, saved.context["form"].errors
    begins_with, document = document.data, Document.objects.get(pk=document.pk)
    assert document.data == begins_with
    assert client.post(at("paper_preview", document.pk), sent(document)).status_code == 200
    assert client.get(at("paper_issue", document.pk)).status_code == 200
    forbidding = [one for one in hindrances_of(document, TODAY) if one.blocks]
    answers = {"number": "7", "proposed": "", "date": TODAY.isoformat(), "version": document.version}
    done = client.post(at("paper_issue", document.pk), answers)
    document.refresh_from_db()
    if forbidding:
        assert (document.status, done.status_code) == ("draft", 200)
        assert all(one.message.replace("\u00a0", " ") in body(done) for one in forbidding)
        assert all(client.get(one.url).status_code == 200 for one in forbidding if one.url)
    else:
        assert (document.status, done.status_code) == ("issued", 302), done.context["form"].errors
        assert verify_document(document)
        assert client.get(done.url).status_code == 200


@pytest.mark.parametrize("code", BEGUN)
def test_it_is_offered_where_it_is_begun(world, code):
    offered = kinds_begun(world.school, subject_for(world, code))
    assert code in [kind.code for kind in offered]


@pytest.mark.parametrize("code", BEGUN)
def test_it_says_when_it_is_needed(code):
    about = all_kinds()[code].about
    assert about.endswith(".")
    assert len(about) < 150
