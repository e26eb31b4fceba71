"""What is issued is what was read: an annex or a card changed meanwhile is shown again before it is frozen."""

import pytest
from django.urls import reverse

from mentoring.documents.composing import wording_of
from mentoring.documents.services.orders import draft_change
from mentoring.documents.services.papers import DraftMovedOn, edit_paper, issue_paper, issuing, mark_of
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document, PaperSettings
from tests.mentoring.documents.cast import drafted, first_pair, hard_pairs, issue, ordered
from tests.mentoring.documents.kinds_driver import school
from tests.mentoring.documents.samples.orders import cancelling_of, organised
from tests.mentoring.documents.test_annexes import annexes
from tests.mentoring.documents.test_wording import texts
from tests.world import TODAY

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
    assert client.post(url, {**read, "sure": "on", "day_sure": "on"}).status_code == 302


def taking_the_number(monkeypatch, deed) -> None:
    """While the first page is printed somebody else does this."""
    real, done = issuing.render_pdf, []

    def printed(*paper):
        if not done:
            done.append(True)
            deed()
        return real(*paper)

    monkeypatch.setattr(issuing, "render_pdf", printed)


def test_a_change_that_took_the_number_is_read_before_its_order_is_cancelled(world, monkeypatch):
    base, added = ordered(world), hard_pairs(world, 1)
    cancel = cancelling_of(school(world), base)
    seen = mark_of(cancel)
    change = draft_change(base, world.anna, None)
    change = edit_paper(
        change, version=1, data={"pairs": [pair.pk for pair in added]}, texts=texts("pairs_change"), by=world.anna
    )
    taking_the_number(monkeypatch, lambda: issue(change, world.gleb))
    with pytest.raises(DraftMovedOn):
        issue_paper(cancel, day=TODAY, by=world.anna, version=cancel.version, seen=seen)
    assert Document.objects.get(pk=base.pk).status == DocumentStatus.ISSUED
    cancel.refresh_from_db()
    assert issue_paper(cancel, day=TODAY, by=world.anna, seen=mark_of(cancel)).number == "3"


def test_a_number_taken_by_a_stranger_is_no_change_even_with_a_code_on_the_page(world, monkeypatch):
    PaperSettings.objects.update_or_create(organisation=world.school, defaults={"qr_mark": True})
    ours, other = (drafted(world, pair) for pair in hard_pairs(world, 2))
    taking_the_number(monkeypatch, lambda: issue(other, world.gleb))
    issued = issue(ours, world.anna, seen=mark_of(ours))
    assert (issued.number, bool(issued.mark)) == ("2", True)
