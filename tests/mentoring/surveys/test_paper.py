"""Answers typed in from paper: of a person known by name, and nameless."""

import pytest
from django.urls import reverse

from mentoring.surveys.enums import Mode
from mentoring.surveys.models import BlindMarks, Reply, Wave
from mentoring.surveys.services.waves import close_wave, start_wave
from schools.journal.models import Entry
from tests.mentoring.surveys import cast
from tests.world import World

pytestmark = pytest.mark.usefixtures("today")


def running(world: World, mode: str = Mode.NAMED) -> Wave:
    cast.mentors(world.school, 4)
    own = cast.make_questionnaire(
        world.school, "mentor", cast.scale(), cast.matrix(), cast.single(required=False), cast.long_text(), mode=mode
    )
    return start_wave(cast.make_wave(world.school, own), world.anna)


SHEET = {
    "asked": ["useful", "parts", "place", "wish"],
    "useful": "9",
    "parts__r1": "7",
    "parts__r2": "8",
    "place": "o2",
    "wish": "Больше времени",
    "then": "next",
}
STORED = {
    ("useful", "", "", 9, ""),
    ("parts", "r1", "", 7, ""),
    ("parts", "r2", "", 8, ""),
    ("place", "", "o2", None, ""),
    ("wish", "", "", None, "Больше времени"),
}


def entry(ticket) -> str:
    return reverse("surveys:paper_entry", args=["lesnaya", ticket.pk])


def test_a_sheet_is_stored_and_the_next_one_by_name_comes(world, enter):
    anna, wave = enter(world.anna), running(world)
    first, second = wave.tickets.order_by("person__name_key", "pk")[:2]
    page = anna.get(entry(first)).content.decode()
    assert first.person.full_name in page
    assert "осталось 5 листов" in page
    assert anna.post(entry(first), SHEET).url == entry(second)
    reply = Reply.objects.get(ticket=first)
    assert reply.on_paper
    assert set(reply.answers.values_list("item", "row", "choice", "number", "text")) == STORED
    first.refresh_from_db()
    assert first.answered_at is not None
    journaled = Entry.objects.latest("pk")
    assert (journaled.deed, journaled.after) == ("введены ответы с бумаги", {"кто": first.person.short_name})


def test_after_the_last_by_name_comes_the_first_that_is_left_and_then_the_card(world, enter):
    anna, wave = enter(world.anna), running(world)
    tickets = list(wave.tickets.order_by("person__name_key", "pk"))
    assert anna.post(entry(tickets[-1]), SHEET).url == entry(tickets[0])
    for ticket in tickets[1:-1]:
        cast.answer(ticket, {"useful": 1, "parts": {"r1": 1, "r2": 1}})
    assert anna.post(entry(tickets[0]), SHEET).url == reverse("surveys:wave_detail", args=["lesnaya", wave.pk])


def test_gaps_of_the_paper_stay_gaps_but_an_empty_sheet_is_refused(world, enter):
    anna, wave = enter(world.anna), running(world)
    ticket = wave.tickets.first()
    page = anna.post(entry(ticket), {"then": "next"})
    assert "нет ни одного ответа" in page.content.decode()
    assert anna.post(entry(ticket), {"useful": "4"}).status_code == 302
    assert Reply.objects.get().answers.count() == 1


def test_a_wrong_answer_is_said_at_its_question_and_the_rest_is_kept(world, enter):
    anna, wave = enter(world.anna), running(world)
    page = anna.post(entry(wave.tickets.first()), SHEET | {"useful": "77"})
    text = page.content.decode()
    assert "Выберите число от 1 до 10." in text
    assert "Больше времени" in text
    assert Reply.objects.count() == 0


def test_a_sheet_entered_twice_is_stored_once(world, enter):
    anna, wave = enter(world.anna), running(world)
    ticket = wave.tickets.first()
    for _ in range(2):
        anna.post(entry(ticket), SHEET)
    assert Reply.objects.count() == 1
    assert "Ответ уже есть" in anna.get(entry(ticket)).content.decode()


def test_the_choice_finds_a_person_by_name(world, enter):
    wave = running(world)
    address = reverse("surveys:wave_paper", args=["lesnaya", wave.pk])
    page = enter(world.anna).get(address, {"q": "заяц"})
    assert [one.person for one in page.context["missing"]] == [world.boris_card]


def sheet(wave: Wave) -> str:
    return reverse("surveys:paper_sheet", args=["lesnaya", wave.parts.get().pk])


def test_a_nameless_sheet_joins_the_heap_and_is_not_journaled(world, enter):
    anna, wave = enter(world.anna), running(world, Mode.ANONYMOUS)
    entries = Entry.objects.count()
    assert anna.post(sheet(wave), SHEET).url == sheet(wave)
    reply = Reply.objects.get()
    assert (reply.ticket, reply.sent_at, reply.is_blind) == (None, None, True)
    assert set(reply.answers.values_list("item", "row", "choice", "number", "text")) == STORED
    assert (BlindMarks.objects.get().on_paper, bytes(BlindMarks.objects.get().bits)) == (1, b"")
    assert Entry.objects.count() == entries


def test_not_more_nameless_sheets_than_people_left(world, enter):
    anna, wave = enter(world.anna), running(world, Mode.ANONYMOUS)
    for ticket in wave.tickets.all()[:3]:
        cast.answer(ticket, {"useful": 5, "parts": {"r1": 1, "r2": 1}})
    for _ in range(2):
        assert anna.post(sheet(wave), SHEET).status_code == 302
    assert "Ответов уже столько" in anna.post(sheet(wave), SHEET).content.decode()
    assert Reply.objects.count() == 5
    assert "листов больше быть не должно" in anna.get(sheet(wave)).content.decode()


def test_the_choice_of_an_anonymous_wave_names_nobody(world, enter):
    wave = running(world, Mode.ANONYMOUS)
    page = enter(world.anna).get(reverse("surveys:wave_paper", args=["lesnaya", wave.pk])).content.decode()
    assert world.boris_card.surname not in page
    assert "Ввести лист" in page


def test_a_ticket_of_an_anonymous_wave_has_no_page_of_its_own(world, enter):
    wave = running(world, Mode.ANONYMOUS)
    assert enter(world.anna).get(entry(wave.tickets.first())).status_code == 404


@pytest.mark.parametrize("mode", [Mode.NAMED, Mode.ANONYMOUS])
def test_a_closed_wave_takes_no_paper(world, enter, mode):
    anna, wave = enter(world.anna), running(world, mode)
    close_wave(wave, world.anna)
    address = sheet(wave) if mode == Mode.ANONYMOUS else entry(wave.tickets.first())
    text = anna.post(address, SHEET).content.decode()
    # What was typed stands there still: a named wave can be prolonged and the sheet sent again.
    assert ("больше не принимаются" in text, "Больше времени" in text) == (True, True)
    assert Reply.objects.count() == 0


@pytest.mark.parametrize("user", ["gleb", "boris"])
def test_only_the_curator_enters(world, enter, user):
    wave = running(world)
    assert enter(getattr(world, user)).get(entry(wave.tickets.first())).status_code == 403
