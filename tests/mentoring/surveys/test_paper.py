"""Answers typed in from paper: of a person known by name, and nameless."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from mentoring.surveys.enums import Decision, Mode
from mentoring.surveys.models import BlindMarks, EntryDecision, Reply, Wave
from mentoring.surveys.selectors.waves import missing_people
from mentoring.surveys.services.drafts import keep
from mentoring.surveys.services.paper import correct_sheet, enter_answers, remove_sheet
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


def test_what_the_person_has_begun_stays_where_the_sheet_says_nothing(world, enter):
    anna, wave = enter(world.anna), running(world)
    ticket = wave.tickets.first()
    assert "начал отвечать сам" not in anna.get(entry(ticket)).content.decode()
    begun = {"wish": "Начатое на телефоне", "useful": 3, "place": "o9"}
    keep(ticket, begun, cast.at(ticket))
    assert "начал отвечать сам" in anna.get(entry(ticket)).content.decode()
    page = anna.post(entry(ticket), {"useful": "9", "parts__r1": "7", "then": "list"}, follow=True).content.decode()
    assert "взято из того, что человек начал сам" in page
    stored = set(Reply.objects.get().answers.values_list("item", "number", "text"))
    assert stored == {("useful", 9, ""), ("parts", 7, ""), ("wish", None, "Начатое на телефоне")}


def test_a_nearly_empty_sheet_is_asked_about_once(world, enter):
    anna = enter(world.anna)
    scales = [cast.scale(f"s{n}", f"Вопрос {n}") for n in range(3)]
    wave = start_wave(
        cast.make_wave(world.school, cast.make_questionnaire(world.school, "mentor", *scales)), world.anna
    )
    ticket = wave.tickets.get()
    page = anna.post(entry(ticket), {"s1": "4"}).content.decode()
    assert "Из 3 обязательных вопросов ответ есть на 1" in page
    assert Reply.objects.count() == 0
    anna.post(entry(ticket), {"s1": "4", "meant": "1"})
    assert Reply.objects.get().answers.count() == 1


def test_a_nearly_empty_nameless_sheet_is_asked_about_too(world, enter):
    anna = enter(world.anna)
    scales = [cast.scale(f"s{n}", f"Вопрос {n}") for n in range(3)]
    cast.mentors(world.school, 4)
    own = cast.make_questionnaire(world.school, "mentor", *scales, mode=Mode.ANONYMOUS)
    wave = start_wave(cast.make_wave(world.school, own), world.anna)
    assert "На листе больше ничего нет" in anna.post(sheet(wave), {"s1": "4"}).content.decode()
    assert anna.post(sheet(wave), {"s1": "4", "meant": "1"}).status_code == 302
    assert Reply.objects.count() == 1


def mend(client, ticket, **values):
    return client.post(entry(ticket), SHEET | {"mend": "1", "then": "list"} | values, follow=True).content.decode()


@pytest.mark.parametrize("mode", [Mode.NAMED, Mode.CONFIDENTIAL])
def test_a_mistyped_sheet_is_mended(world, enter, mode):
    anna, wave = enter(world.anna), running(world, mode)
    ticket = wave.tickets.first()
    anna.post(entry(ticket), SHEET)
    listed = anna.get(reverse("surveys:wave_paper", args=["lesnaya", wave.pk])).content.decode()
    assert "Введённые листы" in listed
    page = anna.get(entry(ticket)).content.decode()
    assert "Больше времени" in page
    sent_at = Reply.objects.get().sent_at
    assert "Исправлено" in mend(anna, ticket, useful="3", wish="")
    reply = Reply.objects.get()
    assert set(reply.answers.values_list("item", "row", "choice", "number", "text")) == STORED - {
        ("useful", "", "", 9, ""),
        ("wish", "", "", None, "Больше времени"),
    } | {("useful", "", "", 3, "")}
    assert reply.sent_at == sent_at
    journaled = Entry.objects.latest("pk")
    assert (journaled.deed, journaled.after) == ("исправлены ответы с бумаги", {"кто": ticket.person.short_name})


def test_a_sheet_typed_for_the_wrong_person_goes_and_the_person_is_asked_again(world, enter):
    anna, wave = enter(world.anna), running(world)
    ticket = wave.tickets.first()
    anna.post(entry(ticket), SHEET)
    page = anna.post(reverse("surveys:paper_remove", args=["lesnaya", ticket.pk]), follow=True).content.decode()
    assert "Лист удалён" in page
    ticket.refresh_from_db()
    assert (Reply.objects.count(), ticket.answered_at) == (0, None)
    assert Entry.objects.latest("pk").deed == "удалены ответы с бумаги"
    assert ticket in missing_people(wave)


def test_only_sheets_from_paper_of_a_running_wave_are_mended_and_before_they_are_decided(world):
    wave = running(world)
    sent, typed = wave.tickets.all()[:2]
    whole = {"useful": 1, "parts": {"r1": 1, "r2": 1}}
    cast.answer(sent, whole)
    reply = enter_answers(typed, whole, world.anna)
    with pytest.raises(PermissionDenied):
        correct_sheet(typed, whole, world.gleb)
    with pytest.raises(PermissionDenied):
        remove_sheet(typed, world.gleb)

    def refused(ticket, words):
        for deed in (lambda: correct_sheet(ticket, whole, world.anna), lambda: remove_sheet(ticket, world.anna)):
            with pytest.raises(ValidationError, match=words):
                deed()

    refused(sent, "прислали по ссылке")
    refused(wave.tickets.last(), "листа уже нет")
    decision = EntryDecision.objects.create(reply=reply, decision=Decision.LEFT)
    refused(typed, "уже решено")
    decision.delete()
    close_wave(wave, world.anna)
    refused(typed, "не идёт")
    assert Reply.objects.count() == 2


def test_the_choice_finds_a_person_by_name(world, enter):
    wave = running(world)
    address = reverse("surveys:wave_paper", args=["lesnaya", wave.pk])
    anna = enter(world.anna)
    ticket = wave.tickets.get(person=world.boris_card)
    assert anna.get(address, {"q": "заяц"}).url == entry(ticket)
    assert len(anna.get(address).context["missing"]) == 5
    assert "никого нет" in anna.get(address, {"q": "нетакого"}).content.decode()
    anna.post(entry(ticket), SHEET)
    assert [one.person for one in anna.get(address, {"q": "заяц"}).context["entered"]] == [world.boris_card]


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
