"""The card of a pair: its buttons from the draft to the end, its history."""

from datetime import date

import pytest

from mentoring.banks.partners import partners_of_mentees, partners_of_mentors
from mentoring.consents.models import Consent
from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair
from schools.russian import date_words
from tests.mentoring.pairs.cast import pair_in, propose
from tests.mentoring.pairs.pages import filled, text, url

pytestmark = pytest.mark.usefixtures("today")


@pytest.mark.parametrize("status", PairStatus.values)
@pytest.mark.parametrize("who", ["anna", "gleb"])
def test_the_card_opens_in_every_status(world, enter, status, who):
    pair = pair_in(world, status)
    page = enter(getattr(world, who)).get(url("pair_detail", pk=pair.pk))
    assert page.status_code == 200
    assert pair.mentor.person.full_name in text(page)


def test_from_draft_to_the_end_by_the_buttons_of_the_card(world, enter):
    pair, anna = propose(world), enter(world.anna)
    anna.post(url("pair_submit"), {"ids": [pair.pk], "confirm": "1"})
    anna.post(url("pair_recall", pk=pair.pk))
    assert Pair.objects.get().status == PairStatus.DRAFT
    anna.post(url("pair_cancel", pk=pair.pk))
    assert Pair.objects.get().status == PairStatus.CANCELLED
    ordered = pair_in(world, PairStatus.ORDERED)
    page = anna.post(url("pair_end", pk=ordered.pk), {"on": "2026-09-01", "reason": EndReason.MUTUAL})
    assert "завершить её раньше нельзя" in text(page)
    anna.post(url("pair_end", pk=ordered.pk), {"on": "14.09.2026", "reason": EndReason.MUTUAL, "note": "Переезд"})
    ordered.refresh_from_db()
    assert (ordered.status, ordered.end_reason) == (PairStatus.ENDED, EndReason.MUTUAL)
    anna.post(url("pair_resume", pk=ordered.pk))
    assert Pair.objects.get(pk=ordered.pk).status == PairStatus.ORDERED


def test_cancelling_says_first_what_it_means_and_keeps_the_reason(world, enter):
    pair, anna = propose(world), enter(world.anna)
    page = text(anna.get(url("pair_cancel", pk=pair.pk)))
    assert "Место у наставника освободится, наставляемый снова будет без пары." in page
    assert Pair.objects.get().status == PairStatus.DRAFT
    anna.post(url("pair_cancel", pk=pair.pk), {"reason": "Наставник уходит в отпуск"})
    assert Pair.objects.get().status == PairStatus.CANCELLED
    history = anna.get(url("pair_detail", pk=pair.pk)).context["history"]
    assert (history[0].deed, history[0].reason) == ("отменена", "Наставник уходит в отпуск")


def test_a_deed_that_came_too_late_says_why(world, enter):
    pair = pair_in(world, PairStatus.APPROVED)
    page = enter(world.anna).post(url("pair_cancel", pk=pair.pk), follow=True)
    assert "сейчас «утверждена», сделать «отменена» нельзя" in text(page)


def test_the_head_lets_a_pair_go_without_a_consent_from_the_card(world, enter):
    pair = pair_in(world, PairStatus.SUBMITTED)
    Consent.objects.filter(person=pair.mentor.person).delete()
    gleb = enter(world.gleb)
    assert pair.mentor.person.full_name in text(gleb.get(url("pair_consent", pk=pair.pk)))
    assert "Напишите причину." in text(gleb.post(url("pair_consent", pk=pair.pk), {"reason": ""}))
    gleb.post(url("pair_consent", pk=pair.pk), {"reason": "Подпишет завтра."})
    assert Pair.objects.get().consent_override == "Подпишет завтра."
    gleb.post(url("pair_consent_drop", pk=pair.pk))
    assert Pair.objects.get().consent_override == ""


def test_the_history_stands_on_the_card(world, enter):
    pair = pair_in(world, PairStatus.RETURNED)
    page = enter(world.anna).get(url("pair_detail", pk=pair.pk))
    assert [entry.deed for entry in page.context["history"]] == [
        "возвращена с замечанием",
        "передана руководителю",
        "составлена пара",
    ]
    assert "Уточните срок." in text(page)


def test_banks_are_told_whom_their_people_work_with(world):
    propose(world)
    gone = pair_in(world, PairStatus.CANCELLED)
    [partner] = partners_of_mentors([world.mentor.pk, gone.mentor_id])[world.mentor.pk]
    assert (partner.name, partner.place, partner.is_living) == ("Черных Софья Павловна", "учитель математики", True)
    assert [one.name for one in partners_of_mentees([world.mentee.pk])[world.mentee.pk]] == ["Заяц Борис Фомич"]
    assert gone.mentor_id not in partners_of_mentors([gone.mentor_id])


def test_a_pair_and_a_remark_sent_after_the_sign_in_has_ended_are_not_lost(world, client):
    client.post(url("pair_create"), filled(world, reason="Вместе вели кружок химии"))
    client.force_login(world.anna)
    page = client.get(url("pair_create"))
    assert page.context["form"]["reason"].value() == "Вместе вели кружок химии"
    assert not Pair.objects.exists()
    client.logout()
    remark = {"comment": "Срок короче четверти", "action": "return"}
    client.post(url("decide"), remark, HTTP_REFERER=f"http://testserver{url('decision_list')}")
    client.force_login(world.gleb)
    page = client.get(url("decision_list"))
    assert (page.context["comment"], page.context["ticked"]) == ("Срок короче четверти", set())


def test_the_card_of_a_pair_that_ended_early_tells_both_last_days(world, enter):
    pair = pair_in(world, PairStatus.ENDED)
    Pair.objects.filter(pk=pair.pk).update(ended_on=date(2026, 11, 25))
    said = text(enter(world.anna).get(url("pair_detail", pk=pair.pk)))
    assert f"— 25 ноября 2026 г.; по приказу — до {date_words(pair.ends)}".replace("\xa0", " ") in said
