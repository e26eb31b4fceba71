"""The page of the issue: what it shows, what it asks about, what it refuses."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.consents.models import Consent
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.models import Headship
from schools.papers.models import Document
from tests.mentoring.documents.cast import drafted, first_pair, hard_pairs, ordered
from tests.mentoring.documents.test_pages import answers, at, body

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "expected"), [("anna", 200), ("gleb", 200), ("boris", 403), ("vera", 404), ("oleg", 404)]
)
def test_who_issues(world, enter, draft, who, expected):
    assert enter(getattr(world, who)).get(at("order_issue", draft.pk)).status_code == expected


def sent_to_issue(draft: Document, **changes) -> dict:
    return {"number": "1", "proposed": "1", "date": "2026-09-14", "version": draft.version, **changes}


def test_the_deed_shows_names_signer_and_the_page(world, enter, draft):
    page = body(enter(world.gleb).get(at("order_issue", draft.pk)))
    assert "Закрепляется 1 пара:" in page
    assert "<li>Заяц Б. Ф. — Черных С. П.</li>" in page
    assert "Подписывает: Директор Г.И. Ветров." in page
    assert "за учителем математики Черных С.П. наставника" in page


@pytest.mark.parametrize("who", ["anna", "gleb"])
def test_issued_by_form(world, enter, draft, who):
    response = enter(getattr(world, who)).post(at("order_issue", draft.pk), sent_to_issue(draft))
    assert response.url == reverse("papers:document_detail", args=["lesnaya", draft.pk])
    draft.refresh_from_db()
    assert (draft.status, draft.number, Pair.objects.get().status) == ("issued", "1", PairStatus.ORDERED)


def test_the_form_of_issue_sent_twice(world, enter, draft):
    client = enter(world.anna)
    urls = {client.post(at("order_issue", draft.pk), sent_to_issue(draft)).url for _ in range(2)}
    assert urls == {reverse("papers:document_detail", args=["lesnaya", draft.pk])}
    assert Document.objects.filter(status="issued").count() == 1


def test_looking_at_another_date_issues_nothing(world, enter, draft):
    Headship.objects.filter(is_acting=True).update(starts=date(2026, 9, 20), ends=date(2026, 9, 25))
    page = body(enter(world.anna).post(at("order_issue", draft.pk), sent_to_issue(draft, date="2026-09-22", look="1")))
    assert "Подписывает: И.о. директора И.Л. Швец." in page
    assert "Дата приказа, 22.09.2026, ещё не наступила." in page
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_with_obstacles_the_button_says_why_not(world, enter):
    draft = drafted(world, first_pair(world, sign=False))
    head = body(enter(world.gleb).get(at("order_issue", draft.pk)))
    assert '<button class="btn btn-primary" disabled aria-describedby="why-issue">Издать приказ</button>' in head
    assert head.count("Разрешить без согласия") == 2
    assert body(enter(world.anna).get(at("order_issue", draft.pk))).count("Разрешить без согласия") == 0
    page = body(enter(world.anna).post(at("order_issue", draft.pk), sent_to_issue(draft)))
    assert page.count("нет согласи") >= 2
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_consents_that_many_owe_are_one_line_with_the_names_folded(world, enter):
    pairs = hard_pairs(world, 3)
    Consent.objects.all().delete()
    draft = drafted(world, *pairs)
    for name in ("order_edit", "order_issue"):
        page = body(enter(world.anna).get(at(name, draft.pk)))
        _, _, folded = page.partition("<details><summary>Не хватает 12 согласий у 6 человек</summary>")
        folded, _, after = folded.partition("</details>")
        assert [folded.count("нет согласий"), page.count("нет согласий"), page.count("К согласиям")] == [6, 6, 1]
        assert after.startswith(f' <a href="{at("consent_list")}?only=owed">К согласиям</a>')
    assert 'disabled aria-describedby="why-issue">Издать приказ' in page
    assert body(enter(world.gleb).get(at("order_issue", draft.pk))).count("Разрешить без согласия") == 6
    assert "Закрепляются 3 пары:" in page


def test_five_pairs_are_ordered_in_the_plural(world, enter):
    draft = drafted(world, *hard_pairs(world, 4), first_pair(world))
    assert "Закрепляются 5 пар:" in body(enter(world.anna).get(at("order_issue", draft.pk)))


def test_what_was_saved_meanwhile_is_read_before_issue(world, enter, draft):
    client = enter(world.anna)
    client.post(at("order_edit", draft.pk), answers(draft, text_heading="О новом"))
    response = client.post(at("order_issue", draft.pk), sent_to_issue(draft))
    assert response.status_code == 409
    assert "Пока вы читали, черновик сохранили заново (Ясная Анна Петровна)." in body(response)
    assert client.post(at("order_issue", draft.pk), sent_to_issue(draft, version=2)).status_code == 302


def test_an_issued_order_is_neither_edited_nor_issued_again(world, enter):
    order = ordered(world)
    client = enter(world.anna)
    there = reverse("papers:document_detail", args=["lesnaya", order.pk])
    assert {client.get(at(name, order.pk)).url for name in ("order_edit", "order_issue")} == {there}


def test_a_mistyped_number_is_asked_about_before_the_issue(world, draft, enter):
    anna, sent = (
        enter(world.anna),
        {"number": "20260905", "proposed": "1", "date": "2026-09-14", "version": draft.version},
    )
    page = body(anna.post(at("order_issue", draft.pk), sent))
    assert "Номер 20260905 сильно забегает вперёд" in page
    assert "Номер верный, так и издать" in page
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert 'name="sure"' not in body(anna.get(at("order_issue", draft.pk)))
    anna.post(at("order_issue", draft.pk), sent | {"sure": "on"})
    draft.refresh_from_db()
    assert (draft.status, draft.number) == ("issued", "20260905")
