"""Agreements that are owed: drafts for all at once, the debt on the screens, what pays it and what brings it back."""

import json
import re
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from mentoring.documents.selectors.agreements import agreements_out_of_step
from mentoring.documents.services.agreements import ground_agreement
from mentoring.pairs.models import Pair
from mentoring.pairs.services import PairsRefused, end_pair
from schools.papers.models import Document
from schools.papers.services.documents import enter_elsewhere
from tests.mentoring.documents.cast import hard_pairs, ordered
from tests.mentoring.documents.cast import issue as change_issued
from tests.mentoring.documents.samples.labour import PAID, pupils_pair, standing
from tests.mentoring.documents.test_changing import changing
from tests.mentoring.documents.test_labour import agreed
from tests.world import TODAY

pytestmark = pytest.mark.django_db


def test_drafts_for_all_who_owe_are_made_once(world, client):
    first, second = hard_pairs(world, 2)
    ordered(world, first, second)
    client.force_login(world.anna)
    url = reverse("documents:agreement_list", args=[world.school.slug])
    page = client.get(url).content.decode()
    assert (page.count("не составлено"), "Составить черновики" in page) == (2, True)
    desk = client.get(reverse("home:desk", args=[world.school.slug])).content.decode()
    assert "дополнительных соглашения не заключены" in desk
    nonce = re.search(r'name="nonce" value="([^"]+)"', page)
    assert nonce
    people = [pair.mentor.person_id for pair in (first, second)]
    form = {"nonce": nonce[1], "people": people, "manner": "both", **PAID}
    for amount in ("-5 тыс", "0"):
        again = client.post(url, {**form, "amount": amount}).content.decode()
        assert "положительным числом" in again
        assert f'value="{amount}"' in again
    assert not Document.objects.filter(kind="agreement_mentor").exists()
    for _ in range(2):
        assert client.post(url, form).status_code in (200, 302)
    drafts = Document.objects.filter(kind="agreement_mentor")
    assert sorted(drafts.values_list("person", flat=True)) == sorted(people)
    assert {draft.data["amount"] for draft in drafts} == {"5 000"}
    assert {draft.ground for draft in drafts} == {Document.objects.get(kind="pairs_order_teachers")}
    client.force_login(world.gleb)
    assert client.get(url).status_code == 200
    assert client.post(url, form).status_code == 403


def test_the_command_makes_the_same_drafts(world):
    standing(world)
    told = StringIO()
    call_command("draft_agreements", organisation="lesnaya", by="anna", json=True, stdout=told)
    [draft] = json.loads(told.getvalue())["drafts"]
    assert draft["title"] == "Дополнительное соглашение о наставничестве: Заяц Б.Ф."
    call_command("draft_agreements", organisation="lesnaya", by="anna", stdout=told)
    assert told.getvalue().endswith("Составлено: 0 черновиков.\n")


def test_the_debt_is_seen_on_the_card_and_in_the_list(world, client):
    pair = standing(world)
    client.force_login(world.anna)
    card, listing = (
        reverse("pairs:pair_detail", args=[world.school.slug, pair.pk]),
        reverse("pairs:pair_list", args=[world.school.slug]),
    )
    assert f"kind=agreement_mentor&amp;pair={pair.pk}" in client.get(card).content.decode()
    assert "нет соглашения" in client.get(listing).content.decode()
    agreed(world, pair)
    assert "Дополнительное соглашение № 1" in client.get(card).content.decode()
    assert "нет соглашения" not in client.get(listing).content.decode()


def test_an_agreement_signed_on_paper_pays_the_debt(world, client):
    pair = standing(world)
    paper = enter_elsewhere(world.school, "agreement_mentor", "Соглашение", "5/с", TODAY, world.anna)
    client.force_login(world.anna)
    card = reverse("papers:document_detail", args=[world.school.slug, paper.pk])
    url = reverse("documents:agreement_ground", args=[world.school.slug, paper.pk])
    assert f'href="{url}"' in client.get(card).content.decode()
    assert "Записать соглашение" in client.get(url).content.decode()
    assert "Отметьте пары, о которых это соглашение." in client.post(url).content.decode()
    assert client.post(url, {"ids": [pair.pk]}).headers["Location"] == card
    pair.refresh_from_db()
    assert pair.agreement == paper
    assert "Других пар этого наставника без дополнительного соглашения нет." in client.get(url).content.decode()
    with pytest.raises(PairsRefused, match="это наставничество обучающихся"):
        ground_agreement(paper, [pupils_pair(world)], world.anna)
    with pytest.raises(ValidationError, match="заключённого на бумаге"):
        ground_agreement(Document.objects.get(kind="pairs_order_teachers"), [pair], world.anna)


def test_a_pair_under_another_agreement_is_not_taken_by_a_posted_key(world, enter):
    [pair] = hard_pairs(world, 1)
    ordered(world, pair)
    pair.refresh_from_db()
    first = agreed(world, pair)
    paper = enter_elsewhere(world.school, "agreement_mentor", "соглашение", "77", TODAY, world.anna)
    url = reverse("documents:agreement_ground", args=[world.school.slug, paper.pk])
    assert enter(world.anna).post(url, {"ids": [pair.pk]}).status_code == 200
    pair.refresh_from_db()
    assert pair.agreement == first


def test_an_agreement_that_no_longer_says_what_holds_is_told(world, client):
    pair = standing(world)
    paper = agreed(world, pair)
    client.force_login(world.anna)
    url = reverse("documents:agreement_list", args=[world.school.slug])
    assert "разошлись с приказами" not in client.get(url).content.decode()
    term = {str(pair.pk): {"was": pair.ends.isoformat(), "ends": "2027-05-31"}}
    change = change_issued(changing(world, Pair.objects.get(pk=pair.pk).order, terms=term), world.gleb)
    [told] = agreements_out_of_step(world.school, world.anna)
    assert (told.agreement, told.words) == (
        paper,
        f"срок соглашения разошёлся: {change}, теперь по 31.05.2027. Заключите новое соглашение",
    )
    assert "разошлись с приказами" in client.get(url).content.decode()
    agreed(world, pair)
    assert agreements_out_of_step(world.school, world.anna) == []
    end_pair(Pair.objects.get(pk=pair.pk), TODAY, "mutual", world.anna)
    [told] = agreements_out_of_step(world.school, world.anna)
    assert told.words == "пара завершена 14.09.2026, раньше срока соглашения. Оно не подписано: аннулируйте его"
