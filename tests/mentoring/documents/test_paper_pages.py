"""Pages of papers: who may enter, what the page of choice offers, links both ways."""

from uuid import uuid4

import pytest
from django.urls import reverse

from schools.enums import OrganisationKind
from schools.models import Organisation
from schools.papers.models import Document
from schools.papers.services.documents import (
    cancel_documents,
    discard_draft,
)
from tests import world as cast
from tests.mentoring.documents.cast import approved, first_pair, mentee, mentor, ordered
from tests.mentoring.documents.papers_at_work import at, begun, body, issued
from tests.mentoring.documents.papers_cast import OF_ORDER, OF_PERSON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invented_kinds")]


@pytest.mark.parametrize(
    ("who", "create", "edit", "issue"),
    [
        ("anna", 200, 200, 200),
        ("gleb", 403, 302, 200),
        ("boris", 403, 403, 403),
        ("vera", 404, 404, 404),
    ],
)
def test_who_may_enter(world, enter, who, create, edit, issue):
    document = begun(world)
    client = enter(getattr(world, who))
    found = [
        client.get(url).status_code
        for url in (at("paper_create"), at("paper_edit", document.pk), at("paper_issue", document.pk))
    ]
    assert found == [create, edit, issue]


def test_a_paper_with_its_own_pages_is_not_found_here(world, enter):
    order = ordered(world)
    for name in ("paper_edit", "paper_issue"):
        assert enter(world.anna).get(at(name, order.pk)).status_code == 404


def test_the_page_of_choice_offers_what_fits(world, enter):
    pair, order = (
        first_pair(world),
        ordered(
            world,
            approved(
                world, mentor(world, "Швец Игорь Львович", "учитель"), mentee(world, "Ким Яна Львовна", "учитель")
            ),
        ),
    )
    client = enter(world.anna)

    def offered(query: str) -> set[str]:
        page = client.get(at("paper_create") + query)
        return {
            offer.kind.code
            for _, offers in page.context["shelves"]
            for offer in offers
            if offer.kind.code.startswith("test_")
        }

    assert offered("") == {"test_everything", "test_sheet", "test_of_pair", "test_of_order"}
    assert offered(f"?person={world.boris_card.pk}") == {"test_sheet"}
    assert offered(f"?pair={pair.pk}") == {"test_of_pair"}
    assert offered(f"?order={order.pk}") == {"test_of_order"}
    assert offered("?q=обо+всем") == {"test_everything"}
    for words in ("изменить приказ", "замену наставника"):
        found = client.get(at("paper_create"), {"q": words}).context["shelves"]
        assert "pairs_change" in {offer.kind.code for _, offers in found for offer in offers}
    whole = body(client.get(at("paper_create")))
    assert (at("order_create") in whole, at("consent_list") in whole) == (True, True)


def test_a_kindergarten_is_offered_nothing_of_pupils(world, enter):
    Organisation.objects.filter(pk=world.school.pk).update(kind=OrganisationKind.KINDERGARTEN)
    page = enter(world.anna).get(at("paper_create"))
    offered = {offer.kind.code for _, offers in page.context["shelves"] for offer in offers}
    assert {"pairs_order_pupils", "regulation_pupils", "regulation_both"} & offered == set()
    assert {"pairs_order_teachers", "regulation_teachers", "agreement_mentor"} <= offered


def test_a_stranger_begins_nothing(world, enter):
    stranger = cast.person(world.foreign, "Чужой Иван Ильич", "учитель")
    client = enter(world.anna)
    for query in (
        f"?person={stranger.pk}",
        f"?kind=test_sheet&person={stranger.pk}",
        "?pair=99999",
        "?order=я",
        "?kind=no",
    ):
        assert client.get(at("paper_create") + query).status_code == 404
    refused = client.post(at("paper_create"), {"kind": "test_sheet", "subject": stranger.pk, "nonce": uuid4()})
    assert (refused.status_code, Document.objects.count()) == (200, 0)


def test_a_paper_is_begun_from_the_page_of_choice(world, enter):
    client = enter(world.anna)
    form = {"kind": "test_sheet", "subject": world.boris_card.pk, "nonce": uuid4()}
    urls = {client.post(at("paper_create"), form).url for _ in range(2)}
    document = Document.objects.get()
    assert (urls, document.person) == ({at("paper_edit", document.pk)}, world.boris_card)
    direct = {"kind": "test_sheet", "person": world.boris_card.pk, "nonce": uuid4()}
    client.post(at("paper_create"), direct)
    assert Document.objects.filter(person=world.boris_card).count() == 2
    page = body(client.get(at("paper_create") + f"?person={world.boris_card.pk}"))
    assert page.count("Черновик: ") == 2
    discard_draft(document, world.anna)


def test_the_menu_of_a_page_tells_what_is_begun_there(world, enter):
    order = ordered(world)
    pair = order.pairs.get()
    pages = {
        "test_sheet": reverse("schools:person_detail", args=["lesnaya", world.boris_card.pk]),
        "test_of_pair": reverse("pairs:pair_detail", args=["lesnaya", pair.pk]),
        "test_of_order": reverse("papers:document_detail", args=["lesnaya", order.pk]),
    }
    for code, page in pages.items():
        shown = {who: body(enter(getattr(world, who)).get(page)) for who in ("anna", "gleb")}
        assert [f"?kind={code}&amp;" in shown[who] for who in shown] == [True, False]
        others = set(pages) - {code}
        assert not any(f"?kind={other}&amp;" in shown["anna"] for other in others)


def test_links_are_told_both_ways(world, enter):
    order = ordered(world)
    extract = issued(world, begun(world, OF_ORDER, ground=order))
    other = ordered(world, approved(world, mentor(world, "Швец Игорь Львович", "учитель"), world.mentee))
    cancel_documents([order], other, world.gleb)
    client = enter(world.gleb)

    def told(document: Document) -> dict[str, list[int]]:
        page = client.get(reverse("papers:document_detail", args=["lesnaya", document.pk]))
        return {line.label: [paper.pk for paper in line.papers] for line in page.context["links"]}

    assert told(order) == {"Опираются на него": [extract.pk], "Отменён": [other.pk]}
    assert told(extract) == {"Основание": [order.pk]}
    assert told(other) == {"Отменяет": [order.pk]}
    page = body(client.get(reverse("papers:document_annul", args=["lesnaya", other.pk])))
    assert f"Снова будут действовать: {order} «{order.title}»." in page


def test_sheets_have_their_list(world, enter):
    paper = issued(world, begun(world, OF_PERSON, person=world.boris_card))
    begun(world, OF_PERSON, person=world.boris_card)
    page = enter(world.anna).get(reverse("papers:sheet_list", args=["lesnaya"]))
    assert [row.pk for row in page.context["page_obj"]] == [paper.pk]
    drafts = enter(world.anna).get(reverse("papers:document_list", args=["lesnaya"])).context["drafts"]
    assert [draft.status for draft in drafts] == ["draft"]
    assert enter(world.vera).get(reverse("papers:sheet_list", args=["lesnaya"])).status_code == 404
