"""The head's desk: what it shows, and what its buttons do."""

from datetime import date

import pytest
from django.utils.html import strip_tags

from mentoring.consents.models import Consent
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services import recall_pair
from schools.models import Headship, Organisation
from tests.mentoring.pairs.cast import pair_in
from tests.mentoring.pairs.pages import decision, text, url

pytestmark = pytest.mark.usefixtures("today")


def test_words_of_the_heads_desk_do_not_run_together_on_a_phone(world, enter):
    """There the lines under a name follow it in one line: a space parts them."""
    pair = pair_in(world, PairStatus.SUBMITTED)
    page = enter(world.gleb).get(url("decision_list"))
    words = " ".join(strip_tags(page.content.decode()).split())
    for person in (pair.mentor.person, pair.mentees.get().person):
        assert f"{person.full_name} учитель" in words
    assert f"{pair.ends:%d.%m.%Y} {pair.form.name}" in words


def test_the_address_of_a_deed_opened_by_hand_is_a_page_not_a_blank(world, enter):
    page = enter(world.anna).get(url("pair_submit"))
    assert [page.status_code, page["Allow"], "своей страницы у него нет" in text(page)] == [405, "POST", True]


def test_the_term_of_an_acting_head_ends_with_one_full_stop(world, enter):
    Headship.objects.filter(is_acting=True).update(starts=date(2026, 9, 1), ends=date(2026, 12, 15))
    pair_in(world, PairStatus.SUBMITTED)
    said = text(enter(world.gleb).get(url("decision_list")))
    assert "до 15 декабря 2026 г. Ваше решение" in said


def test_the_desk_shows_names_posts_load_and_missing_consents(world, enter):
    pair = pair_in(world, PairStatus.SUBMITTED)
    Consent.objects.filter(person=pair.mentor.person).delete()
    page = enter(world.gleb).get(url("decision_list"))
    said = text(page)
    words = [pair.mentor.person.full_name, "нагрузка 1 из 2", f"Не все согласия: {pair.mentor.person.short_name}"]
    assert [word.replace("\xa0", " ") in said for word in words] == [True] * 3
    assert page.context["ticked"] == {pair.pk}


def test_ten_pairs_are_approved_by_one_button_and_taken_back_by_one(world, enter):
    pairs, gleb = [pair_in(world, PairStatus.SUBMITTED) for _ in range(10)], enter(world.gleb)
    page = gleb.post(url("decide"), decision(pairs), follow=True)
    assert "Утверждено: 10 пар. Приказ составит куратор." in text(page)
    assert Pair.objects.filter(status="approved", decided_by=world.gleb).count() == 10
    [message] = page.context["messages"]
    undo = message.extra_tags.removeprefix("undo=")
    page = gleb.post(undo, follow=True)
    assert "Решение отменено: пары снова ждут его." in text(page)
    assert Pair.objects.filter(status="submitted").count() == 10


def test_a_return_without_a_comment_keeps_the_ticks(world, enter):
    pairs = [pair_in(world, PairStatus.SUBMITTED) for _ in range(3)]
    gleb = enter(world.gleb)
    page = gleb.post(url("decide"), decision(pairs[:2], "return", comment=" "))
    assert (page.status_code, page.context["ticked"]) == (200, {pair.pk for pair in pairs[:2]})
    assert "Напишите, что поправить" in text(page)
    gleb.post(url("decide"), decision(pairs[:2], "return", comment="Другой срок."))
    assert [pair.comment for pair in Pair.objects.filter(status="returned")] == ["Другой срок."] * 2


def test_a_stale_desk_tells_by_name_and_decides_nothing(world, enter):
    pairs = [pair_in(world, PairStatus.SUBMITTED) for _ in range(2)]
    recall_pair(pairs[0], world.anna)
    page = enter(world.gleb).post(url("decide"), decision(pairs))
    assert f"{pairs[0]}: решения больше не ждёт".replace("\xa0", " ") in text(page)
    assert Pair.objects.get(pk=pairs[1].pk).status == PairStatus.SUBMITTED


def test_a_desk_without_versions_decides_nothing(world, enter):
    pair = pair_in(world, PairStatus.SUBMITTED)
    enter(world.gleb).post(url("decide"), {"ids": [pair.pk], "action": "approve"})
    assert Pair.objects.get().status == PairStatus.SUBMITTED


def test_nothing_ticked_says_so(world, enter):
    pair_in(world, PairStatus.SUBMITTED)
    assert "Отметьте хотя бы одну пару." in text(enter(world.gleb).post(url("decide"), {"action": "approve"}))


def test_the_names_before_the_button_follow_the_ticks(world, enter):
    pairs = [pair_in(world, PairStatus.SUBMITTED) for _ in range(2)]
    said = text(enter(world.gleb).post(url("decision_names"), {"ids": [pairs[0].pk]}))
    assert said.strip() == f'<strong class="num">1 пара:</strong> {pairs[0]}'.replace("\xa0", " ")


def test_the_acting_head_decides_on_the_page_within_the_dates(world, enter, monkeypatch):
    pair = pair_in(world, PairStatus.SUBMITTED)
    monkeypatch.setattr(Organisation, "today", lambda self: date(2027, 2, 3))
    world.irina.memberships.update(starts=date(2026, 1, 1))  # the gate of the organisation asks the server's day
    world.irina.memberships.update(ends=date(2030, 1, 1))
    enter(world.irina).post(url("decide"), decision([pair]))
    assert Pair.objects.get().decided_as == "И.о. директора"


def test_what_another_has_decided_meanwhile_is_told_as_decided_and_the_words_stay(world, enter):
    pair = pair_in(world, PairStatus.SUBMITTED)
    stale = decision([pair], "return", comment="Другой срок, пожалуйста")
    enter(world.gleb).post(url("decide"), decision([pair]))
    page = text(enter(world.gleb).post(url("decide"), stale))
    assert "Уже решено" in page
    assert "Поправьте, пожалуйста" not in page
    assert "Ваше замечание не записано и никому не отправлено:" in page
    assert "Другой срок, пожалуйста" in page
