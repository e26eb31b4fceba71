"""One person's answers on a page: who reads it, and what of it."""

import pytest
from django.urls import reverse

from mentoring.surveys.enums import AnswerSide, Mode
from mentoring.surveys.models import Ticket, Wave
from mentoring.surveys.wording import Condition, Question
from tests.mentoring.surveys import answered, cast
from tests.mentoring.surveys.answering_pieces import text
from tests.mentoring.surveys.cast import long_text, make_questionnaire, open_wave, scale, ticket_for
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def at(ticket: Ticket) -> str:
    return reverse("surveys:ticket_answers", args=["lesnaya", ticket.pk])


def card(wave: Wave, name: str = "wave_detail") -> str:
    return reverse(f"surveys:{name}", args=["lesnaya", wave.pk])


def asked(world: World, mode: str = Mode.NAMED) -> Wave:
    """A wave of a mentor who has answered everything it asks."""
    questions = [
        scale(),
        Question("help", "yes_no", "Нужна помощь?", signal="help"),
        long_text("plea", "Какая помощь?", when=Condition("help", "is", "yes")),
        Question("who", "persons", "С кем?", source="mentees", required=False),
        long_text(),
    ]
    wave = open_wave(
        world.school, make_questionnaire(world.school, AnswerSide.MENTOR, *questions, mode=mode), mode=mode
    )
    ticket = ticket_for(wave.parts.get(), world.boris_card)
    key = str(world.mentee.pk)
    values = {"useful": 7, "help": "yes", "plea": "ПРОШУ ПОМОЩИ", "who": {"avoided": [key]}}
    if mode != Mode.ANONYMOUS:
        answered.reply(ticket, values)
    return wave


@pytest.mark.parametrize(
    ("mode", "curator", "head"), [(Mode.NAMED, 200, 200), (Mode.CONFIDENTIAL, 200, 403), (Mode.ANONYMOUS, 404, 404)]
)
def test_who_reads_what_one_person_answered(world, client, mode, curator, head):
    wave = asked(world, mode)
    ticket = wave.tickets.get()
    for user, status in ((world.anna, curator), (world.gleb, head), (world.boris, 403), (world.vera, 404)):
        client.force_login(user)
        assert client.get(at(ticket)).status_code == status, user
        if user in (world.anna, world.gleb):
            # Nobody is led to what he or she may not read.
            assert (at(ticket) in text(client.get(card(wave)))) is (status == 200), user


def test_the_curator_reads_all_of_it(world, enter):
    page = text(enter(world.anna).get(at(asked(world).tickets.get())))
    for words in ("Заяц Борис Фомич", "Насколько полезны встречи?", "<dd>7</dd>", "ПРОШУ ПОМОЩИ", "лучше не:"):
        assert words in page
    assert page.count("нет ответа") == 1


def test_the_head_reads_no_call_for_help_and_nobody_to_keep_away_from(world, enter):
    page = text(enter(world.gleb).get(at(asked(world).tickets.get())))
    assert "<dd>7</dd>" in page
    for words in ("ПРОШУ", "Нужна помощь?", "лучше не:"):
        assert words not in page


def test_who_has_not_answered_has_no_such_page(world, enter):
    wave = open_wave(world.school, asked=[world.boris_card])
    Ticket.objects.update(draft={"useful": 5})
    assert enter(world.anna).get(at(wave.tickets.get())).status_code == 404
    assert 'id="answered"' not in text(enter(world.anna).get(card(wave)))


def test_results_lead_to_the_list_of_people_where_they_may(world, enter):
    wave = asked(world, Mode.CONFIDENTIAL)
    answered.close(wave)
    link = f'href="{card(wave)}#answered"'
    assert link in text(enter(world.anna).get(card(wave, "wave_results")))
    assert link not in text(enter(world.gleb).get(card(wave, "wave_results")))


def test_two_sheets_of_one_person_are_told_apart(world, enter):
    wave = open_wave(world.school, cast.make_questionnaire(world.school))
    for number in (1, 2):
        answered.reply(ticket_for(wave.parts.get(), world.boris_card, round=number), {"useful": number})
    page = text(enter(world.anna).get(card(wave)))
    assert "2-й раз" in page
    last = wave.tickets.get(round=2)
    assert "2-й раз" in text(enter(world.anna).get(at(last)))
