"""The pages of answers that wait."""

import pytest

from mentoring.banks.models import Mentee
from mentoring.surveys.enums import AnswerSide, Mode, Purpose
from mentoring.surveys.models import EntryDecision, Reply
from mentoring.surveys.services import entries as services
from mentoring.surveys.views import entries as views
from tests.mentoring.surveys.cast import (
    make_questionnaire,
    mentees,
    open_wave,
    parent_of,
    pupil,
)
from tests.mentoring.surveys.entering import Desk

pytestmark = pytest.mark.usefixtures("today")
LIST = "/o/lesnaya/surveys/entries/"


@pytest.fixture
def desk(world):
    return Desk(world)


def test_the_list_tells_who_waits_and_whether_they_are_known(desk, enter):
    [entry] = mentees(desk.world.school, 1)
    child = pupil(desk.world.school)
    desk.say(entry.person, {"word": "Слово"})
    desk.say(parent_of(child), {"word": "Слово"}, side=AnswerSide.PARENT, about=child)
    page = enter(desk.world.anna).get(LIST)
    assert [(person, held) for _, person, held in page.context["rows"]] == [(entry.person, True), (child, False)]
    assert "отвечает Ручьёв" in page.content.decode()


def test_strangers_meet_nothing(desk, enter):
    [entry] = mentees(desk.world.school, 1)
    reply = desk.say(entry.person, {"word": "Слово"})
    client = enter(desk.world.vera)
    assert client.get(LIST).status_code == 404
    for tail in ("", "take/", "leave/", "return/"):
        method = client.post if tail else client.get
        assert method(f"/o/polevaya/surveys/entries/{reply.pk}/{tail}").status_code == 404
    client.post("/o/polevaya/surveys/entries/take/", {"ids": [str(reply.pk)]})
    client.post("/o/polevaya/surveys/entries/take/", {"all": "1"})
    assert EntryDecision.objects.count() == 0
    assert enter(desk.world.sofya).get(LIST).status_code == 403


def test_all_at_once_are_taken_by_portions(desk, enter, monkeypatch):
    for module in (services, views):
        monkeypatch.setattr(module, "AT_ONCE", 2)
    for entry in mentees(desk.world.school, 3):
        desk.say(entry.person, {"word": f"Слово {entry.pk}"})
    client = enter(desk.world.anna)
    told = []
    for _ in range(3):
        page = client.post(f"{LIST}take/", {"all": "1"}, follow=True)
        told += [str(one) for one in page.context["messages"]]
    assert told == [
        "Записано: 2 ответа. За раз записывается не больше 2: нажмите ещё раз, чтобы записать остальные.",
        "Записано: 1 ответ.",
        "Не отмечено ни одного ответа.",
    ]


def test_taken_in_the_browser_one_after_the_other(desk, enter):
    first, second = mentees(desk.world.school, 2)
    one, two = desk.say(first.person, {"word": "Раз"}), desk.say(second.person, {"word": "Два"})
    client = enter(desk.world.anna)
    page = client.get(f"{LIST}{one.pk}/")
    assert "ещё 1 ответ" in page.content.decode()
    sent = {"rows": ["note"], "version": first.version}
    answer = client.post(f"{LIST}{one.pk}/take/", sent)
    assert answer.url == f"{LIST}{two.pk}/"
    again = client.post(f"{LIST}{one.pk}/take/", sent, follow=True)
    assert "По этому ответу уже решено" in again.content.decode()
    stale = client.post(f"{LIST}{two.pk}/take/", {"rows": ["note"], "version": second.version + 5}, follow=True)
    assert "изменил кто-то другой" in stale.content.decode()
    answer = client.post(f"{LIST}{two.pk}/leave/")
    assert answer.url == LIST
    page = client.get(f"{LIST}{two.pk}/")
    assert "Вернуть на рассмотрение" in page.content.decode()
    client.post(f"{LIST}{two.pk}/return/")
    assert desk.waiting() == [two]


def test_many_in_the_browser_with_names_of_those_left(desk, enter):
    known, new = mentees(desk.world.school, 2)
    Mentee.objects.filter(pk=known.pk).update(experience_years=9)
    ids = [str(desk.say(one.person, {"years": "3"}).pk) for one in (known, new)]
    page = enter(desk.world.anna).post(f"{LIST}take/", {"ids": [*ids, "не номер"]}, follow=True).content.decode()
    assert "Записано: 1 ответ." in page
    assert f"{known.person.short_name} — есть что сравнить" in page
    empty = enter(desk.world.anna).post(f"{LIST}take/", {}, follow=True).content.decode()
    assert "Не отмечено ни одного ответа." in empty


def test_a_reply_of_an_anonymous_wave_has_no_page(desk, enter):
    form = make_questionnaire(desk.world.school, purpose=Purpose.REQUEST, mode=Mode.ANONYMOUS)
    wave = open_wave(desk.world.school, form, mode=Mode.ANONYMOUS)
    blind = Reply.objects.create(wave=wave, part=wave.parts.get(), is_blind=True)
    client = enter(desk.world.anna)
    assert client.get(f"{LIST}{blind.pk}/").status_code == 404
    assert client.post(f"{LIST}{blind.pk}/leave/").status_code == 404
