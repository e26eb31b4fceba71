"""The pages of waves, as the curator goes through them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.surveys.enums import AnswerSide, Mode, WaveStatus
from mentoring.surveys.library import sets_for
from mentoring.surveys.models import Ticket, Wave
from mentoring.surveys.services.waves import start_wave
from mentoring.surveys.tokens import token_of
from tests.mentoring.surveys import cast
from tests.world import World

pytestmark = pytest.mark.usefixtures("today")


def at(name: str, pk: int | None = None, **query: object) -> str:
    path = reverse(f"surveys:{name}", args=["lesnaya", *([pk] if pk else [])])
    return path + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def running(world: World, mode: str = Mode.NAMED, people: int = 5) -> Wave:
    cast.mentors(world.school, people - 1)
    wave = cast.make_wave(world.school, cast.make_questionnaire(world.school, mode=mode), by=world.anna)
    return start_wave(wave, world.anna)


@pytest.mark.parametrize("name", ["wave_list", "wave_create"])
def test_pages_open(world, enter, name):
    assert enter(world.anna).get(at(name)).status_code == 200


@pytest.mark.parametrize("mode", Mode.values)
@pytest.mark.parametrize(
    "name", ["wave_detail", "wave_close", "wave_extend", "wave_remind", "wave_slips", "wave_paper"]
)
def test_pages_of_a_running_wave_open(world, enter, name, mode):
    assert enter(world.anna).get(at(name, running(world, mode).pk)).status_code == 200


def test_from_a_ready_set_to_a_running_wave(world, enter):
    anna = enter(world.anna)
    page = anna.get(at("wave_create", set="pulse"))
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, [])}
    answer = anna.post(at("wave_create", set="pulse"), sent)
    wave = Wave.objects.get()
    assert answer.url == at("wave_start", wave.pk)
    assert [part.questionnaire.origin for part in wave.parts.all()] == ["pulse_mentor", "pulse_mentee"]
    assert "Начать" in anna.get(answer.url).content.decode()
    assert anna.post(answer.url).url == at("wave_detail", wave.pk)
    wave.refresh_from_db()
    assert wave.status == WaveStatus.OPEN


def test_every_ready_set_opens_its_form_and_can_be_prepared_as_it_is(world, enter):
    """What the set fills in is accepted without a change; only whom it asks depends on the school."""
    anna = enter(world.anna)
    for number, one in enumerate(sets_for(world.school), 1):
        form = anna.get(at("wave_create", set=one.code)).context["form"]
        sent = {name: form[name].value() for name in form.fields}
        sent = {name: value for name, value in sent.items() if value not in (None, [])}
        # A class and names are what no set can know.
        if sent["audience"] == "grade" and sent["timing"] == "dates":
            sent["grades"] = ["6А"]
        if sent["audience"] == "list" and sent["timing"] == "dates":
            sent["people"] = [world.boris_card.pk]
        assert anna.post(at("wave_create", set=one.code), sent).status_code == 302, one.code
        assert Wave.objects.count() == number


def form_of(world: World, **changes) -> dict:
    own = cast.make_questionnaire(world.school)
    values = {
        "title": "Спросим",
        "parts": [f"own:{own.pk}"],
        "mode": Mode.NAMED,
        "timing": "dates",
        "audience": "bank",
        "opens_on": "14.09.2026",
        "closes_on": "28.09.2026",
        "nonce": "2b0f7d3c-94a7-4c4b-9a2e-0a8b8f5a1f10",
    }
    return values | changes


def test_the_form_sent_twice_makes_one_wave(world, enter):
    anna, sent = enter(world.anna), form_of(world)
    first, second = (anna.post(at("wave_create"), sent) for _ in range(2))
    assert first.url == second.url
    assert Wave.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Дайте название."),
        ({"parts": []}, "Выберите хотя бы одну анкету."),
        ({"parts": ["own:999999"]}, "Выберите из списка."),
        ({"closes_on": "вчера"}, "Напишите дату так: 05.09.2026."),
        ({"closes_on": "01.09.2026", "opens_on": "01.09.2026"}, "Этот день уже прошёл."),
        ({"audience": "grade"}, "Отметьте хотя бы один класс."),
        ({"audience": "list"}, "Отметьте хотя бы одного человека."),
        ({"timing": "pair_start"}, "Напишите, через сколько дней спросить."),
        ({"audience": "list", "people": ["1" * 30]}, "Выберите из списка."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(world, enter, changes, sentence):
    page = enter(world.anna).post(at("wave_create"), form_of(world, **changes))
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert page.context["form"]["title"].value() == changes.get("title", "Спросим")
    assert Wave.objects.count() == 0


def test_the_live_count_tells_whom_it_would_ask(world, enter):
    cast.mentors(world.school, 3)
    anna = enter(world.anna)
    told = anna.post(at("wave_count"), form_of(world)).content.decode()
    assert "4 наставников" in told
    assert "не меньше пяти" in anna.post(at("wave_count"), form_of(world, mode="anonymous")).content.decode()
    listed = form_of(world, audience="list", people=[world.boris_card.pk, world.sofya_card.pk])
    told = anna.post(at("wave_count"), listed).content.decode()
    assert "1 наставника" in told
    assert "нет в нужном банке: Черных Софья Павловна." in told
    # Without a script the same stands on the page itself.
    page = anna.post(at("wave_create"), form_of(world, look="1"))
    assert (page.status_code, Wave.objects.count()) == (200, 0)
    assert "4 наставников" in page.content.decode()


def test_the_list_of_people_comes_when_it_is_asked_for(world, enter):
    anna = enter(world.anna)
    assert "Заяц Борис Фомич" not in anna.get(at("wave_create")).content.decode()
    page = anna.post(at("wave_count", people=1), form_of(world, audience="list"))
    groups = [(name, len(boxes)) for name, boxes in page.context["form"].people_groups()]
    assert groups == [("Сотрудники", 5), ("6А", 1)]
    people = page.content.decode()
    assert "Заяц Борис Фомич" in people
    assert "Тайный" not in people


def test_ticks_outlive_a_look_at_another_audience(world, enter):
    anna = enter(world.anna)
    ticked = [world.boris_card.pk, world.sofya_card.pk]
    away = anna.post(at("wave_count", people=1), form_of(world, audience="bank", people=ticked)).content.decode()
    kept = re.findall(r'<input type="hidden" name="people" value="(\d+)">', away)
    assert sorted(map(int, kept)) == sorted(ticked)
    assert "Заяц Борис Фомич" not in away
    back = anna.post(at("wave_count", people=1), form_of(world, audience="list", people=kept)).context["form"]
    assert sorted(int(box.data["value"]) for box in back["people"] if box.data["selected"]) == sorted(ticked)
    # Asked of the whole bank, the wave does not remember them.
    assert anna.post(at("wave_create"), form_of(world, audience="bank", people=kept)).status_code == 302
    assert "people" not in Wave.objects.get().choice


def test_the_page_of_a_draft_says_that_it_is_changed(world, enter):
    anna = enter(world.anna)
    wave = cast.make_wave(world.school, cast.make_questionnaire(world.school), title="Осенний опрос")
    page = anna.get(at("wave_edit", wave.pk)).content.decode()
    assert "<title>Изменить анкетирование" in page
    assert "<h1>Осенний опрос</h1>" in page
    assert "Спросить своей анкетой" not in page


def test_sides_stand_in_one_order_after_a_change(world, enter):
    anna = enter(world.anna)
    sides = (AnswerSide.MENTEE, AnswerSide.MENTOR)
    one, two = (cast.make_questionnaire(world.school, side, cast.scale(), title=side) for side in sides)
    anna.post(at("wave_create"), form_of(world, parts=[f"own:{one.pk}", f"own:{two.pk}"]))
    assert [part.side for part in Wave.objects.get().parts.order_by("pk")] == ["mentor", "mentee"]


def test_a_draft_is_changed_until_it_begins(world, enter):
    anna = enter(world.anna)
    wave = Wave.objects.get(pk=int(anna.post(at("wave_create"), form_of(world)).url.split("/")[-3]))
    form = anna.get(at("wave_edit", wave.pk)).context["form"]
    assert (form["title"].value(), form["parts"].value()) == ("Спросим", [f"own:{wave.parts.get().questionnaire_id}"])
    sent = form_of(world, title="Иначе", parts=form["parts"].value(), version=wave.version)
    assert anna.post(at("wave_edit", wave.pk), sent).url == at("wave_start", wave.pk)
    again = anna.post(at("wave_edit", wave.pk), sent | {"title": "Ещё иначе"})
    assert "сохранил кто-то ещё" in again.content.decode()
    wave.refresh_from_db()
    assert wave.title == "Иначе"
    start_wave(wave, world.anna)
    assert anna.get(at("wave_edit", wave.pk)).url == at("wave_detail", wave.pk)


def test_two_clicks_on_the_start_begin_once(world, enter):
    cast.mentors(world.school, 2)
    wave = cast.make_wave(world.school, cast.make_questionnaire(world.school))
    anna = enter(world.anna)
    assert {anna.post(at("wave_start", wave.pk)).url for _ in range(2)} == {at("wave_detail", wave.pk)}
    assert wave.tickets.count() == 3


def test_a_refused_start_comes_back_with_its_reasons(world, enter):
    wave = cast.make_wave(world.school, cast.make_questionnaire(world.school, mode=Mode.ANONYMOUS))
    anna = enter(world.anna)
    page = anna.post(at("wave_start", wave.pk), follow=True).content.decode()
    assert "не меньше пяти человек с каждой стороны, а здесь наставники — 1" in page
    assert ">Начать</button>" not in page


def test_a_closing_is_taken_back_but_not_an_anonymous_one(world, enter):
    anna, wave = enter(world.anna), running(world)
    page = anna.post(at("wave_close", wave.pk), follow=True)
    [message] = page.context["messages"]
    assert f"undo={at('wave_extend', wave.pk, closes_on='2026-09-28', undo=1)}" in message.extra_tags
    anna.post(at("wave_extend", wave.pk, closes_on="2026-09-28", undo=1))
    wave.refresh_from_db()
    assert (wave.status, wave.closes_on) == (WaveStatus.OPEN, cast.CLOSES)
    blind = running(world, Mode.ANONYMOUS)
    page = anna.post(at("wave_close", blind.pk), follow=True)
    assert [message.extra_tags for message in page.context["messages"]][-1] == ""


def test_a_longer_term_and_its_undoing(world, enter):
    anna, wave = enter(world.anna), running(world)
    page = anna.post(at("wave_extend", wave.pk), {"closes_on": "2026-10-10"}, follow=True)
    assert "Ответы принимаются по 10.10.2026 включительно." in page.content.decode()
    anna.post(at("wave_extend", wave.pk, closes_on="2026-09-28", undo=1))
    wave.refresh_from_db()
    assert wave.closes_on == cast.CLOSES
    assert "уже прошёл" in anna.post(at("wave_extend", wave.pk), {"closes_on": "2026-09-01"}).content.decode()


@pytest.mark.parametrize(
    ("mode", "curator", "head"), [("named", True, True), ("confidential", True, False), ("anonymous", False, False)]
)
def test_who_is_missing_is_shown_as_the_mode_allows(world, enter, mode, curator, head):
    wave = running(world, mode)
    for user, sees in ((world.anna, curator), (world.gleb, head)):
        page = enter(user).get(at("wave_detail", wave.pk)).content.decode()
        assert ("Заяц Борис Фомич" in page) is sees
        assert "0 из 5" in page


def test_a_person_is_taken_out_and_back(world, enter):
    anna, wave = enter(world.anna), running(world)
    ticket = wave.tickets.get(person=world.boris_card)
    page = anna.post(at("ticket_drop", ticket.pk), follow=True).content.decode()
    assert "Больше не спрашиваем: Заяц Борис Фомич." in page
    assert "0 из 4" in page
    assert "0 из 5" in anna.post(at("ticket_restore", ticket.pk), follow=True).content.decode()


def test_a_lost_slip_is_replaced_by_another_link(world, enter):
    anna, wave = enter(world.anna), running(world)
    ticket = wave.tickets.get(person=world.boris_card)
    old = token_of(ticket.nonce)
    page = anna.post(at("ticket_renew", ticket.pk), follow=True).content.decode()
    new = token_of(Ticket.objects.get(pk=ticket.pk).nonce)
    assert (new in page, old in page, new == old) == (True, False, False)


def test_the_head_reads_and_changes_nothing(world, enter):
    wave = running(world)
    gleb = enter(world.gleb)
    assert gleb.get(at("wave_detail", wave.pk)).status_code == 200
    for name in ("wave_slips", "wave_paper", "wave_close", "wave_remind"):
        assert gleb.get(at(name, wave.pk)).status_code == 403
    assert enter(world.vera).get(at("wave_detail", wave.pk)).status_code == 404


def test_the_card_asks_the_database_as_often_for_many_as_for_few(world, enter):
    anna = enter(world.anna)
    numbers = []
    for people in (2, 30):
        wave = running(world, people=people)
        for name in ("wave_detail", "wave_slips", "wave_paper", "wave_list"):
            anna.get(at(name, *([wave.pk] if name != "wave_list" else [])))
            with CaptureQueriesContext(connection) as asked:
                anna.get(at(name, *([wave.pk] if name != "wave_list" else [])))
            numbers.append((name, len(asked)))
    assert numbers[:4] == numbers[4:]


def test_a_draft_is_dropped_for_good(world, enter):
    wave = cast.make_wave(world.school, cast.make_questionnaire(world.school))
    anna = enter(world.anna)
    assert "Вернуть отменённое нельзя" in anna.get(at("wave_cancel", wave.pk)).content.decode()
    page = anna.post(at("wave_cancel", wave.pk), follow=True).content.decode()
    assert "Отменено: никого не спросили." in page
    assert anna.get(at("wave_cancel", wave.pk)).url == at("wave_detail", wave.pk)


def test_a_side_too_small_to_be_shown_is_not_asked_in_vain(world, enter):
    cast.mentors(world.school, 5)
    own = [cast.make_questionnaire(world.school, side, mode=Mode.ANONYMOUS) for side in ("mentor", "mentee")]
    wave = cast.make_wave(world.school, *own)
    anna = enter(world.anna)
    refusal = "Анонимно спрашивают не меньше пяти человек с каждой стороны, а здесь наставляемые — 1"
    assert refusal in anna.get(at("wave_start", wave.pk)).content.decode()
    assert refusal in anna.post(at("wave_start", wave.pk), follow=True).content.decode()
    wave.parts.get(side="mentee").delete()
    assert refusal not in anna.get(at("wave_start", wave.pk)).content.decode()
