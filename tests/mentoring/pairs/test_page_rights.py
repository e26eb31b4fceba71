"""Pages of pairs: who may enter them, and what a participant sees."""

import pytest

from mentoring.banks.models import Mentor
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from tests.mentoring.pairs.cast import document, new_mentee, pair_in, propose
from tests.mentoring.pairs.pages import filled, text, url

pytestmark = pytest.mark.usefixtures("today")
PAGES = ["pair_list", "pair_create", "pair_suggest", "decision_list"]
OF_A_PAIR = ["pair_detail", "pair_edit", "pair_cancel", "pair_end", "pair_consent"]
DEEDS = ["pair_recall", "pair_cancel", "pair_resume", "pair_consent_drop", "decision_undo"]


@pytest.mark.parametrize("who", ["vera", "klara", "oleg"])
def test_another_organisation_does_not_exist(world, enter, who):
    pair, client = propose(world), enter(getattr(world, who))
    for name in PAGES:
        assert client.get(url(name)).status_code == 404
    for name in OF_A_PAIR:
        assert client.get(url(name, pk=pair.pk)).status_code == 404
    for name in DEEDS:
        assert client.post(url(name, pk=pair.pk)).status_code == 404
    assert Pair.objects.get().version == pair.version


def test_a_foreign_pair_under_ones_own_organisation_does_not_exist(world, enter):
    pair = pair_in(world, PairStatus.SUBMITTED)
    Pair.objects.update(organisation=world.village)
    for user in (world.anna, world.gleb):
        client = enter(user)
        assert [client.get(url(name, pk=pair.pk)).status_code in (403, 404) for name in OF_A_PAIR] == [True] * 5
        assert [client.post(url(name, pk=pair.pk)).status_code in (403, 404) for name in DEEDS] == [True] * 5
    gleb = enter(world.gleb)
    for action in ("approve", "return"):
        posted = {"ids": [pair.pk], f"version-{pair.pk}": pair.version, "action": action, "comment": "Нет."}
        assert gleb.post(url("decide"), posted).status_code == 404
    assert Pair.objects.get().status == PairStatus.SUBMITTED
    assert enter(world.anna).post(url("pair_submit"), {"ids": [pair.pk]}).context["pairs"] == []


def test_the_curator_does_not_decide_and_the_head_does_not_form(world, enter):
    pair = pair_in(world, PairStatus.SUBMITTED)
    anna = enter(world.anna)
    assert anna.get(url("decision_list")).status_code == 403
    assert anna.post(url("decide"), {"ids": [pair.pk], "action": "approve"}).status_code == 403
    assert anna.post(url("decision_undo", pk=pair.pk)).status_code == 403
    assert anna.get(url("pair_consent", pk=pair.pk)).status_code == 403
    gleb = enter(world.gleb)
    for name in ("pair_create", "pair_suggest"):
        assert gleb.get(url(name)).status_code == 403
    assert gleb.post(url("pair_create"), filled(world)).status_code == 403
    for name in ("pair_edit", "pair_recall", "pair_cancel", "pair_end", "pair_resume"):
        assert gleb.post(url(name, pk=pair.pk)).status_code == 403
    assert Pair.objects.get().status == PairStatus.SUBMITTED


def test_the_acting_head_outside_the_dates_is_nobody(world, enter):
    assert enter(world.irina).get(url("decision_list")).status_code == 404


def test_a_participant_sees_own_pairs_and_nothing_of_others(world, enter):
    mine = propose(world, mentees=[world.mentee, new_mentee(world)], reason="Тайная причина")
    other = pair_in(world, PairStatus.ORDERED)
    Mentor.objects.filter(pk=world.mentor.pk).update(note="Тайная заметка")
    boris = enter(world.boris)
    assert boris.get(url("pair_list")).context["pairs"] == []  # still being discussed
    Pair.objects.filter(pk=mine.pk).update(status="ordered", order=document(world, number="77"))
    type(world.sofya_card).objects.filter(pk=world.sofya_card.pk).update(phone="+79001112233")
    page = boris.get(url("pair_list"))
    assert page.context["pairs"] == [mine]
    said = text(page)
    assert [">8 900 111-22-33</a>" in said, "№ 77" in said, "Черных Софья Павловна" in said] == [True] * 3
    hidden = [other.mentor.person.full_name, "Тайная причина", "Тайная заметка"]
    assert [word in said for word in hidden] == [False] * 3
    third = mine.seats.exclude(mentee=world.mentee).get().mentee.person.full_name
    assert third in said
    # Another mentee of the group is not this mentee's partner.
    said = text(enter(world.sofya).get(url("pair_list")))
    assert ["Заяц Борис Фомич" in said, third in said] == [True, False]
    boris = enter(world.boris)
    for name in ("pair_create", "pair_suggest", "decision_list"):
        assert boris.get(url(name)).status_code == 403
    for name in OF_A_PAIR:
        assert boris.get(url(name, pk=mine.pk)).status_code == 403
    assert boris.get(url("pair_list"), {"format": "xlsx"})["Content-Type"].startswith("text/html")
